import type { ItemRow } from "#db/items";
import { listCards, type MessageRow } from "#db/messages";
import { listTargets, type TargetRow } from "#db/targets";
import { formatDeadline } from "#domain/time/format-time";
import type { Context } from "../context.ts";
import { heading } from "./cards.ts";
import { editCards } from "./edit-cards.ts";

/** What may stand before an item's name on its own card: 【抄送】, 待交办4：. */
const BEFORE_NAME = /^(【抄送】)?(\p{Script=Han}+\d+：)?$/u;
const LINE = /^(第\d+轮 · )?截止 /;

/**
 * An item's own cards say the deadline as it is now: that of the places they speak of where it is
 * one, else the item's own. What was said about it at the time (退回, 延期) stays as it was said.
 */
export async function showDeadlines(ctx: Context, item: ItemRow): Promise<void> {
  const rows = (await listTargets(ctx.session, item.id)).filter((row) => row.dueAt !== null);
  for (const card of await listCards(ctx.session, item.id)) {
    const due = dueOf(ctx, item, rows, card);
    const lines = card.text.split("\n");
    const i = lineOf(ctx, item, lines);
    if (due === null || i === null) continue;
    lines[i] = `${LINE.exec(lines[i]!)?.[1] ?? ""}截止 ${formatDeadline(due, ctx.now)}`;
    const text = lines.join("\n");
    if (text !== card.text) await editCards(ctx, [card], text);
  }
}

function dueOf(
  { org }: Context,
  item: ItemRow,
  rows: TargetRow[],
  { node }: MessageRow,
): number | null {
  const here = rows.filter((row) => node !== null && org.tree.isWithin(row.node, node));
  const dues = new Set(here.map((row) => row.dueAt));
  return dues.size === 1 ? [...dues][0]! : item.dueAt;
}

/** Which line of an item's own card is its deadline; null on any other card. */
function lineOf(ctx: Context, item: ItemRow, lines: string[]): number | null {
  const name = `${heading(ctx, item)} ${item.title}`;
  const first = lines[0] ?? "";
  if (!first.endsWith(name) || !BEFORE_NAME.test(first.slice(0, -name.length))) return null;
  // The body may speak of deadlines of its own.
  const i = 1 + (item.body ? item.body.split("\n").length : 0);
  return LINE.test(lines[i] ?? "") ? i : null;
}
