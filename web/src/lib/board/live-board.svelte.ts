import type { Board } from "#contract/board";
import { type BoardOffer, CLOSE, itemInName } from "#contract/board-documents";
import { api } from "#web/api/calls.ts";
import { faultOf, get } from "#web/api/client.ts";
import { remember, remembered } from "#web/api/remembered.ts";
import type { Fault } from "#web/api/shapes.ts";
import { now } from "#web/clock/now.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { line } from "#web/sync/line.svelte.ts";
import { BoardDocument, HAS_SOCKETS } from "./board-documents.ts";
import { fromTargets } from "./tree/from-targets.ts";
import { type BoardView, mergeBoards } from "./view.ts";

/** Rows up to which each change is shown at once; beyond, twice a second. */
const MANY_ROWS = 3_000;
/** Whoever has only the totals asks for them this often. Milliseconds. */
const POLL = 15_000;
/** A document that is refused is asked for anew this often before we say so. */
const MAX_TRIES = 4;
const KEEP_ROWS = 1_500;
/** Sockets that nobody answered before the rows are asked for without. */
const PATIENCE = 2;
/** Documents opened at a time: Chromium makes whoever has more handshakes under way wait for seconds. */
const AT_ONCE = 8;

interface Kept {
  view: BoardView;
  asOf: number;
}

/** An item's board as it is now, from all documents the viewer may open. */
export class LiveBoard {
  view = $state.raw<BoardView | null>(null);
  fault = $state.raw<Fault | null>(null);
  offer = $state.raw<BoardOffer | null>(null);
  /** Since when the line is gone; null while what is shown is true now. */
  awaySince = $state<number | null>(null);
  /** Documents opened and still to come. */
  coming = $state(0);
  /** Whether no document can be had and the rows are asked for every {@link POLL}. */
  isPolled = $state(false);

  readonly #documents = new Map<string, BoardDocument>();
  readonly #boards = new Map<string, Board>();
  readonly #up = new Set<string>();
  #wanted: string[] = [];
  #drawing = false;
  #drawnAt = 0;
  #keptAt = 0;
  #tries = 0;
  #unreached = 0;
  #poll: ReturnType<typeof setInterval> | null = null;
  #again: ReturnType<typeof setTimeout> | null = null;
  #isClosed = false;

  /** @param item full id */
  constructor(readonly item: string) {
    void this.ask();
  }

