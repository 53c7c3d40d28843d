import { SvelteSet } from "svelte/reactivity";
import type { NodeView } from "#contract/nouns";
import { api } from "#web/api/calls.ts";
import { askOrRemember } from "#web/api/remembered.ts";
import { session } from "#web/session/session.svelte.ts";
import { type ChannelState, unreadOf } from "#web/sync/state.ts";
import { store } from "#web/sync/store.svelte.ts";
import { matcher } from "./match-name.svelte.ts";

export interface TreeRow {
  id: string;
  depth: number;
  channel: ChannelState;
  /** Channels below it; 0 for a leaf. */
  below: number;
  isFolded: boolean;
  /** Something unread below a folded row. */
  hasUnread: boolean;
}

const FOLDED = "lingda.folded";
/** Levels of the tree that are asked for; deeper ones hang where they are known. */
const DEPTH = 4;

/** One's own channels as the branch of the county they belong to. */
class ChannelTree {
  filter = $state("");
  readonly #folded = new SvelteSet<string>(JSON.parse(localStorage.getItem(FOLDED) ?? "[]"));
  #parents = $state.raw<ReadonlyMap<string, string | null>>(new Map());

  readonly rows = $derived.by(() => {
    const { order, channels } = store.now;
    const all = (order ?? []).flatMap((id) => channels[id] ?? []);
    const matches = matcher(this.filter);
    if (matches)
      return all.filter(({ view }) => matches(view.name)).map((channel) => leaf(channel, 0));
    return this.#nested(all);
  });

  /** Where the places of the channels lie; without it the list is flat. */
  async load(): Promise<void> {
    const tops = new Set(session.me?.assignments.map(({ node }) => node));
    const parents = new Map<string, string | null>();
    for (const top of tops) {
      const nodes = await askOrRemember<NodeView[]>(`tree ${top}`, () =>
        api.tree(top, DEPTH),
      ).catch(() => []);
      for (const { id, parent } of nodes) parents.set(id, parent);
    }
    this.#parents = parents;
  }

  toggle(id: string): void {
    if (!this.#folded.delete(id)) this.#folded.add(id);
    localStorage.setItem(FOLDED, JSON.stringify([...this.#folded]));
  }

  #nested(all: ChannelState[]): TreeRow[] {
    const byNode = new Map<string, ChannelState>();
    for (const channel of all) {
      const { node, kind } = channel.view;
      if (node !== null && kind !== "resident" && !byNode.has(node)) byNode.set(node, channel);
    }
    const children = Map.groupBy(all, (channel) => this.#above(channel, byNode)?.view.id ?? "");
    const rows: TreeRow[] = [];
    const visit = (channel: ChannelState, depth: number): boolean => {
      const inside = children.get(channel.view.id) ?? [];
      const isFolded = this.#folded.has(channel.view.id);
      const row = { ...leaf(channel, depth), below: inside.length, isFolded };
      rows.push(row);
      const from = rows.length;
      const unread = inside.map((one) => visit(one, depth + 1)).some(Boolean);
      if (isFolded) {
        rows.length = from;
        row.hasUnread ||= unread;
      }
      return row.hasUnread || unread;
    };
    for (const channel of children.get("") ?? []) visit(channel, 0);
    return rows;
  }

  /** The nearest channel above: a grid's residents under their village, a village under its town. */
  #above(channel: ChannelState, byNode: ReadonlyMap<string, ChannelState>): ChannelState | null {
    const { node, kind } = channel.view;
    let at = kind === "resident" ? node : (this.#parents.get(node ?? "") ?? null);
    while (at !== null) {
      const found = byNode.get(at);
      if (found && found !== channel) return found;
      at = this.#parents.get(at) ?? null;
    }
    return null;
  }
}

function leaf(channel: ChannelState, depth: number): TreeRow {
  const hasUnread = unreadOf(channel) > 0;
  return { id: channel.view.id, depth, channel, below: 0, isFolded: false, hasUnread };
}

/** `#` for places, `@` for a conversation with a bot. */
export function nameOf({ kind, name }: ChannelState["view"]): string {
  return (kind === "bot" ? "@" : "#") + name;
}

export const channelTree = new ChannelTree();
