import { and, asc, eq, gt, inArray, lte } from "drizzle-orm";
import { chunks, insertMany } from "./bulk.ts";
import type { Session } from "./open.ts";
import { heldPush, push } from "./schema.ts";

export type HeldPushRow = typeof heldPush.$inferSelect;

/** How many pushes each of these people got since `since`. */
export async function countPushes(
  session: Session,
  people: string[],
  since: number,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const part of chunks(people)) {
    const rows = await session
      .select({ person: push.person })
      .from(push)
      .where(and(inArray(push.person, part), gt(push.at, since)));
    for (const row of rows) counts.set(row.person, (counts.get(row.person) ?? 0) + 1);
  }
  return counts;
}

export async function insertPushes(
  session: Session,
  rows: { person: string; at: number; item: string }[],
): Promise<void> {
  await insertMany(session, push, rows);
}

/** Holds a reminder back; one per person and target, the newest release time wins. */
export async function holdPush(session: Session, row: HeldPushRow): Promise<void> {
  await session
    .insert(heldPush)
    .values(row)
    .onConflictDoUpdate({
      target: [heldPush.person, heldPush.target],
      set: { releaseAt: row.releaseAt },
    });
}

/** Takes what is to be released at `at`, person by person. */
export async function takeHeldPushes(session: Session, at: number): Promise<HeldPushRow[]> {
  const rows = await session
    .select()
    .from(heldPush)
    .where(lte(heldPush.releaseAt, at))
    .orderBy(asc(heldPush.person), asc(heldPush.heldAt), asc(heldPush.target));
  await session.delete(heldPush).where(lte(heldPush.releaseAt, at));
  return rows;
}

/** Drops what was held for a target, once it has answered or its item has ended. */
export async function dropHeldPushes(session: Session, target: string): Promise<void> {
  await session.delete(heldPush).where(eq(heldPush.target, target));
}
