import { Refusal } from "#contract/errors";
import { findNodes } from "#domain/org/node-ref";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import type { Token } from "#domain/text/line";
import { isOwn, vantages, wordFor } from "../complete/place-offers.ts";
import { wholeHere } from "../complete/scope-offers.ts";
import type { Context } from "../context.ts";
import type { Command } from "../define-command.ts";
import type { Raw } from "./arg.ts";
import { asTitle } from "./ask-leftover.ts";
import { lastChoiceFirst } from "./last-choice.ts";
import { withPair } from "./splice.ts";
import { scopeKey } from "./title-scope.ts";

/** No place is said in more letters. */
const LONGEST = 12;
/** Shorter ones are parts of other words (送清凉), but where a word begins with one. */
const SURE = 3;
const NUMBERED = /^[\d一二三四五六七八九十]/;

/**
 * A place that stands in the title glued to other words, 王家边网格巡查, or that is not the writer's,
 * 池淮镇: without a scope the line goes to the whole area, which is asked about (SPEC §1.1). What is
 * above the channel, its own place (杨林镇防汛 in 杨林镇) and 一网格 where there are several are words
 * like any. A place beyond reach glued to other words (池淮镇返乡人员) says what it is about: it
 * is told, not asked.
 * @throws Refusal `ambiguous` with the narrow reading and the wide one
 */
export async function askAboutGlued(
  ctx: Context,
  command: Command,
  { words, given, text }: { words: Token[]; given: ReadonlyMap<string, Raw>; text: string },
): Promise<void> {
  const zh = scopeKey(command, given);
  if (zh === undefined) return;
  const whole = wholeHere(ctx);
  const seen = words.flatMap((word) =>
    word.quoted ? [] : [{ word, ...placesIn(ctx, word.text) }],
  );
  const [first] = seen.filter(({ inside }) => inside.length > 0);
  if (first) {
    const places = deepest(
      ctx,
      seen.flatMap(({ inside }) => inside),
    );
    const list = places.map((place) => wordFor(ctx, place));
    const scopes = list.length > 1 ? [list.join(","), ...list] : list;
    const narrow = scopes.slice(0, 7).map((scope) => {
      const pair = `${zh}=${scope}`;
      return { label: pair, text: withPair(text, pair) };
    });
    const named = places.map(displayName).join("、");
    const message = `标题里有“${named}”，没有写“${zh}=”：只发那里，还是${whole}都发？点一个继续，还没有发出`;
    const candidates = [
      ...(await lastChoiceFirst(ctx, narrow)),
      ...wide(command, first.word, { whole, text }),
    ];
    throw new Refusal("ambiguous", message, { field: zh, candidates });
  }
  for (const { word, outside } of seen) {
    const [place] = outside;
    if (!place) continue;
    const name = displayName(place);
    const why = `“${name}”不在你的范围内，这一条发到的是${whole}`;
    if (word.text !== name) {
      ctx.whisper(why);
      continue;
    }
    const candidates = wide(command, word, { whole, text });
    throw new Refusal("ambiguous", `${why}，是不是写错了？还没有发出`, { field: zh, candidates });
  }
}

/** The line for everybody, with the word in quotes: there it is text. */
function wide(command: Command, word: Token, { whole, text }: { whole: string; text: string }) {
  return asTitle(command, word, text).map((one) => ({
    ...one,
    label: `${whole}都发，${one.label}`,
  }));
}

interface Seen {
  /** Within reach and narrower than the channel's own. */
  inside: Node[];
  outside: Node[];
}

function placesIn(ctx: Context, word: string): Seen {
  const seen: Seen = { inside: [], outside: [] };
  const tops = vantages(ctx);
  let at = 0;
  while (at < word.length - 1) {
    const found = longestAt(ctx, word, at);
    if (found) sortInto(ctx, seen, { ...found, tops, begins: at === 0 });
    at += found?.name.length ?? 1;
  }
  return seen;
}

function longestAt(ctx: Context, word: string, at: number): { name: string; nodes: Node[] } | null {
  for (let end = Math.min(word.length, at + LONGEST); end > at + 1; end -= 1) {
    const name = word.slice(at, end);
    if (!/^\p{Script=Han}[\p{L}\p{N}]*$/u.test(name)) continue;
    const nodes = findNodes(ctx.org.tree, name, { from: ctx.here, now: ctx.now });
    if (nodes.length > 0) return { name, nodes };
  }
  return null;
}

function sortInto(
  ctx: Context,
  seen: Seen,
  { name, nodes, tops, begins }: { name: string; nodes: Node[]; tops: string[]; begins: boolean },
): void {
  const { here } = ctx;
  const { tree } = ctx.org;
  if (here !== null && nodes.some(({ id }) => tree.isWithin(here, id))) return;
  const isFull = nodes.some((node) => displayName(node) === name);
  const isHelper = nodes.every((node) => tree.level(node).kind === "body");
  if (!begins && (isHelper || (!isFull && name.length < SURE))) return;
  const own = nodes.filter(({ id }) => isOwn(ctx, id, tops));
  if (own.length > 1 && NUMBERED.test(name)) return;
  if (own.length > 0) seen.inside.push(...own);
  else if (isFull && !isHelper && !NUMBERED.test(name)) seen.outside.push(nodes[0]!);
}

/** Where the names are one path, 杨林村王家边网格, its last place; else each of them once. */
function deepest(ctx: Context, places: Node[]): Node[] {
  const { tree } = ctx.org;
  const each = [...new Map(places.map((place) => [place.id, place])).values()];
  const last = each.find((one) => each.every((other) => tree.isWithin(one.id, other.id)));
  return last ? [last] : each;
}
