import type { TargetRow } from "#db/targets";

/** A target before anything has happened to it. */
export function freshTarget(
  born: Pick<TargetRow, "id" | "item" | "node" | "person" | "gate" | "position">,
): TargetRow {
  return {
    ...born,
    revision: 0,
    dispatchedAt: null,
    supplement: null,
    respondBy: null,
    dueAt: null,
    remindBy: null,
    ackedAt: null,
    ackedBy: null,
    ackedPost: null,
    ackedProxy: null,
    ackRemark: null,
    repliedAt: null,
    reply: null,
    version: 0,
    values: null,
    replyProxy: false,
    makeup: false,
    makeupOffline: false,
    stage: 0,
    verifiedAt: null,
    verifiedBy: null,
    selfVerified: false,
    submittedAt: null,
    returnedAt: null,
    returnReason: null,
    overdue: false,
    excusedAt: null,
    excuseReason: null,
    difficulty: null,
    difficultyAt: null,
    notReachedAt: null,
    added: false,
    step: null,
  };
}
