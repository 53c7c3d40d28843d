import { item, nodes } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import {
  type ItemRow,
  isAnswered,
  kindOf,
  mustBeOpen,
  nudgedByHand,
  openItems,
  quotedItem,
  type TargetRow,
  targetsOf,
} from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import { formatDeadline, spokenTime } from "#domain/format-time";
import type { Node } from "#domain/org";
import { MINUTE } from "#domain/zone";
import { placesOf, roomOf } from "./places.ts";
import { type HeldUntil, send } from "./send.ts";
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
  caps: ["O", "K", "S", "D"],
  args: {
    item: item({ current: true }),
    nodes: nodes("节点", {
      word: true,
      help: { zh: "不写就是你能催的全部", en: "Left out: all you may remind" },
    }),
  },
  async run(ctx, input) {
    const of = input.item ?? (await quotedItem(ctx)) ?? (await theOnlyOneHere(ctx));
    mustBeOpen(of);
    if (!kindOf(ctx, of).reminded) {
      throw new Refusal("conflict", `${of.label} 不用答复，不能催`);
    }
    const mine = mayNudge(ctx, of, await missing(ctx, of, input.nodes));
    const { rows, wait } = await notJustNudged(ctx, of, mine);
    const { here, away } = atGates(ctx, rows);
    const asked = rows.filter((row) => row.dispatchedAt !== null);
    if (asked.length === 0 && away.length === 0) throw nothingToNudge(of, here, wait);
    const tellings = [
      ...asked.flatMap((row): Telling[] =>
        placesOf(ctx, of, row, "holder").map((place) => ({ row, place, what: "due" })),
      ),
      ...away.flatMap((row): Telling[] =>
        roomOf(ctx, row).map((place) => ({ row, place, what: "gate" })),
      ),
    ];
    const heldUntil = await send(ctx, of, tellings, { byHand: true });
    const told = [...asked, ...away];
    ctx.record("target.reminded", { item: of.id, data: { nodes: told.map((row) => row.node) } });
    return { text: answer(ctx, { asked, away, wait, heldUntil }), item: of.id };
  },
});

/**
 * The only open item issued in this channel.
 * @throws Refusal `ambiguous` with those there are, `bad_argument` where there is none
 */
async function theOnlyOneHere(ctx: Context): Promise<ItemRow> {
  const kinds = [...ctx.registry.kinds.values()].filter((kind) => kind.reminded);
  const open = await openItems(
    ctx,
    kinds.map((kind) => kind.key),
  );
  const here = open.filter((one) => one.channel === ctx.channel?.id);
  const [only, ...others] = here;
  if (!only)
    throw new Refusal("bad_argument", "请写明催哪一件，例：/催 T0127-01", { field: "编号" });
  if (others.length === 0) return only;
  throw new Refusal("ambiguous", `这里有${here.length}件没有办完，点一个继续，还没有催`, {
    candidates: here.slice(0, 9).map((one) => ({
      label: `${one.label} ${one.title}`,
      text: `/催 ${one.id}`,
    })),
  });
}

/** Targets that have not answered, at and below the places named. */
async function missing(ctx: Context, of: ItemRow, places: Node[]): Promise<TargetRow[]> {
  const kind = kindOf(ctx, of);
  const rows = await targetsOf(ctx, of);
  const within = (row: TargetRow) =>
    places.length === 0 || places.some(({ id }) => ctx.org.tree.isWithin(row.node, id));
  const silent = rows.filter((row) => within(row) && !isAnswered(kind, row));
  if (silent.length > 0) return silent;
  if (!rows.some(within)) {
    throw new Refusal("bad_argument", `${of.label} 没有发给这些地方，请核对`, { field: "节点" });
  }
  const done = kind.answer === "ack" ? "都已签收" : "都已报";
  throw new Refusal("conflict", `${of.label} ${done}，不用催`);
}

/**
 * Those that the actor may nudge.
 * @throws Refusal `forbidden` when there are none
 */
function mayNudge(ctx: Context, of: ItemRow, rows: TargetRow[]): TargetRow[] {
  const mine = rows.filter((row) => ctx.may("nudge", { nodes: [row.node], issuer: of.node }));
  const [one] = mine.length > 0 ? mine : rows;
  ctx.must("nudge", { nodes: [one!.node], issuer: of.node }, `催${named(ctx, [one!])}`);
  return mine;
}

/** Nobody is nudged by hand more often than every ten minutes, five in 战 (SPEC §1.11). */
async function notJustNudged(
  ctx: Context,
  of: ItemRow,
  rows: TargetRow[],
): Promise<{ rows: TargetRow[]; wait: Wait }> {
  const { profile, tree } = ctx.org;
  const longest = Math.max(...Object.values(profile.nudgeMinutes)) * MINUTE;
  const last = await nudgedByHand(ctx, of, ctx.now - longest);
  const againAt = (row: TargetRow) => {
    const minutes = profile.nudgeMinutes[tree.get(row.node)!.mode] ?? 0;
    return (last.get(row.node) ?? Number.NEGATIVE_INFINITY) + minutes * MINUTE;
  };
  const early = rows.filter((row) => againAt(row) > ctx.now);
  return {
    rows: rows.filter((row) => againAt(row) <= ctx.now),
    wait: { places: early.length, until: Math.min(...early.map(againAt)) },
  };
}

interface Wait {
  places: number;
  /** When the first of them may be nudged again; infinite where nobody waits. */
  until: number;
}

/** What its town has not passed down: the actor's own town's, and that of others. */
function atGates(ctx: Context, rows: TargetRow[]): { here: TargetRow[]; away: TargetRow[] } {
  const held = rows.filter((row) => row.dispatchedAt === null);
  const { acting, org } = ctx;
  const isHere = (row: TargetRow) => org.tree.isWithin(acting!.node, row.gate!);
  return { here: held.filter(isHere), away: held.filter((row) => !isHere(row)) };
}

function nothingToNudge(of: ItemRow, here: TargetRow[], wait: Wait): Refusal {
  if (here.length > 0) {
    return new Refusal("conflict", `${of.label} 还没有下达，请先发 /下达 ${of.label}`);
  }
  return new Refusal(
    "rate_limited",
    `${of.label} 刚催过，${spokenTime(wait.until).clock}后可以再催`,
  );
}

function answer(
  ctx: Context,
  done: { asked: TargetRow[]; away: TargetRow[]; wait: Wait; heldUntil: HeldUntil },
): string {
  const { asked, away, wait, heldUntil } = done;
  const places = new Set(asked.map((row) => row.node)).size;
  const gates = [...new Set(away.map((row) => row.gate!))];
  return [
    ...(places > 0 ? [`已催${places}个：${named(ctx, asked)}`] : []),
    ...(gates.length > 0 ? [`已催下达：${placeNames(ctx, gates)}`] : []),
    ...(wait.places > 0
      ? [`${wait.places}个刚催过，${spokenTime(wait.until).clock}后可以再催`]
      : []),
    ...(heldUntil === null
      ? []
      : [`静默时段或本小时提醒已满的，${formatDeadline(heldUntil, ctx.now)}送到`]),
  ].join("；");
}
