import { and, asc, eq, inArray, lte } from "drizzle-orm";
import { chunks } from "./bulk.ts";
import type { Session } from "./open.ts";
import { noteUpdate } from "./schema/notes.ts";
import { reply } from "./schema/relay.ts";

/** Under which post, and when, the replies that count were given, by reply id. */
export async function listReplySources(
  session: Session,
  replies: string[],
): Promise<Map<string, { at: number; post: string }>> {
  const found = new Map<string, { at: number; post: string }>();
  for (const part of chunks(replies)) {
    const rows = await session
      .select({ id: reply.id, at: reply.at, post: reply.post })
      .from(reply)
      .where(inArray(reply.id, part));
    for (const { id, at, post } of rows) found.set(id, { at, post });
  }
  return found;
}

export type NoteUpdateRow = typeof noteUpdate.$inferSelect;

/** A document of notes as its updates, oldest first. */
export async function listNoteUpdates(
  session: Session,
  document: string,
): Promise<NoteUpdateRow[]> {
  return session
    .select()
    .from(noteUpdate)
    .where(eq(noteUpdate.document, document))
    .orderBy(asc(noteUpdate.id));
}

/** @returns the row's number */
export async function insertNoteUpdate(
  session: Session,
  row: Omit<NoteUpdateRow, "id">,
): Promise<number> {
  const [written] = await session.insert(noteUpdate).values(row).returning({ id: noteUpdate.id });
  return written!.id;
}

/** Forgets what a newer, merged update has taken in. */
export async function deleteNoteUpdates(
  session: Session,
  document: string,
  upTo: number,
): Promise<void> {
  await session
    .delete(noteUpdate)
    .where(and(eq(noteUpdate.document, document), lte(noteUpdate.id, upTo)));
}
