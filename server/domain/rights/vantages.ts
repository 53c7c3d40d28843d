import { channelsOf, isResident } from "../org/membership.ts";
import type { Node } from "../org/org.ts";
import type { Org } from "../org/org-index.ts";
import { isStaff } from "../org/posts.ts";
import { remembered } from "../org/remembered.ts";
import type { Tree } from "../org/tree.ts";
import { sightNodes } from "./reach.ts";

/**
 * From where somebody sees items: `can(…, "see_item")` turned round, so that a list is a join and
 * not a question to each item there is. A test holds both against each other.
 */
export interface Vantages {
  /** Places: in sight is what asks one at or below them, or was issued there. */
  at: readonly string[];
  /** Places above those: in sight is what asks these very ones, of which one sees the totals. */
  above: readonly string[];
  /** Oneself as issuer, and one's channels: in sight is what asks nobody and has its card there. */
  seats: readonly string[];
}

/** Where a person looks from now. */
export const vantagesOf = remembered((person, org: Org, now): Vantages => {
  const { tree } = org;
  const posts = org.assignmentsOf(person, now);
  const staff = posts.filter(({ post }) => isStaff(org.post(post)!, org));
  const looks = new Set(staff.flatMap((a) => sightNodes(a, org, undefined)));
  const at = outermost(looks, tree);
  const above = new Set(at.flatMap((id) => tree.ancestors(id).map((up) => up.id)));
  // A household sees what concerns itself alone.
  const homes = posts.filter((a) => isResident(a, org)).map(({ node }) => node);
  return {
    at: [...new Set([...at, ...homes])],
    above: [...above],
    seats: [issuerKey(person), ...channelsOf(person, org, now).map(({ id }) => id)],
  };
});

/** What is seen from within another of the places is seen from that one. */
export function outermost(places: ReadonlySet<string>, tree: Tree): string[] {
  return [...places].filter((id) => !tree.ancestors(id).some((up) => places.has(up.id)));
}

/** Who issued an item, as a vantage. */
export function issuerKey(person: string): string {
  return `person:${person}`;
}

/** From which places an item is in sight, and whether each is itself asked. */
export function seenFrom(
  issuer: string,
  asked: readonly Node["id"][],
  tree: Tree,
): Map<string, boolean> {
  const from = new Map<string, boolean>();
  const ways = new Set([issuer, ...asked]);
  for (const id of ways) for (const up of tree.lineage(id)) from.set(up.id, false);
  for (const id of asked) from.set(id, true);
  return from;
}
