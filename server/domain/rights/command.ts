import { worksIn } from "../org/channels.ts";
import { type Held, heldCap, reachOf } from "../org/posts.ts";
import { distanceOf } from "./reach.ts";
import { RIGHTS } from "./table.ts";
import { type Case, capsFor, type Finding } from "./terms.ts";

/** Acts that need a cap and reach down: issue, dispatch, excuse, mode, nudge, export, any other cap. */
export function judgeCommand(c: Case): Finding {
  const findings = capsFor(c.action, c.target).map((cap) => judgeCap(c, cap));
  const allowed = findings.find((f) => f.ok && f.as === undefined) ?? findings.find((f) => f.ok);
  return allowed ?? findings.find((f) => !f.ok && f.reason !== "no_cap") ?? NO_CAP;
}

/**
 * 更正, 增派, 延期, 结案: the issuing cap at the issuer's node or above it, and D for the targets of
 * the own town (SPEC §2). What is held under a limit amends only what its own node issued.
 */
export function judgeAmendment(c: Case): Finding {
  const { subject, assignment, target } = c;
  const held = target.cap === undefined ? undefined : heldCap(assignment, target.cap, subject.org);
  if (held !== undefined && target.issuer !== undefined) {
    const lesser = held !== true && held !== "own" && target.issuer !== assignment.node;
    // O(notice) ends notices, and no orders.
    const notIts = held === "draft" || (held === "notice" && target.limit !== "notice");
    const own = notIts || lesser ? undefined : reachOf(assignment, held);
    const relation = own && subject.org.tree.relation(own, target.issuer);
    if (relation && RIGHTS.command[relation] === "yes") {
      return { ok: true, distance: distanceOf(relation) };
    }
  }
  const byDispatch = target.nodes ? judgeCap(c, "D") : NO_CAP;
  if (byDispatch.ok || held === undefined) return byDispatch;
  return { ok: false, reason: "out_of_reach" };
}

const NO_CAP: Finding = { ok: false, reason: "no_cap" };

function judgeCap({ subject, assignment, target, action }: Case, cap: string): Finding {
  const { org } = subject;
  const held = heldCap(assignment, cap, org);
  if (held === undefined) return NO_CAP;
  const nodes = target.nodes ?? (target.node === undefined ? [] : [target.node]);
  if (nodes.length === 0) return { ok: false, reason: "missing" };
  const from = reachOf(assignment, held);
  let distance = 0;
  for (const node of nodes) {
    const relation = org.tree.relation(from, node);
    if (RIGHTS.command[relation] !== "yes") return { ok: false, reason: "out_of_reach" };
    if (held === "below" && relation === "SELF") return { ok: false, reason: "limited" };
    distance = Math.max(distance, distanceOf(relation));
  }
  if (!permits(held, { subject, assignment, target, action }, nodes)) {
    return { ok: false, reason: "limited" };
  }
  return { ok: true, distance, ...(held === "draft" && { as: "draft" }) };
}

/** Whether a cap held like this covers what is asked; where it reaches is settled before. */
function permits(
  held: Held,
  { subject, assignment, target, action }: Case,
  nodes: readonly string[],
) {
  const { tree } = subject.org;
  switch (held) {
    case true:
    case "own":
    case "below":
      return true;
    case "draft":
      return action === "issue";
    case "gated": {
      // A department goes through the rooms, but for the industry that it runs (SPEC §5.4).
      if (action !== "issue") return target.issuer === assignment.node;
      if (target.route === "via_room") return true;
      const { industry } = target;
      if (industry === undefined || !worksIn(assignment.node, industry, subject.org)) return false;
      return nodes.every((node) => tree.get(node)?.industry === industry);
    }
    case "notice":
    case "proxy":
    case "join":
    case "deliver":
    case "register":
    case "read":
    case "config":
      return target.limit === held;
  }
}
