import { and, desc, eq, exists, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { ItemRow } from "./items.ts";
import type { Session } from "./open.ts";
import { item, page, target } from "./schema.ts";

/** As much of an item as a list of choices shows. */
export interface ItemLine {
  id: string;
  kind: string;
  label: string;
  year: number;
  title: string;
  state: string;
  phase: ItemRow["phase"];
  person: string;
  node: string;
  dueAt: number | null;
  /** Those of the places asked about that the item touches: at or below `at`, or right at `above`. */
  nodes: string[];
}

/**
 * The newest items that may concern someone who looks from `at`: issued by them or by one of
 * `issuers`, touching a place at or below `at`, or addressed to one of `above`. A coarse sieve; who
 * may see what is left is for rights to say.
 * @param filter.rounds also single rounds; else a series stands for all of its own
 * @param sight.issuers null where every issuer lies in sight
 */
export async function listNewestItems(
  session: Session,
  filter: { kinds?: string[]; openOnly: boolean; rounds?: boolean; limit: number },
  sight: { person: string; at: string[]; above: string[]; issuers: string[] | null },
): Promise<ItemLine[]> {
  const where: SQL[] = [];
  if (filter.kinds) where.push(inArray(item.kind, filter.kinds));
  if (filter.openOnly) where.push(eq(item.phase, "open"));
  if (!filter.rounds) where.push(isNull(item.roundOf));
  if (sight.issuers) where.push(concerns(session, { ...sight, issuers: sight.issuers }));
  const { id, kind, label, year, title, state, phase, person, node, dueAt } = item;
  const rows = await session
    .select({ id, kind, label, year, title, state, phase, person, node, dueAt })
    .from(item)
    .where(and(...where))
    .orderBy(desc(item.at), desc(item.id))
    .limit(filter.limit);
  const ids = rows.map((row) => row.id);
  const touched = [
    ...(await touchedAt(session, ids, sight.at)),
    ...(await addressedAt(session, ids, sight.above)),
  ];
  const byItem = Map.groupBy(touched, (row) => row.item);
  return rows.map((row) => ({ ...row, nodes: (byItem.get(row.id) ?? []).map((hit) => hit.node) }));
}

function concerns(
  session: Session,
  {
    person,
    at,
    above,
    issuers,
  }: { person: string; at: string[]; above: string[]; issuers: string[] },
): SQL {
  const one = { one: sql<number>`1` };
  const touching = session
    .select(one)
    .from(page)
    .where(and(eq(page.of, item.id), inArray(page.node, at)));
  const addressed = session
    .select(one)
    .from(target)
    .where(and(eq(target.item, item.id), inArray(target.node, above)));
  const ways = [
    eq(item.person, person),
    ...(issuers.length > 0 ? [inArray(item.node, issuers)] : []),
    ...(at.length > 0 ? [exists(touching)] : []),
    ...(above.length > 0 ? [exists(addressed)] : []),
  ];
  return or(...ways)!;
}

/** A page of the book exists for a node exactly when a target lies at or below it. */
async function touchedAt(session: Session, ids: string[], nodes: string[]) {
  if (ids.length === 0 || nodes.length === 0) return [];
  return session
    .selectDistinct({ item: page.of, node: page.node })
    .from(page)
    .where(and(inArray(page.of, ids), inArray(page.node, nodes)));
}

async function addressedAt(session: Session, ids: string[], nodes: string[]) {
  if (ids.length === 0 || nodes.length === 0) return [];
  return session
    .selectDistinct({ item: target.item, node: target.node })
    .from(target)
    .where(and(inArray(target.item, ids), inArray(target.node, nodes)));
}
