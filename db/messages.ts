import { and, asc, desc, eq, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import { deleteUses } from "./attachments.ts";
import { chunks, inChunks, insertMany } from "./bulk.ts";
import { deleteMentionsOf } from "./mentions.ts";
import type { Session } from "./open.ts";
import { message } from "./schema/chat.ts";

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

/** Which of these items have a card in a channel. */
export async function listItemsWithCardIn(
  session: Session,
  channel: string,
  items: string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const part of chunks(items)) {
    const rows = await session
      .selectDistinct({ item: message.item })
      .from(message)
      .where(
        and(inArray(message.item, part), eq(message.channel, channel), eq(message.kind, "card")),
      );
    for (const { item } of rows) found.add(item!);
  }
  return found;
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

/** Messages by id, in no order. */
export async function listMessagesById(session: Session, ids: string[]): Promise<MessageRow[]> {
  return inChunks(ids, (part) => session.select().from(message).where(inArray(message.id, part)));
}

export async function setText(session: Session, ids: string[], text: string): Promise<void> {
  for (const part of chunks(ids)) {
    await session.update(message).set({ text }).where(inArray(message.id, part));
  }
}

/** A writer's own edit: the newest wording, and whom it calls. */
export async function setWording(
  session: Session,
  id: string,
  { text, mentions }: Pick<MessageRow, "text" | "mentions">,
): Promise<void> {
  await session.update(message).set({ text, mentions }).where(eq(message.id, id));
}

/**
 * Takes a message's words and attachments out for good, and those of all its edits with them. Who
 * was called by it is called no more.
 */
export async function eraseMessage(
  session: Session,
  { id, channel, seq }: Pick<MessageRow, "id" | "channel" | "seq">,
  at: number,
): Promise<void> {
  const empty = { text: "", before: null, mentions: [], attachments: [] };
  await session
    .update(message)
    .set({ ...empty, recalledAt: at })
    .where(eq(message.id, id));
  await session
    .update(message)
    .set(empty)
    .where(and(eq(message.channel, channel), gt(message.seq, seq), eq(message.ref, id)));
  await deleteUses(session, id);
  await deleteMentionsOf(session, id);
}
