import type { Context } from "#bots/kit/command";
import { changeTargets, type ItemRow, type TargetRow } from "#bots/kit/loop";
import { hasResponded, remindedItem, waitingOf } from "./clocks.ts";
import { placesOf, roomOf } from "./places.ts";
import { send } from "./send.ts";
import type { Telling } from "./words.ts";

/** Marks 逾期 what has not answered by its deadline. */
export async function markDue(ctx: Context, { key }: { key: string }): Promise<void> {
  const item = await remindedItem(ctx, key);
  if (item) await markOverdue(ctx, item, await waitingOf(ctx, item));
}

/** Those of the rows whose deadline has come; silent, since the ladder does the talking. */
export async function markOverdue(ctx: Context, item: ItemRow, rows: TargetRow[]): Promise<void> {
  const late = rows.filter((row) => !row.overdue && row.dueAt !== null && row.dueAt <= ctx.now);
  if (late.length === 0) return;
  await changeTargets(ctx, item, late, { overdue: true });
  const nodes = late.map((row) => row.node);
  ctx.record("target.overdue", { item: item.id, data: { nodes } });
}

/** At the response deadline: one reminder to the silent, and one list of them to each room. */
export async function askForResponse(
  ctx: Context,
  { key, dueAt }: { key: string; dueAt: number },
): Promise<void> {
  const item = await remindedItem(ctx, key);
  if (!item) return;
  const rows = (await waitingOf(ctx, item)).filter(
    (row) => row.respondBy === dueAt && !hasResponded(row),
  );
  if (rows.length === 0) return;
  const tellings = rows.flatMap((row): Telling[] => [
    ...placesOf(ctx, item, row, "holder").map((place) => ({
      row,
      place,
      what: "respond" as const,
    })),
    ...roomOf(ctx, row).map((place) => ({ row, place, what: "silent" as const })),
  ]);
  await send(ctx, item, tellings);
  ctx.record("target.reminded", { item: item.id, data: { nodes: rows.map((row) => row.node) } });
}
