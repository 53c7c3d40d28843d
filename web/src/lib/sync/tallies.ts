import type { Watch } from "#contract/live";
import type { Tally } from "#contract/tally";
import { api } from "#web/api/calls.ts";
import { items } from "#web/items/items.svelte.ts";
import { line } from "./line.svelte.ts";
import type { Live } from "./live.ts";
import { tallyKey } from "./state.ts";
import { store } from "./store.svelte.ts";

/** Cards on the screen and how many of them show the same place's counts. */
const watched = new Map<string, { wish: Watch; cards: number }>();
let live: Live | null = null;

/** Keeps a place's counts live while a card shows them. @returns stops it */
export function watchTally(item: string, node: string): () => void {
  const key = tallyKey(item, node);
  const known = watched.get(key);
  if (known) known.cards += 1;
  else {
    watched.set(key, { wish: { item, node }, cards: 1 });
    // Over the socket it comes at once, and nothing falls between it and what follows.
    if (line.isLive) live?.watch({ item, node });
    else void refresh({ item, node });
  }
  return () => {
    const entry = watched.get(key);
    if (!entry) return;
    entry.cards -= 1;
    if (entry.cards > 0) return;
    watched.delete(key);
    live?.unwatch(entry.wish);
  };
}

/** Counts are volatile: they are told anew at every connection. */
export function watchAllOn(connection: Live | null): void {
  live = connection;
  for (const { wish } of watched.values()) live?.watch(wish);
}

/** Counts that have come; the item itself is asked anew where they tell of another state. */
export function takeTally(tally: Tally): void {
  store.change({ type: "tally", tally });
  const shown = items.get(tally.item).value;
  if (shown && shown.state !== tally.state) void items.refresh(tally.item);
}

export function refreshTallies(): void {
  for (const { wish } of watched.values()) void refresh(wish);
}

async function refresh({ item, node }: Watch): Promise<void> {
  try {
    takeTally(await api.tally(item, node));
  } catch {
    // Out of sight, or no line: the card stands without counts.
  }
}
