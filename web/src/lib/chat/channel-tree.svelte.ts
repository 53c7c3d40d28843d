import { SvelteMap, SvelteSet } from "svelte/reactivity";
import type { TreePlace } from "#contract/channel-tree";
import { urgencyRank } from "#contract/urgency";
import { api } from "#web/api/calls.ts";
import { faultOf } from "#web/api/client.ts";
import { askOrRemember } from "#web/api/remembered.ts";
import { screen } from "#web/session/screen.svelte.ts";
import { session } from "#web/session/session.svelte.ts";
import { store } from "#web/sync/store.svelte.ts";
import { waiting } from "#web/todo/waiting.svelte.ts";
import { toasts } from "#web/ui/toasts.svelte.ts";
import { foundRows, type KnownTree, treeRows, waitingRows } from "./channel-rows.ts";
import { matcher } from "./match-name.ts";

const FOLDS = "lingda.folds";
/** Typing goes on: the server is asked when it rests. Milliseconds. */
const REST = 150;
const NOTHING: KnownTree = { root: null, places: new Map(), below: new Map() };

/** The tree of channels as the list shows it; a branch is asked for when it is unfolded. */
class ChannelTree {
  filter = $state("");
  #known = $state.raw<KnownTree>(NOTHING);
  #found = $state.raw<{ typed: string; places: TreePlace[] } | null>(null);
  /** The branch that begins unfolded. */
  readonly #own = new SvelteSet<string>();
  /** What the reader folded (true) or unfolded, on this device. */
  readonly #folds = new SvelteMap<string, boolean>(
    Object.entries(JSON.parse(localStorage.getItem(FOLDS) ?? "{}")),
  );
  #timer: ReturnType<typeof setTimeout> | null = null;

  readonly #channels = $derived(
    (store.now.order ?? []).flatMap((id) => store.now.channels[id] ?? []),
  );
  /** Which channels are one's own; null before that is known. */
  readonly membership = $derived(store.now.order?.join() ?? null);
  /** Whether the tree, or that nobody gives it, is known. */
  isReady = $state(false);
  /** Whose tree it is, and of which channels of theirs. */
  #of: { me: string | null; membership: string | null } | null = null;
  readonly isSeeking = $derived(
    this.filter.trim() !== "" && this.#found?.typed !== this.filter.trim(),
  );

  readonly rows = $derived.by(() => {
    const all = this.#channels;
    const matches = matcher(this.filter);
    if (matches) {
      const own = all.filter(({ view }) => matches(view.name, view.pinyin));
      return foundRows(own, this.#found?.places ?? []);
    }
    const tree = treeRows(this.#known, all, (place) => this.#isOpen(place));
    if (screen.isDesktop) return tree;
    const ranks = new Map(
      (waiting.items ?? []).map(({ id, urgency }) => [id, urgencyRank(urgency)]),
    );
    const rank = (item: string) => ranks.get(item) ?? 0;
    return [...waitingRows(all, this.#known.places, rank), ...tree];
  });

  /** Asks for the tree beside one's own channels, and again when these are others than before. */
  follow(membership: string | null): void {
    const me = session.me?.id ?? null;
    const before = this.#of;
    this.#of = { me, membership };
    if (before?.me !== me) {
      this.isReady = false;
      this.#known = NOTHING;
      this.#found = null;
      void this.#begin();
    } else if (before.membership !== null && before.membership !== membership) void this.#begin();
  }

  /** Where nobody answered at first. */
  again(): void {
    if (this.isReady && this.#known.root === null) void this.#begin();
  }

  /** The county with one's own branch, and what was unfolded when it was last seen. */
  async #begin(): Promise<void> {
    try {
      const places = await askOrRemember("channel tree", () => api.channelTree());
      this.#own.clear();
      for (const { id, open } of places) if (open) this.#own.add(id);
      this.#known = { ...NOTHING, root: places[0]?.id ?? null };
      this.#take(places);
      await this.#unfoldKept(places);
    } catch {
      // Nobody answers and nothing is remembered: one's own channels stand without their tree.
    }
    this.isReady = true;
  }

  async toggle(id: string): Promise<void> {
    const place = this.#known.places.get(id);
    if (!place) return;
    const open = !this.#isOpen(place);
    this.#folds.set(id, !open);
    localStorage.setItem(FOLDS, JSON.stringify(Object.fromEntries(this.#folds)));
    if (!open) return;
    try {
      await this.#ask(id);
    } catch (error) {
      this.#folds.set(id, true);
      toasts.say(faultOf(error).message);
    }
  }

  /** Unfolds everything above a channel, so that its line is there. */
  async reveal(path: readonly string[]): Promise<void> {
    for (const id of path) {
      const place = this.#known.places.get(id);
      if (!place) return;
      if (!this.#isOpen(place)) this.#folds.set(id, false);
      await this.#ask(id).catch(() => {});
    }
  }

  /** Asks, once the typing rests, for what the server knows by that name. */
  seek(): void {
    if (this.#timer) clearTimeout(this.#timer);
    const typed = this.filter.trim();
    if (typed === "") {
      this.#found = null;
      return;
    }
    this.#timer = setTimeout(() => void this.#find(typed), REST);
  }

  async #find(typed: string): Promise<void> {
    // Where nobody answers one's own channels are found all the same.
    const places = await api.channelTree({ find: typed }, 1).catch(() => []);
    if (typed === this.filter.trim()) this.#found = { typed, places };
  }

  #isOpen({ id }: TreePlace): boolean {
    const folded = this.#folds.get(id);
    return folded === undefined ? this.#own.has(id) : !folded;
  }

  async #ask(id: string): Promise<void> {
    if (this.#known.below.has(id) || !this.#known.places.get(id)?.below) return;
    const places = await askOrRemember(`channel tree ${id}`, () => api.channelTree({ under: id }));
    this.#take(places, id);
    await this.#unfoldKept(places);
  }

  /** @param under the place whose branch it is; without it, branches are what is said to be open */
  #take(list: readonly TreePlace[], under?: string): void {
    const places = new Map(this.#known.places);
    const below = new Map(this.#known.below);
    for (const place of list) places.set(place.id, place);
    const asked =
      under === undefined ? list.filter(({ open }) => open).map(({ id }) => id) : [under];
    for (const id of asked) {
      below.set(
        id,
        list.filter(({ parent }) => parent === id).map((place) => place.id),
      );
    }
    this.#known = { ...this.#known, places, below };
  }

  async #unfoldKept(places: readonly TreePlace[]): Promise<void> {
    for (const { id } of places) if (this.#folds.get(id) === false) await this.#ask(id);
  }
}

export const channelTree = new ChannelTree();
