import { nearest } from "../text/nearest.ts";
import { beginsInPinyin, pinyinOf } from "../text/pinyin.ts";
import { fold } from "../text/text.ts";
import { nodeNames } from "./node-names.ts";
import type { Node } from "./org.ts";
import { displayName, shortName, spokenName } from "./short-name.ts";
import type { Relation, Tree } from "./tree.ts";

export interface RefContext {
  /** Node of the channel the words were typed in; null where there is none. */
  from: string | null;
  now: number;
}

/**
 * What a reference meant. `household` is the number in `溪洋1-017`: only its form is read here,
 * whether the household exists is the register's business.
 */
export type NodeRef =
  | { ok: true; node: Node; household?: string }
  | { ok: false; code: "none"; nearest: Node[] }
  | { ok: false; code: "ambiguous"; candidates: Node[] };

/** The order in which places are searched (SPEC §1.3): own node, below, beside, above, everywhere. */
const RING: Record<Relation, number> = {
  SELF: 0,
  CHILD: 1,
  DESC: 1,
  SIB: 2,
  PARENT: 3,
  ANC: 3,
  OTHER: 4,
};

const HOUSEHOLD = /^(.+?)[-－](\d{1,4})$/;
const NEAREST = 5;

/**
 * Finds the living node a person meant by a code, a path `大田乡/古竹村/一网格`, a name, an alias or a
 * household `溪洋1-017` (SPEC §1.3); a blank separates a path too. The first ring with a hit wins; a
 * full name wins over a short one in the same ring; several in one ring are ambiguous, in tree
 * order. A short name that fits the channel's own place and places below it is ambiguous too.
 */
export function resolveNode(tree: Tree, text: string, context: RefContext): NodeRef {
  const words = fold(text).trim();
  const found = findNodes(tree, text, context);
  if (found.length > 1) return { ok: false, code: "ambiguous", candidates: found };
  if (found[0]) return { ok: true, node: found[0] };

  const [, place, household] = HOUSEHOLD.exec(words) ?? [];
  if (place && household) {
    const grid = resolveNode(tree, place, context);
    return grid.ok && !grid.household ? { ...grid, household } : grid;
  }
  return { ok: false, code: "none", nearest: mistyped(tree, words, context) };
}

/** The living nodes that {@link resolveNode} would choose from; none where the words name no place. */
export function findNodes(tree: Tree, text: string, context: RefContext): Node[] {
  const words = fold(text).trim();
  const coded = /^\d{6,}$/.test(words) ? tree.byCode(words) : undefined;
  if (coded && tree.alive(coded, context.now)) return [coded];
  const found = nearestRing(tree, byWords(tree, words, context), context);
  return nodeNames(tree).local(words).length > 0 ? closest(tree, found, context) : found;
}

/**
 * Completion: living nodes whose name begins with `prefix`, in Chinese, pinyin (`yanglin`) or
 * initials (`yl`); nearest ring first. Households are never offered.
 */
export function suggestNodes(
  tree: Tree,
  prefix: string,
  { from, now, limit = 10 }: RefContext & { limit?: number },
): Node[] {
  const typed = prefix.trim().toLowerCase();
  const latin = /^[a-z0-9]+$/.test(typed);
  const fits = (node: Node) =>
    offered(tree, node, now) &&
    [node.name, displayName(node), ...node.aliases].some((name) => {
      if (name.toLowerCase().startsWith(typed)) return true;
      return latin && beginsInPinyin(name, typed, tree.profile.pinyin) !== null;
    });
  return byRing(tree, tree.nodes.filter(fits), from).slice(0, limit);
}

interface Hits {
  exact: readonly Node[];
  short: readonly Node[];
}

function byWords(tree: Tree, words: string, context: RefContext): Hits {
  const [first = "", ...rest] = words.split(/[/／\s]+/);
  let hits = called(tree, first, context.now);
  for (const segment of rest) {
    const parents = [...hits.exact, ...hits.short];
    const below = (node: Node) =>
      parents.some((p) => p.id !== node.id && tree.isWithin(node.id, p.id));
    const next = called(tree, segment, context.now);
    hits = { exact: next.exact.filter(below), short: next.short.filter(below) };
  }
  return hits;
}

function called(tree: Tree, name: string, now: number): Hits {
  const names = nodeNames(tree);
  const living = (node: Node) => tree.alive(node, now);
  const spoken = spokenName(name);
  const exact = names
    .exact(name)
    .concat(spoken === name ? [] : names.exact(spoken))
    .filter(living);
  const short = [...new Set([...names.short(name), ...names.local(name)])].filter(living);
  if (exact.length > 0 || short.length > 0) return { exact: [...new Set(exact)], short };
  // 西塘社区 for 西塘村: the suffix is wrong, but of the kind that is ignored (SPEC §1.3).
  const stem = shortName(name);
  const kin = (node: Node) => shortName(spokenName(node.name)) === stem && node.name !== stem;
  return { exact: [], short: stem === name ? [] : names.short(stem).filter(living).filter(kin) };
}

function nearestRing(tree: Tree, { exact, short }: Hits, { from }: RefContext): Node[] {
  const ring = (node: Node) => ringOf(tree, node, from);
  const first = Math.min(...[...exact, ...short].map(ring));
  const inFirst = (nodes: readonly Node[]) => nodes.filter((node) => ring(node) === first);
  const full = inFirst(exact);
  // 王宅 in 王宅镇's room may be the town or a village in it; 王宅镇 is said of the town alone.
  const below = first === RING.SELF ? short.filter((node) => ring(node) === RING.DESC) : [];
  return byRing(tree, full.length > 0 ? full : [...inFirst(short), ...below], from);
}

/** 一网格 is said in one's own village, 虚拟单元01 in one's own town: what lies closest is meant. */
function closest(tree: Tree, nodes: readonly Node[], { from }: RefContext): Node[] {
  const above = from === null ? [] : tree.lineage(from).slice(0, -1);
  const near = above
    .map((up) => nodes.filter((node) => tree.isWithin(node.id, up.id)))
    .find((within) => within.length > 0);
  return [...(near ?? nodes)];
}

function ringOf(tree: Tree, node: Node, from: string | null): number {
  return from === null ? RING.OTHER : RING[tree.relation(from, node.id)];
}

function byRing(tree: Tree, nodes: readonly Node[], from: string | null): Node[] {
  return [...nodes].sort(
    (a, b) =>
      ringOf(tree, a, from) - ringOf(tree, b, from) || tree.position(a.id) - tree.position(b.id),
  );
}

function offered(tree: Tree, node: Node, now: number): boolean {
  return tree.alive(node, now) && !tree.level(node).household;
}

/** Names a slip away from what was typed; those that sound the same come first. */
function mistyped(tree: Tree, words: string, { from, now }: RefContext): Node[] {
  const living = tree.nodes.filter((node) => offered(tree, node, now));
  const nodes = byRing(tree, living, from);
  const sound = (name: string) => pinyinOf(shortName(name), tree.profile.pinyin).full;
  const typed = sound(words);
  const alike = nodes.filter((node) => sound(node.name) === typed);
  const slips = new Set(nearest(words, nodes.map(displayName), NEAREST));
  const near = nodes.filter((node) => slips.has(displayName(node)));
  return [...new Set([...alike, ...near])].slice(0, NEAREST);
}
