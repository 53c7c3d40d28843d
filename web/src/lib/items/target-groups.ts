import type { ItemView, TargetView } from "#contract/nouns";
import type { Tally } from "#contract/tally";
import type { Shape } from "#web/board/tree/row-state.ts";
import { stateNamed } from "./state-names.ts";

export type Group = "missing" | "answered" | "hard";

/** Whether a reply answers the item, or a receipt. */
export function asksReply({ answer }: Pick<ItemView, "answer">): boolean {
  return answer === "reply";
}

/** 还差, as the server counts it: what is asked and not answered, at the place the tally is of. */
export function missingOf(
  item: Pick<ItemView, "answer">,
  { counts }: Pick<Tally, "counts">,
): number {
  const answered = asksReply(item) ? counts.replied : counts.acked;
  return Math.max(0, (counts.expected ?? 0) - (answered ?? 0));
}

/** Whether the place has done what the item asks. */
function isAnswered(item: ItemView, target: TargetView): boolean {
  return asksReply(item) ? target.repliedAt !== null : target.ackedAt !== null;
}

/** Whether something is in its way, also where it was sent back. */
export function isHard({ state, marks }: Pick<TargetView, "state" | "marks">): boolean {
  return stateNamed(state) === "困难" || marks.includes("困难");
}

/** As 应报 and 应签收 are counted: 免报 is asked nothing, and is not missing (SPEC §1.8). */
export function groupOf(item: ItemView, target: TargetView): Group {
  const state = stateNamed(target.state);
  if (state === "免报") return "answered";
  if (isAnswered(item, target) && state !== "退回") return "answered";
  return isHard(target) ? "hard" : "missing";
}

/** The shape of a target's state; late beats all that is still open. */
export function shapeOf(item: ItemView, target: TargetView, now: number): Shape {
  const state = stateNamed(target.state);
  if (isHard(target)) return "hard";
  if (state === "退回") return "returned";
  if (target.verifiedAt !== null || target.submittedAt !== null) return "verified";
  if (isAnswered(item, target)) return "reported";
  if (target.marks.includes("逾期") || (target.dueAt !== null && target.dueAt < now)) return "late";
  if (target.ackedAt !== null) return "acked";
  return target.dispatchedAt === null ? "waiting" : "none";
}
