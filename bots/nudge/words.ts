import type { Context } from "#bots/kit/command";
import { asksReply } from "#bots/kit/kind";
import {
  heading,
  holdersOf,
  type ItemRow,
  kindOf,
  peopleOf,
  submitBy,
  type TargetRow,
} from "#bots/kit/loop";
import { listNames, missingLine } from "#domain/count/tally-line";
import { listPlaces, namesInView } from "#domain/org/names-in-view";
import { displayName } from "#domain/org/short-name";
import { formatDeadline, formatRemaining, spokenTime } from "#domain/time/format-time";
import type { Place } from "./places.ts";

/**
 * What is said of a target:
 * - `due`     it is missing, to itself and, at the deadline, to the place above
 * - `late`    it is missing and help is asked for
 * - `stuck`   it is in difficulty: never named, but who must decide is
 * - `respond` it has not acknowledged; `silent` says so to the room
 * - `gate`    its town has not passed it down
 * - `unsubmitted` its town has sent no sums up
 * - `unreached` calls found nobody: whoever is next up is asked, with whom to call
 */
export type What =
  | "due"
  | "late"
  | "stuck"
  | "respond"
  | "silent"
  | "gate"
  | "unsubmitted"
  | "unreached";

/** One target, told of in one channel. */
export interface Telling {
  row: TargetRow;
  place: Place;
  what: What;
}

/** A channel's reminder: what it is about, by when, how all stand, then who is missing here. */
export function reminderText(
  ctx: Context,
  item: ItemRow,
  tallyLine: string,
  tellings: Telling[],
): string {
  const rows = (...whats: What[]) =>
    tellings
      .filter((t) => whats.includes(t.what))
      .map((t) => t.row)
      .sort((a, b) => a.position - b.position);
  return [
    `催办 ${heading(ctx, item)} ${item.title}`,
    ...clockLine(ctx, item, tellings),
    tallyLine,
    // Where help is asked for, whoever was only named before now needs it as well.
    ...(rows("late").length > 0
      ? [`${shortLine(ctx, item, rows("late", "due"))}${plea(tellings)}`]
      : dueLine(ctx, item, rows("due"))),
    ...stuckLine(ctx, item, rows("stuck")),
    ...list(rows("respond"), (all) => `未响应：${named(ctx, all)}。请先回“收到”`),
    ...list(rows("silent"), (all) => `未响应：${contacts(ctx, item, all)}`),
    ...list(rows("gate"), (all) => gateLine(ctx, all)),
    ...list(rows("unsubmitted"), (all) => unsubmittedLine(ctx, all, tellings)),
    ...list(rows("unreached"), (all) => unreachedLine(ctx, item, all, tellings)),
    ...callLine(ctx, tellings),
  ].join("\n");
}

/** `还差2个网格：石门一网格（徐婷 ☎）、池淮二网格（叶松 ☎）`; no blame, no counts of people (UX). */
function shortLine(ctx: Context, item: ItemRow, rows: TargetRow[]): string {
  const nodes = [...new Set(rows.map((row) => row.node))];
  const words = new Set(nodes.map((id) => ctx.org.tree.level(ctx.org.tree.get(id)!).zh));
  const [word] = words;
  return `还差${nodes.length}${words.size === 1 ? `个${word}` : "处"}：${contacts(ctx, item, rows)}`;
}

/** Places with who answers there, ☎ where a number is known. */
function contacts(ctx: Context, item: ItemRow, rows: TargetRow[]): string {
  const byNode = Map.groupBy(rows, (row) => row.node);
  const places = namesInView([...byNode.keys()], ctx.org.tree);
  const names = [...byNode.values()].map((group, i) => {
    const holders = peopleOf(group.flatMap((row) => holdersOf(ctx, item, row)));
    const who = holders.map(({ person }) => person.name + (person.phone ? " ☎" : ""));
    const place = places[i]!;
    return who.length > 0 ? `${place}（${who.join("、")}）` : place;
  });
  return listNames(names);
}

/** Names of the targets' places, up to ten. */
export function named(ctx: Context, rows: TargetRow[]): string {
  return placeNames(
    ctx,
    rows.map((row) => row.node),
  );
}

export function placeNames({ org }: Context, nodes: string[]): string {
  return listPlaces([...new Set(nodes)], org.tree);
}

