import { type ItemRow, listItems } from "#db/items";
import { listOpenTargetsAt, listTargets, type TargetRow } from "#db/targets";
import type { Context } from "../context.ts";
import { holdersOf } from "./holders.ts";

export interface Held {
  item: ItemRow;
  row: TargetRow;
}

/** An item's targets in tree order: all, those at some places, or those of one town. */
export function targetsOf(
  ctx: Context,
  item: ItemRow,
  filter: { nodes?: string[]; gate?: string } = {},
): Promise<TargetRow[]> {
  return listTargets(ctx.session, item.id, filter);
}

/** Targets at and below a place. */
export async function targetsUnder(
  ctx: Context,
  item: ItemRow,
  node: string,
): Promise<TargetRow[]> {
  const rows = await listTargets(ctx.session, item.id);
  return rows.filter((row) => ctx.org.tree.isWithin(row.node, node));
}

/** Delivered targets of open items that the person answers for, the most urgent first. */
export async function heldBy(ctx: Context, person: string): Promise<Held[]> {
  const nodes = new Set(ctx.org.assignmentsOf(person, ctx.now).map((a) => a.node));
  const rows = await listOpenTargetsAt(ctx.session, [...nodes]);
  const ids = [...new Set(rows.map((row) => row.item))];
  const items = new Map(
    (ids.length > 0 ? await listItems(ctx.session, { ids }) : []).map((item) => [item.id, item]),
  );
  return rows
    .map((row) => ({ row, item: items.get(row.item)! }))
    .filter(({ item, row }) => holdersOf(ctx, item, row).some((h) => h.person.id === person));
}

/** Items of these kinds that are still open, newest first. */
export function openItems(ctx: Context, kinds: string[]): Promise<ItemRow[]> {
  return listItems(ctx.session, { kinds, state: "open" });
}
