import {
  and,
  asc,
  desc,
  eq,
  exists,
  gt,
  gte,
  inArray,
  lte,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Vantages } from "#domain/rights/vantages";
import { chunks, insertMany } from "./bulk.ts";
import type { ItemRow } from "./items.ts";
import type { Session } from "./open.ts";
import { arg, literal, prepared } from "./prepared.ts";
import { item, itemSight } from "./schema/items.ts";
import { target } from "./schema/relay.ts";

export type SightRow = typeof itemSight.$inferInsert;

/** Where a new item is in sight from. */
export async function insertSight(session: Session, rows: SightRow[]): Promise<void> {
  await insertMany(session, itemSight, rows);
}

/** Of an item whose kind narrows its sight: it is in sight from nowhere until it is shown anew. */
export async function removeSight(session: Session, id: string): Promise<void> {
  await session.delete(itemSight).where(eq(itemSight.item, id));
}

/** Where a narrowed item lies, as a vantage from which nobody looks. */
export function lyingKey(node: string): string {
  return `lies:${node}`;
}

/** What is narrowed and lies at a place or below. */
export async function listNarrowAt(session: Session, node: string): Promise<ItemRow[]> {
  const rows = await session
    .select({ item })
    .from(itemSight)
    .innerJoin(item, eq(item.id, itemSight.item))
    .where(eq(itemSight.vantage, lyingKey(node)));
  return rows.map((row) => row.item);
}

/** An item that asks nobody is in sight where its card stands; of these cards those of such items. */
export async function showCards(
  session: Session,
  cards: readonly { item: string; channel: string }[],
): Promise<void> {
  if (cards.length === 0) return;
  const ids = [...new Set(cards.map((card) => card.item))];
  const asking = session.select({ one: sql`1` }).from(target).where(eq(target.item, item.id));
  const silent = await session
    .select({ id: item.id, at: item.at, phase: item.phase })
    .from(item)
    .where(and(inArray(item.id, ids), notExists(asking)));
  for (const { id, at, phase } of silent) {
    const channels = new Set(cards.filter((card) => card.item === id).map((c) => c.channel));
    const rows = [...channels].map((vantage) => ({
      ...{ item: id, vantage, at },
      ...{ asked: false, open: phase === "open" },
    }));
    for (const part of chunks(rows)) {
      await session.insert(itemSight).values(part).onConflictDoNothing();
    }
  }
}

/** Whether an item is in sight from one of these. */
export async function isInSight(
  session: Session,
  itemId: string,
  from: Vantages,
): Promise<boolean> {
  const [at, above] = [[...from.at, ...from.seats], [...from.above]];
  for (const part of chunks(at)) {
    if (await findsOne(session, itemId, part, false)) return true;
  }
  for (const part of chunks(above)) {
    if (await findsOne(session, itemId, part, true)) return true;
  }
  return false;
}

async function findsOne(session: Session, itemId: string, from: string[], asked: boolean) {
  const few = from.length <= FEW;
  const places = few ? from.map((_, n) => arg(`v${n}`)) : from;
  const build = (s: Session) =>
    s
      .select({ vantage: itemSight.vantage })
      .from(itemSight)
      .where(
        and(
          eq(itemSight.item, arg("item")),
          inArray(itemSight.vantage, places),
          asked ? eq(itemSight.asked, true) : undefined,
        ),
      )
      .limit(literal(1))
      .prepare();
  const name = `isInSight ${asked} ${from.length}`;
  const query = few ? prepared(session, name, build) : build(session);
  const rows = await query.execute({
    item: itemId,
    ...Object.fromEntries(few ? from.map((one, n) => [`v${n}`, one]) : []),
  });
  return rows.length > 0;
}

/** Which of the items in sight are meant. */
export interface SightFilter {
  kinds?: readonly string[];
  /** By the kind's own names. */
  state?: string;
  phase?: ItemRow["phase"];
  /** Touching this place or what is below it. */
  node?: string;
  /** Only what has come to nothing yet at this instant (未着落). */
  unlandedAt?: number;
  /** Only what nobody has done anything about since. */
  idleSince?: number;
  /** Also single rounds; else a series stands for all of its own. */
  rounds: boolean;
}

/** An item's place in a list, newest first. */
export interface SightMark {
  at: number;
  id: string;
}

/** Up to so many vantages are read side by side, each no further than the page goes. */
const FEW = 40;

/**
 * The newest items in sight from any of these, after a mark. From each vantage so many rows are read
 * as the page has, out of an index in the order of the list: what lies out of sight, and what
 * comes after the page, costs nothing.
 * @param few for tests: of more vantages of a sort all rows are read and sorted
 */