function dueLine(ctx: Context, item: ItemRow, rows: TargetRow[]): string[] {
  const word = kindOf(ctx, item).targets!.missing(item.spec);
  const nodes = [...new Set(rows.map((row) => row.node))];
  const names = namesInView(nodes, ctx.org.tree);
  return missingLine(word, names, names.length)?.split("\n") ?? [];
}

function stuckLine({ org }: Context, item: ItemRow, rows: TargetRow[]): string[] {
  const deciders = Map.groupBy(rows, ({ gate }) => {
    const own = gate !== null && item.node !== gate && org.tree.isWithin(item.node, gate);
    const at = displayName(org.tree.get(own ? item.node : (gate ?? item.node))!);
    return own || gate === null ? at : at + org.profile.room.word;
  });
  return [...deciders].map(([who, group]) => `有困难${group.length}个，请${who}决定怎么办`);
}

function gateLine(ctx: Context, rows: TargetRow[]): string {
  const word = ctx.org.profile.words.待下达 ?? "待下达";
  return `${word}${rows.length}：${named(ctx, rows)}\n请先下达`;
}

/** `还没有上报：葛岭镇。请葛岭镇综治中心抓紧上报`. */
function unsubmittedLine(ctx: Context, rows: TargetRow[], tellings: Telling[]): string {
  const asked = new Set(
    tellings.flatMap(({ what, place }) => (what === "unsubmitted" ? (place.asked ?? []) : [])),
  );
  const plea = asked.size > 0 ? `。请${[...asked].join("、")}抓紧上报` : "";
  return `还没有上报：${named(ctx, rows)}${plea}`;
}

/** `电话没打通：溪洋1号（卢霞 ☎）。请溪洋村村社负责人联系一下`, and how that is answered for. */
function unreachedLine(
  ctx: Context,
  item: ItemRow,
  rows: TargetRow[],
  tellings: Telling[],
): string {
  const proxy = asksReply(kindOf(ctx, item)) ? "代报" : "代签";
  return `电话没打通：${contacts(ctx, item, rows)}${plea(tellings)}\n联系上了，请打开这一条记“已电话告知”，或${proxy}`;
}

const PLEADING: What[] = ["late", "unreached"];

/** Whom the channel is asked to be: 请航头村村书记联系一下. */
function plea(tellings: Telling[]): string {
  const asked = new Set(
    tellings.flatMap((t) => (PLEADING.includes(t.what) ? (t.place.asked ?? []) : [])),
  );
  return asked.size > 0 ? `。请${[...asked].join("、")}联系一下` : "";
}

function callLine({ org }: Context, tellings: Telling[]): string[] {
  const called = tellings.filter(({ place }) => place.call).flatMap(({ place }) => place.people);
  const names = [...new Set(called)].map((id) => `@${org.person(id)?.name ?? ""}`);
  return names.length > 0 ? [names.join(" ")] : [];
}

function clockLine(ctx: Context, item: ItemRow, tellings: Telling[]): string[] {
  if (tellings.some(({ what }) => what === "unsubmitted")) {
    return [
      submitClock(
        ctx,
        item,
        tellings.map(({ row }) => row),
      ),
    ];
  }
  const asking = tellings.some(({ what }) => what === "respond" || what === "silent");
  if (asking) return [`响应时间 ${spokenTime(ctx.now).clock} 到了`];
  const dues = tellings.flatMap(({ row }) => row.remindBy ?? row.dueAt ?? []);
  if (dues.length === 0) return [];
  const due = Math.min(...dues);
  return [`截止 ${formatDeadline(due, ctx.now)}，${formatRemaining(due, ctx.now)}`];
}

/** `上报截止 4月6日(周三) 19:00，还有30分`: of the towns these rows stand at, the nearest. */
export function submitClock(ctx: Context, item: ItemRow, towns: TargetRow[]): string {
  const at = Math.min(...towns.map((row) => submitBy(item, row.gate)!));
  return `上报截止 ${formatDeadline(at, ctx.now)}，${formatRemaining(at, ctx.now)}`;
}

function list(rows: TargetRow[], say: (rows: TargetRow[]) => string): string[] {
  return rows.length > 0 ? [say(rows)] : [];
}
