import { and, asc, desc, eq, inArray, isNotNull, lt, max } from "drizzle-orm";
import { chunks } from "./bulk.ts";
import type { ItemRow } from "./items.ts";
import type { Session } from "./open.ts";
import { arg, literal, prepared } from "./prepared.ts";
import { item } from "./schema/items.ts";
import { target } from "./schema/relay.ts";
import type { TargetRow } from "./targets.ts";

/** As much of a round as a list of them shows. */
export type RoundRow = Pick<ItemRow, "id" | "label" | "at" | "dueAt" | "state" | "phase"> & {
  roundOf: string;
  round: number;
};

/** The round that a series' number means: the newest that is open, else the newest there was. */
export async function findCurrentRound(
  session: Session,
  series: string,
): Promise<ItemRow | undefined> {
  const query = prepared(session, "roundsNewestFirst", (s) =>
    s
      .select()
      .from(item)
      .where(eq(item.roundOf, arg("series")))
      .orderBy(desc(item.round))
      .limit(literal(1))
      .prepare(),
  );
  const [newest] = await query.execute({ series });
  if (!newest || newest.phase === "open") return newest;
  const [open] = await session
    .select()
    .from(item)
    .where(and(eq(item.roundOf, series), eq(item.phase, "open")))
    .orderBy(desc(item.round))
    .limit(1);
  return open ?? newest;
}

/** Number of the newest round; 0 before the first. */
export async function lastRound(session: Session, series: string): Promise<number> {
  const [row] = await session
    .select({ round: item.round })
    .from(item)
    .where(eq(item.roundOf, series))
    .orderBy(desc(item.round))
    .limit(1);
  return row?.round ?? 0;
}

/** The rounds before one, the newest first. */
export async function listRoundsBefore(
  session: Session,
  series: string,
  before: number,
  limit: number,
): Promise<ItemRow[]> {
  return session
    .select()
    .from(item)
    .where(and(eq(item.roundOf, series), lt(item.round, before)))
    .orderBy(desc(item.round))
    .limit(limit);
}

/** Open rounds of a series, oldest first. */
export async function listOpenRounds(session: Session, series: string): Promise<ItemRow[]> {
  return session
    .select()
    .from(item)
    .where(and(eq(item.roundOf, series), eq(item.phase, "open")))
    .orderBy(asc(item.round));
}

/** Number of the newest open round of each series. */
export async function listNewestOpen(
  session: Session,
  series: string[],
): Promise<Map<string, number>> {
  const newest = new Map<string, number>();
  for (const part of chunks([...new Set(series)])) {
    const rows = await session
      .select({ series: item.roundOf, n: max(item.round) })
      .from(item)
      .where(and(inArray(item.roundOf, part), eq(item.phase, "open")))
      .groupBy(item.roundOf);
    for (const { series, n } of rows) newest.set(series!, Number(n));
  }
  return newest;
}

/** The newest `limit` rounds of each series, oldest first. */
export async function listRounds(
  session: Session,
  series: readonly string[],
  limit: number,
): Promise<Map<string, RoundRow[]>> {
  const { id, label, roundOf, round, at, dueAt, state, phase } = item;
  const rounds = new Map<string, RoundRow[]>();
  for (const one of series) {
    const rows = await session
      .select({ id, label, roundOf, round, at, dueAt, state, phase })
      .from(item)
      .where(eq(roundOf, one))
      .orderBy(desc(round))
      .limit(limit);
    rounds.set(one, (rows as RoundRow[]).reverse());
  }
  return rounds;
}

/** What a place answered in the rounds of a series before one, the newest first. */
export async function listAnsweredRounds(
  session: Session,
  { series, before, node }: { series: string; before: number; node: string },
): Promise<TargetRow[]> {
  const rows = await session
    .select({ target })
    .from(target)
    .innerJoin(item, eq(item.id, target.item))
    .where(
      and(
        eq(item.roundOf, series),
        lt(item.round, before),
        eq(target.node, node),
        isNotNull(target.repliedAt),
      ),
    )
    .orderBy(desc(item.round))
    .limit(20);
  return rows.map((row) => row.target);
}
