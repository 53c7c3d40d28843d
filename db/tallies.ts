import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { COUNT_KEYS, type Counts } from "#contract/tally";
import { chunks } from "./bulk.ts";
import type { Session } from "./open.ts";
import { arg, args, prepared } from "./prepared.ts";
import { tally, tallySum } from "./schema.ts";

export type TallyRow = typeof tally.$inferSelect;

/** Adds to one node's running counts; the row's version grows by one. */
export async function addCounts(
  session: Session,
  item: string,
  node: string,
  delta: Counts,
): Promise<void> {
  const row = { item, node, version: 1, ...delta };
  const query = prepared(session, "addCounts", (s) =>
    s
      .insert(tally)
      .values(args(row))
      .onConflictDoUpdate({
        target: [tally.item, tally.node],
        set: Object.fromEntries(
          [...COUNT_KEYS, "version" as const].map((key) => [
            key,
            sql`${tally[key]} + excluded.${sql.identifier(tally[key].name)}`,
          ]),
        ),
      })
      .prepare(),
  );
  await query.execute(row);
}

/** Adds to one node's running sum of a field, in ten-thousandths. */
export async function addSum(
  session: Session,
  item: string,
  node: string,
  field: string,
  delta: bigint,
): Promise<void> {
  // Sums of a county pass 2^53: bound as a whole 64-bit number, which the column's type leaves out.
  const row = { item, node, field, n: delta as unknown as number };
  const query = prepared(session, "addSum", (s) =>
    s
      .insert(tallySum)
      .values(args(row))
      .onConflictDoUpdate({
        target: [tallySum.item, tallySum.node, tallySum.field],
        set: { n: sql`${tallySum.n} + excluded.n` },
      })
      .prepare(),
  );
  await query.execute(row);
}

export async function findTally(
  session: Session,
  item: string,
  node: string,
): Promise<TallyRow | undefined> {
  const query = prepared(session, "findTally", (s) =>
    s
      .select()
      .from(tally)
      .where(and(eq(tally.item, arg("item")), eq(tally.node, arg("node"))))
      .prepare(),
  );
  const [row] = await query.execute({ item, node });
  return row;
}

/** An item's tallies at these nodes, where there are any. */
export async function listTalliesAt(
  session: Session,
  item: string,
  nodes: string[],
): Promise<TallyRow[]> {
  const rows: TallyRow[] = [];
  for (const part of chunks(nodes)) {
    const found = session
      .select()
      .from(tally)
      .where(and(eq(tally.item, item), inArray(tally.node, part)));
    rows.push(...(await found));
  }
  return rows;
}

/** Every node's tally of an item. */
export async function listTallies(session: Session, item: string): Promise<TallyRow[]> {
  return session.select().from(tally).where(eq(tally.item, item));
}

/** Field sums at a node, in ten-thousandths, read as text since they pass 2^53. */
export async function listSums(
  session: Session,
  item: string,
  node: string,
): Promise<Record<string, bigint>> {
  const query = prepared(session, "listSums", (s) =>
    s
      .select({ field: tallySum.field, units: sql<string>`cast(${tallySum.n} as text)` })
      .from(tallySum)
      .where(and(eq(tallySum.item, arg("item")), eq(tallySum.node, arg("node"))))
      .orderBy(asc(tallySum.field))
      .prepare(),
  );
  const rows = await query.execute({ item, node });
  return Object.fromEntries(rows.map(({ field, units }) => [field, BigInt(units)]));
}
