import type { Cap, CapLimit, Post } from "#contract/profile";
import type { Assignment } from "./org.ts";
import type { Org } from "./org-index.ts";

/** A cap in full, or the limit it is held under. */
export type Held = true | CapLimit;

/** The cap as this assignment's post holds it; undefined when it does not, or the post is unknown. */
export function heldCap(assignment: Assignment, cap: Cap, org: Org): Held | undefined {
  return org.post(assignment.post)?.caps[cap];
}

/** Everything a person's live posts may do; a cap held in full by one post covers another's limit. */
export function capsOf(person: string, org: Org, now: number): Map<Cap, Held> {
  const caps = new Map<Cap, Held>();
  for (const assignment of org.assignmentsOf(person, now)) {
    for (const [cap, held] of Object.entries(org.post(assignment.post)?.caps ?? {})) {
      if (held !== undefined && caps.get(cap) !== true) caps.set(cap, held);
    }
  }
  return caps;
}

/** Whether some live post of the person holds one of the caps, limits and reach aside. */
export function holdsCap(person: string, caps: readonly Cap[], org: Org, now: number): boolean {
  const held = capsOf(person, org, now);
  return caps.some((cap) => held.has(cap));
}

/** Names of the posts, in profile order, that hold one of the caps: 有权的岗位 (SPEC §1.21). */
export function postsWithCap(
  caps: readonly Cap[],
  org: Org,
  suffices: (held: Held) => boolean = () => true,
): string[] {
  const holds = (held: Held | undefined) => held !== undefined && suffices(held);
  const holding = org.profile.posts.filter((post) => caps.some((cap) => holds(post.caps[cap])));
  return holding.map((post) => post.zh);
}

/**
 * Node a cap reaches down from: for departments, squads and stations the area they serve (SPEC §6).
 * Under a limit (but `draft` and `notice`, which limit what is issued, not where) it is the
 * holder's own node.
 */
export function reachOf(assignment: Assignment, held: Held = true): string {
  const anywhere = held === true || held === "draft" || held === "notice" || held === "gated";
  return anywhere ? (assignment.serves ?? assignment.node) : assignment.node;
}

/**
 * The assignment under which a person uses a cap at a node, so that person and post are both stored
 * (SPEC §5.2 rule 7): the nearest one at or above the node; of two as near, the full cap before a
 * limited one, the own post before a deputy's. Undefined when no live post reaches the node.
 */
export function actingPost(
  person: string,
  cap: Cap,
  node: string,
  org: Org,
  now: number,
): Assignment | undefined {
  const line = org.tree.lineage(node).map((up) => up.id);
  const candidates = org.assignmentsOf(person, now).flatMap((assignment) => {
    const held = heldCap(assignment, cap, org);
    const distance = held === undefined ? -1 : line.indexOf(reachOf(assignment, held));
    if (held === undefined || distance < 0 || (held === "below" && distance === 0)) return [];
    return [{ assignment, rank: [distance, held === true ? 0 : 1, assignment.deputyFor ? 1 : 0] }];
  });
  candidates.sort((a, b) => compareRanks(a.rank, b.rank));
  return candidates[0]?.assignment;
}

/** The places from which a person's posts with a cap reach down, each once, in the order of the posts. */
export function placesWithCap(person: string, cap: Cap, org: Org, now: number): string[] {
  const places = org.assignmentsOf(person, now).flatMap((assignment) => {
    const held = heldCap(assignment, cap, org);
    return held === undefined ? [] : [reachOf(assignment, held)];
  });
  return [...new Set(places)];
}

/**
 * Whether a post sits with the staff. Residents do not (SPEC §6: their own household only); nor do
 * those who only take shifts (志愿者: their own task only) or only audit and configure (X).
 */
export function isStaff(post: Post, { tree }: Org): boolean {
  if (post.levels.length > 0 && post.levels.every((key) => tree.level(key).household)) return false;
  const caps = Object.keys(post.caps);
  return caps.length > 0 ? caps.some((cap) => cap !== "Y" && cap !== "X") : post.cadre;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, i) => rank !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
