import type { SilentPlace } from "#contract/nouns";
import type { Counts } from "#contract/tally";
import { listPages } from "#db/book";
import type { ItemRow } from "#db/items";
import { listTargets, type TargetRow } from "#db/targets";
import { countsIn } from "#domain/count/tally-page";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { asksReply } from "#kernel/define-kind";
import { isAnswered, kindOf } from "#kernel/loop/change";
import { countedAt } from "./own-count.ts";
import { type Page, pageOf, type Wish } from "./paging.ts";
import { responsibleFor, viewsOf } from "./targets.ts";
import { outOfSight, placeOf, type Viewer } from "./viewer.ts";

/**
 * Who has not answered an item, by the level below a place: each child with something missing, the
 * most first, as its running tally says; what the place itself is asked comes before them. The cost
 * is that of one level, whatever is below it.
 * @param typed the viewer's own place for this item without one
 * @throws Refusal `not_found` when the place's rows are out of sight
 */
export async function silentPlaces(
  viewer: Viewer,
  item: ItemRow,
  typed: string | undefined,
  wish: Wish,
): Promise<Page<SilentPlace>> {
  const { org, person, now, session } = viewer;
  const id = typed === undefined ? await countedAt(viewer, item) : placeOf(viewer, typed).id;
  if (!can({ person, org, now }, "see_targets", { node: id, issuer: item.node }).ok) {
    throw outOfSight();
  }
  const place = org.tree.get(id)!;
  const own = await listTargets(session, item.id, { nodes: [id] });
  const list: Silent[] = await silentBelow(viewer, item, id);
  if (silentOf(viewer, item, own).length > 0) list.unshift({ node: place, missing: 0 });
  const page = pageOf(list, wish, {
    list: `silent ${item.id} ${id}`,
    id: ({ node }) => node.id,
    // What the place itself is asked comes first.
    rank: ({ tally, missing }) => (tally ? -missing : Number.MIN_SAFE_INTEGER),
  });
  const nodes = page.rows.map(({ node }) => node.id);
  const asked = await listTargets(session, item.id, { nodes });
  const rows = Map.groupBy(asked, ({ node }) => node);
  // At once: each view of rows reads the item's replies.
  const views = await viewsOf(viewer, item, silentOf(viewer, item, asked));
  const targets = Map.groupBy(views, ({ node }) => node);
  return {
    rows: page.rows.map((one) => ({
      ...silentPlace(viewer, item, one, rows.get(one.node.id) ?? []),
      targets: targets.get(one.node.id) ?? [],
    })),
    next: page.next,
  };
}

/** A place and what is missing at and below it; without a tally it is meant alone. */
interface Silent {
  node: Node;
  tally?: Counts;
  missing: number;
}

/** The children of a place with something missing, the most first. */
async function silentBelow(viewer: Viewer, item: ItemRow, id: string): Promise<Silent[]> {
  const below = new Map(viewer.org.tree.children(id).map((node) => [node.id, node]));
  const nodes = [...below.keys()];
  const pages = await listPages(viewer.session, { of: item.id, day: "", nodes });
  return pages
    .map(({ node, words }) => ({ node: below.get(node)!, tally: countsIn(words) }))
    .map((one) => ({ ...one, missing: missingOf(viewer, item, one.tally) }))
    .filter(({ missing }) => missing > 0)
    .sort(
      (a, b) =>
        b.missing - a.missing ||
        viewer.org.tree.position(a.node.id) - viewer.org.tree.position(b.node.id),
    );
}

function silentPlace(
  viewer: Viewer,
  item: ItemRow,
  { node, tally }: Silent,
  rows: TargetRow[],
): Omit<SilentPlace, "targets"> {
  const { org, now } = viewer;
  const silent = silentOf(viewer, item, rows);
  const expected = rows.filter(({ excusedAt }) => excusedAt === null).length;
  return {
    node: node.id,
    nodeName: displayName(node),
    expected: tally?.expected ?? expected,
    missing: tally === undefined ? silent.length : missingOf(viewer, item, tally),
    difficulty: tally?.difficulty ?? silent.filter((row) => row.difficulty !== null).length,
    undispatched: tally?.undispatched ?? silent.filter((row) => row.dispatchedAt === null).length,
    unfolds: tally !== undefined && tally.expected > expected,
    responsible: responsibleFor(viewer, node.id, org.responsibleAt(node.id, now)),
  };
}

function silentOf(viewer: Viewer, item: ItemRow, rows: TargetRow[]): TargetRow[] {
  const kind = kindOf(viewer, item);
  return rows.filter((row) => !isAnswered(kind, row));
}

/** 还差, as every card says it. */
function missingOf(viewer: Viewer, item: ItemRow, tally: Counts): number {
  return tally.expected - (asksReply(kindOf(viewer, item)) ? tally.replied : tally.acked);
}
