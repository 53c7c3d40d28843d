import { and, count, eq, gte, inArray, isNotNull, isNull } from "drizzle-orm";
import { chunks } from "./bulk.ts";
import { isAsked } from "./items.ts";
import type { Session } from "./open.ts";
import { item, itemSight } from "./schema/items.ts";
import { target } from "./schema/relay.ts";

/** Forms of open items that these places still have to fill: node → how many. */
export async function countOpenForms(
  session: Session,
  kinds: string[],
  nodes: string[],
): Promise<Map<string, number>> {
  const open = new Map<string, number>();
  for (const part of chunks(nodes)) {
    const rows = await session
      .select({ node: target.node, n: count() })
      .from(itemSight)
      // From what is open at these places on: SQLite keeps the order of cross joins, and would begin
      // with all the items of a kind.
      .crossJoin(target)
      .crossJoin(item)
      .where(
        and(
          ...[eq(target.item, itemSight.item), eq(target.node, itemSight.vantage)],
          eq(item.id, itemSight.item),
          ...[inArray(itemSight.vantage, part), eq(itemSight.open, true)],
          ...[eq(itemSight.asked, true), isAsked()],
          inArray(item.kind, kinds),
          isNotNull(target.dispatchedAt),
          isNull(target.repliedAt),
          isNull(target.excusedAt),
        ),
      )
      .groupBy(target.node);
    for (const { node, n } of rows) open.set(node, Number(n));
  }
  return open;
}

/** How many of these places answered which items since an instant. */
export async function countAnswersSince(
  session: Session,
  nodes: string[],
  since: number,
): Promise<Map<string, number>> {
  const answers = new Map<string, number>();
  for (const part of chunks(nodes)) {
    const rows = await session
      .select({ item: target.item, n: count() })
      .from(target)
      .where(and(inArray(target.node, part), gte(target.repliedAt, since)))
      .groupBy(target.item);
    for (const row of rows) answers.set(row.item, (answers.get(row.item) ?? 0) + Number(row.n));
  }
  return answers;
}
