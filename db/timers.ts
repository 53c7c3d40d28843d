import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { chunks } from "./bulk.ts";
import type { Session } from "./open.ts";
import { timer } from "./schema/clock.ts";

export interface TimerRow {
  rule: string;
  key: string;
  dueAt: number;
}

/** Scheduling the same rule, key and time twice is one timer. */
export async function insertTimers(session: Session, rows: TimerRow[]): Promise<void> {
  for (const part of chunks(rows)) {
    await session.insert(timer).values(part).onConflictDoNothing();
  }
}

/** The earliest timers due at or before `at`, in firing order. */
export async function listDueTimers(
  session: Session,
  at: number,
  limit: number,
): Promise<TimerRow[]> {
  return session
    .select({ rule: timer.rule, key: timer.key, dueAt: timer.dueAt })
    .from(timer)
    .where(and(isNull(timer.firedAt), lte(timer.dueAt, at)))
    .orderBy(asc(timer.dueAt), asc(timer.rule), asc(timer.key))
    .limit(limit);
}

/** The next time anything is due, or null. */
export async function nextDue(session: Session): Promise<number | null> {
  const [row] = await session
    .select({ dueAt: timer.dueAt })
    .from(timer)
    .where(isNull(timer.firedAt))
    .orderBy(asc(timer.dueAt))
    .limit(1);
  return row?.dueAt ?? null;
}

/**
 * Takes a timer for firing, inside the transaction of its effect.
 * @returns false when it has been fired already, by this process or another
 */
export async function claimTimer(session: Session, row: TimerRow, at: number): Promise<boolean> {
  const claimed = await session
    .update(timer)
    .set({ firedAt: at })
    .where(
      and(
        eq(timer.rule, row.rule),
        eq(timer.key, row.key),
        eq(timer.dueAt, row.dueAt),
        isNull(timer.firedAt),
      ),
    )
    .returning({ key: timer.key });
  return claimed.length === 1;
}
