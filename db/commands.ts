import { and, eq, lt } from "drizzle-orm";
import type { Session } from "./open.ts";
import { command } from "./schema.ts";

export type CommandRow = typeof command.$inferSelect;

export async function findCommand(
  session: Session,
  person: string,
  cid: string,
): Promise<CommandRow | undefined> {
  const [row] = await session
    .select()
    .from(command)
    .where(and(eq(command.person, person), eq(command.cid, cid)));
  return row;
}

/** Goes in first: on PostgreSQL the unique key makes a twin wait, then fail and replay. */
export async function insertCommand(
  session: Session,
  row: typeof command.$inferInsert,
): Promise<void> {
  await session.insert(command).values(row);
}

export async function storeAnswer(
  session: Session,
  person: string,
  cid: string,
  name: string,
  answer: Record<string, unknown>,
): Promise<void> {
  await session
    .update(command)
    .set({ answer, name })
    .where(and(eq(command.person, person), eq(command.cid, cid)));
}

/** Answers are replayed for 30 days (SPEC §7); after that the row keeps only its hash. */
export async function forgetAnswersBefore(session: Session, at: number): Promise<void> {
  await session.update(command).set({ answer: null }).where(lt(command.at, at));
}
