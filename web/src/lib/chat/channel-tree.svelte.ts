import { SvelteMap } from "svelte/reactivity";
import { screen } from "#web/session/screen.svelte.ts";
import { session } from "#web/session/session.svelte.ts";
import type { ChannelState } from "#web/sync/state.ts";
import { store } from "#web/sync/store.svelte.ts";
import { flatRows, nestedRows, urgentFirst } from "./channel-order.ts";
import { matcher } from "./match-name.ts";

const FOLDS = "lingda.folds";
/** As many channels are seen at a glance; of more only one's own branch begins unfolded. */
const FEW = 30;

/** One's own channels as the list shows them. */
class ChannelTree {
  filter = $state("");
  /** What the reader folded (true) or unfolded, on this device. */
  readonly #folds = new SvelteMap<string, boolean>(
    Object.entries(JSON.parse(localStorage.getItem(FOLDS) ?? "{}")),
  );

  readonly rows = $derived.by(() => {
    const { order, channels } = store.now;
    const all = (order ?? []).flatMap((id) => channels[id] ?? []);
    const matches = matcher(this.filter);
    if (matches) return flatRows(all.filter(({ view }) => matches(view.name, view.pinyin)));
    const own = new Set(session.me?.assignments.map(({ node }) => node));
    const isFolded = ({ view }: ChannelState) =>
      this.#folds.get(view.id) ?? (all.length > FEW && !own.has(view.node ?? ""));
    if (screen.isDesktop) return nestedRows(all, isFolded);
    const { urgent, rest } = urgentFirst(all);
    return [...flatRows(urgent), ...nestedRows(rest, isFolded)];
  });

  toggle(id: string): void {
    const row = this.rows.find((one) => one.id === id);
    this.#folds.set(id, !row?.isFolded);
    localStorage.setItem(FOLDS, JSON.stringify(Object.fromEntries(this.#folds)));
  }
}

/** `#` for places, `@` for a conversation with a bot. */
export function nameOf({ kind, name }: Pick<ChannelState["view"], "kind" | "name">): string {
  return (kind === "bot" ? "@" : "#") + name;
}

export const channelTree = new ChannelTree();
