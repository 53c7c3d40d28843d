import { and, eq, lte, sql } from "drizzle-orm";
import { chunks } from "./bulk.ts";
import type { Session } from "./open.ts";
import { arg, prepared } from "./prepared.ts";
import { mention } from "./schema/chat.ts";

export type MentionRow = typeof mention.$inferSelect;

/** A message waits once for whom it calls, from the seq by which it called them last. */
export async function insertMentions(session: Session, rows: MentionRow[]): Promise<void> {
  for (const part of chunks(rows)) {
    await session
      .insert(mention)
      .values(part)
      .onConflictDoUpdate({
        target: [mention.person, mention.message],
        set: { seq: sql`excluded.seq` },
      });
  }
}

/** What calls a person and they have not read, the oldest first in each channel. */
export async function listMentions(session: Session, person: string): Promise<MentionRow[]> {
  return session
    .select()
    .from(mention)
    .where(eq(mention.person, person))
    .orderBy(mention.channel, mention.seq);
}

/** A person has read a channel up to a seq. */
export async function deleteReadMentions(
  session: Session,
  read: Omit<MentionRow, "message">,
): Promise<void> {
  const query = prepared(session, "deleteReadMentions", (s) =>
    s
      .delete(mention)
      .where(
        and(
          eq(mention.person, arg("person")),
          eq(mention.channel, arg("channel")),
          lte(mention.seq, arg("seq")),
        ),
      )
      .prepare(),
  );
  await query.execute(read);
}

/** Nobody is called by what was taken back. */
export async function deleteMentionsOf(session: Session, message: string): Promise<void> {
  await session.delete(mention).where(eq(mention.message, message));
}
