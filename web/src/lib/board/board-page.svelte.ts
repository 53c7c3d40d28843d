import { SvelteSet } from "svelte/reactivity";
import type { BoardRow } from "#contract/board";
import type { ItemView, PlaceReplies, SilentPlace, TargetView } from "#contract/nouns";
import type { Nudge } from "#contract/tally";
import { api } from "#web/api/calls.ts";
import { now } from "#web/clock/now.ts";
import { items, placeKey, replies, rounds, silent, targets } from "#web/items/items.svelte.ts";
import { tallyKey } from "#web/sync/state.ts";
import { store } from "#web/sync/store.svelte.ts";
import { HAS_SOCKETS } from "./board-documents.ts";
import { neverSummed, numberFields } from "./columns.ts";
import { countsOf, type Loop, missingOf } from "./counts.ts";
import { type Happening, happeningsIn } from "./events.ts";
import { LiveBoard } from "./live-board.svelte.ts";
import { LiveNotes } from "./notes/live-notes.svelte.ts";
import { type RoundTable, roundTable } from "./rounds/rounds.ts";
import { type Branch, branchesOf, flatten, rowsOf } from "./tree/branches.ts";
import { type Filter, NOT_APART, rowFilter } from "./tree/filter.ts";

/** Beyond this the targets (phones, instants of the curve) are fetched when they are asked for. */
const MANY_ROWS = 3_000;
/** After a change the slower calls are asked again this much later at the earliest. Milliseconds. */
const CALM = 10_000;
/** More than this nobody calls from paper: then the level below stands there, with its own phones. */
const MAX_CALLED = 300;
/** A filter that leaves no more than this opens all places by itself. */
const OPEN_ALL = 80;

