import type { Nudge, Tally } from "#contract/tally";
import type { ItemRow } from "#db/items";
import { listTargets } from "#db/targets";
import { holdsCap } from "#domain/org/posts";
import { can, NUDGERS } from "#domain/rights/rights";
import { nudgeable } from "#kernel/loop/nudgeable";
import { currentOf } from "#kernel/loop/series";
import { tallyOf } from "#kernel/loop/tally-view";
import { rowPlaces } from "./row-places.ts";
import { outOfSight, placeOf, type Viewer } from "./viewer.ts";

/**
 * An item's tally at a place, the whole item without one, and whom the viewer would remind. Whoever only sees the totals there gets
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
    throw outOfSight();
  }
  const named = can(subject, "see_targets", object).ok;
  const counted = await tallyOf({ ...viewer, named }, item, node);
  return { ...counted, nudge: await nudgeOf(viewer, item) };
}

/** As `/催` with nothing but the number would do it; of a series that is its current round. */
async function nudgeOf(viewer: Viewer, item: ItemRow): Promise<Nudge | null> {
  const { session, org, registry, person, now } = viewer;
  const kind = registry.kinds.get(item.kind)!;
  if (!kind.targets || item.phase !== "open" || !holdsCap(person, NUDGERS, org, now)) return null;
  const round = await currentOf(session, item);
  const rows = await listTargets(session, round.id, { nodes: rowPlaces(viewer) ?? undefined });
  const subject = { person, org, now };
  const { asked, away, here, wait } = await nudgeable(session, subject, {
    item: round,
    kind,
    rows,
  });
  const nudge = {
    places: new Set(asked.map(({ node }) => node)).size,
    gates: new Set(away.map(({ gate }) => gate)).size,
    justNudged: wait.places,
    undispatched: here.length,
  };
  return Object.values(nudge).some((n) => n > 0) ? nudge : null;
}
