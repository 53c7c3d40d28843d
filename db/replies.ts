import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { inChunks, insertMany } from "./bulk.ts";
import type { Session } from "./open.ts";
import { arg, args, prepared } from "./prepared.ts";
import { reply } from "./schema/relay.ts";

export type ReplyRow = typeof reply.$inferSelect;

export async function insertReply(session: Session, row: typeof reply.$inferInsert): Promise<void> {
  await insertMany(session, reply, [row]);
}

export async function setReplyState(
  session: Session,
  id: string,
  state: ReplyRow["state"],
  retiredBy: string | null,
): Promise<void> {
  const query = prepared(session, "setReplyState", (s) =>
    s
      .update(reply)
      .set(args({ state, retiredBy }))
      .where(eq(reply.id, arg("id")))
      .prepare(),
  );
  await query.execute({ id, state, retiredBy });
}

export async function findReply(session: Session, id: string): Promise<ReplyRow | undefined> {
  const query = prepared(session, "findReply", (s) =>
    s
      .select()
      .from(reply)
      .where(eq(reply.id, arg("id")))
      .prepare(),
  );
  const [row] = await query.execute({ id });
  return row;
}

/** Replies by id, in no order. */
export async function listRepliesById(session: Session, ids: string[]): Promise<ReplyRow[]> {
  return inChunks(ids, (part) => session.select().from(reply).where(inArray(reply.id, part)));
}

/** Replies of an item in these states, of each target the newest first. */
export async function listReplies(
  session: Session,
  item: string,
  states: ReplyRow["state"][],
): Promise<ReplyRow[]> {
  return session
    .select()
    .from(reply)
    .where(and(eq(reply.item, item), inArray(reply.state, states)))
    .orderBy(asc(reply.target), desc(reply.version));
}

/** Every version of the replies to these targets, of each the newest first: by number, never by clock. */
export async function listVersions(session: Session, targets: string[]): Promise<ReplyRow[]> {
  return session
    .select()
    .from(reply)
    .where(inArray(reply.target, targets))
    .orderBy(asc(reply.target), desc(reply.version));
}
