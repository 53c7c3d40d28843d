import { can, type Subject } from "../rights/rights.ts";
import type { Assignment, Node } from "./org.ts";
import type { Org } from "./org-index.ts";

/**
 * Whether the posts at a place come in by a QR code instead of a password: grid level and below
 * (SPEC §6), which is everything deeper than the villages whose heads hand the codes out. A virtual
 * unit is one of those, though it hangs under the town (SPEC §5.2).
 */
export function entersByCode(place: Node, { tree, profile }: Org): boolean {
  const { rank, virtual } = tree.level(place);
  const handingOut = profile.posts.filter((post) => post.caps.W === true);
  const levels = new Set(handingOut.flatMap((post) => post.levels));
  const ranks = profile.levels.filter(({ key }) => levels.has(key)).map((level) => level.rank);
  return virtual || rank > Math.max(0, ...ranks);
}

/** The first post of a person, if any, for which a password is needed. */
export function passwordPost(person: string, org: Org, now: number): Assignment | undefined {
  return org.assignmentsOf(person, now).find(({ node }) => {
    const place = org.tree.get(node);
    return place !== undefined && !entersByCode(place, org);
  });
}

/** Where posts let their holder act: their own places, and the areas they serve. */
export function openedBy(posts: readonly Assignment[]): string[] {
  return [...new Set(posts.flatMap(({ node, serves }) => (serves ? [node, serves] : [node])))];
}

/**
 * Whether the subject answers for all these posts: reached by W, and each below the subject's own.
 * Whoever shows a code could use it, so ask with every post it opens, not only the one meant.
 */
export function isAbove(subject: Subject, posts: readonly Assignment[]): boolean {
  const { tree } = subject.org;
  const verdict = can(subject, "use", { cap: "W", nodes: openedBy(posts) });
  if (!verdict.ok) return false;
  const rank = (node: string) => tree.level(tree.get(node)!).rank;
  return posts.every(({ node }) => rank(node) > rank(verdict.assignment.node));
}

/**
 * Of all posts a person holds or ever held the first whose codes the subject may take back; the
 * codes of somebody who has left are the ones that matter most.
 */
export function takesBack(subject: Subject, person: string): Assignment | undefined {
  const { org, now } = subject;
  const past = org.data.assignments.filter((post) => post.person === person);
  return [...org.assignmentsOf(person, now), ...past].find((post) => {
    const place = org.tree.get(post.node);
    return place !== undefined && entersByCode(place, org) && isAbove(subject, [post]);
  });
}
