import { heldCap, reachOf } from "../org/posts.ts";
import { distanceOf } from "./reach.ts";
import { RIGHTS } from "./table.ts";
import type { Case, Finding } from "./terms.ts";

const OUT: Finding = { ok: false, reason: "out_of_reach" };

/** Replying for a target: its holders, or on their behalf those of SPEC §1.18. */
export function judgeReply(c: Case): Finding {
  const { subject, assignment, target } = c;
  const { tree } = subject.org;
  const place = target.node === undefined ? undefined : tree.get(target.node);
  if (place?.id === assignment.node) {
    const holds = tree.level(place).responsible.includes(assignment.post);
    return holds ? { ok: true, distance: 0 } : OUT;
  }
  const found = judgeProxy(c);
  if (!found.ok || tree.gateOf(assignment.node) !== undefined) return found;
  // Above the town only the centre may, and only while the town is out of contact.
  return tree.gateOf(target.node!)?.cutOffAt == null ? OUT : found;
}

/**
 * Logging a call to a place that has not answered: whoever may answer for it, and the centre for
 * every town, since that is how a town is found to be out of contact (SPEC §1.18, §2).
 */
export function judgeCall(c: Case): Finding {
  return judgeProxy(c);
}

/** Declaring a town out of contact, and taking it back: the county centre (SPEC §2). */
export function judgeCutOff({ subject, assignment, target }: Case): Finding {
  const { tree, profile } = subject.org;
  if (target.node === undefined) return { ok: false, reason: "missing" };
  if (assignment.post !== profile.headquarters.centre) return { ok: false, reason: "no_cap" };
  const relation = tree.relation(assignment.node, target.node);
  return RIGHTS.cut_off[relation] === "yes" ? { ok: true, distance: distanceOf(relation) } : OUT;
}

/** On behalf of a place below one's own: the village head, the town room, the county centre. */
function judgeProxy({ subject, assignment, target }: Case): Finding {
  const { org } = subject;
  if (target.node === undefined) return { ok: false, reason: "missing" };
  const relation = org.tree.relation(assignment.node, target.node);
  if (RIGHTS.reply[relation] !== "proxy") return OUT;
  const isRoom = assignment.post === org.profile.room.post;
  const isCentre = assignment.post === org.profile.headquarters.centre;
  const mayProxy = isRoom || isCentre || heldCap(assignment, "R", org) === "proxy";
  if (!mayProxy) return { ok: false, reason: "no_cap" };
  const near = org.tree.gateOf(assignment.node) !== undefined;
  return near || isCentre ? { ok: true, distance: distanceOf(relation), as: "代" } : OUT;
}

/** Verifying, returning, submitting: by cap, by the issuer, and never one's own reply. */
export function judgeReview(c: Case): Finding {
  const { target, action } = c;
  if (target.node === undefined || (action === "verify" && !target.reply)) {
    return { ok: false, reason: "missing" };
  }
  const byCap = judgeByCap(c, target.node);
  const allowed = byCap.ok ? byCap : judgeByIssue(c, target.node);
  return allowed.ok ? withoutOwn(c, target.node, allowed) : byCap;
}

function judgeByCap({ subject, assignment, action }: Case, node: string): Finding {
  const { org } = subject;
  const held = heldCap(assignment, action === "submit" ? "U" : "V", org);
  if (held === undefined) return { ok: false, reason: "no_cap" };
  const relation = org.tree.relation(reachOf(assignment, held), node);
  const cell = RIGHTS.review[relation];
  const isRoom = assignment.post === org.profile.room.post;
  if (cell !== "yes" && !(cell === "room" && isRoom)) return OUT;
  const covers = held === true || held === "own" || (held === "below" && relation !== "SELF");
  return covers ? { ok: true, distance: distanceOf(relation) } : { ok: false, reason: "limited" };
}

/** The issuer returns anything of the item, and verifies where the task stays in its own area, under a gate. */
function judgeByIssue({ subject, assignment, target, action }: Case, node: string): Finding {
  const { tree } = subject.org;
  const issued = target.issuedBy === subject.person && target.issuer === assignment.node;
  if (!issued || action === "submit") return OUT;
  const relation = tree.relation(assignment.serves ?? assignment.node, node);
  if (RIGHTS.command[relation] !== "yes") return OUT;
  if (action === "verify" && tree.gateOf(assignment.node) === undefined) return OUT;
  return { ok: true, distance: distanceOf(relation) };
}

/**
 * Nobody reviews a reply of their own or one that they keyed in (SPEC §1.12); the latter only as
 * 自核, while the room has no second holder on duty (SPEC §1.8).
 */
function withoutOwn(c: Case, node: string, allowed: Finding & { ok: true }): Finding {
  const { subject, target } = c;
  const { person, org, now } = subject;
  const { reply, onDuty } = target;
  if (!reply) return allowed;
  const entered = reply.enteredBy === person;
  if (reply.by !== person && !entered) return allowed;
  const gate = org.tree.gateOf(node);
  if (reply.by === person || !gate) return { ok: false, reason: "own_reply" };
  const others = org
    .holdersAt(gate.id, now, [org.profile.room.post])
    .filter((h) => h.person.id !== person && (onDuty?.has(h.person.id) ?? true));
  return others.length === 0 ? { ...allowed, as: "自核" } : { ok: false, reason: "own_reply" };
}
