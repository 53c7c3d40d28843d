import type { TargetRow } from "#db/targets";
import { doubtWords, type JudgedWriting, judgeWriting } from "#domain/time/written-time";
import type { Context } from "../context.ts";

/** When what was sent about a target was written, held against one of its deadlines (SPEC §1.14). */
export function writingFor(
  { sent: { clientAt }, now }: Context,
  { dispatchedAt }: Pick<TargetRow, "dispatchedAt">,
  due: number | null,
): JudgedWriting {
  return judgeWriting({ clientAt, dispatchedAt, due, now });
}

/** What of any response was written before its deadline and came after it is never 迟. */
export function respondedInTime(ctx: Context, row: TargetRow): Partial<TargetRow> {
  const { offline } = writingFor(ctx, row, row.respondBy);
  return offline ? { respondedOffline: true } : {};
}

/** Tells the writer where the clock of their device was not believed. */
export function sayDoubt(ctx: Context, row: TargetRow): void {
  const { doubt } = writingFor(ctx, row, null);
  if (doubt !== null) ctx.whisper(doubtWords(doubt, ctx.sent.clientAt!, ctx.now));
}
