import { eq, sql } from "drizzle-orm";
import type { Session } from "./open.ts";
import { counter } from "./schema/items.ts";

/**
 * The next number of a gap-free series, starting at 1. The row stays locked until the transaction
 * ends and a refused command rolls it back, so no number is ever lost.
 */
export function nextNumber(session: Session, key: string): Promise<number> {
  return takeNumbers(session, key, 1);
}

/** So many numbers of a series in one go. @returns the last of them */
export async function takeNumbers(session: Session, key: string, many: number): Promise<number> {
  const [row] = await session
    .insert(counter)
    .values({ key, n: many })
    .onConflictDoUpdate({ target: counter.key, set: { n: sql`${counter.n} + excluded.n` } })
    .returning({ n: counter.n });
  return row!.n;
}

/** Where a number that is no series stands from now on. */
export async function setNumber(session: Session, key: string, n: number): Promise<void> {
  await session
    .insert(counter)
    .values({ key, n })
    .onConflictDoUpdate({ target: counter.key, set: { n } });
}

/** The last number given, 0 before any. */
export async function lastNumber(session: Session, key: string): Promise<number> {
  const [row] = await session.select({ n: counter.n }).from(counter).where(eq(counter.key, key));
  return row?.n ?? 0;
}
