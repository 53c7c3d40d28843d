import { and, asc, desc, eq, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import { chunks, insertMany } from "./bulk.ts";
import type { Session } from "./open.ts";
import { message } from "./schema.ts";

export type MessageRow = typeof message.$inferSelect;

export async function insertMessages(
  session: Session,
  rows: (typeof message.$inferInsert)[],
): Promise<void> {
  await insertMany(session, message, rows);
}

export async function findMessage(session: Session, id: string): Promise<MessageRow | undefined> {
  const [row] = await session.select().from(message).where(eq(message.id, id));
  return row;
}

/** One page of a channel, oldest first: after a seq, or the newest before one. */
export async function listMessages(
  session: Session,
  channel: string,
  page: { after?: number; before?: number; limit: number },
): Promise<MessageRow[]> {
  if (page.after !== undefined) {
    return session
      .select()
      .from(message)
      .where(and(eq(message.channel, channel), gt(message.seq, page.after)))
      .orderBy(asc(message.seq))
      .limit(page.limit);
  }
  const rows = await session
    .select()
    .from(message)
    .where(
      page.before === undefined
        ? eq(message.channel, channel)
        : and(eq(message.channel, channel), lt(message.seq, page.before)),
    )
    .orderBy(desc(message.seq))
    .limit(page.limit);
  return rows.reverse();
}

/** Whether one of these channels holds a card of the item. */
export async function hasCardIn(
  session: Session,
  item: string,
  channels: string[],
): Promise<boolean> {
  for (const part of chunks(channels)) {
    const rows = await session
      .select({ id: message.id })
      .from(message)
      .where(and(eq(message.item, item), eq(message.kind, "card"), inArray(message.channel, part)))
      .limit(1);
    if (rows.length > 0) return true;
  }
  return false;
}

/** Cards of an item, in every channel that has one. */
export async function listCards(session: Session, item: string): Promise<MessageRow[]> {
  return session
    .select()
    .from(message)
    .where(and(eq(message.item, item), eq(message.kind, "card")));
}

/**
 * Marks the item's standing reminder of each of these channels as replaced.
 * @param byChannel channel → id of the reminder that takes its place, which is not stored yet
 */
export async function replaceReminders(
  session: Session,
  item: string,
  byChannel: ReadonlyMap<string, string>,
): Promise<void> {
  for (const part of chunks([...byChannel])) {
    const cases = part.map(([channel, id]) => sql`when ${channel} then ${id}`);
    await session
      .update(message)
      .set({ replacedBy: sql`case ${message.channel} ${sql.join(cases, sql` `)} end` })
      .where(
        and(
          eq(message.item, item),
          eq(message.kind, "reminder"),
          isNull(message.replacedBy),
          inArray(
            message.channel,
            part.map(([channel]) => channel),
          ),
        ),
      );
  }
}

export async function setText(session: Session, ids: string[], text: string): Promise<void> {
  for (const part of chunks(ids)) {
    await session.update(message).set({ text }).where(inArray(message.id, part));
  }
}
