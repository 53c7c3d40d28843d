import type { EventRow, EventType } from "#contract/events";
import type { ReplyValues } from "#contract/forms";
import type { Counted } from "#contract/tally";
import { lastNumber } from "#db/counters";
import { lastSeqOf, listEventsAfter } from "#db/events";
import { findItem, type ItemRow, listItems } from "#db/items";
import { type LineRow, listLines } from "#db/lines";
import { findMessage } from "#db/messages";
import { findReply, type ReplyRow } from "#db/replies";
import { lastRound, listAnsweredRounds, listRoundsBefore } from "#db/rounds";
import { listOpenFrom, listSince } from "#db/sight";
import { listAnsweredAt, listOpenTargetsAt, listTargets, type TargetRow } from "#db/targets";
import { servingChannel } from "#domain/org/channels";
import { seriesOf } from "#domain/text/ids";
import { accessItem, viewerOf } from "../access.ts";
import type { Context } from "../context.ts";
import { isAnswered, kindOf } from "./change.ts";
import { countedValues } from "./facts.ts";
import { holdersOf, peopleOf } from "./holders.ts";
import { currentOf, currentOnly, isSeries } from "./series.ts";
import { tallyOf } from "./tally-view.ts";

export interface Held {
  item: ItemRow;
  row: TargetRow;
}

/** An item's targets in tree order: all, those at some places, or those of one town. */
export function targetsOf(
  ctx: Context,
  item: ItemRow,
  filter: { nodes?: string[]; gate?: string } = {},
): Promise<TargetRow[]> {
  return listTargets(ctx.session, item.id, filter);
}

/**
 * Delivered targets of open items that the person answers for, the most urgent first.
 * @param of only those of this item
 */
export async function heldBy(ctx: Context, person: string, of?: ItemRow | null): Promise<Held[]> {
  const nodes = [...new Set(ctx.org.assignmentsOf(person, ctx.now).map((a) => a.node))];
  const asked = of ? await askedOf(ctx, of, nodes) : await listOpenTargetsAt(ctx.session, nodes);
  const held = asked.filter(({ item, row }) =>
    holdersOf(ctx, item, row).some((holder) => holder.person.id === person),
  );
  return nextTimes(ctx, held);
}

async function askedOf(ctx: Context, item: ItemRow, nodes: string[]): Promise<Held[]> {
  // A series asks nobody itself, its rounds do.
  if (item.phase !== "open" || isSeries(item)) return [];
  const rows = await listTargets(ctx.session, item.id, { nodes });
  return rows
    .filter((row) => row.dispatchedAt !== null && row.excusedAt === null)
    .map((row) => ({ item, row }));
}

/**
 * Of a place that is asked at several times the earliest that has not answered, the last where all
 * have: what is said of it is about that one.
 */
export function nextTimes(ctx: Pick<Context, "registry">, held: Held[]): Held[] {
  const byPlace = Map.groupBy(held, ({ item, row }) =>
    item.terms.who === "time" ? `${item.id} ${row.node}` : row.id,
  );
  return [...byPlace.values()].map((several) => {
    const inOrder = several.toSorted((a, b) => Number(a.row.part) - Number(b.row.part));
    const waits = inOrder.find(({ item, row }) => !isAnswered(kindOf(ctx, item), row));
    return several.length === 1 ? several[0]! : (waits ?? inOrder.at(-1)!);
  });
}

/**
 * Of each series only its newest round: what is said without a number is never about an older one,
 * which a slip would fill with today's figures.
 */
export function newestRounds(held: Held[]): Held[] {
  const current = new Set(currentOnly(held.map(({ item }) => item)));
  return held.filter(({ item }) => current.has(item));
}

/** Whether a target's card stands in the channel that is being typed in. */
export function isShownHere(ctx: Context, { item, row }: Held): boolean {
  const { channel } = ctx;
  if (channel?.kind === "bot") return ctx.registry.kinds.get(item.kind)?.bot === channel.bot;
  return item.channel === channel?.id || servingChannel(row.node, ctx.org).id === channel?.id;
}

/** Whether the sender quotes what somebody said, or anything else that is no card. */
export async function quotesTalk(ctx: Context): Promise<boolean> {
  if (ctx.sent.quote === null) return false;
  return !(await findMessage(ctx.session, ctx.sent.quote))?.item;
}

/** The item of the card that the sender quotes, if any; of a series its current round. */
export async function quotedItem(ctx: Context): Promise<ItemRow | null> {
  if (ctx.sent.quote === null) return null;
  const message = await findMessage(ctx.session, ctx.sent.quote);
  if (message?.channel !== ctx.channel?.id || !message?.item) return null;
  const item = await findItem(ctx.session, message.item);
  return item ? currentOf(ctx.session, item) : null;
}

export async function itemById(ctx: Context, id: string): Promise<ItemRow | null> {
  return (await findItem(ctx.session, id)) ?? null;
}

/** The item when it is still open: what timers ask before they act. */
export async function openItem(ctx: Context, id: string): Promise<ItemRow | null> {
  const item = await itemById(ctx, id);
  return item?.phase === "open" ? item : null;
}

