import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { chunks, inChunks, insertMany } from "./bulk.ts";
import { type ItemRow, isAsked } from "./items.ts";
import type { Session } from "./open.ts";
import { arg, args, prepared } from "./prepared.ts";
import { item, itemSight } from "./schema/items.ts";
import { target } from "./schema/relay.ts";

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
  if (filter.nodes.length <= FEW && !filter.gate) return listAt(session, itemId, filter.nodes);
  const rows = await inChunks(filter.nodes, (part) =>
    session
      .select()
      .from(target)
      .where(and(...base, inArray(target.node, part))),
  );
  return rows.sort((a, b) => a.position - b.position);
}

/** A page of an item's targets in the order of the tree: so many of those after one. */
export async function listTargetsAfter(
  session: Session,
  itemId: string,
  {
    after,
    limit,
    nodes,
  }: {
    after: Pick<TargetRow, "position" | "id"> | undefined;
    limit: number;
    /** Only these places, five hundred at most; null for all. */
    nodes: string[] | null;
  },
): Promise<TargetRow[]> {
  const { position, id } = target;
  return session
    .select()
    .from(target)
    .where(
      and(
        eq(target.item, itemId),
        nodes ? inArray(target.node, nodes) : undefined,
        after &&
          or(gt(position, after.position), and(eq(position, after.position), gt(id, after.id))),
      ),
    )
    .orderBy(asc(position), asc(id))
    .limit(limit);
}

/** Up to so many places are looked up one by one, with a prepared statement. */
const FEW = 8;

async function listAt(session: Session, itemId: string, nodes: string[]): Promise<TargetRow[]> {
  const query = prepared(session, "targetsAt", (s) =>
    s
      .select()
      .from(target)
      .where(and(eq(target.item, arg("item")), eq(target.node, arg("node"))))
      .prepare(),
  );
  const rows: TargetRow[] = [];
  for (const node of nodes) rows.push(...(await query.execute({ item: itemId, node })));
  return rows.sort((a, b) => a.position - b.position);
}

/** Places that have not given what an item asks for, in the order of the tree, each as often as it is asked. */
export async function listMissing(
  session: Session,
  itemId: string,
  answer: "ack" | "reply",
  nodes?: string[],
): Promise<string[]> {
  const missing =
    answer === "ack"
      ? isNull(target.ackedAt)
      : or(isNull(target.repliedAt), isNotNull(target.returnedAt));
  const read = (part?: string[]) =>
    session
      .select({ node: target.node, position: target.position })
      .from(target)
      .where(
        and(
          ...[eq(target.item, itemId), isNull(target.excusedAt), missing],
          part && inArray(target.node, part),
        ),
      );
  const rows = nodes ? await inChunks(nodes, read) : await read();
  return rows.sort((a, b) => a.position - b.position).map(({ node }) => node);
}

/** All that is asked of any of these places by what is open, each with its item. */
export async function listOpenTargetsWithin(
  session: Session,
  places: readonly string[],
): Promise<{ target: TargetRow; item: ItemRow }[]> {
  return inChunks(places, (part) =>
    session
      .select({ target, item })
      .from(target)
      .innerJoin(item, eq(item.id, target.item))
      .where(and(inArray(target.node, part), eq(item.phase, "open"))),
  );
}

/** Another town's room passes these down and sends them up. */
export async function moveTargets(
  session: Session,
  rows: readonly Pick<TargetRow, "id">[],
  gate: string | null,
): Promise<void> {
  for (const part of chunks(rows.map(({ id }) => id))) {
    await session
      .update(target)
      .set({ gate, revision: sql`${target.revision} + 1` })
      .where(inArray(target.id, part));
  }
}

/** Delivered targets of open items at these nodes: what may wait for the people who hold posts there. */
export async function listOpenTargetsAt(
  session: Session,
  nodes: string[],
): Promise<{ row: TargetRow; item: ItemRow }[]> {
  const query = prepared(session, "openTargetsAt", (s) =>
    s
      .select({ row: target, item })
      .from(itemSight)
      .innerJoin(item, eq(item.id, itemSight.item))
      .innerJoin(target, and(eq(target.item, itemSight.item), eq(target.node, itemSight.vantage)))
      .where(
        and(
          eq(itemSight.vantage, arg("node")),
          eq(itemSight.open, true),
          eq(itemSight.asked, true),
          isAsked(),
          isNotNull(target.dispatchedAt),
          isNull(target.excusedAt),
        ),
      )
      .prepare(),
  );
  const rows: { row: TargetRow; item: ItemRow }[] = [];
  for (const node of nodes) rows.push(...(await query.execute({ node })));
  const due = ({ row }: { row: TargetRow }) => row.dueAt ?? Number.MAX_SAFE_INTEGER;
  return rows.sort((a, b) => due(a) - due(b) || (a.item.id < b.item.id ? -1 : 1));
}

/** Targets of any of these items at any of these nodes, each item's in the order of the tree. */
export async function listTargetsAmong(
  session: Session,
  items: string[],
  nodes: string[],
): Promise<TargetRow[]> {
  const rows: TargetRow[] = [];
  for (const places of chunks(nodes)) {
    rows.push(...(await listOfItems(session, items, inArray(target.node, places))));
  }
  return rows.sort((a, b) => a.position - b.position);
}

/** What stands at one town's gate of these items, in the order of the tree. */
export async function listTargetsAtGate(
  session: Session,
  items: string[],
  gate: string,
): Promise<TargetRow[]> {
  return listOfItems(session, items, eq(target.gate, gate));
}

async function listOfItems(session: Session, items: string[], where: SQL): Promise<TargetRow[]> {
  const rows = await inChunks(items, (part) =>
    session
      .select()
      .from(target)
      .where(and(inArray(target.item, part), where)),
  );
  return rows.sort((a, b) => a.position - b.position);
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
  return inChunks(ids, (part) => session.select().from(target).where(inArray(target.id, part)));
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
        and(
          inArray(target.node, part),
          eq(item.phase, "open"),
          isAsked(),
          isNotNull(target.dispatchedAt),
        ),
      );
    for (const row of rows) ids.add(row.id);
  }
  return [...ids].sort();
}

/**
 * Writes a target that was read at `before.revision`.
 * @returns false when another command has changed it since; nothing is written then
 */
export async function updateTarget(
  session: Session,
  before: Pick<TargetRow, "id" | "revision">,
  change: Partial<typeof target.$inferInsert>,
): Promise<boolean> {
  const query = prepared(session, `updateTarget ${Object.keys(change)}`, (s) =>
    s
      .update(target)
      .set({ ...args(change), revision: sql`${target.revision} + 1` })
      .where(and(eq(target.id, arg("_id")), eq(target.revision, arg("_revision"))))
      .returning({ id: target.id })
      .prepare(),
  );
  const written = await query.execute({ ...change, _id: before.id, _revision: before.revision });
  return written.length === 1;
}

/** The same change on many rows at once; false when one of them has changed since it was read. */
export async function updateTargets(
  session: Session,
  before: Pick<TargetRow, "id" | "revision">[],
  change: Partial<typeof target.$inferInsert>,
): Promise<boolean> {
  const read = new Map(before.map((row) => [row.id, row.revision]));
  for (const part of chunks([...read.keys()])) {
    const written = await session
      .update(target)
      .set({ ...change, revision: sql`${target.revision} + 1` })
      .where(inArray(target.id, part))
      .returning({ id: target.id, revision: target.revision });
    if (written.some((row) => row.revision !== read.get(row.id)! + 1)) return false;
  }
  return true;
}
