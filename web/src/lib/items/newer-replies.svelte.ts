import { SvelteMap } from "svelte/reactivity";
import type { ItemView, TargetView } from "#contract/nouns";

/** What the server said of a reply that came while an older one was looked at, and its version. */
interface Newer {
  message: string;
  version: number;
}

type Place = Pick<TargetView, "node">;
const key = ({ id }: ItemView, { node }: Place) => `${id} ${node}`;

/** Replies that 核实 was refused for, because nobody here had seen them yet: kept until somebody decides. */
class NewerReplies {
  readonly #found = new SvelteMap<string, Newer>();

  of(item: ItemView, place: Place): Newer | undefined {
    return this.#found.get(key(item, place));
  }

  tell(item: ItemView, place: Place, newer: Newer): void {
    this.#found.set(key(item, place), newer);
  }

  forget(item: ItemView, place: Place): void {
    this.#found.delete(key(item, place));
  }
}

export const newerReplies = new NewerReplies();
