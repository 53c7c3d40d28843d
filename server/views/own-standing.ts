import type { OwnStanding } from "#contract/nouns";
import type { ItemRow } from "#db/items";
import { listTargetsAmong, type TargetRow } from "#db/targets";
import { stateOf } from "#domain/count/tally";
import { displayName } from "#domain/org/short-name";
import { asksReply, type Kind } from "#kernel/define-kind";
import { isAnswered } from "#kernel/loop/change";
import { factsOf } from "#kernel/loop/facts";
import { holdersOf } from "#kernel/loop/holders";
import type { Viewer } from "./viewer.ts";

/** Whether the viewer is among those who answer for a target. */
export function answersFor(viewer: Viewer, item: ItemRow, row: TargetRow): boolean {
  return holdersOf(viewer, item, row).some(({ person }) => person.id === viewer.person);
}

/** By item: the places that the viewer answers for and that have answered, or need not. */
export async function ownStandings(
  viewer: Viewer,
  items: ItemRow[],
): Promise<Map<string, OwnStanding[]>> {
  const { session, org, registry, person, now } = viewer;
  const nodes = [...new Set(org.assignmentsOf(person, now).map(({ node }) => node))];
  const ids = items.map(({ id }) => id);
  const rows = Map.groupBy(await listTargetsAmong(session, ids, nodes), ({ item }) => item);
  const found = new Map<string, OwnStanding[]>();
  for (const item of items) {
    const kind = registry.kinds.get(item.kind);
    const settled = (rows.get(item.id) ?? []).filter(
      (row) => kind && isAnswered(kind, row) && answersFor(viewer, item, row),
    );
    found.set(
      item.id,
      settled.map((row) => standing(viewer, item, kind!, row)),
    );
  }
  return found;
}

function standing({ org }: Viewer, item: ItemRow, kind: Kind, row: TargetRow): OwnStanding {
  const { tree, profile } = org;
  const place = tree.get(row.node);
  const state = stateOf(factsOf(row));
  const isReceipt = !asksReply(kind) && row.excusedAt === null;
  return {
    node: row.node,
    nodeName: place ? displayName(place) : "",
    state: isReceipt ? "已收到" : (profile.words[state] ?? state),
    at: isReceipt ? row.ackedAt : row.repliedAt,
    mendable: row.version > 0 && row.excusedAt === null && item.phase === "open",
  };
}
