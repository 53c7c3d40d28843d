import { SvelteMap, SvelteSet } from "svelte/reactivity";
import type { NodeView } from "#contract/nouns";
import { api } from "#web/api/calls.ts";
import { faultOf } from "#web/api/client.ts";
import type { Fault } from "#web/api/shapes.ts";
import { treeBelow, treeTop } from "./calls.ts";
import { type TreeRow, treeRows } from "./tree-rows.ts";

/** The tree of places, each branch asked for when it is opened for the first time. */
class PlaceTree {
  #top = $state.raw<NodeView | null>(null);
  fault = $state.raw<Fault | null>(null);
  readonly #below = new SvelteMap<string, NodeView[]>();
  readonly #open = new SvelteSet<string>();

  get rows(): TreeRow[] {
    return treeRows(this.#top, this.#below, this.#open);
  }

  /** Opens everything above a place, so that it stands on the screen. */
  async reveal(node: NodeView): Promise<void> {
    this.fault = null;
    try {
      await this.#begin();
      const line: string[] = [];
      for (let up = node.parent; up !== null; ) {
        line.unshift(up);
        up = up === this.#top?.id ? null : (this.#known(up) ?? (await api.node(up))).parent;
      }
      for (const id of line) await this.open(id);
    } catch (error) {
      this.fault = faultOf(error);
    }
  }

  async toggle(id: string): Promise<void> {
    if (this.#open.has(id)) this.#open.delete(id);
    else await this.open(id).catch((error) => (this.fault = faultOf(error)));
  }

  /** @throws CallError */
  async open(id: string): Promise<void> {
    if (!this.#below.has(id)) this.#below.set(id, await treeBelow(id));
    this.#open.add(id);
  }

  async #begin(): Promise<void> {
    if (this.#top !== null) return;
    const [top, ...below] = await treeTop();
    if (!top) return;
    this.#below.set(top.id, below);
    this.#open.add(top.id);
    this.#top = top;
  }

  #known(id: string): NodeView | undefined {
    for (const nodes of this.#below.values()) {
      const found = nodes.find((node) => node.id === id);
      if (found) return found;
    }
    return undefined;
  }
}

export const placeTree = new PlaceTree();
