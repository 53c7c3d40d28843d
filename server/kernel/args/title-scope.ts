import { type Candidate, Refusal } from "#contract/errors";
import { findNodes } from "#domain/org/node-ref";
import type { Node } from "#domain/org/org";
import type { Token } from "#domain/text/line";
import { isOwn, vantages, wordFor } from "../complete/place-offers.ts";
import type { Context } from "../context.ts";
import type { Command } from "../define-command.ts";
import { argByKey } from "../keys.ts";
import type { Raw } from "./arg.ts";
import { asTitle } from "./ask-leftover.ts";
import { lastChoiceFirst } from "./last-choice.ts";
import { readsAsScope } from "./place-args.ts";
import { moved, withPair } from "./splice.ts";

/** What was understood from a word of the title; shown before it is sent and said after. */
export interface Understood {
  key: string;
  value: string;
  /** The line for everybody, where the command knows whom it would else reach. */
  wider: Candidate | null;
}

interface Placed {
  key: string;
  raw: Raw;
  taken: Token[];
}

/**
 * The scope that a title names where `范围=` is absent (SPEC §1.1): a task for 单点一 王家边网格 never goes
 * to the whole town. A word is a place when the whole of it is the name, short name, path or code
 * of a place within the writer's reach, or a scope with a colon (杨林镇:网格); a place glued to other
 * words (王家边网格巡查) is asked about elsewhere; one in quotes, the channel's own and those above it
 * are words of the title. The word leaves the title. One place in another is its path (杨林村 王家边网格); a station, firm or team may
 * be a helper as well as an addressee, so it is asked about, as are several places.
 * @throws Refusal `ambiguous` with the readings
 */
export async function scopeOfTitle(
  ctx: Context,
  command: Command,
  { words, given, text }: { words: Token[]; given: ReadonlyMap<string, Raw>; text: string },
): Promise<Placed | null> {
  const zh = scopeKey(command, given);
  if (zh === undefined) return null;
  const found = words.flatMap((word) => meantBy(ctx, word) ?? []);
  const [first, ...others] = found;
  if (!first) return null;
  const deepest = deepestOf(ctx, found);
  if (!deepest || deepest.scopes.length > 1 || deepest.isAsked) {
    throw await whichPlace(ctx, command, { key: zh, found: deepest ? [deepest] : found, text });
  }
  const value = deepest.scopes[0]!;
  ctx.understood = { key: zh, value, wider: null };
  const rewrite = (other: string) => moved(text, deepest.word, `${zh}=${other}`);
  const taken = [first, ...others].map(({ word }) => word);
  return {
    key: argByKey(command, zh)!,
    raw: { text: value, words: [value], pairs: [], rewrite },
    taken,
  };
}

/** 范围, of a command that takes a title, where it is not given: what the title says of places counts. */
export function scopeKey(command: Command, given: ReadonlyMap<string, Raw>): string | undefined {
  const args = Object.entries(command.args);
  const [key, arg] = args.find(([, one]) => one.kind === "scope" && one.place === "key") ?? [];
  const takesTitle = args.some(([, one]) => one.place === "main");
  return key && !given.has(key) && takesTitle ? arg?.zh : undefined;
}

/** What a word of the title may mean, as scopes that can be typed. */
interface Meaning {
  word: Token;
  scopes: string[];
  nodes: Node[];
  isAsked: boolean;
}

/** Around a place that is named in passing: （王家边网格）, 【王家边网格】, @王家边网格, 王家边网格。 */
const AROUND = /^[@＠(（[［【〔]+|[)）\]］】〕。;]+$/gu;

function meantBy(ctx: Context, word: Token): Meaning | null {
  if (word.quoted) return null;
  const bare = word.text.replace(AROUND, "");
  if (bare.includes(":")) {
    return readsAsScope(bare, ctx) ? { word, scopes: [bare], nodes: [], isAsked: false } : null;
  }
  const { tree } = ctx.org;
  const parts = bare.split(/[,、]/).filter((part) => part !== "");
  const all = parts.map((part) => findNodes(tree, part, { from: ctx.here, now: ctx.now }));
  const tops = vantages(ctx);
  const inReach = all.map((nodes) => nodes.filter(({ id }) => isOwn(ctx, id, tops)));
  const { here } = ctx;
  const isAbove = (id: string) => here !== null && tree.isWithin(here, id);
  const narrower = inReach.map((nodes) => nodes.filter(({ id }) => !isAbove(id)));
  if (narrower.length === 0 || narrower.some((nodes) => nodes.length === 0)) return null;
  const isAsked = inReach.flat().some((node) => tree.level(node).kind === "body");
  const [only] = inReach;
  if (inReach.length === 1) {
    return { word, scopes: only!.map((node) => wordFor(ctx, node)), nodes: only!, isAsked };
  }
  if (inReach.some((nodes) => nodes.length > 1))
    return { word, scopes: [], nodes: [], isAsked: true };
  const list = inReach.map(([node]) => wordFor(ctx, node!)).join(",");
  return { word, scopes: [list], nodes: [], isAsked };
}

/** Where the words are one path, its last place; as far as it lies in the others. */
function deepestOf(ctx: Context, found: Meaning[]): Meaning | undefined {
  const { tree } = ctx.org;
  if (found.length === 1) return found[0];
  for (const one of found) {
    const nodes = one.nodes.filter(({ id }) =>
      found.every((other) => other.nodes.some((up) => tree.isWithin(id, up.id))),
    );
    if (
      nodes.length > 0 &&
      found.every((other) => other === one || !nodes.some((node) => other.nodes.includes(node)))
    ) {
      return { ...one, nodes, scopes: nodes.map((node) => wordFor(ctx, node)) };
    }
  }
  return undefined;
}

async function whichPlace(
  ctx: Context,
  command: Command,
  { key, found, text }: { key: string; found: Meaning[]; text: string },
): Promise<Refusal> {
  const choices = found.flatMap(({ word, scopes }) =>
    scopes.slice(0, 8).map((scope) => ({
      label: `${key}=${scope}`,
      text: moved(text, word, `${key}=${scope}`),
    })),
  );
  const all = found.flatMap(({ scopes }) => scopes).join(",");
  const together =
    found.length > 1 ? [{ label: `${key}=${all}`, text: withPair(text, `${key}=${all}`) }] : [];
  const names = found.map(({ word }) => `“${word.raw}”`).join("、");
  const title = found.length === 1 ? asTitle(command, found[0]!.word, text) : [];
  return new Refusal("ambiguous", `标题里的${names}说不清发到哪里，点一个继续，还没有发出`, {
    field: key,
    candidates: [...together, ...(await lastChoiceFirst(ctx, choices)), ...title].slice(0, 9),
  });
}
