import type { Context } from "#bots/kit/command";
import { asksReply } from "#bots/kit/kind";
import {
  currentReply,
  heldBy,
  holdersOf,
  type ItemRow,
  isAnswered,
  isShownHere,
  kindOf,
  mustBeOpen,
  newestRounds,
  type OnBehalf,
  quotedItem,
  type ReplyRow,
  type TargetRow,
  targetsOf,
} from "#bots/kit/loop";
import { mayAnswerFor } from "#bots/kit/proxy";
import { type Candidate, Refusal } from "#contract/errors";
import { namesInView } from "#domain/org/names-in-view";
import type { Node } from "#domain/org/org";
import { holdsCap } from "#domain/org/posts";
import { displayName } from "#domain/org/short-name";

/** The target a reply is for, and who answers in whose name. */
export interface Chosen {
  item: ItemRow;
  row: TargetRow;
  /** The reply that counts now, if there is one. */
  standing: ReplyRow | null;
  proxy: OnBehalf | null;
}

interface Asked {
  item: ItemRow | null;
  node: Node | null;
  onBehalf: Node | null;
  via: string | null;
  other: string | null;
}

/**
 * Finds what is being answered: by id, by the quoted card, or the only unanswered thing here
 * (SPEC §1.9); among several own places the channel's, else the speaker is asked.
 * @throws Refusal `conflict` when nothing waits, `ambiguous` with numbered candidates
 */
export async function chooseTarget(ctx: Context, asked: Asked): Promise<Chosen> {
  const of = asked.item ?? (await quotedItem(ctx));
  if (asked.onBehalf) return forAnother(ctx, of, asked, asked.onBehalf);
  const held = await heldReplies(ctx, of);
  const mine = of ? held : await unanswered(ctx, held);
  if (mine.length === 0) throw of ? await notMine(ctx, of) : nothing(ctx, held);
  const items = [...Map.groupBy(mine, ({ item }) => item.id).values()].map(
    ([first]) => first!.item,
  );
  if (items.length > 1) throw whichItem(ctx, items);
  const rows = mine.map(({ row }) => row);
  const named = asked.node ? rows.filter((row) => row.node === asked.node!.id) : rows;
  if (asked.node && named.length === 0) throw notHeld(ctx, items[0]!, asked.node, rows);
  const here = named.length > 1 ? named.filter((row) => row.node === ctx.channel?.node) : named;
  const [row] = here;
  if (!row) throw whichPlace(ctx, named);
  const holder = holdersOf(ctx, items[0]!, row).find((h) => h.person.id === ctx.actor.id);
  ctx.acting = holder?.assignment ?? null;
  return { item: items[0]!, row, standing: await currentReply(ctx, row), proxy: null };
}

/** What is being answered, where it can be only one thing; whose place it is for is not asked yet. */
export async function onlyItem(ctx: Context, asked: ItemRow | null): Promise<ItemRow | undefined> {
  const of = asked ?? (await quotedItem(ctx));
  if (of) return of;
  const [first, ...others] = await unanswered(ctx, await heldReplies(ctx));
  return others.every(({ item }) => item.id === first?.item.id) ? first?.item : undefined;
}

async function heldReplies(
  ctx: Context,
  of: ItemRow | null = null,
): Promise<{ item: ItemRow; row: TargetRow }[]> {
  const held = await heldBy(ctx, ctx.actor.id, of);
  return held.filter(({ item }) => asksReply(kindOf(ctx, item)));
}

/** Whether some post of the speaker holds the cap at all. */
export function answerers(ctx: Context, cap: string): boolean {
  return holdsCap(ctx.actor.id, [cap], ctx.org, ctx.now);
}

async function unanswered(
  ctx: Context,
  held: { item: ItemRow; row: TargetRow }[],
): Promise<{ item: ItemRow; row: TargetRow }[]> {
  const open = newestRounds(held).filter(({ item, row }) => !isAnswered(kindOf(ctx, item), row));
  const here = open.filter((one) => isShownHere(ctx, one));
  return here.length > 0 ? here : open;
}

