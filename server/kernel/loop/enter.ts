import { type ItemRow, insertItem } from "#db/items";
import { insertTargets, type TargetRow } from "#db/targets";
import { unlandedUntil } from "../ageing.ts";
import type { Context } from "../context.ts";
import { show } from "../sight/show.ts";
import { announce } from "./announce.ts";
import { kindOf } from "./change.ts";
import { copyUp } from "./copies.ts";
import { askGates } from "./dispatch.ts";
import { bookItem } from "./item-book.ts";
import { armLadders } from "./ladders.ts";
import { isSeries } from "./series.ts";

/** Writes an item and its targets, books them into the tallies of every place above, and says so. */
export async function enter(ctx: Context, item: ItemRow, rows: TargetRow[]): Promise<void> {
  const { fields } = item.terms;
  const kind = kindOf(ctx, item);
  Object.assign(item, {
    unlandedUntil: unlandedUntil(kind, item),
    lastAct: kind.ageing ? ctx.now : null,
  });
  await insertItem(ctx.session, item);
  ctx.effects.targets.push(...rows);
  ctx.effects.items.push(item);
  // A thousand rows that nobody would look at; but of a series its own, from which its rounds start.
  if (ctx.isRehearsing && !isSeries(item)) return;
  await insertTargets(ctx.session, rows);
  await show(
    ctx,
    item,
    rows.map(({ node }) => node),
  );
  for (const row of rows) ctx.tallies.book(fields, null, row);
  bookItem(ctx, null, item);
  armLadders(ctx, item);
  ctx.record("item.issued", { item: item.id, node: item.node, data: { kind: item.kind } });
}

/**
 * The cards go out to those who may have them, with a copy to who is passed over; the rooms of the
 * others are asked to pass theirs down.
 */
export function sendOut(ctx: Context, item: ItemRow, rows: TargetRow[]): void {
  const ready = rows.filter((row) => row.dispatchedAt !== null);
  announce(ctx, item, ready);
  copyUp(ctx, item, ready);
  askGates(ctx, item, rows);
}
