import type { ItemRow } from "#db/items";
import { findReply, type ReplyRow, setReplyState } from "#db/replies";
import { type TargetRow, updateTarget, updateTargets } from "#db/targets";
import { retiredBy } from "#domain/org/retirement";
import { displayName } from "#domain/org/short-name";
import type { Context } from "../context.ts";
import { asksReply, type Kind } from "../define-kind.ts";
import { LostRace } from "../lost-race.ts";
import type { Registry } from "../registry.ts";

/** The kind of an item that was stored: there is always one. */
export function kindOf({ registry }: { registry: Registry }, item: Pick<ItemRow, "kind">): Kind {
  const kind = registry.kinds.get(item.kind);
  if (!kind) throw new Error(`no kind ${item.kind}`);
  return kind;
}

/**
 * The only way a target's row changes: written and booked into the tallies together. A version that
 * waits for the room is retired by any newer act on its target (SPEC §1.7).
 * @throws LostRace when another command has changed the row since it was read
 */
export async function changeTarget(
  ctx: Context,
  item: ItemRow,
  before: TargetRow,
  change: Partial<TargetRow>,
): Promise<TargetRow> {
  const whole = await retiring(ctx, item, [before], change);
  if (!(await updateTarget(ctx.session, before, whole))) throw new LostRace();
  return book(ctx, item, before, whole);
}

/** The same change on many targets, in one statement. */
export async function changeTargets(
  ctx: Context,
  item: ItemRow,
  rows: TargetRow[],
  change: Partial<TargetRow>,
): Promise<TargetRow[]> {
  const whole = await retiring(ctx, item, rows, change);
  if (!(await updateTargets(ctx.session, rows, whole))) throw new LostRace();
  return rows.map((before) => book(ctx, item, before, whole));
}

/** The change with what it does to versions that wait; they are told of, and kept in the history. */
async function retiring(
  ctx: Context,
  item: ItemRow,
  rows: TargetRow[],
  change: Partial<TargetRow>,
): Promise<Partial<TargetRow>> {
  const why = retiredBy(change);
  const waiting = rows.filter(({ pending }) => pending !== null);
  if (why === null || "pending" in change || waiting.length === 0) return change;
  for (const row of waiting) await retire(ctx, item, row, why);
  return { ...change, pending: null };
}

/** Takes the version that waits at a target out of the waiting; the caller clears `pending`. */
export async function retire(
  ctx: Context,
  item: ItemRow,
  row: TargetRow,
  why: string,
): Promise<void> {
  const { version } = (await findReply(ctx.session, row.pending!))!;
  await changeReply(ctx, row.pending!, { from: "pending", to: "declined", retiredBy: why });
  const name = displayName(ctx.org.tree.get(row.node)!);
  ctx.whisper(`${name}待定的第${version}版不再等核定（${why}）`);
  ctx.record("target.correction-retired", {
    item: item.id,
    node: row.node,
    data: { version, why },
  });
}

type ReplyState = ReplyRow["state"];

/** The only way a reply changes: which of a target's versions counts. */
export async function changeReply(
  ctx: Context,
  reply: string,
  { from, to, retiredBy = null }: { from: ReplyState; to: ReplyState; retiredBy?: string | null },
): Promise<void> {
  await setReplyState(ctx.session, reply, to, retiredBy);
  ctx.undo.keepReply(reply, from);
}

function book(
  ctx: Context,
  item: ItemRow,
  before: TargetRow,
  change: Partial<TargetRow>,
): TargetRow {
  const after = { ...before, ...change, revision: before.revision + 1 };
  ctx.tallies.book(item.terms.fields, before, after);
  ctx.effects.targets.push(after);
  ctx.undo.keepTarget(before, change);
  return after;
}

/** Whether the target has given what its kind asks for: a receipt, or a reply that stands. */
export function isAnswered(kind: Kind, row: TargetRow): boolean {
  if (row.excusedAt !== null) return true;
  if (!asksReply(kind)) return row.ackedAt !== null;
  return row.repliedAt !== null && row.returnedAt === null;
}

/** Whether a target still waits for a receipt: who has reported has seen it (SPEC §1.8 响应). */
export function awaitsReceipt(row: TargetRow): boolean {
  return row.ackedAt === null && row.repliedAt === null;
}
