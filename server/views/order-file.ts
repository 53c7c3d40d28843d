import type { CarriedOut, LinkedItem, OrderFile } from "#contract/order-file";
import type { ItemRow } from "#db/items";
import { listLinkedFrom, listLinkedTo } from "#db/links";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { canSeeItem } from "#kernel/access";
import { currentOf } from "#kernel/loop/series";
import { tallyOf } from "#kernel/loop/tally-view";
import { facetsOf, masked } from "#kernel/sight/facets";
import { kindWords } from "./item-view.ts";
import { countedAt } from "./own-count.ts";
import { pageOf, type Wish } from "./paging.ts";
import type { Viewer } from "./viewer.ts";

/**
 * What of a document has been carried out, as far as the viewer sees the items it led to, with the
 * figures of the viewer's own place; a task that comes round is there once, as its current round.
 */
export async function orderFile(viewer: Viewer, item: ItemRow, wish: Wish): Promise<OrderFile> {
  const { session, org } = viewer;
  const node = await countedAt(viewer, item);
  const [basis] = await listLinkedFrom(session, item.id, "依据");
  const seen: ItemRow[] = [];
  for (const row of await listLinkedTo(session, item.id, "依据")) {
    if (await canSeeItem(viewer, row)) seen.push(row);
  }
  const page = pageOf(seen, wish, {
    list: `file ${item.id}`,
    id: ({ id }) => id,
    rank: ({ at }) => -at,
  });
  const linked: LinkedItem[] = [];
  for (const row of page.rows) {
    linked.push(await linkedItem(viewer, await currentOf(session, row), node));
  }
  return {
    place: { node, nodeName: displayName(org.tree.get(node)!) },
    ended: item.endedAt === null ? null : { at: item.endedAt, reason: item.endReason },
    basis:
      basis && (await canSeeItem(viewer, basis)) ? await linkedItem(viewer, basis, node) : null,
    documents: linked.filter(({ document }) => document),
    tasks: linked.filter(({ document }) => !document),
    next: page.next,
  };
}

async function linkedItem(viewer: Viewer, item: ItemRow, node: string): Promise<LinkedItem> {
  const seen = (await facetsOf(viewer, [item])).get(item.id)!;
  const { id, label, title, at, dueAt } = masked(viewer, item, seen);
  const carriedOut = await carriedOutAt(viewer, item, node);
  return { ...kindWords(viewer.registry, item, seen), id, label, title, at, dueAt, carriedOut };
}

async function carriedOutAt(
  viewer: Viewer,
  item: ItemRow,
  node: string,
): Promise<CarriedOut | null> {
  const { person, org, now } = viewer;
  const object = { node, issuer: item.node };
  if (!can({ person, org, now }, "see_totals", object).ok) return null;
  const { counts, line } = await tallyOf({ ...viewer, named: false }, item, node);
  const count = (key: keyof typeof counts) => counts[key] ?? 0;
  return {
    expected: count("expected"),
    acked: count("acked"),
    replied: count("replied"),
    verified: count("verified"),
    difficulty: count("difficulty"),
    overdue: count("overdue"),
    line,
  };
}
