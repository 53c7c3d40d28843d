import type { Level } from "#contract/profile";
import { resolveNode } from "#domain/org/node-ref";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { resolveScope } from "#domain/scope/scope";
import type { Offer } from "../args/arg.ts";
import type { Context } from "../context.ts";
import { itemsInSight, longWord } from "./item-offers.ts";
import { beginning } from "./match.ts";
import { isOwn, placeOffers } from "./place-offers.ts";

const SHOWN = 24;
/** Follow-ups offered before anything is typed. */
const RECENT = 2;
const FOLLOW_UPS = [
  { word: "未报", answer: "reply" },
  { word: "困难", answer: "reply" },
  { word: "未签收", answer: "ack" },
] as const;

/** The forms of SPEC §1.4 that mean something here and lie in one's own area. */
export async function scopeOffers(typed: string, ctx: Context): Promise<Offer[]> {
  const prefix = typed.replaceAll("：", ":");
  const colon = prefix.lastIndexOf(":");
  const begins = beginningOfScope(prefix);
  const asOffers = (words: string[]) =>
    words
      .filter(begins)
      .map((word): Offer => ({ insert: word, label: word, kind: "scope", ...goingOn(ctx, word) }));
  const offers =
    colon < 0
      ? [
          ...narrowings(ctx, prefix),
          ...asOffers(wholes(ctx)),
          ...placeOffers(prefix, ctx).map((offer) => ({ ...offer, ...goingOn(ctx, offer.insert) })),
          ...asOffers(attributes(ctx)),
          ...(await followUpsOf(ctx, prefix)),
        ]
      : [
          ...asOffers([...qualified(ctx, prefix.slice(0, colon)), ...attributes(ctx)]),
          ...(await followUpsOf(ctx, prefix)),
        ];
  const firsts = new Map(offers.toReversed().map((offer) => [offer.insert, offer]));
  return offers.filter((offer) => firsts.get(offer.insert) === offer).slice(0, SHOWN);
}

/** Of a place that is written out: all of it, or one of the levels below by the county's own word. */
function narrowings(ctx: Context, typed: string): Offer[] {
  const node = typed === "" ? undefined : baseNode(ctx, typed);
  const levels = node && isOwn(ctx, node.id) ? levelsBelow(ctx, node) : [];
  if (!node || levels.length === 0) return [];
  const all = { insert: typed, label: "全部", detail: `${displayName(node)}和下面各级` };
  return [
    { ...all, kind: "scope" },
    ...levels.map(
      ({ zh }): Offer => ({ insert: `${typed}:${zh}`, label: `:${zh}`, kind: "scope" }),
    ),
  ];
}

/** A place with levels below may go on with one of them. */
function goingOn(ctx: Context, word: string): Pick<Offer, "goesOn"> {
  // What names a level has gone on already; to look such a word up as a place is dear.
  return !word.includes(":") && narrowings(ctx, word).length > 0 ? { goesOn: true } : {};
}

/** Pinyin is asked of the part after the colon: `本辖区:wg`. */
function beginningOfScope(prefix: string): (word: string) => boolean {
  const colon = prefix.lastIndexOf(":");
  const begins = beginning(prefix.slice(colon + 1));
  const base = prefix.slice(0, colon + 1);
  return (word) => word.startsWith(base) && begins(word.slice(colon + 1));
}

/** 本辖区, 本级, 全镇, 全县, and the levels below the first of them. */
function wholes(ctx: Context): string[] {
  const { tree } = ctx.org;
  const here = ctx.here === null ? undefined : tree.get(ctx.here);
  if (!here) return [];
  const own = isOwn(ctx, here.id);
  const words: string[] = [];
  if (own && levelsBelow(ctx, here).length > 0) words.push("本辖区");
  if (own && tree.level(here).needsResponsible && here.id !== tree.root.id) words.push("本级");
  for (const up of tree.lineage(here.id)) {
    if (!isOwn(ctx, up.id) || levelsBelow(ctx, up).length === 0) continue;
    const word = wholeWord(ctx, up);
    if (word) words.push(word);
  }
  const top = words.find((word) => word !== "本级");
  const node = top && baseNode(ctx, top);
  const levels = node ? levelsBelow(ctx, node) : [];
  return [...words, ...levels.map((level) => `${top}:${level.zh}`)];
}

/** 全镇 for 杨林镇, 全县 for the root; undefined where the name does not end in its level. */
export function wholeWord(ctx: Context, node: Node): string | undefined {
  const { tree, profile } = ctx.org;
  const word = node.id === tree.root.id ? profile.rootWord : endingOf(ctx, node);
  return word && `全${word}`;
}

/** All of where the line is said: 全镇, or 本辖区 where there is no such word. */
export function wholeHere(ctx: Context): string {
  const here = ctx.here === null ? undefined : ctx.org.tree.get(ctx.here);
  return (here && wholeWord(ctx, here)) ?? "本辖区";
}

/** 镇 of 杨林镇, when the level is called so. */
function endingOf({ org }: Context, node: Node): string | undefined {
  const { zh, aliases } = org.tree.level(node);
  const name = displayName(node);
  return [zh, ...aliases].find((word) => word !== "" && name.endsWith(word));
}

