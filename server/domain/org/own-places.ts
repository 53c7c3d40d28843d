import type { Org } from "./org-index.ts";
import { remembered } from "./remembered.ts";

/** Where a person's posts stand, or what they serve (a department's is its area), each once. */
export function placesHeld(person: string, org: Org, now: number): string[] {
  const areas = org.assignmentsOf(person, now).map(({ serves, node }) => serves ?? node);
  return [...new Set(areas)];
}

/**
 * The areas a person answers for, none within another, in the order of their posts. What people
 * count is counted at one of these (SPEC §1.8).
 */
export const ownPlaces = remembered((person, org: Org, now): readonly string[] => {
  const { tree } = org;
  const areas = new Set(placesHeld(person, org, now));
  const top = [...areas].filter((at) => !tree.ancestors(at).some((up) => areas.has(up.id)));
  return top.length > 0 ? top : [tree.root.id];
});
