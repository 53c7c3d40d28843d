import type { TargetView } from "#contract/nouns";
import type { ItemRow } from "#db/items";
import { listTargets, type TargetRow } from "#db/targets";
import { can } from "#domain/rights";
import { displayName } from "#domain/short-name";
import { marksOf, stateOf } from "#domain/tally";
import { specOf } from "#kernel/loop/change";
import { factsOf } from "#kernel/loop/facts";
import type { Viewer } from "./viewer.ts";

/** The rows of an item that the viewer may see: those of the own subtree, in tree order. */
export async function targetViews(viewer: Viewer, item: ItemRow): Promise<TargetView[]> {
  const { org, person, now } = viewer;
  const rows = await listTargets(viewer.session, item.id);
  return rows
    .filter(({ node }) => can({ person, org, now }, "see_targets", { node, issuer: item.node }).ok)
    .map((row) => targetView(viewer, item, row));
}

function targetView(viewer: Viewer, item: ItemRow, row: TargetRow): TargetView {
  const { tree, profile } = viewer.org;
  const node = tree.get(row.node);
  const facts = factsOf(row);
  const state = stateOf(facts);
  return {
    node: row.node,
    nodeName: node ? displayName(node) : row.node,
    path: tree.pathName(row.node),
    state: profile.words[state] ?? state,
    marks: marksOf(facts),
    dueAt: row.dueAt,
    respondBy: row.respondBy,
    dispatchedAt: row.dispatchedAt,
    ackedAt: row.ackedAt,
    repliedAt: row.repliedAt,
    verifiedAt: row.verifiedAt,
    submittedAt: row.submittedAt,
    version: row.version,
    values: row.values,
    supplement: row.supplement,
    reason: row.returnReason ?? row.excuseReason ?? row.difficulty,
    responsible: responsibleFor(viewer, item, row),
  };
}

function responsibleFor(
  { org, person, now }: Viewer,
  item: ItemRow,
  row: TargetRow,
): TargetView["responsible"] {
  const { posts } = specOf(item);
  const holders = posts ? org.holdersAt(row.node, now, posts) : org.responsibleAt(row.node, now);
  const phones = can({ person, org, now }, "read_directory", { node: row.node }).ok;
  return holders
    .filter((holder) => row.person === "" || holder.person.id === row.person)
    .map((holder) => ({
      post: holder.post.zh + (holder.deputy ? "（代）" : ""),
      name: holder.person.name,
      phone: phones ? holder.person.phone : null,
    }));
}
