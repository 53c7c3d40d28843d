import type { TargetRow } from "#db/targets";

/** How many calls that find nobody pass the ask on to the next post up (SPEC §1.18). */
export const CALLS_TO_PASS = 2;

/** A target as it is once its people have given a sign of life: what calls had found is behind it. */
export const NO_CALLS = { callsFailed: 0, callFailedAt: null, toldAt: null, passedTo: null };

/** What a sign of life changes; 未联系上 that the place said itself is not for a call to end. */
export function reached(row: TargetRow): Partial<TargetRow> {
  if (row.callsFailed === 0 && row.toldAt === null) return {};
  return { ...NO_CALLS, ...(row.callsFailed >= CALLS_TO_PASS && { notReachedAt: null }) };
}
