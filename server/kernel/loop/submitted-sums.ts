import type { Field, ReplyValues } from "#contract/forms";
import { NIL } from "#contract/nil";
import type { Session } from "#db/open";
import { listRepliesById } from "#db/replies";
import type { TargetRow } from "#db/targets";
import { addSums, contributionSums, type Sums } from "#domain/count/sums";

/**
 * What went up of these targets, added up: the replies as they were submitted, which later ones do
 * not touch before a 续报 (SPEC §1.7). Asks the database only where a newer reply counts by now.
 */
export async function submittedSums(
  session: Session,
  fields: Field[],
  rows: TargetRow[],
): Promise<Sums> {
  const up = rows.filter(({ submittedReply }) => submittedReply !== null);
  const moved = up.flatMap((row) => (row.submittedReply === row.reply ? [] : row.submittedReply!));
  const older = moved.length > 0 ? await listRepliesById(session, moved) : [];
  const values = new Map(older.map((reply) => [reply.id, reply.values]));
  const none: Sums = {};
  return up
    .map((row) => values.get(row.submittedReply!) ?? row.values ?? {})
    .map((one) => contributionSums(fields, "nil" in one ? NIL : (one as ReplyValues)))
    .reduce(addSums, none);
}
