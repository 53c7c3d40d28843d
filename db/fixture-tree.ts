import type { Level, Profile } from "#contract/profile";
import type { Node } from "#domain/org/org";
import type { FixtureNode } from "./fixture-shape.ts";
import { blankNode, localCode } from "./generate/node.ts";

/** Nodes in tree order and the way to name one of them. */
export interface FixtureTree {
  nodes: Node[];
  /** By code, local code, id, name, alias or path (`溪洋村/基础一`). Throws a Chinese sentence. */
  find(reference: string): Node;
}

/**
 * Turns the written list, in any order, into a tree: levels by key or word, parents by code or
 * name, the root added when missing, local codes numbered in the order written.
 */
export function growFixture(profile: Profile, written: readonly FixtureNode[]): FixtureTree {
  const levels = new Map(profile.levels.map((level) => [level.key, level]));
  const top = profile.levels.find((level) => level.parents.length === 0)!;
  const drafts = written.map((one) => ({ node: draft(profile, one), parent: one.parent ?? null }));
  let root = drafts.find(({ node }) => node.level === top.key)?.node;
  if (!root) {
    root = { ...blankNode(profile, profile.root, top.key, profile.name), code: profile.root };
    drafts.unshift({ node: root, parent: null });
  }
  const parents = new Map<Node, Node>();
  const find = finder(
    drafts.map(({ node }) => node),
    parents,
  );
  for (const { node, parent: reference } of drafts) {
    if (node === root) continue;
    const parent = reference === null ? root : find(reference);
    const level = levels.get(node.level)!;
    if (!level.parents.includes(parent.level)) {
      throw new Error(`“${node.name}”是${level.zh}，不能放在“${parent.name}”之下`);
    }
    parents.set(node, parent);
  }
  return { nodes: settle(profile, root, parents, levels), find };
}

function draft(profile: Profile, one: FixtureNode): Node {
  const { parent: _, level: word, ...given } = one;
  const level = profile.levels.find(
    ({ key, zh, aliases }) => key === word || zh === word || aliases.includes(word),
  );
  if (!level) throw new Error(`“${one.name}”的层级“${word}”在${profile.name}没有设置`);
  // The id stays empty here: it may be the local code, which is dealt out once parents are known.
  const blank = blankNode(profile, "", level.key, one.name);
  return { ...blank, virtual: level.virtual, ...given };
}

function finder(nodes: Node[], parents: Map<Node, Node>): FixtureTree["find"] {
  const index = new Map<string, Node[]>();
  for (const node of nodes) {
    for (const word of new Set([node.id, node.code, node.local, node.name, ...node.aliases])) {
      if (word) index.set(word, [...(index.get(word) ?? []), node]);
    }
  }
  return (reference) => {
    const path = reference.split("/");
    const last = path.pop() ?? "";
    const found = (index.get(last) ?? []).filter((node) => liesUnder(node, path, parents));
    if (found.length === 0) throw new Error(`节点“${reference}”不存在`);
    if (found.length > 1) throw new Error(`节点“${reference}”有${found.length}个，请写代码或路径`);
    return found[0]!;
  };
}

function liesUnder(node: Node, path: readonly string[], parents: Map<Node, Node>): boolean {
  const wanted = [...path];
  for (let up = parents.get(node); up && wanted.length > 0; up = parents.get(up)) {
    if (up.name === wanted.at(-1)) wanted.pop();
  }
  return wanted.length === 0;
}

/** Walks down from the root, giving every node its local code, id and parent id. */
function settle(
  profile: Profile,
  root: Node,
  parents: Map<Node, Node>,
  levels: Map<string, Level>,
): Node[] {
  const children = Map.groupBy(parents.keys(), (node) => parents.get(node));
  const given = new Set([...parents.keys()].map(({ local }) => local));
  const numbers = new Map<string, number>();
  const settled = new Map<string, Node>();
  const visit = (node: Node, anchor: string | null) => {
    const digits = levels.get(node.level)!.localDigits;
    while (digits > 0 && anchor !== null && node.code === null && node.local === null) {
      const number = (numbers.get(anchor) ?? 0) + 1;
      numbers.set(anchor, number);
      const local = localCode(anchor, number, digits);
      if (!given.has(local)) node.local = local;
    }
    node.id ||= node.code ?? node.local ?? `${profile.key}-${node.name}`;
    node.parent = parents.get(node)?.id ?? null;
    if (settled.has(node.id)) throw new Error(`“${node.name}”（${node.id}）出现两次`);
    settled.set(node.id, node);
    for (const child of children.get(node) ?? []) visit(child, node.local ?? node.code ?? anchor);
  };
  visit(root, null);
  return [...settled.values()];
}