  /** Asks what may be opened now, and opens it. */
  async ask(): Promise<void> {
    this.fault = null;
    try {
      const offer = await get<BoardOffer>(
        `/api/board/${encodeURIComponent(itemInName(this.item))}`,
      );
      if (this.#isClosed) return;
      this.offer = offer;
      this.#take(offer);
    } catch (error) {
      await this.#failed(faultOf(error));
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const document of this.#documents.values()) document.close();
    if (this.#poll) clearInterval(this.#poll);
    if (this.#again) clearTimeout(this.#again);
  }

  #take({ documents, role }: BoardOffer): void {
    const names = new Set(documents.map(({ name }) => name));
    for (const [name, document] of this.#documents)
      if (!names.has(name)) this.#drop(name, document);
    if (role === "totals") {
      this.#pollTotals();
      return;
    }
    if (!HAS_SOCKETS) {
      this.#pollRows();
      return;
    }
    // The item's own document has all rows, unless there are too many: it says so when it comes.
    const whole = documents.find(({ town }) => town === undefined);
    const needed = whole && !this.#hasTowns(whole.name) ? [whole] : documents;
    this.#open(needed.map(({ name }) => name));
  }

  board(name: string, board: Board): void {
    this.#boards.set(name, board);
    if (board.towns.length > 0) this.#open(this.offer?.documents.map((one) => one.name) ?? []);
    else this.#openNext();
    this.#soon();
  }

  #hasTowns(name: string): boolean {
    return (this.#boards.get(name)?.towns.length ?? 0) > 0;
  }

  #open(names: string[]): void {
    this.#wanted = names;
    this.#openNext();
  }

  #openNext(): void {
    for (const name of this.#wanted) {
      const underWay = this.#documents.size - this.#boards.size;
      if (underWay >= AT_ONCE) break;
      if (!this.#documents.has(name)) this.#documents.set(name, new BoardDocument(name, this));
    }
    this.coming = this.#wanted.length - this.#boards.size;
  }

  line(name: string, isUp: boolean): void {
    if (isUp) {
      this.#up.add(name);
      this.#stopPolling();
      line.proved();
      this.#tries = 0;
    } else this.#up.delete(name);
    if (!isUp && this.#boards.has(name)) this.awaySince ??= now();
    // Those that have not come yet are told apart, by `coming`.
    if ([...this.#boards.keys()].every((one) => this.#up.has(one))) this.awaySince = null;
  }

  /** The rows are had by plain calls until a document comes after all. */
  unreached(name: string): void {
    this.#unreached += 1;
    if (this.#unreached > PATIENCE && this.#up.size === 0 && !this.#boards.has(name))
      this.#pollRows();
  }

  #pollRows(): void {
    this.isPolled = true;
    this.coming = 0;
    this.#pollTotals();
  }

  #stopPolling(): void {
    this.#unreached = 0;
    if (!this.isPolled) return;
    this.isPolled = false;
    if (this.#poll) clearInterval(this.#poll);
    this.#poll = null;
  }

  closed(name: string, code: number): void {
    if (code === CLOSE.unauthenticated)
      this.#end({ code: "unauthenticated", message: m.board_closed_session() });
    else if (code === CLOSE.refused)
      this.#end({ code: "forbidden", message: m.board_closed_refused() });
    else this.#askAgain(name, code);
  }

  /** A board drawn up anew has another name, and rights may be others: the offer says. */
  #askAgain(name: string, code: number): void {
    const document = this.#documents.get(name);
    if (code === CLOSE.notFound && document) this.#drop(name, document);
    this.#tries += 1;
    if (this.#tries > MAX_TRIES * Math.max(1, this.offer?.documents.length ?? 1)) {
      this.#end({ code: "not_found", message: m.board_closed_gone() });
      return;
    }
    if (this.#again) clearTimeout(this.#again);
    this.#again = setTimeout(() => void this.ask(), 250 * this.#tries);
  }

  #drop(name: string, document: BoardDocument): void {
    document.close();
    this.#documents.delete(name);
    this.#boards.delete(name);
    this.#up.delete(name);
  }

  /** A right that was lost closes the view. */
  #end(fault: Fault): void {
    for (const [name, document] of this.#documents) this.#drop(name, document);
    this.view = null;
    this.fault = fault;
  }

  async #failed(fault: Fault): Promise<void> {
    if (this.#isClosed) return;
    if (fault.code !== "offline") {
      this.#end(fault);
      return;
    }
    const kept = this.view === null ? await remembered<Kept>(`board ${this.item}`) : null;
    if (kept) {
      this.view = kept.view;
      this.awaySince = kept.asOf;
    }
    if (this.view === null) this.fault = fault;
    this.#again = setTimeout(() => void this.ask(), 5_000);
  }

  /** Many small changes are one redraw. */
  #soon(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    const isLarge = (this.view?.rows.length ?? 0) > MANY_ROWS;
    const wait = isLarge ? Math.max(0, this.#drawnAt + 500 - now()) : 0;
    setTimeout(() => requestAnimationFrame(() => this.#draw()), wait);
  }

  #draw(): void {
    this.#drawing = false;
    this.#drawnAt = now();
    const order = this.offer?.documents.map(({ name }) => name) ?? [];
    this.#show(mergeBoards(order.flatMap((name) => this.#boards.get(name) ?? [])));
  }

  #show(view: BoardView | null): void {
    if (view === null || this.#isClosed) return;
    this.view = view;
    if (view.rows.length > KEEP_ROWS || now() - this.#keptAt < 10_000) return;
    this.#keptAt = now();
    remember(`board ${this.item}`, { view, asOf: now() } satisfies Kept);
  }

  /** Below the board's readers, and where no socket is to be had: the own rows, counted as on the card. */
  #pollTotals(): void {
    const look = async () => {
      try {
        const { countedAt, fields } = await api.item(this.item);
        const [tally, targets] = await Promise.all([
          api.tally(this.item, countedAt),
          api.targets(this.item),
        ]);
        this.awaySince = null;
        this.#show(fromTargets(fields, tally, targets));
      } catch (error) {
        const fault = faultOf(error);
        if (this.view === null || fault.code !== "offline") await this.#failed(fault);
        else this.awaySince ??= now();
      }
    };
    this.#poll ??= setInterval(() => !document.hidden && void look(), POLL);
    void look();
  }
}