export async function listInSight(
  session: Session,
  from: Vantages,
  filter: SightFilter,
  { after, limit }: { after?: SightMark; limit: number },
  few = FEW,
): Promise<SightMark[]> {
  const { phase } = filter;
  const opens = phase === undefined ? [true, false] : [phase === "open"];
  const sorts = [
    { places: from.at, asked: [true, false] },
    { places: from.above, asked: [true] },
    { places: from.seats, asked: [false] },
  ];
  const page = { filter, isAfter: after !== undefined, limit };
  const isFew = (places: readonly string[]) => places.length <= few;
  const ways = sorts.flatMap(({ places, asked }, sort) =>
    opens.flatMap((open) => asked.map((one) => ({ places, sort, open, asked: one }))),
  );
  const build = (s: Session) =>
    s
      .selectDistinct({ id: sql<string>`seen.item`, at: sql<number>`seen.${AT}` })
      .from(
        sql`(${sql.join(
          ways.flatMap(({ places, sort, open, asked }) => {
            if (isFew(places)) {
              const here = (n: number) => eq(itemSight.vantage, arg(`v${sort}_${n}`));
              return places.map((_, n) => way(here(n), open, asked, page));
            }
            const among = inArray(itemSight.vantage, [...places]);
            return [way(among, open, asked, { ...page, isOnce: false })];
          }),
          sql` union all `,
        )}) as seen`,
      )
      .orderBy(sql`seen.${AT} desc`, sql`seen.item desc`)
      .limit(literal(limit))
      .prepare();
  const shape = sorts.map(({ places }) => places.length);
  const name = `inSight ${[...shape, ...opens, phase, filter.rounds, limit, page.isAfter]}`;
  const { kinds, state, node, unlandedAt, idleSince } = filter;
  const isPlain = !kinds && [state, node, unlandedAt, idleSince].every((x) => x === undefined);
  const isFixed = isPlain && sorts.every(({ places }) => isFew(places));
  const query = isFixed ? prepared(session, name, build) : build(session);
  const named = sorts.flatMap(({ places }, sort) =>
    isFew(places) ? places.map((place, n) => [`v${sort}_${n}`, place]) : [],
  );
  const mark = { at: after?.at, id: after?.id };
  const rows = await query.execute({ ...Object.fromEntries(named), ...mark });
  return rows.map(({ id, at }) => ({ id, at: Number(at) }));
}

const AT = sql.identifier("at");

/** What is seen one way, in the order of the list and no more than a page of it. */
function way(
  from: SQL,
  open: boolean,
  asked: boolean,
  {
    filter,
    isAfter,
    limit,
    isOnce = true,
  }: { filter: SightFilter; isAfter: boolean; limit: number; isOnce?: boolean },
): SQL {
  const { kinds, state, phase, node, rounds, unlandedAt, idleSince } = filter;
  const { at, item: id } = itemSight;
  const where: SQL[] = [from, eq(itemSight.open, open), eq(itemSight.asked, asked)];
  if (isAfter) where.push(sql`(${at}, ${id}) < (${arg("at")}, ${arg("id")})`);
  const wants: SQL[] = [];
  if (kinds) wants.push(inArray(item.kind, [...kinds]));
  if (state !== undefined) wants.push(eq(item.state, state));
  if (phase !== undefined && phase !== "open") wants.push(eq(item.phase, phase));
  if (unlandedAt !== undefined) wants.push(gt(item.unlandedUntil, unlandedAt));
  if (idleSince !== undefined) wants.push(lte(item.lastAct, idleSince));
  if (!rounds) wants.push(sql`${item.roundOf} is null`);
  if (wants.length > 0) {
    const fits = sql.join(wants, sql` and `);
    where.push(sql`exists (select 1 from ${item} where ${item.id} = ${id} and ${fits})`);
  }
  if (node !== undefined) where.push(touches(node));
  // Seen from several places it is one row of the page still.
  const each = isOnce ? sql`` : sql`distinct`;
  return sql`select * from (select ${each} ${id}, ${at} from ${itemSight} where ${and(...where)} order by ${at} desc, ${id} desc limit ${literal(limit)}) as way`;
}

/** It asks a place at or below this one, or was issued there. */
function touches(node: string): SQL {
  return sql`exists (select 1 from ${itemSight} as there where there.item = ${itemSight.item} and there.vantage in (${node}, ${lyingKey(node)}))`;
}

