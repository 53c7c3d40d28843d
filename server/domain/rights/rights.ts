import type { Assignment } from "../org/org.ts";
import type { Org } from "../org/org-index.ts";
import { type Held, postsWithCap } from "../org/posts.ts";
import { judgeChannel } from "./channel.ts";
import { judgeAmendment, judgeCommand } from "./command.ts";
import { judgeCall, judgeCutOff, judgeReply, judgeReview } from "./reply.ts";
import {
  judgeAudit,
  judgeDirectory,
  judgeHouseholds,
  judgeItem,
  judgePhone,
  judgeSight,
} from "./sight.ts";
import {
  type Action,
  type Case,
  capsFor,
  type Finding,
  NUDGERS,
  REASONS,
  type Reason,
  type Subject,
  type Target,
  type Verdict,
} from "./terms.ts";

export type { Action, Subject, Target, Verdict };
export { NUDGERS };

const JUDGES: Record<Action, (c: Case) => Finding> = {
  read_channel: judgeChannel,
  post_channel: judgeChannel,
  issue: judgeCommand,
  dispatch: judgeCommand,
  excuse: judgeCommand,
  mode: judgeCommand,
  nudge: judgeCommand,
  use: judgeCommand,
  export: judgeCommand,
  amend: judgeAmendment,
  close: judgeAmendment,
  reply: judgeReply,
  call: judgeCall,
  cut_off: judgeCutOff,
  verify: judgeReview,
  return: judgeReview,
  submit: judgeReview,
  see_item: judgeItem,
  see_targets: judgeSight,
  see_board: judgeSight,
  see_totals: judgeSight,
  see_households: judgeHouseholds,
  see_phone: judgePhone,
  read_directory: judgeDirectory,
  audit: judgeAudit,
};

/**
 * The one decision on rights (SPEC §6), used by commands, reads, rooms, boards, search and exports
 * alike. Each live assignment of the person is judged by itself, and the nearest one that may
 * is the post acted under; so an assignment can only add rights, and without one there are none.
 */
export function can(subject: Subject, action: Action, target: Target): Verdict {
  const { org, now, person } = subject;
  let best: { assignment: Assignment; finding: Finding & { ok: true } } | undefined;
  let reason: Reason = "no_post";
  const known = [target.node, target.issuer, ...(target.nodes ?? [])].every(
    (node) => node === undefined || org.tree.get(node) !== undefined,
  );
  if (!known) return refused("unknown_node", subject, action, target);

  for (const assignment of org.assignmentsOf(person, now)) {
    const finding = JUDGES[action]({ subject, assignment, target, action });
    if (!finding.ok) {
      if (REASONS.indexOf(finding.reason) > REASONS.indexOf(reason)) reason = finding.reason;
    } else if (!best || isNearer(assignment, finding, best)) best = { assignment, finding };
  }
  if (!best) return refused(reason, subject, action, target);
  const { as, audited } = best.finding;
  return {
    ok: true,
    assignment: best.assignment,
    ...(as !== undefined && { as }),
    ...(audited && { audited }),
  };
}

/**
 * Whether one live assignment of the subject gives the right by itself. Never more than {@link can},
 * and cheaper where somebody holds a thousand and the likely one is known.
 */
export function givesRight(
  assignment: Assignment,
  subject: Subject,
  action: Action,
  target: Target,
): boolean {
  return JUDGES[action]({ subject, assignment, target, action }).ok;
}

function isNearer(
  assignment: Assignment,
  finding: Finding & { ok: true },
  best: { assignment: Assignment; finding: Finding & { ok: true } },
): boolean {
  const nearer = finding.distance - best.finding.distance;
  // Of two as near: the plain right before the special one, the own post before a deputy's.
  const plainer = Number(isSpecial(finding)) - Number(isSpecial(best.finding));
  const own = Number(assignment.deputyFor !== null) - Number(best.assignment.deputyFor !== null);
  return (nearer || plainer || own) < 0;
}

function isSpecial({ as }: Finding & { ok: true }): boolean {
  return as !== undefined && as !== "rows";
}

function refused(reason: Reason, { org }: Subject, action: Action, target: Target): Verdict {
  return { ok: false, reason, who: whoMay(org, action, target) };
}

/** Names of the posts that may, for the refusal's sentence (SPEC §1.21). */
function whoMay(org: Org, action: Action, target: Target): string[] {
  const place = target.node === undefined ? undefined : org.tree.get(target.node);
  if (action === "reply" && place) {
    return org.tree.level(place).responsible.flatMap((key) => org.post(key)?.zh ?? []);
  }
  if (action === "cut_off") return [org.post(org.profile.headquarters.centre)?.zh ?? ""];
  if (action === "call") return postsWithCap(["R"], org, (held) => held === "proxy");
  const { limit } = target;
  const suffices = (held: Held) => held === limit || !LESSER.includes(held);
  return postsWithCap(capsFor(action, target), org, suffices);
}

/** Limits on what a cap is good for; the others limit whose and where. */
const LESSER: readonly Held[] = ["draft", "notice", "proxy", "join", "deliver", "read", "config"];
