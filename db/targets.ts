import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL } from "drizzle-orm";
import { chunks, insertMany } from "./bulk.ts";
import type { Session } from "./open.ts";
import { item, target } from "./schema.ts";

export type TargetRow = typeof target.$inferSelect;

export async function insertTargets(
  session: Session,
  rows: (typeof target.$inferInsert)[],
): Promise<void> {
  await insertMany(session, target, rows);
}

/** An item's targets in the order of the tree. */
export async function listTargets(
  session: Session,
  itemId: string,
  filter: { nodes?: string[]; gate?: string } = {},
): Promise<TargetRow[]> {
  const base: SQL[] = [eq(target.item, itemId)];
  if (filter.gate) base.push(eq(target.gate, filter.gate));
  if (!filter.nodes) {
    return session
      .select()
      .from(target)
      .where(and(...base))
      .orderBy(asc(target.position));
  }
  const rows: TargetRow[] = [];
  for (const part of chunks(filter.nodes)) {
    rows.push(
      ...(await session
        .select()
        .from(target)
        .where(and(...base, inArray(target.node, part)))),
    );
  }
  return rows.sort((a, b) => a.position - b.position);
}

/** Delivered targets of open items at these nodes: what may wait for the people who hold posts there. */
export async function listOpenTargetsAt(session: Session, nodes: string[]): Promise<TargetRow[]> {
  if (nodes.length === 0) return [];
  const rows = await session
    .select({ target })
    .from(target)
    .innerJoin(item, eq(item.id, target.item))
    .where(
      and(
        inArray(target.node, nodes),
        eq(item.state, "open"),
        isNotNull(target.dispatchedAt),
        isNull(target.excusedAt),
      ),
    )
    .orderBy(asc(target.dueAt), asc(target.item));
  return rows.map((row) => row.target);
}

/** The newest answered targets at a place, whatever the item. */
export async function listAnsweredAt(
  session: Session,
  node: string,
  limit: number,
): Promise<TargetRow[]> {
  return session
    .select()
    .from(target)
    .where(and(eq(target.node, node), isNotNull(target.repliedAt)))
    .orderBy(desc(target.repliedAt))
    .limit(limit);
}

/** Targets by id, in no order. */
export async function listTargetsById(session: Session, ids: string[]): Promise<TargetRow[]> {
  const rows: TargetRow[] = [];
  for (const part of chunks(ids)) {
    rows.push(...(await session.select().from(target).where(inArray(target.id, part))));
  }
  return rows;
}

/** Ids of the open items that have delivered targets at these nodes. */
export async function listOpenItemsAt(session: Session, nodes: string[]): Promise<string[]> {
  const ids = new Set<string>();
  for (const part of chunks(nodes)) {
    const rows = await session
      .selectDistinct({ id: target.item })
      .from(target)
      .innerJoin(item, eq(item.id, target.item))
      .where(
        and(inArray(target.node, part), eq(item.state, "open"), isNotNull(target.dispatchedAt)),
      );
    for (const row of rows) ids.add(row.id);
  }
  return [...ids].sort();
}

export async function updateTarget(
  session: Session,
  id: string,
  change: Partial<typeof target.$inferInsert>,
): Promise<void> {
  await session.update(target).set(change).where(eq(target.id, id));
}

/** The same change on many rows at once. */
export async function updateTargets(
  session: Session,
  ids: string[],
  change: Partial<typeof target.$inferInsert>,
): Promise<void> {
  for (const part of chunks(ids)) {
    await session.update(target).set(change).where(inArray(target.id, part));
  }
}