/** What is open and touches a place or one below it, newest first. */
export async function listOpenFrom(session: Session, place: string): Promise<ItemRow[]> {
  const query = prepared(session, "openFrom", (s) =>
    s
      .select({ item })
      .from(itemSight)
      .innerJoin(item, eq(item.id, itemSight.item))
      .where(and(eq(itemSight.vantage, arg("place")), eq(itemSight.open, true)))
      .orderBy(desc(itemSight.at), desc(itemSight.item))
      .prepare(),
  );
  return (await query.execute({ place })).map((row) => row.item);
}

/** What was issued since an instant and touches a place or one below it, newest first. */
export async function listSince(session: Session, place: string, at: number): Promise<ItemRow[]> {
  const rows = await session
    .select({ item })
    .from(itemSight)
    .innerJoin(item, eq(item.id, itemSight.item))
    .where(
      and(
        ...[eq(itemSight.vantage, place), inArray(itemSight.open, [true, false])],
        ...[inArray(itemSight.asked, [true, false]), gte(itemSight.at, at)],
      ),
    )
    .orderBy(desc(itemSight.at), desc(itemSight.item));
  return rows.map((row) => row.item);
}

/** What of these kinds is in sight and has come to nothing yet, oldest first; at a place or below it. */
export async function listUnlanded(
  session: Session,
  from: Vantages,
  { kinds, at, node }: { kinds: string[]; at: number; node?: string },
): Promise<ItemRow[]> {
  return session
    .select()
    .from(item)
    .where(
      and(
        gt(item.unlandedUntil, at),
        inArray(item.kind, kinds),
        exists(
          session
            .select({ one: sql`1` })
            .from(itemSight)
            .where(
              and(
                eq(itemSight.item, item.id),
                isFrom(from),
                node === undefined ? undefined : touches(node),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(item.at), asc(item.id));
}

/** It is seen from one of these. */
function isFrom({ at, above, seats }: Vantages): SQL | undefined {
  return or(
    inArray(itemSight.vantage, [...at, ...seats]),
    and(inArray(itemSight.vantage, [...above]), eq(itemSight.asked, true)),
  );
}

/**
 * Of a series, of what of it is in sight and fits: the newest round, or the series itself while there
 * is none. Null where the series does not fit: its rounds are listed with it alone.
 */
export async function standingRound(
  session: Session,
  series: string,
  from: Vantages,
  { kinds, state, phase, node }: SightFilter,
): Promise<string | null> {
  const fits = and(
    isFrom(from),
    kinds && inArray(item.kind, [...kinds]),
    state === undefined ? undefined : eq(item.state, state),
    phase && eq(item.phase, phase),
    node === undefined ? undefined : touches(node),
  );
  const newest = async (one: SQL) => {
    const rows = await session
      .select({ id: item.id })
      .from(item)
      .innerJoin(itemSight, eq(itemSight.item, item.id))
      .where(and(one, fits))
      .orderBy(sql`${item.round} desc`)
      .limit(1);
    return rows[0]?.id ?? null;
  };
  const itself = await newest(eq(item.id, series));
  return itself && ((await newest(eq(item.roundOf, series))) ?? itself);
}

/**
 * A place was moved: what is in sight from it is so from the places it lies in now, and no longer
 * from those it lay in before, unless by another place below them, by itself, or by its issuer.
 * @param lost nearest first, each with the places right below it now
 */
export async function moveSight(
  session: Session,
  place: string,
  { lost, gained }: { lost: { id: string; below: string[] }[]; gained: string[] },
): Promise<void> {
  const seen = await session.select().from(itemSight).where(eq(itemSight.vantage, place));
  for (const { id, below } of lost) {
    const there = alias(itemSight, "there");
    const other = session
      .select({ item: there.item })
      .from(there)
      .where(and(eq(there.item, itemSight.item), inArray(there.vantage, below)));
    const own = session
      .select({ id: item.id })
      .from(item)
      .where(and(eq(item.id, itemSight.item), or(eq(item.node, id), eq(item.about, id))));
    for (const part of chunks(seen.map((row) => row.item))) {
      await session
        .delete(itemSight)
        .where(
          and(
            ...[eq(itemSight.vantage, id), eq(itemSight.asked, false)],
            ...[inArray(itemSight.item, part), notExists(own)],
            ...(below.length > 0 ? [notExists(other)] : []),
          ),
        );
    }
  }
  const rows = gained.flatMap((vantage) => seen.map((row) => ({ ...row, vantage, asked: false })));
  for (const part of chunks(rows)) {
    await session.insert(itemSight).values(part).onConflictDoNothing();
  }
}
