import { item, text } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import {
  acknowledge,
  awaitsReceipt,
  type Held,
  heading,
  heldBy,
  holdersOf,
  type ItemRow,
  isShownHere,
  mustBeOpen,
  newestRounds,
  nextTimes,
  quotedItem,
  type TargetRow,
  targetsOf,
} from "#bots/kit/loop";
import { mayAnswerFor, proxyArgs, tellHolders } from "#bots/kit/proxy";
import { Refusal } from "#contract/errors";
import { listPlaces } from "#domain/org/names-in-view";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";

/** `/收到`, or plain 收到: a receipt for everything of one item that the speaker answers for. */
export const ack = defineCommand({
  key: "ack",
  zh: "收到",
  en: "ack",
  aliases: ["签收", "响应", "收悉", "代签", "已收到", "收到了", "确认收到"],
  group: "办",
  summary: { zh: "签收指挥令、任务", en: "Acknowledge an order or a task" },
  example: "/收到 令17",
  caps: [],
  undoable: true,
  args: {
    item: item({ current: true }),
    ...proxyArgs,
    remark: text("说明", { main: true, max: 200 }),
  },
  async run(ctx, input) {
    const of = input.item ?? (await quotedItem(ctx));
    if (input.onBehalf.length > 0) return forOthers(ctx, of, input);
    const held = of ? await ownTargets(ctx, of) : await theOnlyOne(ctx);
    const [first] = held;
    mustBeOpen(ctx, first!.item);
    const rows = held.map(({ row }) => row);
    const taken = await ownReceipts(ctx, held, input.remark);
    const names = listPlaces(
      rows.map((row) => row.node),
      ctx.org.tree,
    );
    const again = taken === 0 ? "之前已经收到过了：" : "✓ 已收到 ";
    return { text: `${again}${first!.item.label}（${names}）`, item: first!.item.id };
  },
});

/** Each target is logged with the post that it is held by. */
async function ownReceipts(ctx: Context, held: Held[], remark: string | null): Promise<number> {
  let taken = 0;
  for (const { item: of, row } of held) {
    const holder = holdersOf(ctx, of, row).find((h) => h.person.id === ctx.actor.id);
    ctx.acting = holder?.assignment ?? null;
    taken += (await acknowledge(ctx, of, [row], { remark, onBehalf: null })).length;
  }
  return taken;
}

async function ownTargets(ctx: Context, of: ItemRow): Promise<Held[]> {
  mustBeOpen(ctx, of);
  const held = await heldBy(ctx, ctx.actor.id, of);
  if (held.length > 0) return held;
  const why = of.terms.who === "nobody" ? "不用签收，看到就行" : "没有发给你的岗位，不用签收";
  throw new Refusal("conflict", `${heading(ctx, of)} ${why}`);
}

/**
 * 收到 without an id binds when exactly one unacknowledged item is addressed to the speaker and
 * visible in this channel; otherwise the bot asks which (SPEC §1.9).
 */
async function theOnlyOne(ctx: Context): Promise<Held[]> {
  const held = newestRounds(await heldBy(ctx, ctx.actor.id));
  const open = held.filter(({ row }) => awaitsReceipt(row));
  const here = open.filter((held) => isShownHere(ctx, held));
  const choices = here.length > 0 ? here : open;
  const byItem = [...Map.groupBy(choices, (held) => held.item.id).values()];
  const [only] = byItem;
  if (only && byItem.length === 1) return open.filter(({ item: of }) => of.id === only[0]!.item.id);
  if (byItem.length === 0) {
    throw new Refusal("conflict", "现在没有等你签收的指挥令或任务");
  }
  throw new Refusal("ambiguous", `有${byItem.length}件等你签收，点一个`, {
    candidates: byItem.slice(0, 9).map(([held]) => ({
      label: `${held!.item.label} ${held!.item.title}`,
      text: `/收到 ${held!.item.id}`,
    })),
  });
}

interface Signed {
  onBehalf: Node[];
  via: string | null;
  other: string | null;
  remark: string | null;
}

/** 代签: the village head or the room signs for those they have reached (SPEC §1.18), for all or for none. */
async function forOthers(ctx: Context, of: ItemRow | null, input: Signed) {
  if (!of) throw new Refusal("bad_argument", "代签要写明是哪一件，例：令17");
  mustBeOpen(ctx, of);
  const said: string[] = [];
  for (const onBehalf of input.onBehalf) said.push(await signFor(ctx, of, { ...input, onBehalf }));
  return { text: said.join("\n"), item: of.id };
}

async function signFor(
  ctx: Context,
  of: ItemRow,
  input: Omit<Signed, "onBehalf"> & { onBehalf: Node },
) {
  const { onBehalf, proxy } = mayAnswerFor(ctx, input);
  const asked = (await targetsOf(ctx, of, { nodes: [onBehalf.id] })).filter(isDelivered);
  const rows = nextTimes(
    ctx,
    asked.map((row) => ({ item: of, row })),
  ).map(({ row }) => row);
  const name = displayName(input.onBehalf);
  if (rows.length === 0) throw new Refusal("conflict", `${of.label} 没有发给${name}`);
  const taken = await acknowledge(ctx, of, rows, { remark: input.remark, onBehalf: proxy });
  if (taken.length === 0) return `${name} 之前已经收到过 ${of.label}`;
  tellHolders(ctx, of, rows, `已代${name}签收 ${of.label}`);
  return `✓ 已代${name}签收 ${of.label}（${proxy?.via ?? ""}）`;
}

function isDelivered(row: TargetRow): boolean {
  return row.dispatchedAt !== null && row.excusedAt === null;
}
