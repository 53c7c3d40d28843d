import { untrack } from "svelte";
import type { Todo } from "#contract/todo";
import { api } from "#web/api/calls.ts";
import { faultOf } from "#web/api/client.ts";
import { oneAtATime } from "#web/api/one-at-a-time.ts";
import { askOrRemember } from "#web/api/remembered.ts";
import type { Fault, WaitingItem } from "#web/api/shapes.ts";
import { clock } from "#web/session/clock.svelte.ts";
import { line } from "#web/sync/line.svelte.ts";
import { store } from "#web/sync/store.svelte.ts";

/** Several events of one order are one question. Milliseconds. */
const SETTLE = 400;

/** What waits for the viewer, the nearest deadline first; asked again when anything stirs. */
class Waiting {
  items = $state.raw<WaitingItem[] | null>(null);
  fault = $state.raw<Fault | null>(null);
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isAsking = false;
  readonly #askOn = oneAtATime(() => this.#ask());

  /**
   * Items that wait, 件: the one thing that is counted over all kinds of work. Places to verify,
   * difficulties and rooms that hold back are each said with their own name and number.
   */
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

  /** For whoever begins to look: an answer on its way is new enough. */
  look(): void {
    if (!this.#isAsking) this.soon();
  }

  /** Asks now, or once more after the answer that is on its way. */
  async refresh(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#askOn();
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    try {
      this.items = await askOrRemember("waiting", api.waiting);
      this.fault = null;
    } catch (error) {
      this.fault = faultOf(error);
    } finally {
      this.#isAsking = false;
    }
  }
}

export const waiting = new Waiting();

/** What comes near its deadline stirs nothing by itself. Milliseconds. */
const BY_ITSELF = 5 * 60_000;

/** Keeps the list fresh while somebody is signed in; it was asked for when they entered. */
export function keepWaitingFresh(): void {
  onChange(
    () => store.now.stirred + store.now.worked,
    () => waiting.soon(),
  );
  // Counted from here, or a county's phones would all ask at the same minute.
  const began = untrack(() => clock.now);
  onChange(
    () => Math.floor((clock.now - began) / BY_ITSELF),
    () => document.hidden || waiting.soon(),
  );
  $effect(() => line.onReturn(() => waiting.soon()));
}

function onChange(read: () => number, run: () => void): void {
  const value = $derived(read());
  let known = value;
  $effect(() => {
    if (value === known) return;
    known = value;
    run();
  });
}
