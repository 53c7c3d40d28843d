import type { TargetAct } from "#contract/nouns";
import type { ItemRow } from "#db/items";
import type { ReplyRow } from "#db/replies";
import type { TargetRow } from "#db/targets";
import { can, type Subject } from "#domain/rights/rights";
import { asksReply, type Kind } from "#kernel/define-kind";
import { isAnswered } from "#kernel/loop/change";
import { judgeVerify } from "#kernel/loop/review";
import type { Viewer } from "./viewer.ts";

/**
 * What the viewer may do at one target now: the rights of `can()` and the states that the commands
 * ask for, so that nothing is offered that would be refused.
 * @param reply the one that counts
 * @param holds whether the viewer answers for the place
 */
export function actsAt(
  viewer: Viewer,
  item: ItemRow,
  row: TargetRow,
  reply: ReplyRow | undefined,
  holds: boolean,
): TargetAct[] {
  const kind = viewer.registry.kinds.get(item.kind);
  if (item.phase !== "open" || !kind) return [];
  return [
    ...answers(viewer, kind, row, holds),
    ...decisions(viewer, item, kind, row, holds),
    ...reviews(viewer, item, row, reply),
    ...calls(viewer, kind, row),
    ...arrangements(viewer, item, kind, row),
  ];
}

function answers(viewer: Viewer, kind: Kind, row: TargetRow, holds: boolean): TargetAct[] {
  if (row.dispatchedAt === null || row.excusedAt !== null) return [];
  const behalf = !holds && mayAnswerFor(viewer, row);
  if (!asksReply(kind)) {
    if (row.ackedAt !== null && !(holds && row.ackedProxy !== null)) return [];
    return [...(holds ? ["ack" as const] : []), ...(behalf ? ["proxy" as const] : [])];
  }
  if (!holds && !behalf) return [];
  return [
    ...(holds && row.ackedAt === null && row.repliedAt === null ? ["ack" as const] : []),
    holds ? "report" : "proxy",
    ...(row.version > 0 ? ["correct" as const] : []),
    ...(holds && !isAnswered(kind, row) ? ["difficulty" as const] : []),
  ];
}

/** A difficulty ends by whoever may decide about it, or by word of the holder (SPEC §2). */
function decisions(
  { org, person, now }: Viewer,
  item: ItemRow,
  kind: Kind,
  row: TargetRow,
  holds: boolean,
): TargetAct[] {
  if (row.difficulty === null || isAnswered(kind, row)) return [];
  const object = { nodes: [row.node], issuer: item.node };
  return holds || can({ person, org, now }, "nudge", object).ok ? ["overcome"] : [];
}

/** On behalf of a holder (SPEC §1.18), which says how they were heard. */
function mayAnswerFor({ org, person, now }: Viewer, { node }: TargetRow): boolean {
  const verdict = can({ person, org, now }, "reply", { node });
  return verdict.ok && verdict.assignment.node !== node;
}

/** A silent place is called, and the call logged. */
function calls({ org, person, now }: Viewer, kind: Kind, row: TargetRow): TargetAct[] {
  if (!kind.targets || row.dispatchedAt === null || isAnswered(kind, row)) return [];
  return can({ person, org, now }, "call", { node: row.node }).ok ? ["call"] : [];
}

function reviews(
  { org, person, now }: Viewer,
  item: ItemRow,
  row: TargetRow,
  reply: ReplyRow | undefined,
): TargetAct[] {
  if (row.repliedAt === null || row.excusedAt !== null) return [];
  const subject = { person, org, now };
  const acts: TargetAct[] = [];
  if (item.terms.verify && judgeVerify(subject, item, row, reply).ok) acts.push("verify");
  const object = { node: row.node, issuer: item.node, issuedBy: item.person };
  if (can(subject, "return", object).ok) {
    // What went up comes back with the whole town, by whoever asked for it (SPEC §1.12).
    if (row.returnedAt === null && row.submittedAt === null) acts.push("return");
    if (row.pending !== null) acts.push("settle");
  }
  return acts;
}

function arrangements(
  { org, person, now }: Viewer,
  item: ItemRow,
  kind: Kind,
  row: TargetRow,
): TargetAct[] {
  const subject = { person, org, now };
  const acts: TargetAct[] = [];
  if (row.excusedAt !== null) return acts;
  if (kind.targets && !isAnswered(kind, row)) {
    const nudge = can(subject, "nudge", { nodes: [row.node], issuer: item.node });
    // What one's own town has not passed down is passed down, not nudged.
    const waits = row.dispatchedAt === null && row.gate !== null;
    const own = nudge.ok && waits && org.tree.isWithin(nudge.assignment.node, row.gate!);
    if (nudge.ok && !own) acts.push("nudge");
  }
  if (mayExtend(subject, item, kind, row)) acts.push("extend");
  if (row.submittedReply === null && can(subject, "excuse", { node: row.node }).ok)
    acts.push("excuse");
  if (row.dispatchedAt === null && row.gate !== null) {
    const by = can(subject, "dispatch", { node: row.gate });
    // From above it is 越级 and needs its reason: not a plain act of this row.
    if (by.ok && [by.assignment.node, by.assignment.serves].includes(row.gate))
      acts.push("dispatch");
  }
  return acts;
}

/** Longer for a place that still owes its reply: by whoever issued it, or the place's town (SPEC §2). */
function mayExtend(subject: Subject, item: ItemRow, kind: Kind, row: TargetRow): boolean {
  if (kind.targets?.answer !== "reply" || row.dispatchedAt === null || isAnswered(kind, row)) {
    return false;
  }
  const object = { cap: kind.cap, issuer: item.node, nodes: [row.node] };
  return can(subject, "amend", object).ok;
}
