import type { Profile } from "#contract/profile";
import type { Node } from "#domain/org/org";
import { stemOf } from "#domain/org/short-name";
import { blankNode } from "./node.ts";

/** A node while the tree grows, with what its descendants' names are made of. */
export interface Growth {
  node: Node;
  parent: Growth | null;
  children: Growth[];
  /** Short name of the village or town: 溪洋. */
  stem: string;
  /** The town it lies in, itself for a town, null above. */
  town: Growth | null;
  /** What the registry calls the village it lies in, null above. */
  kind: "village" | "community" | null;
}

/** The growing tree: one root, its levels at hand, numbers dealt out in order. */
export class Grove {
  readonly root: Growth;
  readonly #byLevel = new Map<string, Growth[]>();
  readonly #counters = new Map<string, number>();

  constructor(profile: Profile) {
    const top = profile.levels.find((level) => level.parents.length === 0)!;
    const node = blankNode(profile, profile.root, top.key, profile.name);
    const stem = stemOf(profile.name);
    this.root = this.#add({ ...node, code: profile.root }, null, { stem, town: null, kind: null });
  }

  withLevel(key: string): readonly Growth[] {
    return this.#byLevel.get(key) ?? [];
  }

  /** Hangs a town under the root. */
  addTown(node: Node): Growth {
    const town = this.#add(node, this.root, { stem: stemOf(node.name), town: null, kind: null });
    town.town = town;
    return town;
  }

  /** Hangs a registry village under its town. */
  addVillage(node: Node, town: Growth, kind: Growth["kind"]): Growth {
    return this.#add(node, town, { stem: stemOf(node.name), town, kind });
  }

  /** Hangs anything else; names below it continue those of its parent. */
  add(node: Node, parent: Growth): Growth {
    const { stem, town, kind } = parent;
    return this.#add(node, parent, { stem, town, kind });
  }

  /** 1, 2, 3 … for each key. */
  next(key: string): number {
    const n = (this.#counters.get(key) ?? 0) + 1;
    this.#counters.set(key, n);
    return n;
  }

  /** Parents before children, siblings in the order they were added. */
  inTreeOrder(): Node[] {
    const nodes: Node[] = [];
    const visit = ({ node, children }: Growth) => {
      nodes.push(node);
      children.forEach(visit);
    };
    visit(this.root);
    return nodes;
  }

  #add(node: Node, parent: Growth | null, names: Pick<Growth, "stem" | "town" | "kind">): Growth {
    const growth: Growth = {
      ...names,
      node: { ...node, parent: parent?.node.id ?? null },
      parent,
      children: [],
    };
    parent?.children.push(growth);
    const same = this.#byLevel.get(node.level);
    if (same) same.push(growth);
    else this.#byLevel.set(node.level, [growth]);
    return growth;
  }
}

/** The nearest place of that level, the place itself included. Throws when there is none. */
export function nearest(from: Growth, level: string): Growth {
  for (let up: Growth | null = from; up; up = up.parent) if (up.node.level === level) return up;
  throw new Error(`scale: ${from.node.name} lies in no ${level}`);
}

/** The code that a local code continues: the nearest one above, levels without digits passed over. */
export function anchorOf(from: Growth): string | null {
  for (let up: Growth | null = from; up; up = up.parent) {
    const code = up.node.local ?? up.node.code;
    if (code !== null) return code;
  }
  return null;
}
