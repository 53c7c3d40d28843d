import type { ItemView } from "#contract/nouns";
import { type ItemRow, listItems } from "#db/items";
import { listTargetNodes } from "#db/sight";
import { can } from "#domain/rights";
import { sightNodes } from "#domain/rights-reach";
import { accessItem, hasItsCard } from "#kernel/access";
import { isDocument } from "#kernel/define-kind";
import { currentOf, currentOnly } from "#kernel/loop/series";
import { itemViewsOf } from "./item-view.ts";
import { type Page, pageOf, type Wish } from "./paging.ts";
import { placeOf, type Viewer } from "./viewer.ts";

/**
 * One item by any id a person may type.
 * @throws Refusal `not_found` when there is none, or none in sight
 */
export async function itemOf(viewer: Viewer, typed: string): Promise<ItemRow> {
  return accessItem(viewer, typed);
}

/** {@link itemOf}, of a series its current round: what its figures and rows are asked of. */
export async function currentItemOf(viewer: Viewer, typed: string): Promise<ItemRow> {
  return currentOf(viewer.session, await itemOf(viewer, typed));
}

/** A series is listed once, as its current round; rounds that have ended come under theirs. */
function onceASeries(rows: ItemRow[]): ItemRow[] {
  const listed = new Set(rows.map(({ id }) => id));
  return currentOnly(rows.filter(({ roundOf }) => roundOf === null || listed.has(roundOf)));
}

/** The items in sight, newest first: of a kind, in a state, or touching a place or what is below it. */
export async function itemPage(
  viewer: Viewer,
  filter: {
    kind?: string;
    state?: string;
    phase?: ItemRow["phase"];
    document?: "true";
    node?: string;
  } & Wish,
): Promise<Page<ItemView>> {
  const { kind, state, phase, document, node, ...wish } = filter;
  const kinds = document ? viewer.registry.kindsThat(isDocument) : kind ? [kind] : undefined;
  const rows = await listItems(viewer.session, { kinds, state, phase });
  const seen = await inSight(viewer, rows);
  const touching = node === undefined ? seen : await touches(viewer, seen, node);
  const page = pageOf(onceASeries(touching), wish, {
    list: "items",
    id: ({ id }) => id,
    rank: ({ at }) => -at,
  });
  return { rows: await itemViewsOf(viewer, page.rows), next: page.next };
}

/** Asks `can()` of each item with those of its places that could make it visible to the viewer. */
async function inSight(viewer: Viewer, rows: ItemRow[]): Promise<ItemRow[]> {
  const { session, org, person, now } = viewer;
  const { tree } = org;
  const vantages = org.assignmentsOf(person, now).flatMap((a) => sightNodes(a, org, undefined));
  const near = vantages.flatMap((id) => [
    ...tree.ancestors(id).map((up) => up.id),
    // From the top all items are in sight by who issued them, and the list would be the county.
    ...(id === tree.root.id ? [id] : tree.descendants(id, { self: true }).map((n) => n.id)),
  ]);
  const touched = await listTargetNodes(session, [...new Set(near)]);
  const seen: ItemRow[] = [];
  for (const row of rows) {
    const nodes = touched.get(row.id) ?? [];
    const may =
      row.person === person ||
      can({ person, org, now }, "see_item", { nodes, issuer: row.node }).ok ||
      (nodes.length === 0 && (await hasItsCard(viewer, row)));
    if (may) seen.push(row);
  }
  return seen;
}

async function touches(viewer: Viewer, rows: ItemRow[], typed: string): Promise<ItemRow[]> {
  const { tree } = viewer.org;
  const place = placeOf(viewer, typed);
  if (place.id === tree.root.id) return rows;
  const below = tree.descendants(place.id, { self: true }).map((node) => node.id);
  const touched = await listTargetNodes(viewer.session, below);
  return rows.filter((row) => touched.has(row.id) || tree.isWithin(row.node, place.id));
}
