import { Refusal } from "#contract/errors";
import { type ItemRow, updateItem } from "#db/items";
import { listCards } from "#db/messages";
import { listOpenRounds } from "#db/rounds";
import { listTargets } from "#db/targets";
import { unlandedUntil } from "../ageing.ts";
import type { Context } from "../context.ts";
import { linkedTo } from "../links.ts";
import { showAnew } from "../sight/show.ts";
import { cardText } from "./cards.ts";
import { changeTarget, kindOf, retire } from "./change.ts";
import { COPY } from "./copies.ts";
import { editCards } from "./edit-cards.ts";
import { bookItem } from "./item-book.ts";
import { isSeries } from "./series.ts";

/**
 * Ends an item (`/结案`): what has not been answered stays as it is, nothing more is asked. With a
 * series its open rounds end, and none follows; with a round that one alone.
 * @returns the places of which a version was still waiting to be settled: the older one stands
 */
export async function close(ctx: Context, item: ItemRow, reason: string): Promise<string[]> {
  const unsettled = await end(ctx, item, "close", reason);
  ctx.record("item.closed", { item: item.id, node: item.node, data: { reason } });
  if (!isSeries(item)) return unsettled;
  for (const round of await listOpenRounds(ctx.session, item.id)) {
    unsettled.push(...(await close(ctx, round, reason)));
  }
  return unsettled;
}

/** Takes an order back (`/撤令`): struck through everywhere, linked tasks closed, number kept. */
export async function revoke(ctx: Context, item: ItemRow, reason: string): Promise<ItemRow[]> {
  await end(ctx, item, "revoke", reason);
  ctx.record("item.revoked", { item: item.id, node: item.node, data: { reason } });
  const linked = (await linkedTo(ctx, item, "依据")).filter(({ phase }) => phase === "open");
  for (const task of linked) await close(ctx, task, `${item.label}已撤销`);
  return linked;
}

/** @throws Refusal `conflict` when the item has ended. */
export function mustBeOpen(ctx: Context, item: ItemRow): void {
  if (item.phase === "open") return;
  throw new Refusal("conflict", `${item.label} ${stateOf(ctx, item).zh}，不再接收`);
}

/** The state of an item as its kind calls it. */
export function stateOf(ctx: Pick<Context, "registry">, item: Pick<ItemRow, "kind" | "state">) {
  return kindOf(ctx, item).states[item.state]!;
}

/** The only way an item's state changes. @returns the item as it is then */
export async function enterState(
  ctx: Context,
  item: ItemRow,
  state: string,
  { endReason = null, spec = item.spec }: { endReason?: string | null; spec?: unknown } = {},
): Promise<ItemRow> {
  const kind = kindOf(ctx, item);
  const { phase } = kind.states[state]!;
  const entered = { state, phase, endedAt: phase === "ended" ? ctx.now : null, endReason, spec };
  const change = { ...entered, unlandedUntil: unlandedUntil(kind, { ...item, ...entered }) };
  await updateItem(ctx.session, item.id, change);
  const now = { ...item, ...change };
  bookItem(ctx, item, now);
  await showAnew(ctx, now);
  ctx.effects.items.push(now);
  return now;
}

/** Every card of an item says what has become of it. */
export async function markCards(
  ctx: Context,
  item: ItemRow,
  word: string,
  reason: string | null,
): Promise<void> {
  const why = reason === null ? "" : `\n原因：${reason}`;
  const text = (mark: string) => `【${word}】${mark}${cardText(ctx, item)}${why}`;
  const cards = await listCards(ctx.session, item.id);
  const copies = cards.filter((card) => card.text.startsWith(COPY));
  await editCards(ctx, copies, text(COPY));
  await editCards(
    ctx,
    cards.filter((card) => !copies.includes(card)),
    text(""),
  );
}

/** Takes an item along a transition of its kind to where nothing more is asked. */
async function end(
  ctx: Context,
  item: ItemRow,
  transition: "close" | "revoke",
  reason: string,
): Promise<string[]> {
  const { transitions, states } = kindOf(ctx, item);
  const { from, to: state } = transitions[transition]!;
  if (!from.includes(item.state)) mustBeOpen(ctx, item);
  const word = states[state]!.zh;
  await enterState(ctx, item, state, { endReason: reason });
  await markCards(ctx, item, word, reason);
  const waiting = (await listTargets(ctx.session, item.id)).filter((row) => row.pending !== null);
  for (const row of waiting) {
    await retire(ctx, item, row, word.slice(1));
    await changeTarget(ctx, item, row, { pending: null });
  }
  return waiting.map(({ node }) => node);
}
