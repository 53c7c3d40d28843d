import type * as Y from "yjs";
import type { CountKey, Counts } from "./tally.ts";

/**
 * The board as its readers have it (SPEC §1.13): a Yjs document that only the server writes. It
 * holds one `base`, packed, and a log of small patches; a cell as an entry of a Y.Map would cost
 * a hundred times the memory (DESIGN §6). Read it through {@link readBoard} or
 * {@link observeBoard} and never by its layout. Instants are epoch milliseconds.
 */
export interface Board {
  /** Full id of the item, and the township where the document is one's alone. */
  item: string;
  town: string | null;
  /** Grows with every change of a row; a board rebuilt from the database has the same. */
  sequence: number;
  /** When the newest of what is shown happened; 0 before anything has. */
  at: number;
  /** In tree order. Of a large item the own document has only what lies outside the townships. */
  rows: BoardRow[];
  /** All the document stands for, households included. */
  totals: BoardTotals;
  /** One per township, in the own document of a large item; else empty. */
  towns: BoardTotals[];
}

export interface BoardRow {
  /** Opaque; one place may have several rows where everyone signs. */
  id: string;
  node: string;
  name: string;
  /** `大田乡/古竹村/一网格`. */
  path: string;
  colour: string | null;
  grade: string | null;
  /** The word of SPEC §1.7 in the county's own spelling, and what stands beside it. */
  state: string;
  marks: string[];
  /** Since when it is in this state. */
  time: number | null;
  /** The post that answered, never a person. */
  post: string | null;
  /** Numbers and choices by field. */
  values: Record<string, BoardValue>;
  /** Fields that were filled with what a board does not hold: words, photos, recordings, places. */
  given: string[];
  /** A nil report (零报告). */
  nil: boolean;
  version: number;
  due: number | null;
}

/** `nil` is 没有: neither 0 nor blank. */
export type BoardValue = number | boolean | string | string[] | { nil: true };

export interface BoardTotals {
  node: string;
  name: string;
  counts: Counts;
  /** The canonical line of SPEC §1.8. */
  line: string;
  /** Summed fields (数据). */
  sums: Record<string, number>;
}

/** A row as it is packed: what a change of the tree moves, and what an answer moves. */
export type FixedCells = [
  id: string,
  node: string,
  name: string,
  path: string,
  colour: string | null,
  grade: string | null,
];
export type MovingCells = [
  state: string,
  marks: string[],
  time: number | null,
  post: string | null,
  values: (BoardValue | null)[],
  given: string[],
  nil: boolean,
  version: number,
  due: number | null,
];
export type PackedTotals = [
  node: string,
  name: string,
  counts: number[],
  line: string,
  sums: Record<string, number>,
];

/** `n` counts what the server wrote into the document: the base as of `n`, patches from `n + 1`. */
export interface PackedBase {
  n: number;
  item: string;
  town: string | null;
  sequence: number;
  at: number;
  /** The order of `values` in a row, and of `counts` in totals. */
  fields: string[];
  words: CountKey[];
  rows: [FixedCells, MovingCells][];
  totals: PackedTotals;
  towns: PackedTotals[];
}
export interface PackedPatch {
  n: number;
  sequence: number;
  at: number;
  /** By index in the base. */
  rows: [number, MovingCells][];
  totals: PackedTotals;
  towns: [number, PackedTotals][];
}

/** Top-level names of a board document: the base is the map's only entry. */
export const BOARD_MAP = "board";
export const BOARD_BASE = "base";
export const BOARD_LOG = "log";

/** What the document says now; null until the first sync has arrived. */
export function readBoard(doc: Y.Doc): Board | null {
  const reading = new Reading(doc);
  reading.catchUp();
  return reading.board;
}

/**
 * Calls back with the board now, if it is there, and after every change. Rows that did not change
 * stay the same objects.
 * @returns stops it
 */
export function observeBoard(doc: Y.Doc, listener: (board: Board) => void): () => void {
  const reading = new Reading(doc);
  const look = () => {
    if (reading.catchUp() && reading.board) listener(reading.board);
  };
  doc.on("update", look);
  look();
  return () => doc.off("update", look);
}

/** Follows a document: a new base is read whole, a patch only itself. */
class Reading {
  board: Board | null = null;
  #base: PackedBase | null = null;
  #n = -1;

  constructor(readonly doc: Y.Doc) {}

  /** @returns whether the board changed */
  catchUp(): boolean {
    const base = this.doc.getMap<PackedBase>(BOARD_MAP).get(BOARD_BASE);
    if (!base) return false;
    const before = this.#n;
    if (base.n !== this.#base?.n) {
      this.board = unpackBase(base);
      this.#base = base;
      this.#n = base.n;
    }
    const log = this.doc.getArray<PackedPatch>(BOARD_LOG).toArray();
    for (const patch of log) {
      if (patch.n <= this.#n || !this.board) continue;
      this.board = applyPatch(base, this.board, patch);
      this.#n = patch.n;
    }
    return this.#n !== before;
  }
}

function unpackBase(base: PackedBase): Board {
  const { item, town, sequence, at, rows, totals, towns } = base;
  return {
    ...{ item, town, sequence, at },
    rows: rows.map(([fixed, moving]) => unpackRow(base, fixed, moving)),
    totals: unpackTotals(base, totals),
    towns: towns.map((one) => unpackTotals(base, one)),
  };
}

function applyPatch(base: PackedBase, board: Board, patch: PackedPatch): Board {
  const rows = [...board.rows];
  for (const [i, moving] of patch.rows) rows[i] = unpackRow(base, base.rows[i]![0], moving);
  const towns = [...board.towns];
  for (const [i, totals] of patch.towns) towns[i] = unpackTotals(base, totals);
  const { sequence, at } = patch;
  return { ...board, sequence, at, rows, towns, totals: unpackTotals(base, patch.totals) };
}

function unpackRow({ fields }: PackedBase, fixed: FixedCells, moving: MovingCells): BoardRow {
  const [id, node, name, path, colour, grade] = fixed;
  const [state, marks, time, post, packed, given, nil, version, due] = moving;
  const values: Record<string, BoardValue> = {};
  for (const [i, value] of packed.entries()) if (value !== null) values[fields[i]!] = value;
  return {
    ...{ id, node, name, path, colour, grade },
    ...{ state, marks, time, post, values, given, nil, version, due },
  };
}

function unpackTotals({ words }: PackedBase, packed: PackedTotals): BoardTotals {
  const [node, name, numbers, line, sums] = packed;
  const counts = Object.fromEntries(words.map((word, i) => [word, numbers[i] ?? 0])) as Counts;
  return { node, name, counts, line, sums };
}
