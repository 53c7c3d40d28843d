import { and, asc, eq, gt, gte, inArray, lte, sql } from "drizzle-orm";
import { chunks, inChunks, insertMany } from "./bulk.ts";
import type { Session } from "./open.ts";
import { deferredPush, push } from "./schema/clock.ts";
import { target } from "./schema/relay.ts";

export type DeferredPushRow = typeof deferredPush.$inferSelect;

export type PushRow = Pick<typeof push.$inferSelect, "person" | "at" | "item">;

/** What these people were pushed at or after `since`, in no order. */
export async function listPushes(
  session: Session,
  people: string[],
  since: number,
): Promise<PushRow[]> {
  return inChunks(people, (part) =>
    session
      .select({ person: push.person, at: push.at, item: push.item })
      .from(push)
      .where(and(inArray(push.person, part), gte(push.at, since))),
  );
}

/** For which of these people something is deferred that goes by `at`. */
export async function listWithDeferred(
  session: Session,
  people: string[],
  at: number,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const part of chunks(people)) {
    const rows = await session
      .selectDistinct({ person: deferredPush.person })
      .from(deferredPush)
      .where(and(inArray(deferredPush.person, part), lte(deferredPush.releaseAt, at)));
    for (const { person } of rows) found.add(person);
  }
  return found;
}

/** One person's, oldest first, those after a row's id. */
export async function listPushesAfter(
  session: Session,
  person: string,
  { after, limit }: { after: number; limit: number },
): Promise<(typeof push.$inferSelect)[]> {
  return session
    .select()
    .from(push)
    .where(and(eq(push.person, person), gt(push.id, after)))
    .orderBy(asc(push.id))
    .limit(limit);
}

export async function insertPushes(
  session: Session,
  rows: { person: string; at: number; item: string }[],
): Promise<void> {
  await insertMany(session, push, rows);
}

/** Holds reminders back; one per person and target and matter, the newest release time wins. */
export async function deferPushes(session: Session, rows: DeferredPushRow[]): Promise<void> {
  const key = ({ person, target, about }: DeferredPushRow) => `${person} ${target} ${about}`;
  const distinct = [...new Map(rows.map((row) => [key(row), row])).values()];
  for (const part of chunks(distinct)) {
    await session
      .insert(deferredPush)
      .values(part)
      .onConflictDoUpdate({
        target: [deferredPush.person, deferredPush.target, deferredPush.about],
        set: { releaseAt: sql`excluded.release_at` },
      });
  }
}

/** Lets what is deferred about targets at these nodes go at `at`: the place has gone over to 战. */
export async function releaseDeferredPushes(
  session: Session,
  nodes: string[],
  at: number,
): Promise<void> {
  for (const part of chunks(nodes)) {
    const there = session.select({ id: target.id }).from(target).where(inArray(target.node, part));
    await session
      .update(deferredPush)
      .set({ releaseAt: at })
      .where(inArray(deferredPush.target, there));
  }
}

/** Takes what is to be released at `at`, person by person. */
export async function takeDeferredPushes(session: Session, at: number): Promise<DeferredPushRow[]> {
  const rows = await session
    .select()
    .from(deferredPush)
    .where(lte(deferredPush.releaseAt, at))
    .orderBy(asc(deferredPush.person), asc(deferredPush.deferredAt), asc(deferredPush.target));
  await session.delete(deferredPush).where(lte(deferredPush.releaseAt, at));
  return rows;
}
