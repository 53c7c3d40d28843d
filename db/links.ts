import { and, desc, eq, inArray, or } from "drizzle-orm";
import type { LinkWord } from "#contract/links";
import { inChunks } from "./bulk.ts";
import type { ItemRow } from "./items.ts";
import type { Session } from "./open.ts";
import { item, link } from "./schema/items.ts";

export type LinkRow = typeof link.$inferSelect;

/** Said again, it is the same link. */
export async function insertLink(session: Session, row: LinkRow): Promise<void> {
  await session.insert(link).values(row).onConflictDoNothing();
}

/** Links of any of these items, in either direction. */
export async function listLinks(session: Session, items: readonly string[]): Promise<LinkRow[]> {
  return inChunks(items, (part) =>
    session
      .select()
      .from(link)
      .where(or(inArray(link.from, part), inArray(link.to, part))),
  );
}

/** Items that say this of one, newest first. */
export async function listLinkedTo(
  session: Session,
  to: string,
  word: LinkWord,
): Promise<ItemRow[]> {
  const rows = await session
    .select({ item })
    .from(link)
    .innerJoin(item, eq(item.id, link.from))
    .where(and(eq(link.to, to), eq(link.word, word)))
    .orderBy(desc(item.at), desc(item.id));
  return rows.map((row) => row.item);
}

/** Items of which one says this, the newest link first. */
export async function listLinkedFrom(
  session: Session,
  from: string,
  word: LinkWord,
): Promise<ItemRow[]> {
  const rows = await session
    .select({ item })
    .from(link)
    .innerJoin(item, eq(item.id, link.to))
    .where(and(eq(link.from, from), eq(link.word, word)))
    .orderBy(desc(link.at));
  return rows.map((row) => row.item);
}
