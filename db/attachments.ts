import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNull,
  lt,
  ne,
  notExists,
  or,
  sql,
  sum,
} from "drizzle-orm";
import { chunks, inChunks, insertMany } from "./bulk.ts";
import type { Session } from "./open.ts";
import { attachment, attachmentBytes, attachmentUse, message } from "./schema/chat.ts";
import { target } from "./schema/relay.ts";

export type AttachmentRow = typeof attachment.$inferSelect;
export type AttachmentUse = typeof attachmentUse.$inferSelect;

/** What is served: the whole, and of a photo the small one. */
export interface AttachmentBytes {
  full: Buffer;
  preview: Buffer | null;
}

export async function insertAttachment(
  session: Session,
  row: AttachmentRow,
  bytes: AttachmentBytes,
): Promise<void> {
  await insertMany(session, attachment, [row]);
  await insertMany(session, attachmentBytes, [{ attachment: row.id, ...bytes }]);
}

export async function findAttachment(
  session: Session,
  id: string,
): Promise<AttachmentRow | undefined> {
  const [row] = await session.select().from(attachment).where(eq(attachment.id, id));
  return row;
}

/** What a person has sent under this cid. */
export async function findSentAttachment(
  session: Session,
  person: string,
  cid: string,
): Promise<AttachmentRow | undefined> {
  const [row] = await session
    .select()
    .from(attachment)
    .where(and(eq(attachment.person, person), eq(attachment.cid, cid)));
  return row;
}

/** Attachments by id, in no order. */
export async function listAttachments(session: Session, ids: string[]): Promise<AttachmentRow[]> {
  return inChunks(ids, (part) =>
    session.select().from(attachment).where(inArray(attachment.id, part)),
  );
}

/** How many a person has stored since then, and how many bytes they have. */
export async function storedSince(
  session: Session,
  person: string,
  at: number,
): Promise<{ count: number; bytes: number }> {
  const [row] = await session
    .select({ count: count(), bytes: sum(attachment.size) })
    .from(attachment)
    .where(and(eq(attachment.person, person), gt(attachment.at, at)));
  return { count: row?.count ?? 0, bytes: Number(row?.bytes ?? 0) };
}

export async function readBytes(
  session: Session,
  id: string,
): Promise<AttachmentBytes | undefined> {
  const { full, preview } = attachmentBytes;
  const [row] = await session
    .select({ full, preview })
    .from(attachmentBytes)
    .where(eq(attachmentBytes.attachment, id));
  return row;
}

/** A use that is there already stays as it is. */
export async function insertUses(session: Session, uses: AttachmentUse[]): Promise<void> {
  for (const part of chunks(uses)) {
    await session.insert(attachmentUse).values(part).onConflictDoNothing();
  }
}

export async function listUses(session: Session, id: string): Promise<AttachmentUse[]> {
  return session.select().from(attachmentUse).where(eq(attachmentUse.attachment, id));
}

/** Which of these stand at this message or target. */
export async function listUsedAt(session: Session, at: string, ids: string[]): Promise<string[]> {
  const rows = await session
    .select({ id: attachmentUse.attachment })
    .from(attachmentUse)
    .where(and(eq(attachmentUse.at, at), inArray(attachmentUse.attachment, ids)));
  return rows.map(({ id }) => id);
}

/** What stood at a message stands nowhere once the message is taken back. */
export async function deleteUses(session: Session, at: string): Promise<void> {
  await session.delete(attachmentUse).where(eq(attachmentUse.at, at));
}

/** Removes what was stored before then and stands nowhere. */
export async function deleteUnusedBefore(session: Session, at: number): Promise<void> {
  const uses = session
    .select({ one: sql`1` })
    .from(attachmentUse)
    .where(eq(attachmentUse.attachment, attachment.id));
  const gone = await session
    .delete(attachment)
    .where(and(lt(attachment.at, at), notExists(uses)))
    .returning({ id: attachment.id });
  for (const part of chunks(gone.map(({ id }) => id))) {
    await session.delete(attachmentBytes).where(inArray(attachmentBytes.attachment, part));
  }
}

/** Messages about an item: of it, or said to its cards. */
function messagesAbout(session: Session, item: string) {
  const cards = session.select({ id: message.id }).from(message).where(eq(message.item, item));
  const about = or(eq(message.item, item), inArray(message.quote, cards));
  return and(isNull(message.recalledAt), ne(message.kind, "card"), about);
}

/** The places whose targets of an item carry something, and the channels where something was sent about it. */
export async function listPlacesOfUses(
  session: Session,
  item: string,
): Promise<{ nodes: string[]; channels: string[] }> {
  const { at } = attachmentUse;
  const nodes = await session
    .selectDistinct({ id: target.node })
    .from(target)
    .innerJoin(attachmentUse, eq(at, target.id))
    .where(eq(target.item, item));
  const channels = await session
    .selectDistinct({ id: message.channel })
    .from(message)
    .innerJoin(attachmentUse, eq(at, message.id))
    .where(messagesAbout(session, item));
  return { nodes: nodes.map(({ id }) => id), channels: channels.map(({ id }) => id) };
}

/** An attachment where it stands. */
export interface PlacedAttachment {
  use: AttachmentUse;
  row: AttachmentRow;
}

/**
 * What was sent along with an item, newest first: with what its places at `nodes` gave, and with
 * messages about it in `channels`. So many of those that follow one.
 */
export async function listAttachmentsOfItem(
  session: Session,
  item: string,
  { nodes, channels }: { nodes: string[]; channels: string[] },
  after: { id: string; at: string } | undefined,
  limit: number,
): Promise<PlacedAttachment[]> {
  const { id } = attachment;
  const { at } = attachmentUse;
  const targets = session
    .select({ id: target.id })
    .from(target)
    .where(and(eq(target.item, item), inArray(target.node, nodes)));
  const messages = session
    .select({ id: message.id })
    .from(message)
    .where(and(messagesAbout(session, item), inArray(message.channel, channels)));
  return session
    .select({ use: attachmentUse, row: attachment })
    .from(attachmentUse)
    .innerJoin(attachment, eq(id, attachmentUse.attachment))
    .where(
      and(
        or(inArray(at, targets), inArray(at, messages)),
        after && or(lt(id, after.id), and(eq(id, after.id), gt(at, after.at))),
      ),
    )
    .orderBy(desc(id), asc(at))
    .limit(limit);
}
