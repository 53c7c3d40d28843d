import type { Nil, ReplyValues } from "#contract/forms";
import { NIL } from "#contract/nil";
import type { TargetRow } from "#db/targets";
import type { TargetFacts } from "#domain/count/tally";

/** What a target's row says, in the words that tallies are made of. */
export function factsOf(row: TargetRow): TargetFacts {
  const responses = [row.ackedAt, row.repliedAt, row.difficultyAt].filter((at) => at !== null);
  const responded = responses.length > 0;
  return {
    dispatched: row.dispatchedAt !== null,
    // Who said what is in the way has seen it, also once that is out of the way (SPEC §2).
    acked: row.ackedAt !== null || row.difficultyAt !== null,
    // What was written in time on a dead line is never shown as lateness (SPEC §1.14).
    ackedOnTime:
      responded &&
      (row.respondBy === null || row.respondedOffline || Math.min(...responses) <= row.respondBy),
    replied: row.repliedAt !== null,
    repliedOnTime: row.repliedAt !== null && !row.makeup,
    makeup: row.makeup,
    offlineMakeup: row.makeupOffline,
    verified: row.verifiedAt !== null,
    submitted: row.submittedAt !== null,
    returned: row.returnedAt !== null,
    overdue: row.overdue,
    excused: row.excusedAt !== null,
    proxyAck: row.ackedProxy !== null,
    proxyReply: row.replyProxy,
    difficulty: row.difficulty !== null,
    notReached: row.notReachedAt !== null,
    told: row.toldAt !== null,
    added: row.added,
    selfVerified: row.selfVerified,
  };
}

/** The values of the reply that counts: none once it was returned or the place excused. */
export function countedValues(row: TargetRow): ReplyValues | Nil | null {
  if (row.repliedAt === null || row.returnedAt !== null || row.excusedAt !== null) return null;
  if (row.values === null) return null;
  return "nil" in row.values ? NIL : (row.values as ReplyValues);
}
