import { api } from "#web/api/calls.ts";
import { faultOf } from "#web/api/client.ts";
import { askOrRemember } from "#web/api/remembered.ts";
import type { Fault, Todo, WaitingItem } from "#web/api/shapes.ts";
import { line } from "#web/sync/line.svelte.ts";
import { store } from "#web/sync/store.svelte.ts";

/** Several events of one order are one question. Milliseconds. */
const SETTLE = 400;

/** What waits for the viewer, the nearest deadline first; asked again when anything stirs. */
class Waiting {
  items = $state.raw<WaitingItem[] | null>(null);
  fault = $state.raw<Fault | null>(null);
  #timer: ReturnType<typeof setTimeout> | null = null;

  get count(): number {
    return this.items?.length ?? 0;
  }

  of(item: string): Todo[] {
    return this.items?.find(({ id }) => id === item)?.todo ?? [];
  }

  /** Asks soon; called as often as one likes. */
  soon(): void {
    this.#timer ??= setTimeout(() => void this.refresh(), SETTLE);
  }

  async refresh(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    try {
      this.items = await askOrRemember("waiting", api.waiting);
      this.fault = null;
    } catch (error) {
      this.fault = faultOf(error);
    }
  }
}

export const waiting = new Waiting();

/** Keeps the list fresh while somebody is signed in; called once, by the shell. */
export function keepWaitingFresh(): void {
  $effect(() => {
    void store.now.stirred;
    waiting.soon();
  });
  $effect(() => line.onReturn(() => waiting.soon()));
}
