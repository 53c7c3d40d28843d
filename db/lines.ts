import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { inChunks, insertMany } from "./bulk.ts";
import type { ItemRow } from "./items.ts";
import type { Session } from "./open.ts";
import { item, line } from "./schema/items.ts";

export type LineRow = typeof line.$inferSelect;

export async function insertLines(session: Session, rows: LineRow[]): Promise<void> {
  await insertMany(session, line, rows);
}

/** An item's lines by number; of one name, or a page of them. */
export async function listLines(
  session: Session,
  item: string,
  filter: { name?: string; after?: number; limit?: number } = {},
): Promise<LineRow[]> {
  const query = session
    .select()
    .from(line)
    .where(
      and(
        eq(line.item, item),
        ...(filter.name === undefined ? [] : [eq(line.name, filter.name)]),
        ...(filter.after === undefined ? [] : [gt(line.n, filter.after)]),
      ),
    )
    .orderBy(asc(line.n));
  return filter.limit === undefined ? query : query.limit(filter.limit);
}

export async function findLine(session: Session, id: string): Promise<LineRow | undefined> {
  const [row] = await session.select().from(line).where(eq(line.id, id));
  return row;
}

/** Lines of what is open that speak of any of these places, each with its item. */
export async function listOpenLinesAbout(
  session: Session,
  places: readonly string[],
): Promise<{ line: LineRow; item: ItemRow }[]> {
  return inChunks(places, (part) =>
    session
      .select({ line, item })
      .from(line)
      .innerJoin(item, eq(item.id, line.item))
      .where(and(inArray(line.about, part), eq(item.phase, "open")))
      .orderBy(asc(line.id)),
  );
}

/**
 * Writes a line that was read at `before.revision`.
 * @returns false when another command has changed it since; nothing is written then
 */
export async function updateLine(
  session: Session,
  before: Pick<LineRow, "id" | "revision">,
  change: Partial<LineRow>,
): Promise<boolean> {
  const written = await session
    .update(line)
    .set({ ...change, revision: sql`${line.revision} + 1` })
    .where(and(eq(line.id, before.id), eq(line.revision, before.revision)))
    .returning({ id: line.id });
  return written.length === 1;
}
