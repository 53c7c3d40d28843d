import { and, eq, gte, isNotNull, lt } from "drizzle-orm";
import { insertMany } from "./bulk.ts";
import type { Session } from "./open.ts";
import { arg, args, prepared } from "./prepared.ts";
import { command } from "./schema/log.ts";

export type CommandRow = typeof command.$inferSelect;

export async function findCommand(
  session: Session,
  person: string,
  cid: string,
): Promise<CommandRow | undefined> {
  const query = prepared(session, "findCommand", (s) =>
    s
      .select()
      .from(command)
      .where(and(eq(command.person, arg("person")), eq(command.cid, arg("cid"))))
      .prepare(),
  );
  const [row] = await query.execute({ person, cid });
  return row;
}

/** Goes in first: on PostgreSQL the unique key makes a twin wait, then fail and replay. */
export async function insertCommand(
  session: Session,
  row: typeof command.$inferInsert,
): Promise<void> {
  await insertMany(session, command, [row]);
}

export async function storeAnswer(
  session: Session,
  person: string,
  cid: string,
  name: string,
  answer: Record<string, unknown>,
  undo: object | null,
): Promise<void> {
  const kept = { answer, name, ...(undo && { undo }) };
  const query = prepared(session, `storeAnswer ${Object.keys(kept)}`, (s) =>
    s
      .update(command)
      .set(args(kept))
      .where(and(eq(command.person, arg("person")), eq(command.cid, arg("cid"))))
      .prepare(),
  );
  await query.execute({ ...kept, person, cid });
}

/** A person's commands since an instant that changed more than talk, in no order. */
export async function listUndos(
  session: Session,
  person: string,
  since: number,
): Promise<CommandRow[]> {
  return session
    .select()
    .from(command)
    .where(and(eq(command.person, person), gte(command.at, since), isNotNull(command.undo)));
}

/** Answers are replayed for 30 days (SPEC §7); after that the row keeps only its hash. */
export async function forgetAnswersBefore(session: Session, at: number): Promise<void> {
  await session.update(command).set({ answer: null, undo: null }).where(lt(command.at, at));
}