/** Whether a fact of this type was recorded of the item before this command, and nothing was taken back since. */
export async function hasHappened(ctx: Context, item: ItemRow, type: EventType): Promise<boolean> {
  const then = await lastSeqOf(ctx.session, item.id, type);
  return then > (await lastSeqOf(ctx.session, item.id, "target.restored"));
}

/** An item's facts of one type as they stand before this command, oldest first. */
export function pastFacts(ctx: Context, item: ItemRow, type: EventType): Promise<EventRow[]> {
  return listEventsAfter(ctx.session, item.id, type, 0);
}

/** The tally at a node, with what this command has changed. */
export function tallyHere(ctx: Context, item: ItemRow, node: string): Promise<Counted> {
  const { session, org, registry, book } = ctx;
  return tallyOf({ session, org, registry, book }, item, node);
}

/** An item's lines of one name, by number. */
export function linesOf(ctx: Context, item: ItemRow, name: string): Promise<LineRow[]> {
  return listLines(ctx.session, item.id, { name });
}

/** How many a kind with a running number has had: 专项累计320. */
export function runningTotal(ctx: Context, kind: string): Promise<number> {
  return lastNumber(ctx.session, `running:${kind}`);
}

/** The reply of a target that counts now. */
export async function currentReply(ctx: Context, row: TargetRow): Promise<ReplyRow | null> {
  return row.reply ? ((await findReply(ctx.session, row.reply)) ?? null) : null;
}

/**
 * A place's newest reply to an earlier item that held this field (预填 上次); in a series that of
 * the round before, where there is one.
 */
export async function lastValues(
  ctx: Context,
  node: string,
  item: string,
  field: string,
): Promise<ReplyValues | null> {
  const series = seriesOf(item);
  const before = Number(item.slice(series.length + 1));
  const rounds =
    series === item ? [] : await listAnsweredRounds(ctx.session, { series, before, node });
  const others = (await listAnsweredAt(ctx.session, node, 20)).filter(
    (r) => seriesOf(r.item) !== series,
  );
  const row = [...rounds, ...others].find((r) => r.values !== null && field in r.values);
  return (row?.values as ReplyValues | undefined) ?? null;
}

/** What a place answered to another item (预填 <编号>.字段). */
export async function valuesAt(
  ctx: Context,
  typed: string,
  node: string,
): Promise<ReplyValues | null> {
  // The issuer saw the item that is named; who fills the form may not, and starts from nothing.
  const named = await accessItem(viewerOf(ctx), typed).catch(() => null);
  if (!named) return null;
  const item = await currentOf(ctx.session, named);
  const [row] = await listTargets(ctx.session, item.id, { nodes: [node] });
  return row ? (countedValues(row) as ReplyValues | null) : null;
}

/** Who decides for a target in difficulty: the room, for a village's own task the village head. */
export function roomOf(ctx: Context, item: ItemRow, row: TargetRow): string[] {
  const { org, now } = ctx;
  const { room } = org.profile;
  const gate = row.gate;
  const own = gate !== null && item.node !== gate && org.tree.isWithin(item.node, gate);
  const at = own ? item.node : (gate ?? item.node);
  const holders = own ? org.responsibleAt(at, now) : org.holdersAt(at, now, [room.post]);
  return peopleOf(holders.length > 0 ? holders : org.responsibleAt(at, now)).map(
    (holder) => holder.person.id,
  );
}

/**
 * What was sent out since an instant and touches a place or one below it, newest first: items, and
 * rounds in the place of their series.
 */
export async function itemsSince(ctx: Context, place: string, at: number): Promise<ItemRow[]> {
  return (await listSince(ctx.session, place, at)).filter((item) => !isSeries(item));
}

/** What is open and touches one of these places or one below, newest first; a series once, as its current round. */
export async function openItems(ctx: Context, places: readonly string[]): Promise<ItemRow[]> {
  const open = new Map<string, ItemRow>();
  for (const place of places) {
    for (const item of await listOpenFrom(ctx.session, place)) open.set(item.id, item);
  }
  const newest = [...open.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  return currentOnly(newest);
}

/** What was issued in this channel and is still open, newest first; a series once. */
export async function openItemsHere(ctx: Context): Promise<ItemRow[]> {
  const channel = ctx.channel?.id;
  return channel ? currentOnly(await listItems(ctx.session, { channel, phase: "open" })) : [];
}

/** Whether a newer round of its series has begun. */
export async function isPassed(ctx: Context, { roundOf, round }: ItemRow): Promise<boolean> {
  return roundOf !== null && (await lastRound(ctx.session, roundOf)) > round!;
}

/** The rounds before one, the newest first. */
export function earlierRounds(ctx: Context, round: ItemRow, limit: number): Promise<ItemRow[]> {
  return listRoundsBefore(ctx.session, round.roundOf!, round.round!, limit);
}

/** An item's current round, where it is a series that has begun (SPEC §2, 频次). */
export function currentRound(ctx: Context, item: ItemRow): Promise<ItemRow> {
  return currentOf(ctx.session, item);
}
