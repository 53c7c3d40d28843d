import { and, eq, inArray, sql } from "drizzle-orm";
import { chunks, inChunks, insertMany } from "./bulk.ts";
import { dialect } from "./columns.ts";
import { lockChannels } from "./lock.ts";
import type { Session } from "./open.ts";
import { arg, prepared } from "./prepared.ts";
import { channel, cursor } from "./schema/chat.ts";

export type ChannelRow = typeof channel.$inferSelect;

export async function findChannel(session: Session, id: string): Promise<ChannelRow | undefined> {
  const query = prepared(session, "findChannel", (s) =>
    s
      .select()
      .from(channel)
      .where(eq(channel.id, arg("id")))
      .prepare(),
  );
  const [row] = await query.execute({ id });
  return row;
}

export async function listChannels(session: Session, ids: string[]): Promise<ChannelRow[]> {
  return inChunks(ids, (part) => session.select().from(channel).where(inArray(channel.id, part)));
}

/** The person's conversations with bots. */
export async function listBotChannels(session: Session, person: string): Promise<ChannelRow[]> {
  return session
    .select()
    .from(channel)
    .where(and(eq(channel.kind, "bot"), eq(channel.person, person)));
}

/** Adds the channels that are not there yet; those that are stay as they are, history and all. */
export async function ensureChannels(
  session: Session,
  rows: (typeof channel.$inferInsert)[],
): Promise<void> {
  const known = new Set<string>();
  for (const row of await listChannels(
    session,
    rows.map((r) => r.id),
  )) {
    known.add(row.id);
  }
  await insertMany(
    session,
    channel,
    rows.filter((row) => !known.has(row.id)),
  );
}

/**
 * Advances each channel's `lastSeq` by the number of messages it is about to get.
 * @returns the last seq of each channel after the step
 */
export async function advanceSeqs(
  session: Session,
  steps: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const ids = [...steps.keys()].sort();
  if (dialect === "sqlite") return advanceOneByOne(session, ids, steps);
  for (const part of chunks(ids)) await lockChannels(session, part);
  const bySize = Map.groupBy(ids, (id) => steps.get(id)!);
  const last = new Map<string, number>();
  for (const [size, group] of bySize) {
    for (const part of chunks(group)) {
      const rows = await session
        .update(channel)
        .set({ lastSeq: sql`${channel.lastSeq} + ${size}` })
        .where(inArray(channel.id, part))
        .returning({ id: channel.id, lastSeq: channel.lastSeq });
      for (const row of rows) last.set(row.id, row.lastSeq);
    }
  }
  return last;
}

/** As {@link advanceSeqs}, by one prepared statement; nobody else writes meanwhile. */
async function advanceOneByOne(
  session: Session,
  ids: string[],
  steps: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const query = prepared(session, "advanceSeq", (s) =>
    s
      .update(channel)
      .set({ lastSeq: sql`${channel.lastSeq} + ${arg("size")}` })
      .where(eq(channel.id, arg("id")))
      .returning({ id: channel.id, lastSeq: channel.lastSeq })
      .prepare(),
  );
  const last = new Map<string, number>();
  for (const id of ids) {
    const [row] = await query.execute({ id, size: steps.get(id)! });
    if (row) last.set(row.id, row.lastSeq);
  }
  return last;
}

export async function listCursors(session: Session, person: string): Promise<Map<string, number>> {
  const rows = await session.select().from(cursor).where(eq(cursor.person, person));
  return new Map(rows.map((row) => [row.channel, row.seq]));
}

/** How far one person has read one channel; 0 before the first time. */
export async function findCursor(
  session: Session,
  person: string,
  channelId: string,
): Promise<number> {
  const [row] = await session
    .select({ seq: cursor.seq })
    .from(cursor)
    .where(and(eq(cursor.person, person), eq(cursor.channel, channelId)));
  return row?.seq ?? 0;
}

/** How far each of these people has read one channel; who never opened it is left out. */
export async function listReadersOf(
  session: Session,
  channelId: string,
  people: string[],
): Promise<Map<string, number>> {
  const read = new Map<string, number>();
  for (const part of chunks(people)) {
    const rows = await session
      .select({ person: cursor.person, seq: cursor.seq })
      .from(cursor)
      .where(and(inArray(cursor.person, part), eq(cursor.channel, channelId)));
    for (const { person, seq } of rows) read.set(person, seq);
  }
  return read;
}

/** Moves the read marker forward; it never goes back. */
export async function moveCursor(
  session: Session,
  person: string,
  channelId: string,
  seq: number,
): Promise<void> {
  await session
    .insert(cursor)
    .values({ person, channel: channelId, seq })
    .onConflictDoUpdate({
      target: [cursor.person, cursor.channel],
      set: { seq: sql`case when ${cursor.seq} > ${seq} then ${cursor.seq} else ${seq} end` },
    });
}
