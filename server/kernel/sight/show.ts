import type { Facet } from "#contract/facets";
import { findItem, type ItemRow } from "#db/items";
import { listLines } from "#db/lines";
import { listCards } from "#db/messages";
import { insertSight, lyingKey, removeSight, type SightRow, showCards as showAll } from "#db/sight";
import { listTargets } from "#db/targets";
import type { Tree } from "#domain/org/tree";
import { issuerKey, seenFrom } from "#domain/rights/vantages";
import { viewerOf } from "../access.ts";
import type { Context } from "../context.ts";
import { kindOf } from "../loop/change.ts";
import { isNarrow, mayBeNarrow, sightsOf } from "./define-sight.ts";
import { asSeen, commonFacets, masked, seesWithReason } from "./facets.ts";
import { seatsOf } from "./look-out.ts";

/** From where a new item is in sight: from the places of SPEC §6, or, of a narrowed one, by its kind. */
export async function show(ctx: Context, item: ItemRow, asked: string[]): Promise<void> {
  await insertSight(ctx.session, await rowsOf(ctx, item, asked, ctx.org.tree));
}

/** The same anew: its state, or who does its lines, or where its place lies, is another. */
export async function showAnew(ctx: Context, item: ItemRow, tree = ctx.org.tree): Promise<void> {
  const kind = kindOf(ctx, item);
  if (!mayBeNarrow(kind)) return;
  const asked = [...new Set((await listTargets(ctx.session, item.id)).map(({ node }) => node))];
  await removeSight(ctx.session, item.id);
  await insertSight(ctx.session, await rowsOf(ctx, item, asked, tree));
  if (!isNarrow(kind, item)) await showAll(ctx.session, await cardsOf(ctx, item.id));
}

/** Whether whoever sends the command sees a side of an item when they say why. */
export function opensForReason(ctx: Context, item: ItemRow, facet: Facet): Promise<boolean> {
  return seesWithReason(viewerOf(ctx), item, facet);
}

/**
 * Items as an answer may speak of them: as whoever asks sees them, and what the clock says as the
 * common sight does.
 */
export async function asTold(ctx: Context, items: ItemRow[]): Promise<ItemRow[]> {
  if (ctx.person) return asSeen(viewerOf(ctx), items);
  return items.map((item) => masked(ctx, item, commonFacets(kindOf(ctx, item), item)));
}

/** An item that asks nobody is in sight where its cards stand, but for one that its kind narrows. */
export async function showCards(
  ctx: Context,
  cards: readonly { item: string; channel: string }[],
): Promise<void> {
  const { seers, kinds } = ctx.registry;
  if (seers.length === 0) return showAll(ctx.session, cards);
  const narrow = new Set<string>();
  for (const id of new Set(cards.map(({ item }) => item))) {
    const item = await findItem(ctx.session, id);
    const kind = item && kinds.get(item.kind);
    if (kind && isNarrow(kind, item)) narrow.add(id);
  }
  return showAll(
    ctx.session,
    cards.filter(({ item }) => !narrow.has(item)),
  );
}

async function cardsOf({ session }: Context, item: string) {
  return (await listCards(session, item)).map(({ channel }) => ({ item, channel }));
}

async function rowsOf(
  ctx: Context,
  item: ItemRow,
  asked: string[],
  tree: Tree,
): Promise<SightRow[]> {
  const { id, at, phase } = item;
  const from = await vantages(ctx, item, asked, tree);
  from.set(issuerKey(item.person), false);
  return [...from].map(([vantage, isAsked]) => ({
    ...{ item: id, at, open: phase === "open" },
    ...{ vantage, asked: isAsked },
  }));
}

async function vantages(
  ctx: Context,
  item: ItemRow,
  asked: string[],
  tree: Tree,
): Promise<Map<string, boolean>> {
  const kind = kindOf(ctx, item);
  const places = seenFrom(item.node, item.about === null ? asked : [...asked, item.about], tree);
  if (!isNarrow(kind, item)) return places;
  const seers = sightsOf(kind, item).flatMap(({ who, reason }) =>
    who === "common" || reason ? [] : [who],
  );
  const lines = seers.includes("doer") ? await listLines(ctx.session, item.id) : [];
  const { profile } = ctx.org;
  // Where it lies is kept too, so that those who see it find it by place.
  return new Map(
    [
      ...[...places.keys()].map(lyingKey),
      ...seers.flatMap((seer) => seatsOf(seer, { item, asked }, { tree, profile }, lines)),
    ].map((key) => [key, false]),
  );
}