/** 代报: with the way they were heard; it needs the id, since the speaker has no target of their own. */
async function forAnother(
  ctx: Context,
  of: ItemRow | null,
  asked: Asked,
  onBehalf: Node,
): Promise<Chosen> {
  const name = displayName(onBehalf);
  if (!of) {
    throw new Refusal("bad_argument", `代${name}报要写明是哪一件，例：T0127-01`);
  }
  const { proxy } = mayAnswerFor(ctx, { ...asked, onBehalf });
  const [row] = await targetsOf(ctx, of, { nodes: [onBehalf.id] });
  if (!row || row.dispatchedAt === null) {
    throw new Refusal("conflict", `${of.label} ${row ? "还没有下达给" : "没有发给"}${name}`);
  }
  if (row.excusedAt !== null) throw new Refusal("conflict", `${name}这次免报，不用再报`);
  return { item: of, row, standing: await currentReply(ctx, row), proxy };
}

/** Why there is nothing of this item to answer: it has ended, was excused, waits at the gate, or is others'. */
async function notMine(ctx: Context, of: ItemRow): Promise<Refusal> {
  mustBeOpen(ctx, of);
  const own = ctx.org.assignmentsOf(ctx.actor.id, ctx.now).map((a) => a.node);
  const [row] = await targetsOf(ctx, of, { nodes: own });
  const why = !row
    ? "没有发给你的岗位"
    : row.excusedAt !== null
      ? `这次免报${row.excuseReason ? `（${row.excuseReason}）` : ""}，不用再报`
      : `还没有下达，等${ctx.org.profile.room.word}下达后再报`;
  return new Refusal("conflict", `${of.label} ${why}`);
}

/** Earlier rounds that were missed are offered by their number, else what one may change. */
function nothing(ctx: Context, held: { item: ItemRow; row: TargetRow }[]): Refusal {
  const missed = held.filter(({ item, row }) => !isAnswered(kindOf(ctx, item), row));
  const items = [...new Set(missed.map(({ item }) => item))];
  if (items.length > 0) return whichItem(ctx, items);
  const done = newestRounds(held).map(({ item }) => item);
  if (done.length === 0) return new Refusal("conflict", "现在没有等你填报的任务");
  return new Refusal("conflict", "现在没有等你填报的任务；要改报过的，点一件继续", {
    candidates: offered(ctx, done),
  });
}

function whichItem(ctx: Context, items: ItemRow[]): Refusal {
  return new Refusal("ambiguous", `有${items.length}件等你填报，点一个继续，还没有发出`, {
    candidates: offered(ctx, items),
  });
}

/** The typed line for each of the items. */
function offered(ctx: Context, items: ItemRow[]): Candidate[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
    .slice(0, 9)
    .map((item) => ({ label: `${item.label} ${item.title}`, text: withWord(ctx, item.id) }));
}

/** The place named is another's: who may answer for it is shown how. */
function notHeld(ctx: Context, of: ItemRow, place: Node, own: TargetRow[]): Refusal {
  const name = displayName(place);
  const mine = namesInView(
    own.map((row) => row.node),
    ctx.org.tree,
  ).join("、");
  const proxy = ctx.may("reply", { node: place.id }) ? `；替它报请写：代=${name} 渠道=电话` : "";
  return new Refusal("conflict", `${of.label} 等你报的是${mine}，不是${name}${proxy}`, {
    field: "节点",
  });
}

function whichPlace(ctx: Context, rows: TargetRow[]): Refusal {
  const places = rows.slice(0, 9).map((row) => row.node);
  const names = namesInView(
    rows.map((row) => row.node),
    ctx.org.tree,
  );
  return new Refusal("ambiguous", `你有${rows.length}个单位要报，点一个继续，还没有发出`, {
    candidates: places.map((place, i) => ({
      label: names[i]!,
      text: `${ctx.sent.typed ?? "/报"} 节点=${place}`,
    })),
  });
}

/** The typed line with one word more, right after its name. */
function withWord(ctx: Context, word: string): string {
  const line = ctx.sent.typed ?? "/报";
  return line.replace(/^(\s*[/／、]\s*\S+)/, `$1 ${word}`);
}
