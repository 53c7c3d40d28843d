import { and, asc, desc, eq, gt, inArray, isNull, like, or } from "drizzle-orm";
import type { EventRow, EventType } from "#contract/events";
import { insertMany } from "./bulk.ts";
import type { Session } from "./open.ts";
import { arg, literal, prepared } from "./prepared.ts";
import { event } from "./schema/log.ts";

export async function insertEvents(session: Session, rows: Omit<EventRow, "seq">[]): Promise<void> {
  await insertMany(session, event, rows);
}

/** Number of the item's newest fact of this type; 0 where there is none. */
export async function lastSeqOf(session: Session, item: string, type: EventType): Promise<number> {
  const query = prepared(session, "lastSeqOf", (s) =>
    s
      .select({ seq: event.seq })
      .from(event)
      .where(and(eq(event.item, arg("item")), eq(event.type, arg("type"))))
      .orderBy(desc(event.seq))
      .limit(literal(1))
      .prepare(),
  );
  return (await query.execute({ item, type }))[0]?.seq ?? 0;
}

/** Number of the newest fact of all. */
export async function lastSeq(session: Session): Promise<number> {
  const query = prepared(session, "lastSeq", (s) =>
    s.select({ seq: event.seq }).from(event).orderBy(desc(event.seq)).limit(literal(1)).prepare(),
  );
  return (await query.execute())[0]?.seq ?? 0;
}

/**
 * What happened to an item, oldest first; or so many facts of it after one.
 * @param filter.nodes of what happened at one place that of these alone, five hundred at most; what
 *   is of the whole item is always there
 */
export async function listEventsOf(
  session: Session,
  item: string,
  {
    after = 0,
    limit,
    nodes = null,
  }: { after?: number; limit?: number; nodes?: string[] | null } = {},
): Promise<EventRow[]> {
  const query = session
    .select()
    .from(event)
    .where(and(eq(event.item, item), gt(event.seq, after), nodes ? isAt(nodes) : undefined))
    .orderBy(asc(event.seq));
  return (await (limit === undefined ? query : query.limit(limit))) as EventRow[];
}

function isAt(nodes: string[]) {
  return or(isNull(event.node), like(event.type, "item.%"), inArray(event.node, nodes));
}

/** Who last took an item, or one of its lines, along a transition; null where nobody has. */
export async function lastAlong(
  session: Session,
  item: string,
  transition: string,
  line: number | null,
): Promise<string | null> {
  const type: EventType = line === null ? "item.moved" : "line.moved";
  const rows = await session
    .select()
    .from(event)
    .where(and(eq(event.item, item), eq(event.type, type)))
    .orderBy(desc(event.seq));
  const along = (rows as EventRow[]).find(
    ({ data }) =>
      data.transition === transition &&
      (line === null || (Array.isArray(data.numbers) && data.numbers.includes(line))),
  );
  return along?.person ?? null;
}

/** All facts of one type, newest first; for types that stay few, such as mode switches. */
export async function listEventsOfType(session: Session, type: EventType): Promise<EventRow[]> {
  const rows = await session
    .select()
    .from(event)
    .where(eq(event.type, type))
    .orderBy(desc(event.seq));
  return rows as EventRow[];
}

/** One type of an item's events after an instant, oldest first. */
export async function listEventsAfter(
  session: Session,
  item: string,
  type: EventType,
  after: number,
): Promise<EventRow[]> {
  const rows = await session
    .select()
    .from(event)
    .where(and(eq(event.item, item), eq(event.type, type), gt(event.at, after)))
    .orderBy(asc(event.seq));
  return rows as EventRow[];
}
