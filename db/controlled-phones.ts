import { and, asc, eq, getTableColumns, inArray } from "drizzle-orm";
import type { Session } from "./open.ts";
import { controlledPhone } from "./schema/chat.ts";

export type PhoneRow = typeof controlledPhone.$inferSelect;

export async function insertPhones(session: Session, rows: PhoneRow[]): Promise<void> {
  await session.insert(controlledPhone).values(rows);
}

/** Those kept with a message, or with a place of an item; without the numbers. */
export async function listPhones(
  session: Session,
  of: { message: string } | { item: string; node: string },
): Promise<Omit<PhoneRow, "number">[]> {
  const { number: _, ...columns } = getTableColumns(controlledPhone);
  const at =
    "message" in of
      ? eq(controlledPhone.message, of.message)
      : and(eq(controlledPhone.item, of.item), eq(controlledPhone.node, of.node));
  return session.select(columns).from(controlledPhone).where(at).orderBy(asc(controlledPhone.id));
}

/** A message that is taken back takes its numbers with it. */
export async function deletePhonesOf(session: Session, message: string): Promise<void> {
  await session.delete(controlledPhone).where(eq(controlledPhone.message, message));
}

/** The only query that reads numbers. */
export async function listNumbers(session: Session, ids: string[]): Promise<PhoneRow[]> {
  if (ids.length === 0) return [];
  return session.select().from(controlledPhone).where(inArray(controlledPhone.id, ids));
}
