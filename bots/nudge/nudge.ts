import { item, nodes } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import { asksReply } from "#bots/kit/kind";
import {
  asksAt,
  type ItemRow,
  kindOf,
  mustBeOpen,
  type Nudgeable,
  nudgeable,
  openItemsHere,
  quotedItem,
  showAnew,
  type TargetRow,
  targetsOf,
} from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import type { Node } from "#domain/org/org";
import { NUDGERS } from "#domain/rights/rights";
import { formatDeadline, spokenTime } from "#domain/time/format-time";
import { placesOf, roomOf } from "./places.ts";
import { type DeferredUntil, send } from "./send.ts";
import { named, placeNames, type Telling } from "./words.ts";

/** `/催`: reminds those who have not answered, and rooms that have not passed a task down. */
export const nudgeCommand = defineCommand({
  key: "nudge",
  zh: "催",
  en: "nudge",
  aliases: ["催办", "催报", "催签", "催促", "提醒"],
  group: "办",
  summary: { zh: "提醒还没有报的单位", en: "Remind those who have not answered" },
  example: "/催 T0127-01",
  caps: [...NUDGERS],
  args: {
    item: item({ current: true }),
    nodes: nodes("节点", {
      word: true,
      help: { zh: "不写就是你能催的全部", en: "Left out: all you may remind" },
    }),
  },
  async run(ctx, input) {
    const of = input.item ?? (await quotedItem(ctx)) ?? (await theOnlyOneHere(ctx));
    mustBeOpen(ctx, of);
    if (!kindOf(ctx, of).targets) {
      throw new Refusal("conflict", `${of.label} 不用答复，不能催`);
    }
    const rows = await rowsAt(ctx, of, input.nodes);
    const subject = { person: ctx.actor.id, org: ctx.org, now: ctx.now };
    const found = await nudgeable(ctx.session, subject, { item: of, kind: kindOf(ctx, of), rows });
    const { asked, away, here, wait } = found;
    mustBeSilent(ctx, of, found);
    if (asked.length === 0 && away.length === 0) throw nothingToNudge(of, here, wait);
    const tellings = [
      ...asked.flatMap((row): Telling[] =>
        placesOf(ctx, of, row, "holder").map((place) => ({ row, place, what: "due" })),
      ),
      ...away.flatMap((row): Telling[] =>
        roomOf(ctx, row).map((place) => ({ row, place, what: "gate" })),
      ),
    ];
    const deferredUntil = await send(ctx, of, tellings, { byHand: true });
    const told = [...asked, ...away];
    showAnew(ctx, of, told);
    // A town asked to pass a task down is one place asked; of its grids nobody has been.
    ctx.record("target.reminded", { item: of.id, data: { nodes: [...new Set(told.map(asksAt))] } });
    return { text: answer(ctx, { asked, away, wait, deferredUntil }), item: of.id };
  },
});

/**
 * The only open item issued in this channel.
 * @throws Refusal `ambiguous` with those there are, `bad_argument` where there is none
 */
async function theOnlyOneHere(ctx: Context): Promise<ItemRow> {
  const here = (await openItemsHere(ctx)).filter((one) => kindOf(ctx, one).targets);
  const [only, ...others] = here;
  if (!only) throw new Refusal("bad_argument", "请写明催哪一件，例：T0127-01", { field: "编号" });
  if (others.length === 0) return only;
  throw new Refusal("ambiguous", `这里有${here.length}件没有办完，点一个继续，还没有催`, {
    candidates: here.slice(0, 9).map((one) => ({
      label: `${one.label} ${one.title}`,
      text: `/催 ${one.id}`,
    })),
  });
}

/** The item's targets at and below the places named; all without. */
async function rowsAt(ctx: Context, of: ItemRow, places: Node[]): Promise<TargetRow[]> {
  const rows = await targetsOf(ctx, of);
  const within = rows.filter(
    (row) => places.length === 0 || places.some(({ id }) => ctx.org.tree.isWithin(row.node, id)),
  );
  if (within.length > 0) return within;
  throw new Refusal("bad_argument", `${of.label} 没有发给这些地方，请核对`, { field: "节点" });
}

/** @throws Refusal `conflict` when all have answered, `forbidden` when none of them is the actor's to nudge */
function mustBeSilent(ctx: Context, of: ItemRow, { silent, mine }: Nudgeable): void {
  if (silent.length === 0) {
    const done = asksReply(kindOf(ctx, of)) ? "都已报" : "都已签收";
    throw new Refusal("conflict", `${of.label} ${done}，不用催`);
  }
  const [one] = mine.length > 0 ? mine : silent;
  ctx.must("nudge", { nodes: [one!.node], issuer: of.node }, `催${named(ctx, [one!])}`);
}

function nothingToNudge(of: ItemRow, here: TargetRow[], wait: Nudgeable["wait"]): Refusal {
  if (here.length > 0) {
    return new Refusal("conflict", `${of.label} 还没有下达，请先下达`, {
      candidates: [{ label: "下达", text: `/下达 ${of.id}` }],
    });
  }
  return new Refusal(
    "rate_limited",
    `${of.label} 刚催过，${spokenTime(wait.until).clock}后可以再催`,
  );
}

function answer(
  ctx: Context,
  done: {
    asked: TargetRow[];
    away: TargetRow[];
    wait: Nudgeable["wait"];
    deferredUntil: DeferredUntil;
  },
): string {
  const { asked, away, wait, deferredUntil } = done;
  const places = new Set(asked.map((row) => row.node)).size;
  const gates = [...new Set(away.map((row) => row.gate!))];
  return [
    ...(places > 0 ? [`已催${places}个：${named(ctx, asked)}`] : []),
    ...(gates.length > 0 ? [`已催下达：${placeNames(ctx, gates)}`] : []),
    ...(wait.places > 0
      ? [`${wait.places}个刚催过，${spokenTime(wait.until).clock}后可以再催`]
      : []),
    ...(deferredUntil === null
      ? []
      : [`静默时段或本小时提醒已满的，${formatDeadline(deferredUntil, ctx.now)}送到`]),
  ].join("；");
}
