import type { Assignment } from "#domain/org/org";
import type { Org } from "#domain/org/org-index";
import { isStaff } from "#domain/org/posts";
import { can } from "#domain/rights/rights";
import { facetsOn } from "#kernel/sight/facets";
import type { Done } from "#kernel/who";
import type { Viewer } from "#views/viewer";
import type { Scope } from "./item-board.ts";

/**
 * Whether a person may open a document: only who may see every row in it (SPEC §1.13), and sits
 * with the staff, and where its kind says so only who sees what is plain; residents and volunteers
 * see their own by other ways.
 * @returns the post they look under, or null
 */
export function whoMayOpen(
  subject: Omit<Viewer, "session">,
  item: Done["item"],
  { places, top }: Scope,
): Assignment | null {
  if (!facetsOn(subject, { item, asked: places }).has("plain")) return null;
  const issuer = item.node;
  const see = (node: string): Assignment | null => {
    const verdict = can(subject, "see_board", { node, issuer });
    if (!verdict.ok) return null;
    const post = subject.org.post(verdict.assignment.post);
    return post && isStaff(post, subject.org) ? verdict.assignment : null;
  };
  // Who sees the place above them all sees what is below it: one question instead of five hundred.
  const whole = top === null ? null : see(top);
  if (whole) return whole;
  let first: Assignment | null = null;
  for (const place of places) {
    const under = see(place);
    if (!under) return null;
    first ??= under;
  }
  return first;
}

/** What a person's rights follow from; as long as it stays the same, so does every verdict. */
export function rightsOf(person: string, org: Org, now: number): string {
  return org
    .assignmentsOf(person, now)
    .map(({ id }) => id)
    .join(" ");
}
