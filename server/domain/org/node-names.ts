import type { Node } from "./org.ts";
import { shortName, spokenName, stemOf } from "./short-name.ts";
import type { Tree } from "./tree.ts";

/** Every word a place can be called by, found in O(1). */
export interface NodeNames {
  /** Nodes called exactly this: full name, name as spoken, alias. */
  exact(text: string): readonly Node[];
  /** Nodes whose name is this when suffixes, or the name of the place they lie in, are left out. */
  short(text: string): readonly Node[];
  /** Nodes whose name ends in this number of a level: 一网格 of 城东一网格, wherever that lies. */
  local(text: string): readonly Node[];
}

/** Whether a name is nothing but a number among its kin: 单元25, 一网格. */
export function isLocalName(name: string, tree: Tree): boolean {
  return localName(name, levelWordsOf(tree)) === name;
}

function levelWordsOf({ profile }: Tree): string[] {
  return profile.levels.flatMap((l) => [l.zh, ...l.aliases]);
}

const built = new WeakMap<Tree, NodeNames>();

/** The names of a tree, built at the first question and kept as long as the tree. */
export function nodeNames(tree: Tree): NodeNames {
  const known = built.get(tree);
  if (known) return known;
  const names = build(tree);
  built.set(tree, names);
  return names;
}

function build(tree: Tree): NodeNames {
  const exact = new Map<string, Set<Node>>();
  const short = new Map<string, Set<Node>>();
  const local = new Map<string, Set<Node>>();
  const levelWords = levelWordsOf(tree);
  const stems = new Map(tree.nodes.map((n) => [n.id, stemOf(spokenName(n.name), levelWords)]));

  for (const node of tree.nodes) {
    const called = [node.name, ...node.aliases];
    for (const name of called) {
      const spoken = spokenName(name);
      for (const key of [name, spoken]) add(exact, key, node);
      for (const key of [shortName(name), shortName(spoken), stemOf(spoken, levelWords)]) {
        add(short, key, node);
      }
    }
    for (const key of localNames(node, tree, stems)) add(short, key, node);
    const numbered = localName(node.name, levelWords);
    if (numbered) add(local, numbered, node);
  }
  return {
    exact: (text) => [...(exact.get(text) ?? [])],
    short: (text) => [...(short.get(text) ?? [])],
    local: (text) => [...(local.get(text) ?? [])],
  };
}

/** 一网格 for 古竹一网格 in 古竹村: people leave out the name of the place they stand in. */
function localNames(node: Node, tree: Tree, stems: ReadonlyMap<string, string>): string[] {
  const names: string[] = [];
  for (let up = tree.parent(node.id); up; up = tree.parent(up.id)) {
    const stem = stems.get(up.id) ?? "";
    const rest = node.name.startsWith(stem) ? node.name.slice(stem.length) : "";
    if (rest.length > 1) names.push(rest);
  }
  return names;
}

/**
 * The number of a place among its kin, said in its own village or town: 一网格 for 城东一网格,
 * 虚拟单元01 for 翁垟虚拟单元01. Undefined for a name that ends in no such number.
 */
function localName(name: string, levelWords: readonly string[]): string | undefined {
  const word = levelWords.filter((w) => name.includes(w)).sort((a, b) => b.length - a.length)[0];
  if (word === undefined) return undefined;
  const at = name.lastIndexOf(word);
  const before = /第?[一二三四五六七八九十\d]{1,3}号?$/.exec(name.slice(0, at))?.[0] ?? "";
  const after = name.slice(at + word.length);
  if (before !== "" && after === "") return before + word;
  return before === "" && /^[一二三四五六七八九十\d]{1,4}号?$/.test(after)
    ? word + after
    : undefined;
}

function add(map: Map<string, Set<Node>>, key: string, node: Node): void {
  const same = map.get(key);
  if (same) same.add(node);
  else map.set(key, new Set([node]));
}