/** After `杨林镇:` the levels, posts and audiences there are below it. */
function qualified(ctx: Context, base: string): string[] {
  const sets = ["级别", "颜色", "标签", "行业"].some((word) => base.startsWith(`${word}:`));
  if (sets) return attributes(ctx).includes(base) ? levelsHere(ctx, base) : [];
  const node = baseNode(ctx, base);
  if (!node || !isOwn(ctx, node.id)) return [];
  const levels = levelsBelow(ctx, node);
  const names = [...levels.map((level) => level.zh), ...postsBelow(ctx, node, levels), "干部"];
  return levels.length > 0 ? names.map((name) => `${base}:${name}`) : [];
}

function baseNode(ctx: Context, base: string): Node | undefined {
  const { org, here: from, now } = ctx;
  const { tree, profile } = org;
  const around = from === null ? [] : tree.lineage(from);
  if (base === "本辖区") return around[0];
  if (base === `全${profile.rootWord}`) return tree.root;
  const whole = around.find((up) => base === `全${endingOf(ctx, up)}`);
  if (whole) return whole;
  const ref = resolveNode(tree, base, { from, now });
  return ref.ok && !ref.household ? ref.node : undefined;
}

/** Levels that answer for something and have a place strictly below. */
function levelsBelow({ org, now }: Context, top: Node): Level[] {
  const { tree, profile } = org;
  const lies = (node: Node) => node.id !== top.id && tree.isWithin(node.id, top.id);
  return profile.levels.filter(
    (level) =>
      level.needsResponsible &&
      !level.household &&
      tree.withLevel(level.key).some((node) => lies(node) && tree.alive(node, now)),
  );
}

/** Posts that answer for those levels and are held somewhere below. */
function postsBelow({ org, now }: Context, top: Node, levels: Level[]): string[] {
  const { tree } = org;
  const held = levels.flatMap((level) =>
    level.responsible.filter((key) =>
      tree
        .withLevel(level.key)
        .some((n) => tree.isWithin(n.id, top.id) && org.holdersAt(n.id, now, [key]).length > 0),
    ),
  );
  return [...new Set(held)].flatMap((key) => org.post(key)?.zh.split("/")[0] ?? []);
}

/** 级别:一级, 颜色:红, 标签:老人户, 行业:教育, as far as places of one's own area have them. */
function attributes(ctx: Context): string[] {
  const { tree, profile } = ctx.org;
  const around = ctx.here === null ? [] : tree.lineage(ctx.here);
  const land = around.find((node) => tree.level(node).kind === "area");
  if (!land || !isOwn(ctx, land.id)) return [];
  const below = tree
    .descendants(land.id)
    .filter((node) => tree.alive(node, ctx.now) && tree.level(node).needsResponsible);
  const has = <T>(read: (node: Node) => T) => new Set(below.map(read));
  const grades = has((node) => node.grade);
  const colours = has((node) => node.colour);
  const industries = has((node) => node.industry);
  const tags = new Set(below.flatMap((node) => node.tags));
  return [
    ...profile.grades.filter((grade) => grades.has(grade)).map((grade) => `级别:${grade}`),
    ...profile.colours.filter(({ key }) => colours.has(key)).map(({ key }) => `颜色:${key}`),
    ...profile.industries.filter((name) => industries.has(name)).map((name) => `行业:${name}`),
    ...[...tags].map((tag) => `标签:${tag}`),
  ];
}

/** `级别:一级:` may be narrowed to a level found below. */
function levelsHere(ctx: Context, base: string): string[] {
  const { org, here: from, now } = ctx;
  if (from === null) return [];
  const words = levelsBelow(ctx, org.tree.get(from)!).map((level) => `${base}:${level.zh}`);
  return words.filter((word) => resolveScope(word, { org, from, issuer: from, now }).ok);
}

/** 未报:<id> and its kin, of the newest open items in sight. */
async function followUpsOf(ctx: Context, prefix: string): Promise<Offer[]> {
  const [word = "", id] = prefix.split(":");
  const begins = beginning(word);
  const wanted = FOLLOW_UPS.filter(({ word: known }) =>
    // Few are in difficulty: offered to whoever begins to type it.
    id === undefined ? begins(known) && !(word === "" && known === "困难") : known === word,
  );
  if (wanted.length === 0) return [];
  const items = await itemsInSight(ctx, { openOnly: true });
  const called = beginning(id ?? "");
  return wanted.flatMap(({ word: known, answer }) => {
    const kinds = [...ctx.registry.kinds.values()].filter(
      ({ targets }) => targets?.answer === answer,
    );
    const fitting = items.filter(
      (item) =>
        kinds.some((kind) => kind.key === item.kind) && (called(item.label) || called(item.title)),
    );
    return fitting.slice(0, prefix === "" ? RECENT : SHOWN).map((item): Offer => {
      const word = `${known}:${longWord(ctx, item)}`;
      return { insert: word, label: word, detail: item.title, kind: "scope" };
    });
  });
}
