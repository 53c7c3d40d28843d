import { SvelteMap } from "svelte/reactivity";
import type {
  ItemView,
  NodeView,
  PlaceReplies,
  RoundsView,
  SilentPlace,
  TargetView,
} from "#contract/nouns";
import { api } from "#web/api/calls.ts";
import { faultOf } from "#web/api/client.ts";
import { oneAtATime } from "#web/api/one-at-a-time.ts";
import { askOrRemember } from "#web/api/remembered.ts";
import type { Fault } from "#web/api/shapes.ts";

/** Something asked for by id: the last answer stays while it is asked again. */
export interface Asked<T> {
  value: T | null;
  fault: Fault | null;
}

/** Answers by id, shared by all who show them. */
export class Shelf<T> {
  readonly #found = new SvelteMap<string, Asked<T>>();
  readonly #asks = new Map<string, () => Promise<void>>();
  readonly #name: string;
  readonly #ask: (id: string) => Promise<T>;

  constructor(name: string, ask: (id: string) => Promise<T>) {
    this.#name = name;
    this.#ask = ask;
  }

  get(id: string): Asked<T> {
    return this.#found.get(id) ?? { value: null, fault: null };
  }

  /** Asks unless it is known or being asked. */
  want(id: string): void {
    if (!this.#found.has(id)) void this.refresh(id);
  }

  refresh(id: string): Promise<void> {
    const ask = this.#asks.get(id) ?? oneAtATime(() => this.#askFor(id));
    this.#asks.set(id, ask);
    return ask();
  }

  async #askFor(id: string): Promise<void> {
    try {
      const value = await askOrRemember(`${this.#name} ${id}`, () => this.#ask(id));
      this.#found.set(id, { value, fault: null });
    } catch (error) {
      this.#found.set(id, { ...this.get(id), fault: faultOf(error) });
    }
  }

  /** Asks again for all that is known of an item, where ids begin with it. */
  refreshOf(item: string): void {
    for (const id of this.#found.keys()) if (id.startsWith(`${item} `)) void this.refresh(id);
  }

  put(id: string, value: T): void {
    this.#found.set(id, { value, fault: null });
  }
}

export const items = new Shelf<ItemView>("item", api.item);
export const targets = new Shelf<TargetView[]>("targets", api.targets);
export const places = new Shelf<NodeView>("node", api.node);
/** Of a series, by the id of any of its rounds. */
export const rounds = new Shelf<RoundsView>("rounds", api.rounds);
/** Versions and last time's values, by {@link placeKey}. */
export const replies = new Shelf<PlaceReplies>("replies", (key) => {
  const [item = "", node = ""] = key.split(" ");
  return api.placeReplies(item, node);
});

/** Who has not answered, a level at a time, by {@link placeKey}; below one's own place with `""`. */
export const silent = new Shelf<SilentPlace[]>("silent", (key) => {
  const [item = "", node = ""] = key.split(" ");
  return api.silent(item, node === "" ? null : node);
});

export function placeKey(item: string, node: string): string {
  return `${item} ${node}`;
}
