import { and, eq, inArray, sql } from "drizzle-orm";
import { chunks } from "./bulk.ts";
import type { Session } from "./open.ts";
import { channel, cursor, isReadable, message } from "./schema/chat.ts";

/** More than so many in one channel are not counted: nobody goes through them one by one. */
export const MOST_UNREAD = 100;

/**
 * How many messages of each channel a person has not read: what others wrote after their marker and
 * what still stands, each once. Edits, recalls and own lines are none; a reminder that a newer one
 * replaced is none. Read from an index of just those, so a long history costs nothing.
 * @returns by channel, at most {@link MOST_UNREAD} each; channels with none are left out
 */
export async function countUnread(
  session: Session,
  person: string,
  channels: string[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const readTo = sql`coalesce(${cursor.seq}, 0)`;
  const others = sql`(${message.person} is null or ${message.person} <> ${person})`;
  const unread = sql`select 1 from ${message} where ${message.channel} = ${channel.id} and ${message.seq} > ${readTo} and ${isReadable(message)} and ${others} limit ${sql.raw(String(MOST_UNREAD))}`;
  for (const part of chunks(channels)) {
    const rows = await session
      .select({ id: channel.id, n: sql<number>`(select count(*) from (${unread}) as unread)` })
      .from(channel)
      .leftJoin(cursor, and(eq(cursor.channel, channel.id), eq(cursor.person, person)))
      .where(and(inArray(channel.id, part), sql`${channel.lastSeq} > ${readTo}`));
    for (const { id, n } of rows) if (Number(n) > 0) found.set(id, Number(n));
  }
  return found;
}
