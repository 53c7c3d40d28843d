import { isResident, seatsAtHeadquarters, seatsWithResidents } from "../org/membership.ts";
import { heldCap, isStaff } from "../org/posts.ts";
import { distanceOf, nearestRelation, sightNodes } from "./reach.ts";
import { RIGHTS } from "./table.ts";
import type { Case, Finding } from "./terms.ts";

const OUT: Finding = { ok: false, reason: "out_of_reach" };
const MISSING: Finding = { ok: false, reason: "missing" };

/** Rows (targets, replies, board) and totals at one node. */
export function judgeSight(c: Case): Finding {
  const { target, action } = c;
  if (target.node === undefined) return MISSING;
  const seen = sightOf(c, target.node);
  if (!seen.ok || seen.as === "rows" || action === "see_totals") return seen;
  return { ok: false, reason: "totals_only" };
}

/**
 * Whether an item may be opened at all: by whoever sees a target's rows or totals, or belongs to
 * where it was issued or above. An item with `members` (an incident) is theirs alone.
 */
export function judgeItem(c: Case): Finding {
  const { subject, assignment, target } = c;
  if (target.members) {
    const inside = target.members.has(subject.person);
    return inside ? { ok: true, distance: 0, as: "rows" } : { ok: false, reason: "not_member" };
  }
  const nodes = target.nodes ?? (target.node === undefined ? [] : [target.node]);
  let best: Finding = target.issuer === undefined && nodes.length === 0 ? MISSING : OUT;
  if (target.issuer !== undefined) {
    const issued = sightOf(c, target.issuer);
    if (issued.ok && issued.as === "rows") return issued;
  }
  for (const node of nodes) {
    const seen = sightOf(c, node);
    if (seen.ok && seen.as === "rows") return seen;
    if (seen.ok || (!best.ok && !isResident(assignment, subject.org))) best = seen;
  }
  return best;
}

/** Household rows, needs, declarations: the grid's posts, its village, its town room; the county with a reason. */
export function judgeHouseholds({ subject, assignment, target }: Case): Finding {
  const { tree } = subject.org;
  const place = target.node === undefined ? undefined : tree.get(target.node);
  if (!place) return MISSING;
  if (isResident(assignment, subject.org)) {
    return assignment.node === place.id ? { ok: true, distance: 0 } : OUT;
  }
  const grid = tree.lineage(place.id).find((up) => !tree.level(up).household);
  const distance = distanceOf(tree.relation(assignment.node, place.id));
  if (grid && seatsWithResidents(grid.id, assignment, subject.org)) {
    return { ok: true, distance, audited: true };
  }
  if (!seatsAtHeadquarters(assignment, subject.org)) return OUT;
  return target.reason?.trim()
    ? { ok: true, distance, audited: true }
    : { ok: false, reason: "needs_reason" };
}

/** A controlled phone: who wrote it, and whoever may see the households of its place (SPEC §1.17). */
export function judgePhone(c: Case): Finding {
  const { subject, target } = c;
  if (target.node !== undefined && target.issuedBy === subject.person) {
    return { ok: true, distance: 0, audited: true };
  }
  return judgeHouseholds(c);
}

/** Counts, posts and phones of a place. Residents and volunteers: of the places they live and serve in. */
export function judgeDirectory({ subject, assignment, target }: Case): Finding {
  const { org } = subject;
  if (target.node === undefined) return MISSING;
  const served = assignment.serves === null ? [] : [assignment.serves];
  const relation = nearestRelation([assignment.node, ...served], target.node, org);
  const post = org.post(assignment.post);
  const upward = relation === "SELF" || relation === "PARENT" || relation === "ANC";
  if (post && !isStaff(post, org) && !upward) return { ok: false, reason: "not_staff" };
  return RIGHTS.directory[relation] === "yes" ? { ok: true, distance: distanceOf(relation) } : OUT;
}

/** The record of who did what: the auditor and the administrator, and everyone their own. */
export function judgeAudit({ subject, assignment, target }: Case): Finding {
  if (target.about === subject.person) return { ok: true, distance: 0 };
  const held = heldCap(assignment, "X", subject.org);
  return held === undefined ? { ok: false, reason: "no_cap" } : { ok: true, distance: 1 };
}

/** What one assignment sees at a node: `rows`, `totals`, or nothing. */
function sightOf({ subject, assignment, target }: Case, node: string): Finding {
  const { org } = subject;
  const post = org.post(assignment.post);
  const ownHousehold = isResident(assignment, org) && assignment.node === node;
  if (ownHousehold) return { ok: true, distance: 0, as: "rows" };
  if (!post || !isStaff(post, org)) return { ok: false, reason: "not_staff" };
  const relation = nearestRelation(sightNodes(assignment, org, target.issuer), node, org);
  const cell = RIGHTS.sight[relation];
  const distance = distanceOf(relation);
  if (cell === "yes") return { ok: true, distance, as: "rows" };
  return cell === "totals" ? { ok: true, distance, as: "totals" } : OUT;
}
