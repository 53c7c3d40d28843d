import { asc, eq } from "drizzle-orm";
import type { EventRow } from "#contract/events";
import { insertMany } from "./bulk.ts";
import type { Session } from "./open.ts";
import { event } from "./schema.ts";

export async function insertEvents(session: Session, rows: Omit<EventRow, "seq">[]): Promise<void> {
  await insertMany(session, event, rows);
}

/** What happened to an item, oldest first. */
export async function listEventsOf(session: Session, item: string): Promise<EventRow[]> {
  const rows = await session
    .select()
    .from(event)
    .where(eq(event.item, item))
    .orderBy(asc(event.seq));
  return rows as EventRow[];
}
