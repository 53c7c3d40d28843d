import { findItem, type ItemRow, updateItem } from "#db/items";
import type { TargetRow } from "#db/targets";
import { servingChannel } from "#domain/org/channels";
import { displayName } from "#domain/org/short-name";
import { formatDeadline } from "#domain/time/format-time";
import { dueSteps } from "#domain/time/ladder";
import { aged } from "../ageing.ts";
import type { Context } from "../context.ts";
import { heading } from "./cards.ts";
import { changeTargets } from "./change.ts";
import { showDeadlines } from "./deadlines.ts";
import { holdersOf, peopleOf } from "./holders.ts";
import { showRound } from "./rounds.ts";
import { ladderOf } from "./skip-step.ts";

export interface Extension {
  dueAt: number;
  reason: string;
  /** The item's own deadline moves as well: what has not been passed down yet will have it too. */
  whole: boolean;
  /** What is in the way at these places is seen to by it. */
  endsDifficulty: boolean;
}

/**
 * Gives places longer (`/延期`): their clocks start anew for the new deadline, without a step that
 * would be past already, and they are told. A room's own earlier deadline belonged to the old one.
 * @param rows delivered and not answered
 */
export async function extend(
  ctx: Context,
  item: ItemRow,
  rows: TargetRow[],
  { dueAt, reason, whole, endsDifficulty }: Extension,
): Promise<void> {
  for (const [step, group] of Map.groupBy(rows, (row) => stepBehind(ctx, item, row, dueAt))) {
    await changeTargets(ctx, item, group, {
      ...{ dueAt, step, remindBy: null, overdue: false },
      ...(endsDifficulty && { difficulty: null }),
    });
  }
  const now = whole ? await extendItem(ctx, item, dueAt) : item;
  tell(ctx, now, rows, { dueAt, reason });
  await showDeadlines(ctx, now);
  const nodes = rows.map(({ node }) => node);
  ctx.record("target.extended", { item: item.id, data: { nodes, dueAt, reason, whole } });
  if (!endsDifficulty) return;
  for (const { node, difficulty } of rows) {
    if (difficulty === null) continue;
    const data = { how: "已协调", note: `延期到 ${formatDeadline(dueAt, ctx.now)}` };
    ctx.record("target.difficulty-over", { item: item.id, node, data });
  }
}

/** The last step of the new clock that is past at once: nobody is reminded late of it. */
function stepBehind(ctx: Context, item: ItemRow, row: TargetRow, dueAt: number): number | null {
  const dispatchedAt = Math.max(row.dispatchedAt!, row.returnedAt ?? 0);
  const clock = { ladder: ladderOf(ctx, item, row), dueAt, dispatchedAt };
  return dueSteps({ ...clock, lastStep: null, at: ctx.now }).at(-1)?.index ?? null;
}

async function extendItem(ctx: Context, item: ItemRow, dueAt: number): Promise<ItemRow> {
  const { submitBy } = item.terms;
  // A time of their own for the sums that would now come before the replies gives way to the rule.
  const isTooEarly = submitBy !== null && submitBy < dueAt;
  const terms = { ...item.terms, dueMinutes: null, ...(isTooEarly && { submitBy: null }) };
  ctx.undo.keepItem(item);
  const now = aged(ctx, { ...item, dueAt, terms });
  const { unlandedUntil } = now;
  await updateItem(ctx.session, item.id, { dueAt, terms, unlandedUntil });
  await showSeries(ctx, now);
  return now;
}

/** The card of a series shows the deadline of its round. */
async function showSeries(ctx: Context, round: ItemRow): Promise<void> {
  const series = round.roundOf === null ? undefined : await findItem(ctx.session, round.roundOf);
  if (series) await showRound(ctx, series, round);
}

/** Puts an item's deadline back (`/撤回`). */
export async function restoreDeadline(
  ctx: Context,
  item: ItemRow,
  was: Pick<ItemRow, "dueAt" | "terms"> | undefined,
): Promise<void> {
  const now = aged(ctx, { ...item, ...was });
  const { unlandedUntil } = now;
  if (was) await updateItem(ctx.session, item.id, { ...was, unlandedUntil });
  if (was) await showSeries(ctx, now);
  await showDeadlines(ctx, now);
}

/** One card a channel, or in each holder's own talk where the place has none (SPEC §1.16). */
function tell(
  ctx: Context,
  item: ItemRow,
  rows: TargetRow[],
  { dueAt, reason }: Pick<Extension, "dueAt" | "reason">,
): void {
  const { org, now } = ctx;
  const text = [
    `延期：${heading(ctx, item)} ${item.title}`,
    `截止 ${formatDeadline(dueAt, now)}`,
    `原因：${reason}`,
  ];
  const served = rows.map((row) => ({ row, ...servingChannel(row.node, org) }));
  const shared = served.filter(({ direct }) => !direct);
  for (const [channel, group] of Map.groupBy(shared, ({ id }) => id)) {
    if (channel === null) continue;
    const names = group.map(({ row }) => displayName(org.tree.get(row.node)!));
    const node = group.length === 1 ? group[0]!.row.node : null;
    const line = group.length === 1 ? [] : [names.join("、")];
    ctx.post({ channel, kind: "card", text: [...text, ...line].join("\n"), item: item.id, node });
  }
  for (const { row } of served.filter(({ direct }) => direct)) {
    for (const { person } of peopleOf(holdersOf(ctx, item, row))) {
      ctx.post({
        channel: ctx.botChannel(person.id),
        kind: "card",
        text: text.join("\n"),
        item: item.id,
        node: row.node,
      });
    }
  }
}
