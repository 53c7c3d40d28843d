import type { ItemRow } from "#db/items";
import { dayAt, isoDay, startOfDay } from "#domain/time/zone";
import type { Context } from "../context.ts";
import { countsOn, wordsOn } from "../count.ts";
import type { ItemOf, Kind } from "../define-kind.ts";
import { kindOf } from "./change.ts";

/**
 * Books what an item adds to the counts of its kind, by the day it was opened and of all days, along
 * the lineage of the place it is about as that day began.
 */
export function bookItem(ctx: Context, before: ItemRow | null, after: ItemRow): void {
  const kind = kindOf(ctx, after);
  if (!kind.counts) return;
  const then = startOfDay(after.at);
  const nodes = ctx.org.lineageAt(after.about ?? after.node, then).map(({ id }) => id);
  const change = { before: before as ItemOf<unknown> | null, after: after as ItemOf<unknown> };
  const of = itemsPage(kind);
  const day = isoDay(dayAt(after.at));
  ctx.book.count({ of, day }, nodes, countsOn(kind.counts, "day"), change);
  ctx.book.count({ of, day: "" }, nodes, countsOn(kind.counts, "ever"), change);
}

/** What a kind's items come to at a place: those opened today, and those of all days. */
export async function wordsOfKind(
  { book, now }: Pick<Context, "book" | "now">,
  kind: Kind,
  node: string,
): Promise<{ day: Record<string, number>; ever: Record<string, number> }> {
  const counts = kind.counts ?? [];
  const of = itemsPage(kind);
  const today = await book.read({ of, node, day: isoDay(dayAt(now)) });
  const all = await book.read({ of, node, day: "" });
  return {
    day: wordsOn(countsOn(counts, "day"), today),
    ever: wordsOn(countsOn(counts, "ever"), all),
  };
}

/** All items of a kind together. */
export function itemsPage({ key }: Pick<Kind, "key">): string {
  return `kind:${key}`;
}
