import { Refusal } from "#contract/errors";
import { type ChannelRow, findChannel } from "#db/channels";
import {
  findItem,
  findItemsByRunning,
  findItemsBySeries,
  findItemsByShortId,
  type ItemRow,
} from "#db/items";
import type { Session } from "#db/open";
import { isInSight } from "#db/sight";
import { channelsNamed } from "#domain/org/channels";
import { channelsOf } from "#domain/org/membership";
import type { Org } from "#domain/org/org-index";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { type ItemRef, parseItemRef } from "#domain/text/ids";
import { monthDay } from "#domain/time/format-time";
import type { Context } from "./context.ts";
import type { Kind } from "./define-kind.ts";
import { kindOf } from "./loop/change.ts";
import type { Registry } from "./registry.ts";
import { asSeen } from "./sight/facets.ts";
import { lookOut } from "./sight/look-out.ts";

/** Who looks: a person, at the tree of now. Loading for a person *is* checking (STYLE, zulip). */
export interface Viewer {
  session: Session;
  org: Org;
  registry: Registry;
  person: string;
  now: number;
}

export function viewerOf(ctx: Context): Viewer {
  const { session, org, registry, now } = ctx;
  return { session, org, registry, person: ctx.actor.id, now };
}

const HIDDEN_CHANNEL = "没有这个频道，或你不在里面";

/**
 * A channel by id, or by a name unique among one's own; `@任务` is one's talk with that bot, also
 * before its first message.
 * @throws Refusal `not_found` when there is none that the person may read; `ambiguous` by name
 */
export async function findReadableChannel(viewer: Viewer, name: string): Promise<ChannelRow> {
  const { session, org, person, now, registry } = viewer;
  const bot = [...registry.bots.values()].find(
    ({ key, zh }) => name === `@${zh}` || name === `bot:${key}:${person}`,
  );
  if (bot) {
    const id = `bot:${bot.key}:${person}`;
    const unused = { id, kind: "bot", name: bot.zh, node: null, bot: bot.key, person, lastSeq: 0 };
    return (await findChannel(session, id)) ?? unused;
  }
  const own = channelsNamed(name, channelsOf(person, org, now));
  if (own.length > 1) {
    throw new Refusal("ambiguous", `你有${own.length}个频道叫“${name}”，请从列表里点开那一个`);
  }
  const id = own[0]?.id ?? name.replace(/^[#＃]/, "");
  const row = await findChannel(session, id);
  if (row && canReadChannel(viewer, row)) return row;
  throw new Refusal("not_found", HIDDEN_CHANNEL);
}

export function canReadChannel({ org, person, now }: Viewer, row: ChannelRow): boolean {
  const channel = { id: row.id, kind: row.kind, node: row.node, person: row.person };
  return can({ person, org, now }, "read_channel", { channel }).ok;
}

/** Whether a person may open an item: as `can()` or its kind rules, or, where it asks nobody, by having its card. */
export async function canSeeItem(viewer: Viewer, item: ItemRow): Promise<boolean> {
  const { session, person } = viewer;
  if (item.person === person) return true;
  return isInSight(session, item.id, lookOut(viewer));
}

/**
 * The item that a typed id means for this person (SPEC §1.6): the newest of its number; orders of
 * one's own body first, then of those above.
 * @throws Refusal `bad_argument` (no id, or another kind), `not_found` (none, or out of sight), `ambiguous`
 */
export async function accessItem(
  viewer: Viewer,
  typed: string,
  options: {
    /** Only items of such kinds are meant. */
    of?: (kind: Kind) => boolean;
    rewrite?: (id: string) => string;
    /** What is said of one in sight that is of none of the kinds. */
    other?: (found: ItemRow) => Refusal;
  } = {},
): Promise<ItemRow> {
  const ref = parseItemRef(typed);
  const byId = await findItem(viewer.session, typed);
  const found = byId ? [byId] : ref ? await lookUp(viewer, ref) : [];
  if (!byId && !ref) {
    throw new Refusal("bad_argument", `“${typed}”不是编号，编号像 T0127-01 或 令17`);
  }
  const visible: ItemRow[] = [];
  for (const item of found) {
    if (await canSeeItem(viewer, item)) visible.push(item);
  }
  const { of } = options;
  const meant = of ? visible.filter((row) => of(kindOf(viewer, row))) : visible;
  const [newest, ...others] = nearestYear(meant);
  const [other] = nearestYear(visible);
  if (!newest && other && options.other) throw options.other(other);
  if (!newest) throw new Refusal("not_found", `没有找到 ${typed}，请核对编号`);
  if (others.length === 0) return newest;
  throw new Refusal("ambiguous", `“${typed}”有${others.length + 1}个，点一个继续，还没有发出`, {
    candidates: (await asSeen(viewer, [newest, ...others].slice(0, 9))).map((item) => ({
      label: `${item.label} ${item.title}`,
      text: options.rewrite?.(item.id) ?? item.id,
    })),
  });
}

async function lookUp(viewer: Viewer, ref: ItemRef): Promise<ItemRow[]> {
  const { session, registry, now } = viewer;
  switch (ref.kind) {
    case "item":
      return findItemsByShortId(session, ref);
    case "today":
      return findItemsByShortId(session, { ...ref, monthDay: monthDay(now) });
    case "running": {
      const kinds = registry.kindsThat(({ id }) => "running" in id);
      return findItemsByRunning(session, { kinds, n: ref.n });
    }
    case "series":
      return bySeries(viewer, ref);
  }
}

/** `令17`: of one's own body first, then of those above, else every body's. */
async function bySeries(
  viewer: Viewer,
  ref: Extract<ItemRef, { kind: "series" }>,
): Promise<ItemRow[]> {
  const { session, org, registry, person, now } = viewer;
  const { n, year, bodyName } = ref;
  const kinds = registry.kindsThat(
    ({ id }) => "series" in id && (ref.series === null || id.series === ref.series),
  );
  const all = await findItemsBySeries(session, { kinds, n, year });
  if (bodyName) {
    // 指挥部令17 is the county's own, as it is printed; 杨林令3 is a town's.
    const { series } = org.profile;
    const printed = ref.series === null ? Object.values(series) : [series[ref.series]];
    const word = printed.reduce((rest, name) => rest.replace(name.slice(0, -1), ""), bodyName);
    const named = all.filter((item) => displayName(org.tree.get(item.node)!).startsWith(word));
    return word === "" ? all.filter((item) => item.node === org.tree.root.id) : named;
  }
  for (const { node, serves } of org.assignmentsOf(person, now)) {
    for (const up of org.tree.lineage(serves ?? node)) {
      const own = all.filter((item) => item.seriesBody === up.id);
      if (own.length > 0) return own;
    }
  }
  return all;
}

/** An id without a year means the newest one. */
function nearestYear(items: ItemRow[]): ItemRow[] {
  const year = Math.max(...items.map((item) => item.year));
  return items.filter((item) => item.year === year);
}
