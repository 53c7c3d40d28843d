import { eq, sql } from "drizzle-orm";
import { sumKeys } from "#domain/count/sums";
import { addToPages } from "./book.ts";
import { integer, table, text } from "./columns.ts";
import type { Session } from "./open.ts";
import { item } from "./schema/items.ts";

/** Where versions before the book kept the sums of an item, by their names. */
const former = table("tally_sum", {
  item: text("item").notNull(),
  node: text("node").notNull(),
  field: text("field").notNull(),
  n: integer("n").notNull(),
});

/**
 * Moves the sums of an older version to their positions in the book, which only the forms know; the
 * counts have moved by SQL. Runs once, in a transaction with the end of the former table.
 */
export async function carrySums(session: Session): Promise<void> {
  const summed = await session.selectDistinct({ id: former.item }).from(former);
  for (const { id } of summed) {
    const [of] = await session.select({ terms: item.terms }).from(item).where(eq(item.id, id));
    const { node, field } = former;
    const rows = await session
      .select({ node, field, units: sql<string>`cast(${former.n} as text)` })
      .from(former)
      .where(eq(former.item, id));
    const keys = sumKeys(of!.terms.fields);
    for (const [at, own] of Map.groupBy(rows, (row) => row.node)) {
      const units = new Map(own.map((row) => [row.field, BigInt(row.units)]));
      const sums = keys.map((key) => units.get(key) ?? 0n);
      await addToPages(session, [{ of: id, node: at, day: "", words: [], sums }]);
    }
  }
}
