import { apply } from "./apply.ts";
import { type Change, EMPTY, type Shared } from "./state.ts";

/** Keeps the shared state; screens read it, `change` is the only way to move it on. */
class Store {
  #state = $state.raw<Shared>(EMPTY);

  get now(): Shared {
    return this.#state;
  }

  change(change: Change): void {
    this.#state = apply(this.#state, change);
  }
}

export const store = new Store();
