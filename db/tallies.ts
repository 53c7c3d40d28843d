import { and, asc, eq, sql } from "drizzle-orm";
import { COUNT_KEYS, type Counts } from "#contract/tally";
import type { Session } from "./open.ts";
import { tally, tallySum } from "./schema.ts";

export type TallyRow = typeof tally.$inferSelect;

/** Adds to one node's running counts; the row's version grows by one. */
export async function addCounts(
  session: Session,
  item: string,
  node: string,
  delta: Counts,
): Promise<void> {
  const set: Record<string, unknown> = { version: sql`${tally.version} + 1` };
  for (const key of COUNT_KEYS) if (delta[key]) set[key] = sql`${tally[key]} + ${delta[key]}`;
  await session
    .insert(tally)
    .values({ item, node, version: 1, ...delta })
    .onConflictDoUpdate({ target: [tally.item, tally.node], set });
}

/** Adds to one node's running sum of a field, in ten-thousandths. */
export async function addSum(
  session: Session,
  item: string,
  node: string,
  field: string,
  delta: number,
): Promise<void> {
  await session
    .insert(tallySum)
    .values({ item, node, field, n: delta })
    .onConflictDoUpdate({
      target: [tallySum.item, tallySum.node, tallySum.field],
      set: { n: sql`${tallySum.n} + ${delta}` },
    });
}

export async function findTally(
  session: Session,
  item: string,
  node: string,
): Promise<TallyRow | undefined> {
  const [row] = await session
    .select()
    .from(tally)
    .where(and(eq(tally.item, item), eq(tally.node, node)));
  return row;
}

/** Every node's tally of an item. */
export async function listTallies(session: Session, item: string): Promise<TallyRow[]> {
  return session.select().from(tally).where(eq(tally.item, item));
}

/** Field sums at a node, in ten-thousandths. */
export async function listSums(
  session: Session,
  item: string,
  node: string,
): Promise<Record<string, number>> {
  const rows = await session
    .select()
    .from(tallySum)
    .where(and(eq(tallySum.item, item), eq(tallySum.node, node)))
    .orderBy(asc(tallySum.field));
  return Object.fromEntries(rows.map((row) => [row.field, row.n]));
}
