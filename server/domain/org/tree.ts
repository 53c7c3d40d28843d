import type { Level, Profile } from "#contract/profile";
import type { Node } from "./org.ts";
import { displayName } from "./short-name.ts";

/** Where an object's node lies, seen from a person's assignment node (SPEC §6). */
export type Relation = "SELF" | "CHILD" | "DESC" | "PARENT" | "ANC" | "SIB" | "OTHER";

const TIME_OF_DAY_ZERO = "T00:00:00+08:00";

/**
 * The tree of one profile, indexed once and never changed: another picture is another `Tree`.
 * Every question is O(1) or O(depth), because a node's subtree is one slice of the pre-order walk.
 *
 * Parentage comes from `parent` alone, never from code prefixes (SPEC §5.2).
 */
export class Tree {
  readonly root: Node;
  /** All nodes, parents before children, siblings in the order given: the order of every list. */
  readonly nodes: readonly Node[];

  readonly #levels: Map<string, Level>;
  readonly #byId = new Map<string, Node>();
  readonly #byCode = new Map<string, Node>();
  readonly #children = new Map<string, Node[]>();
  readonly #entry = new Map<string, number>();
  readonly #exit = new Map<string, number>();
  readonly #byLevel = new Map<string, Node[]>();

  /** @throws Error naming the node at fault: twice given, unknown level, missing parent, cycle, not one root. */
  constructor(
    readonly profile: Profile,
    nodes: readonly Node[],
  ) {
    this.#levels = new Map(profile.levels.map((level) => [level.key, level]));
    for (const node of nodes) {
      if (this.#byId.has(node.id)) throw new Error(`tree: node ${node.id} is given twice`);
      if (!this.#levels.has(node.level)) {
        throw new Error(`tree: node ${node.id} has unknown level ${node.level}`);
      }
      this.#byId.set(node.id, node);
    }
    this.root = this.#link(nodes);
    this.nodes = this.#walk();
    if (this.nodes.length < nodes.length) {
      const stray = nodes.find((node) => !this.#entry.has(node.id));
      throw new Error(`tree: node ${stray?.id} is its own ancestor`);
    }
    for (const node of this.nodes) this.#catalogue(node);
  }

  get(id: string): Node | undefined {
    return this.#byId.get(id);
  }

  /** By official code, local code or id. */
  byCode(code: string): Node | undefined {
    return this.#byCode.get(code) ?? this.#byId.get(code);
  }

  /** @throws Error when the profile has no such level. */
  level(node: Node | string): Level {
    const key = typeof node === "string" ? node : node.level;
    const level = this.#levels.get(key);
    if (!level) throw new Error(`tree: unknown level ${key}`);
    return level;
  }

  children(id: string): readonly Node[] {
    return this.#children.get(id) ?? [];
  }

  parent(id: string): Node | undefined {
    const parent = this.#byId.get(id)?.parent;
    return parent == null ? undefined : this.#byId.get(parent);
  }

  /** Nearest first, the root last. */
  ancestors(id: string): Node[] {
    const found: Node[] = [];
    for (let up = this.parent(id); up; up = this.parent(up.id)) found.push(up);
    return found;
  }

  /** The node and its ancestors, nearest first; empty for an unknown node. */
  lineage(id: string): Node[] {
    const node = this.#byId.get(id);
    return node ? [node, ...this.ancestors(id)] : [];
  }

  /** Everything below, in tree order; with `self` the node too. */
  descendants(id: string, { self = false } = {}): readonly Node[] {
    const entry = this.#entry.get(id);
    if (entry === undefined) return [];
    return this.nodes.slice(self ? entry : entry + 1, this.#exit.get(id));
  }

  /** How many nodes there are at and below one. */
  size(id: string): number {
    const entry = this.#entry.get(id);
    return entry === undefined ? 0 : this.#exit.get(id)! - entry;
  }

  /** True for the node itself and for everything below `ancestor`. */
  isWithin(id: string, ancestor: string): boolean {
    const at = this.#entry.get(id);
    const from = this.#entry.get(ancestor);
    return (
      at !== undefined && from !== undefined && at >= from && at < (this.#exit.get(ancestor) ?? 0)
    );
  }

  /** Place in tree order, for sorting. */
  position(id: string): number {
    return this.#entry.get(id) ?? Number.MAX_SAFE_INTEGER;
  }

  /** Relation of the object's node `to` to the person's assignment node `from`; unknown nodes are OTHER. */
  relation(from: string, to: string): Relation {
    const a = this.#byId.get(from);
    const b = this.#byId.get(to);
    if (!a || !b) return "OTHER";
    if (from === to) return "SELF";
    if (b.parent === from) return "CHILD";
    if (a.parent === to) return "PARENT";
    if (this.isWithin(to, from)) return "DESC";
    if (this.isWithin(from, to)) return "ANC";
    return a.parent === b.parent ? "SIB" : "OTHER";
  }

  /** A node lives from `validFrom` up to, not including, `validTo`; days begin at midnight in China. */
  alive(node: Node, at: number): boolean {
    if (node.validFrom !== null && at < dayStart(node.validFrom)) return false;
    return node.validTo === null || at < dayStart(node.validTo);
  }

  /** Nearest node, itself included, whose level is the gate of the relay: the town. */
  gateOf(id: string): Node | undefined {
    return this.lineage(id).find((node) => this.level(node).gate);
  }

  /** Nodes of one level, in tree order. */
  withLevel(key: string): readonly Node[] {
    return this.#byLevel.get(key) ?? [];
  }

  /** `大田乡/古竹村/一网格`: the names below the root; the root has its own. */
  pathName(id: string): string {
    const line = this.lineage(id);
    const below = line.length > 1 ? line.slice(0, -1) : line;
    return below.reverse().map(displayName).join("/");
  }

  #link(nodes: readonly Node[]): Node {
    const roots: Node[] = [];
    for (const node of nodes) {
      if (node.parent === null) {
        roots.push(node);
        continue;
      }
      if (!this.#byId.has(node.parent)) {
        throw new Error(`tree: node ${node.id} has a missing parent ${node.parent}`);
      }
      const siblings = this.#children.get(node.parent);
      if (siblings) siblings.push(node);
      else this.#children.set(node.parent, [node]);
    }
    const [root, second] = roots;
    if (!root) throw new Error("tree: no root (a node without a parent)");
    if (second) throw new Error(`tree: two roots, ${root.id} and ${second.id}`);
    return root;
  }

  #walk(): Node[] {
    const order: Node[] = [];
    const visit = (node: Node) => {
      this.#entry.set(node.id, order.length);
      order.push(node);
      for (const child of this.children(node.id)) visit(child);
      this.#exit.set(node.id, order.length);
    };
    visit(this.root);
    return order;
  }

  #catalogue(node: Node): void {
    for (const code of [node.code, node.local]) if (code) this.#byCode.set(code, node);
    const same = this.#byLevel.get(node.level);
    if (same) same.push(node);
    else this.#byLevel.set(node.level, [node]);
  }
}

/** A place's day begins at midnight in China. */
export function dayStart(date: string): number {
  return Date.parse(date.length === 10 ? date + TIME_OF_DAY_ZERO : date);
}
