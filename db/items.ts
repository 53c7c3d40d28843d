import { and, desc, eq, gt, gte, inArray, isNull, or, type SQL } from "drizzle-orm";
import { chunks } from "./bulk.ts";
import type { Session } from "./open.ts";
import { arg, prepared } from "./prepared.ts";
import { item, itemSight } from "./schema/items.ts";

export type ItemRow = typeof item.$inferSelect;

/**
 * Leaves out series of rounds (round 0): their targets are the frozen list that each round starts
 * from (SPEC §1.20), and nobody answers them.
 */
export function isAsked(): SQL {
  return or(isNull(item.round), gt(item.round, 0))!;
}

export async function insertItem(session: Session, row: typeof item.$inferInsert): Promise<void> {
  await session.insert(item).values(row);
}

export async function findItem(session: Session, id: string): Promise<ItemRow | undefined> {
  const query = prepared(session, "findItem", (s) =>
    s
      .select()
      .from(item)
      .where(eq(item.id, arg("id")))
      .prepare(),
  );
  const [row] = await query.execute({ id });
  return row;
}

/**
 * Items that a short id may mean, newest year first: `T0127-01`, or `0127-01` of any letter. Rounds
 * share the number of their series and are meant only where the round is named (`T0127-01#3`).
 */
export async function findItemsByShortId(
  session: Session,
  ref: { letter?: string; year?: number; monthDay: string; n: number; round?: number },
): Promise<ItemRow[]> {
  const named = (["round", "letter", "year"] as const).filter((key) => ref[key] !== undefined);
  const query = prepared(session, `itemsByShortId ${named}`, (s) =>
    s
      .select()
      .from(item)
      .where(
        and(
          ...[eq(item.monthDay, arg("monthDay")), eq(item.n, arg("n"))],
          ...named.map((key) => eq(item[key], arg(key))),
          ...(named.includes("round") ? [] : [isNull(item.roundOf)]),
        ),
      )
      .prepare(),
  );
  // There are few, and having SQLite sort them costs four times the reading.
  const found = await query.execute(ref);
  return found.sort((a, b) => b.year - a.year || b.at - a.at);
}

/** Items of these kinds with this running number of the county (第320条), newest first. */
export async function findItemsByRunning(
  session: Session,
  ref: { kinds: string[]; n: number },
): Promise<ItemRow[]> {
  return session
    .select()
    .from(item)
    .where(and(inArray(item.kind, ref.kinds), eq(item.running, ref.n), isNull(item.roundOf)))
    .orderBy(desc(item.at));
}

/** Items with this number in a series, newest year first; `body` narrows to one issuing body. */
export async function findItemsBySeries(
  session: Session,
  ref: { kinds: string[]; n: number; year?: number; body?: string },
): Promise<ItemRow[]> {
  const where: SQL[] = [inArray(item.kind, ref.kinds), eq(item.seriesNo, ref.n)];
  if (ref.year) where.push(eq(item.seriesYear, ref.year));
  if (ref.body) where.push(eq(item.seriesBody, ref.body));
  return session
    .select()
    .from(item)
    .where(and(...where))
    .orderBy(desc(item.seriesYear), desc(item.at));
}

/** Newest first. */
export async function listItems(
  session: Session,
  filter: {
    kinds?: string[];
    state?: string;
    phase?: ItemRow["phase"];
    ids?: string[];
    channel?: string;
    about?: string;
    since?: number;
  },
): Promise<ItemRow[]> {
  const where: SQL[] = [];
  if (filter.kinds) where.push(inArray(item.kind, filter.kinds));
  if (filter.state) where.push(eq(item.state, filter.state));
  if (filter.phase) where.push(eq(item.phase, filter.phase));
  if (filter.about) where.push(eq(item.about, filter.about));
  if (filter.since !== undefined) where.push(gte(item.at, filter.since));
  if (filter.channel) where.push(eq(item.channel, filter.channel));
  if (filter.ids) where.push(inArray(item.id, filter.ids));
  return session
    .select()
    .from(item)
    .where(and(...where))
    .orderBy(desc(item.at), desc(item.id));
}

/** Something was done about these, as far as they are of such kinds. */
export async function touchItems(
  session: Session,
  ids: readonly string[],
  { kinds, at }: { kinds: string[]; at: number },
): Promise<void> {
  for (const part of chunks(ids)) {
    await session
      .update(item)
      .set({ lastAct: at })
      .where(and(inArray(item.id, part), inArray(item.kind, kinds)));
  }
}

/** Holds an item against other commands until this one ends; on SQLite there is one at a time anyway. */
export async function lockItem(session: Session, id: string): Promise<void> {
  await session.update(item).set({ id }).where(eq(item.id, id));
}

export async function updateItem(
  session: Session,
  id: string,
  change: Partial<typeof item.$inferInsert>,
): Promise<void> {
  await session.update(item).set(change).where(eq(item.id, id));
  // What is no longer open comes after what is, wherever it is seen from.
  if (change.phase === undefined) return;
  const open = change.phase === "open";
  await session.update(itemSight).set({ open }).where(eq(itemSight.item, id));
}
