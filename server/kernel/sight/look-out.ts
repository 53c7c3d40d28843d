import type { listLines } from "#db/lines";
import type { Org } from "#domain/org/org-index";
import { heldCap, reachOf } from "#domain/org/posts";
import type { Tree } from "#domain/org/tree";
import { issuerKey, type Vantages, vantagesOf } from "#domain/rights/vantages";
import type { Viewer } from "../access.ts";
import type { Registry } from "../registry.ts";
import type { Done } from "../who.ts";
import type { Seer } from "./define-sight.ts";

/**
 * Items that a kind narrows to those it names are in sight from seats of its own making, written
 * beside the places of the others: so a list stays a join. A test holds them against who is meant.
 */

/** Where somebody looks from now: the places and seats of SPEC §6, and the seats that kinds name. */
export function lookOut({ org, registry, person, now }: Omit<Viewer, "session">): Vantages {
  const common = vantagesOf(person, org, now);
  const { seers } = registry;
  if (seers.length === 0) return common;
  return { ...common, seats: [...common.seats, ...seatsHeld({ org, person, now }, seers)] };
}

/** What a kind's seers come to for one who looks. */
function seatsHeld(
  { org, person, now }: { org: Org; person: string; now: number },
  seers: Registry["seers"],
): string[] {
  const seats = org.assignmentsOf(person, now).flatMap((post) =>
    seers.flatMap((seer): string[] => {
      if (typeof seer === "object") {
        const held = heldCap(post, seer.cap, org);
        if (held === "below") return [belowKey(seer.cap, reachOf(post, held))];
        return held === true || held === "own" ? [capKey(seer.cap, reachOf(post, held))] : [];
      }
      if (seer === "room")
        return post.post === org.profile.room.post ? [`commands:${post.node}`] : [];
      if (seer === "door" || seer === "firm") return [`seat:${post.node}`];
      const answers = org.responsibleAt(post.node, now).some((one) => one.person.id === person);
      return answers && seer !== "opener" ? [`answers:${post.node}`] : [];
    }),
  );
  return [...new Set(seats)];
}

/** The seats from which one who is named sees an item. */
export function seatsOf(
  seer: Seer,
  { item, asked = [] }: Done,
  { tree, profile }: { tree: Tree; profile: Org["profile"] },
  lines: Awaited<ReturnType<typeof listLines>>,
): string[] {
  const about = item.about ?? item.node;
  if (typeof seer === "object") {
    const at = seer.at === "home" ? item.node : about;
    const [self, ...above] = tree.lineage(at).map(({ id }) => id);
    const reaching = [self!, ...above].map((id) => capKey(seer.cap, id));
    return [...reaching, ...above.map((id) => belowKey(seer.cap, id))];
  }
  switch (seer) {
    case "opener":
      return [];
    case "asked":
      return asked.map((id) => `answers:${id}`);
    case "holder":
      return [`answers:${about}`];
    case "door":
    case "firm":
      return [`seat:${about}`];
    case "room": {
      const gate = tree.gateOf(about);
      return gate && profile.room ? [`commands:${gate.id}`] : [];
    }
    case "doer":
      return lines.flatMap(({ person, place }) => {
        if (person !== null) return [issuerKey(person)];
        return place === null ? [] : [`answers:${place}`];
      });
  }
}

/** None of these is the id of a place or a channel. */
function capKey(cap: string, node: string): string {
  return `cap:${cap}@${node}`;
}

/** Of a cap that reaches below its holder's own place, and not there. */
function belowKey(cap: string, node: string): string {
  return `below:${cap}@${node}`;
}