/** What one board page shows: the live board, what is filtered, opened and chosen. */
export class BoardPage {
  readonly live: LiveBoard;
  notes = $state.raw<LiveNotes | null>(null);
  filter = $state<Filter | null>(null);
  words = $state("");
  /** Id of the row in the drawer. */
  chosen = $state<string | null>(null);
  happenings = $state.raw<Happening[]>([]);
  /** Places that were opened, or closed where they began open. */
  readonly #turned = new SvelteSet<string>();
  #slowAt = 0;
  #slowTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(readonly id: string) {
    this.live = new LiveBoard(id);
    items.want(id);
  }

  readonly item = $derived.by((): ItemView | null => items.get(this.id).value);
  readonly view = $derived.by(() => this.live.view);
  readonly loop = $derived.by((): Loop => this.item?.answer ?? "reply");
  readonly branches = $derived.by((): Branch[] =>
    this.view ? branchesOf(this.view, this.loop, neverSummed(this.item?.fields ?? [])) : [],
  );
  readonly fits = $derived.by(() => rowFilter(this.filter, this.words, this.notes ?? NOT_APART));
  readonly #opensAll = $derived.by(() => {
    const fits = this.fits;
    return fits !== null && (this.view?.rows.filter(fits).length ?? 0) <= OPEN_ALL;
  });
  readonly flat = $derived.by((): Branch[] =>
    flatten(this.branches, (key) => this.isOpen(key), this.fits),
  );
  /** Rows in the order of the tree, for j and k. */
  readonly ordered = $derived.by((): BoardRow[] => {
    const fits = this.fits;
    const rows = rowsOf(this.branches);
    return fits === null ? rows : rows.filter(fits);
  });
  readonly row = $derived.by(
    (): BoardRow | null => this.view?.rows.find(({ id }) => id === this.chosen) ?? null,
  );
  /** Who has not, in tree order. */
  readonly missing = $derived.by((): BoardRow[] => {
    const loop = this.loop;
    return (this.view?.rows ?? []).filter((row) => missingOf(countsOf(row), loop) > 0);
  });
  /** Whom paper names: each row that has not answered, or the places of the level below. */
  readonly called = $derived.by((): { rows: BoardRow[]; places: SilentPlace[] } =>
    this.missing.length <= MAX_CALLED
      ? { rows: this.missing, places: [] }
      : { rows: [], places: silent.get(placeKey(this.id, "")).value ?? [] },
  );
  readonly targetList = $derived.by((): TargetView[] | null => targets.get(this.id).value);
  /** Versions, last time's values and acts of the row in the drawer. */
  readonly opened = $derived.by((): PlaceReplies | null =>
    this.row ? replies.get(placeKey(this.id, this.row.node)).value : null,
  );
  readonly #targetsByNode = $derived.by(() => {
    const byNode = new Map<string, TargetView[]>();
    for (const target of this.targetList ?? []) {
      byNode.set(target.node, [...(byNode.get(target.node) ?? []), target]);
    }
    return byNode;
  });
  /** Rounds before and after; null where nothing comes round. */
  readonly rounds = $derived.by((): RoundTable | null => {
    const asked = rounds.get(this.id).value;
    return asked && asked.rounds.length > 0
      ? roundTable(asked, this.id, this.view?.rows ?? [])
      : null;
  });
  readonly isLarge = $derived.by(() => (this.view?.rows.length ?? 0) > MANY_ROWS);
  /** The item's number-fields, each with a column. */
  readonly numberFields = $derived.by(() => numberFields(this.item?.fields ?? []));

  /** Phone, instants and full values of a row, as one's rights give them. */
  targetOf(row: BoardRow): TargetView | null {
    const rows =
      row.id === this.chosen && this.opened
        ? this.opened.targets
        : (this.#targetsByNode.get(row.node) ?? []);
    return (
      rows.find(({ version, state }) => version === row.version && state === row.state) ??
      rows[0] ??
      null
    );
  }

  /** What 催 would do when it is pressed, as the server counts it for the viewer. */
  readonly nudge = $derived.by((): Nudge | null => {
    if (!this.item) return null;
    return store.now.tallies[tallyKey(this.item.id, this.item.countedAt)]?.nudge ?? null;
  });
  /** How many it would remind. */
  readonly nudgeable = $derived(this.nudge?.places ?? 0);

  isOpen(key: string): boolean {
    return this.#opensAll || this.#isOnly(key) !== this.#turned.has(key);
  }

  toggle(key: string): void {
    if (!this.#turned.delete(key)) this.#turned.add(key);
  }

  setOpen(key: string, isOpen: boolean): void {
    if (this.isOpen(key) !== isOpen) this.toggle(key);
  }

  /** A single place at the top has nothing to be compared with: it is open from the start. */
  #isOnly(key: string): boolean {
    return this.branches.length === 1 && this.branches[0]!.key === key;
  }

  toggleFilter(filter: Filter): void {
    this.filter = this.filter === filter ? null : filter;
  }

  choose(row: BoardRow | null): void {
    this.chosen = row?.id ?? null;
  }

  /** The row before or after in the tree. */
  step(by: 1 | -1): void {
    const rows = this.ordered;
    const i = rows.findIndex(({ id }) => id === this.chosen);
    const next = rows[i < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, i + by))];
    if (!next) return;
    this.choose(next);
    const names = next.path.split("/").slice(0, -1);
    for (const [i] of names.entries()) this.setOpen(names.slice(0, i + 1).join("/"), true);
  }

  /** People's notes; only readers of the documents have them. */
  openNotes(): void {
    const name = this.live.offer?.notes;
    if (name === undefined || this.notes?.name === name || !HAS_SOCKETS) return;
    this.notes?.close();
    this.notes = new LiveNotes(name);
  }

  /** After changes, in their own time: who may be called, when each came, whom was reminded. */
  refreshSoon(): void {
    if (this.isLarge && this.targetList === null) return;
    this.#slowTimer ??= setTimeout(
      () => this.refreshNow(),
      Math.max(50, this.#slowAt + CALM - now()),
    );
  }

  refreshNow(): void {
    this.#slowTimer = null;
    this.#slowAt = now();
    void targets.refresh(this.id);
    if (this.item?.recurrence) void rounds.refresh(this.id);
    api.timeline(this.id).then(
      (entries) => {
        this.happenings = happeningsIn(entries);
      },
      () => {},
    );
  }

  /** Fetches whom paper names, where it is not here yet, and opens the browser's own way to print. */
  async print(): Promise<void> {
    if (this.missing.length > MAX_CALLED) await silent.refresh(placeKey(this.id, ""));
    else if (this.targetList === null) await targets.refresh(this.id);
    window.print();
  }

  close(): void {
    this.live.close();
    this.notes?.close();
    if (this.#slowTimer) clearTimeout(this.#slowTimer);
  }
}
