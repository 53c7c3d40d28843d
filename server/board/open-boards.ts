import { CLOSE } from "#contract/board-documents";
import type { Effects } from "#kernel/effects";
import type { Kernel } from "#kernel/kernel";
import type { BoardSource } from "#views/board";
import type { Connection } from "./connection.ts";
import { ItemBoard, townCode } from "./item-board.ts";
import { NotesDocument } from "./notes-document.ts";
import type { PresentUser } from "./presence.ts";
import type { SharedDocument } from "./shared-document.ts";

/** Changes are gathered this long before a board shows them. Ms. */
const FLUSH = 150;
/** A board without readers is dropped after this. Ms. */
const IDLE = 60_000;

/** One item's open board, and what has changed since it was last refreshed. */
export interface OpenBoard {
  board: ItemBoard;
  notes: Map<string | null, NotesDocument>;
}

interface Slot {
  opened: Promise<OpenBoard | null>;
  open: OpenBoard | null;
  stale: Set<string>;
  allStale: boolean;
  timer: ReturnType<typeof setTimeout> | null;
  flushing: boolean;
  /** When it last had a reader, by the monotonic clock. */
  usedAt: number;
}

export interface OpenBoardsOptions {
  kernel: Pick<Kernel, "read" | "org" | "registry" | "now" | "notes">;
  userOf: (connection: Connection) => PresentUser;
  onFault: (error: unknown) => void;
}

/** The boards somebody looks at: read when first asked for, kept fresh, dropped when left alone. */
export class OpenBoards {
  readonly #slots = new Map<string, Slot>();
  /** Boards whose notes are still being stored; one that comes back waits for that. */
  readonly #leaving = new Map<string, Promise<void>>();
  readonly #options: OpenBoardsOptions;

  constructor(options: OpenBoardsOptions) {
    this.#options = options;
  }

  source(): BoardSource {
    const { read, org, registry } = this.#options.kernel;
    return { session: read, org: org(), registry };
  }

  /** The item's board, up to what is committed now; null when there is no such item. */
  async open(item: string): Promise<OpenBoard | null> {
    const slot = this.#slots.get(item) ?? this.#put(item);
    slot.usedAt = performance.now();
    const opened = await slot.opened;
    if (!opened) this.#slots.delete(item);
    return opened;
  }

  /** One already open, for names that carry its epoch. */
  find(item: string): Promise<OpenBoard | null> {
    return this.#slots.get(item)?.opened ?? Promise.resolve(null);
  }

  async notes({ board, notes }: OpenBoard, town: string | null): Promise<NotesDocument | null> {
    if (town !== null && !board.towns.includes(town)) return null;
    const { kernel, userOf, onFault } = this.#options;
    const known = notes.get(town);
    if (known) return known;
    const loaded = await NotesDocument.load(board.item.id, townCode(this.source(), town), {
      store: kernel.notes,
      now: kernel.now,
      notable: () => board.notable(town),
      userOf,
      onFault,
    });
    // Two may have asked at once; the first one's is everybody's. Or the board was dropped.
    const first = notes.get(town);
    const dropped = this.#slots.get(board.item.id)?.open?.board !== board;
    if (first || dropped) {
      loaded.destroy();
      return first ?? null;
    }
    notes.set(town, loaded);
    return loaded;
  }

  /** Told of every commit; the boards then read what it changed from the database themselves. */
  take({ targets, items, orgChanged }: Effects): void {
    for (const { id, item } of targets) {
      const slot = this.#slots.get(item);
      slot?.stale.add(id);
      if (slot) this.#soon(item, slot);
    }
    for (const { id } of items) this.#allStale(id);
    if (orgChanged) for (const id of this.#slots.keys()) this.#allStale(id);
  }

  /** Drops what nobody looks at. */
  tidy(): void {
    const now = performance.now();
    for (const [item, slot] of this.#slots) {
      if (!slot.open) continue;
      const read = [...documentsOf(slot.open)].some(({ connections }) => connections.size > 0);
      if (read) slot.usedAt = now;
      else if (now - slot.usedAt > IDLE) this.#drop(item, slot).catch(this.#options.onFault);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#slots].map(([item, slot]) => this.#drop(item, slot)));
  }

  #put(item: string): Slot {
    const slot: Slot = {
      opened: this.#load(item).then((open) => {
        slot.open = open;
        if (slot.stale.size > 0 || slot.allStale) this.#soon(item, slot);
        return open;
      }),
      open: null,
      stale: new Set(),
      allStale: false,
      timer: null,
      flushing: false,
      usedAt: 0,
    };
    this.#slots.set(item, slot);
    slot.opened.catch(() => this.#slots.delete(item));
    return slot;
  }

  async #load(item: string): Promise<OpenBoard | null> {
    await this.#leaving.get(item);
    const board = await ItemBoard.load(this.source(), item);
    return board && { board, notes: new Map() };
  }

  #allStale(item: string): void {
    const slot = this.#slots.get(item);
    if (!slot) return;
    slot.allStale = true;
    this.#soon(item, slot);
  }

  #soon(item: string, slot: Slot): void {
    if (!slot.open || slot.flushing) return;
    slot.timer ??= setTimeout(() => {
      slot.timer = null;
      this.#flush(item, slot, slot.open!).catch(this.#options.onFault);
    }, FLUSH);
  }

  async #flush(item: string, slot: Slot, { board }: OpenBoard): Promise<void> {
    const { stale, allStale } = slot;
    slot.stale = new Set();
    slot.allStale = false;
    slot.flushing = true;
    try {
      const fits = await board.refresh(this.source(), allStale ? null : [...stale]);
      if (!fits && this.#slots.get(item) === slot) await this.#drop(item, slot);
    } catch (error) {
      // What could not be read is read with the next change, and so is what came meanwhile.
      slot.allStale = true;
      throw error;
    } finally {
      slot.flushing = false;
      if (this.#slots.get(item) === slot && slot.stale.size > 0) this.#soon(item, slot);
    }
  }

  async #drop(item: string, slot: Slot): Promise<void> {
    this.#slots.delete(item);
    if (slot.timer) clearTimeout(slot.timer);
    const { open } = slot;
    if (!open) return;
    for (const document of documentsOf(open)) document.retire(CLOSE.changed, "opened anew");
    const stored = Promise.all([...open.notes.values()].map((notes) => notes.settle()));
    const left = stored.then(() => {
      this.#leaving.delete(item);
      for (const document of documentsOf(open)) document.destroy();
    });
    this.#leaving.set(item, left);
    await left;
  }
}

function* documentsOf({ board, notes }: OpenBoard): Generator<SharedDocument> {
  yield* board.documents.values();
  yield* notes.values();
}
