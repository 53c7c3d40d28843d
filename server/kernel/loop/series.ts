import type { ItemRow } from "#db/items";
import type { Session } from "#db/open";
import { findCurrentRound } from "#db/rounds";

/**
 * 频次: the item that was issued is the series. It holds the frozen list of places and how often
 * they are asked; each round is an item of its own. The series is round 0.
 */
export function isSeries(item: ItemRow): boolean {
  return item.round === 0;
}

/**
 * What an item's number means where answers are concerned: of a series its current round, the
 * newest open one; the series itself while no round has begun.
 */
export async function currentOf(session: Session, item: ItemRow): Promise<ItemRow> {
  return isSeries(item) ? ((await findCurrentRound(session, item.id)) ?? item) : item;
}

/** Of each series among these items its newest round; the series itself only where it has none here. */
export function currentOnly(items: ItemRow[]): ItemRow[] {
  const newest = new Map<string, number>();
  for (const { roundOf, round } of items) {
    if (roundOf !== null) newest.set(roundOf, Math.max(round!, newest.get(roundOf) ?? 0));
  }
  return items.filter(
    ({ id, roundOf, round }) =>
      (roundOf === null && !newest.has(id)) || (roundOf !== null && newest.get(roundOf) === round),
  );
}
