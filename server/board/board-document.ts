import {
  BOARD_BASE,
  BOARD_LOG,
  BOARD_MAP,
  type BoardRow,
  type BoardTotals,
  type PackedBase,
  type PackedPatch,
} from "#contract/board";
import { COUNT_KEYS } from "#contract/tally";
import type { Connection } from "./connection.ts";
import { packFixed, packMoving, packTotals } from "./pack.ts";
import { SharedDocument } from "./shared-document.ts";
import type { Frame } from "./wire.ts";

/** All a board document shows at one moment. */
export interface BoardContents {
  item: string;
  town: string | null;
  sequence: number;
  at: number;
  fields: string[];
  rows: BoardRow[];
  totals: BoardTotals;
  towns: BoardTotals[];
}

/** Patches in the log before they become part of a new base. */
const MAX_PATCHES = 200;
/** Nor may the log outgrow what it changes: lines in it, as a multiple of the board's. */
const MAX_REPEATS = 2;
/** A board of a few rows may have this many all the same. */
const MIN_LINES = 40;

/**
 * One document of a board. Only {@link show} writes it; whatever a client offers is passed over,
 * for y-websocket offers without being asked.
 */
export class BoardDocument extends SharedDocument {
  #n = 0;
  #shown: BoardContents;
  #logged = { patches: 0, lines: 0 };

  constructor(name: string, contents: BoardContents) {
    super(name);
    this.#shown = contents;
    this.#rebase(contents);
  }

  /** Writes what differs from what is shown: nothing, a patch, or a new base. */
  show(contents: BoardContents): void {
    const before = this.#shown;
    this.#shown = contents;
    const patch = isSameFrame(before, contents) ? this.#patch(before, contents) : null;
    if (patch === null) this.#rebase(contents);
    else if (patch.sequence !== before.sequence || !isEmpty(patch, before)) this.#append(patch);
  }

  receive(connection: Connection, frame: Frame): void {
    if (frame.kind === "ask") this.answer(connection, frame.vector);
  }

  /** Null when the log is full enough. */
  #patch(before: BoardContents, now: BoardContents): PackedPatch | null {
    const changed = now.rows.flatMap((row, i) => (differ(row, before.rows[i]!) ? [i] : []));
    const towns = now.towns.flatMap((one, i) => (differ(one, before.towns[i]!) ? [i] : []));
    const lines = this.#logged.lines + changed.length + towns.length + 1;
    const room = Math.max(MIN_LINES, (now.rows.length + now.towns.length) * MAX_REPEATS);
    if (lines > room || this.#logged.patches >= MAX_PATCHES) return null;
    return {
      n: this.#n + 1,
      sequence: now.sequence,
      at: now.at,
      rows: changed.map((i) => [i, packMoving(now.fields, now.rows[i]!)]),
      totals: packTotals(now.totals),
      towns: towns.map((i) => [i, packTotals(now.towns[i]!)]),
    };
  }

  #append(patch: PackedPatch): void {
    this.#n = patch.n;
    this.#logged.patches += 1;
    this.#logged.lines += patch.rows.length + patch.towns.length + 1;
    this.doc.getArray<PackedPatch>(BOARD_LOG).push([patch]);
  }

  #rebase(contents: BoardContents): void {
    const { item, town, sequence, at, fields, rows, totals, towns } = contents;
    this.#n += 1;
    const base: PackedBase = {
      ...{ n: this.#n, item, town, sequence, at, fields, words: [...COUNT_KEYS] },
      rows: rows.map((row) => [packFixed(row), packMoving(fields, row)]),
      totals: packTotals(totals),
      towns: towns.map(packTotals),
    };
    this.#logged = { patches: 0, lines: 0 };
    this.doc.transact(() => {
      this.doc.getMap<PackedBase>(BOARD_MAP).set(BOARD_BASE, base);
      const log = this.doc.getArray<PackedPatch>(BOARD_LOG);
      log.delete(0, log.length);
    });
  }
}

function isEmpty({ rows, towns, totals }: PackedPatch, before: BoardContents): boolean {
  return rows.length + towns.length === 0 && !differ(totals, packTotals(before.totals));
}

/** A patch moves cells only; new rows, other names or fields need a base. */
function isSameFrame(a: BoardContents, b: BoardContents): boolean {
  return (
    a.rows.length === b.rows.length &&
    a.towns.length === b.towns.length &&
    !differ(a.fields, b.fields) &&
    a.towns.every((one, i) => one.node === b.towns[i]!.node) &&
    a.rows.every((row, i) => row === b.rows[i] || !differ(packFixed(row), packFixed(b.rows[i]!)))
  );
}

function differ(a: unknown, b: unknown): boolean {
  return a !== b && JSON.stringify(a) !== JSON.stringify(b);
}
