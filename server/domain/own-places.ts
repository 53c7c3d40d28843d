import type { Org } from "./org-index.ts";

/**
 * The areas a person answers for, none within another, in the order of their posts: a department's
 * is the area that it serves. What people count is counted at one of these (SPEC §1.8).
 */
export function ownPlaces(person: string, org: Org, now: number): string[] {
  const { tree } = org;
  const areas = org.assignmentsOf(person, now).map(({ serves, node }) => serves ?? node);
  const top = areas.filter((at) => !areas.some((up) => up !== at && tree.isWithin(at, up)));
  return top.length > 0 ? [...new Set(top)] : [tree.root.id];
}
