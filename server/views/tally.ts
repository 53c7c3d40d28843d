import { Refusal } from "#contract/errors";
import type { Tally } from "#contract/tally";
import type { ItemRow } from "#db/items";
import { can } from "#domain/rights";
import { tallyOf } from "#kernel/loop/tally-view";
import { placeOf, type Viewer } from "./viewer.ts";

/**
 * An item's tally at a place, the whole item without one. Whoever only sees the totals there gets
 * no names.
 * @throws Refusal `not_found` when the place is out of sight
 */
export async function tallyView(
  viewer: Viewer,
  item: ItemRow,
  typed: string | undefined,
): Promise<Tally> {
  const { org, person, now } = viewer;
  const node = typed === undefined ? org.tree.root.id : placeOf(viewer, typed).id;
  const subject = { person, org, now };
  const object = { node, issuer: item.node };
  if (!can(subject, "see_totals", object).ok) {
    throw new Refusal("not_found", "没有这个地方，或不在你的范围里");
  }
  const named = can(subject, "see_targets", object).ok;
  return tallyOf({ ...viewer, named }, item, node);
}
