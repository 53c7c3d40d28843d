import { z } from "zod";
import type { TargetView } from "#contract/nouns";
import type { ItemRow } from "#db/items";
import { listRepliesById, type ReplyRow } from "#db/replies";
import { listTargets, listTargetsAfter, type TargetRow } from "#db/targets";
import { marksOf, stateOf } from "#domain/count/tally";
import type { Holder } from "#domain/org/org-index";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { isAnswered } from "#kernel/loop/change";
import { factsOf } from "#kernel/loop/facts";
import { holdersOf } from "#kernel/loop/holders";
import { Cursor, type Page, readPage, type Wish } from "./paging.ts";
import { rowPlaces } from "./row-places.ts";
import { actsAt } from "./target-acts.ts";
import type { Viewer } from "./viewer.ts";

/** The rows of an item that the viewer may see: those of the own subtree, in tree order. */
export async function targetViews(viewer: Viewer, item: ItemRow): Promise<TargetView[]> {
  const rows = await listTargets(viewer.session, item.id);
  return viewsOf(viewer, item, rows);
}

/** A page of {@link targetViews}. */
export async function targetPage(
  viewer: Viewer,
  item: ItemRow,
  wish: Wish,
): Promise<Page<TargetView>> {
  const nodes = rowPlaces(viewer);
  const page = await readPage(wish, {
    cursor: new Cursor(`targets ${item.id}`, KEY),
    read: (after, limit) => listTargetsAfter(viewer.session, item.id, { after, limit, nodes }),
    keyOf: ({ position, id }) => ({ position, id }),
    keep: (row) => (isSeen(viewer, item, row) ? row : null),
  });
  return { rows: await viewsOf(viewer, item, page.rows), next: page.next };
}

const KEY = z.object({ position: z.int(), id: z.string() });

function isSeen({ org, person, now }: Viewer, item: ItemRow, { node }: TargetRow): boolean {
  return can({ person, org, now }, "see_targets", { node, issuer: item.node }).ok;
}

/** Those of these rows that the viewer may see, as they are now. */
export async function viewsOf(
  viewer: Viewer,
  item: ItemRow,
  rows: TargetRow[],
): Promise<TargetView[]> {
  const seen = rows.filter((row) => isSeen(viewer, item, row));
  const replies = await standingReplies(viewer, seen);
  return seen.map((row) => targetView(viewer, item, row, replies(row)));
}

/** The replies that count, asked for at once, and only where somebody has replied. */
async function standingReplies(
  { session }: Viewer,
  rows: TargetRow[],
): Promise<(row: TargetRow) => ReplyRow | undefined> {
  const ids = rows.flatMap(({ reply }) => reply ?? []);
  const standing = await listRepliesById(session, ids);
  const current = new Map(
    standing.filter(({ state }) => state === "current").map((reply) => [reply.id, reply]),
  );
  return ({ reply }) => (reply === null ? undefined : current.get(reply));
}

function targetView(
  viewer: Viewer,
  item: ItemRow,
  row: TargetRow,
  reply: ReplyRow | undefined,
): TargetView {
  const { tree, profile } = viewer.org;
  const node = tree.get(row.node);
  const passedTo = row.passedTo === null ? undefined : tree.get(row.passedTo);
  const facts = factsOf(row);
  const state = stateOf(facts);
  const holders = holdersOf(viewer, item, row);
  const holds = holders.some((holder) => holder.person.id === viewer.person);
  return {
    node: row.node,
    nodeName: node ? displayName(node) : row.node,
    path: tree.pathName(row.node),
    state: profile.words[state] ?? state,
    marks: marksOf(facts),
    outOfContact: isOutOfContact(viewer, row),
    dueAt: row.dueAt,
    respondBy: row.respondBy,
    dispatchedAt: row.dispatchedAt,
    ackedAt: row.ackedAt,
    repliedAt: row.repliedAt,
    verifiedAt: row.verifiedAt,
    verifiedHow: row.verifiedHow,
    submittedAt: row.submittedAt,
    version: row.version,
    standing: reply?.version ?? null,
    values: row.values,
    supplement: row.supplement,
    reason: row.returnReason ?? row.excuseReason,
    difficulty: isAnswered(viewer.registry.kinds.get(item.kind)!, row) ? null : row.difficulty,
    calls: {
      failed: row.callsFailed,
      failedAt: row.callFailedAt,
      toldAt: row.toldAt,
      passedTo: passedTo ? displayName(passedTo) : null,
    },
    warnings: reply?.warnings ?? [],
    responsible: responsibleFor(viewer, row.node, holders),
    may: actsAt(viewer, item, row, reply, holds),
  };
}

function isOutOfContact({ org }: Viewer, { gate }: TargetRow): boolean {
  return gate !== null && org.tree.get(gate)?.cutOffAt != null;
}

/** Holders of posts at a place, with phones where the viewer may read its directory. */
export function responsibleFor(
  { org, person, now }: Viewer,
  node: string,
  holders: Holder[],
): TargetView["responsible"] {
  const phones = can({ person, org, now }, "read_directory", { node }).ok;
  return holders.map((holder) => ({
    post: holder.post.zh + (holder.deputy ? "（代）" : ""),
    name: holder.person.name,
    phone: phones ? holder.person.phone : null,
    mayMiss: org.mayMiss(holder.person.id),
  }));
}
