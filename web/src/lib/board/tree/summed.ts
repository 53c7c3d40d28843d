import { isNil } from "#contract/nil";
import type { Counts } from "#contract/tally";
import { type Loop, missingOf } from "../counts.ts";
import type { BoardView } from "../view.ts";
import type { Branch } from "./branches.ts";

export interface Total {
  row: null;
  counts: Counts;
  sums: Record<string, number>;
  missing: number;
}

/** What stands under a summed field: a place's sum, a row's own value; nothing where none was given. */
export function summedText(
  { row, sums }: Pick<Branch, "row" | "sums">,
  field: string,
  nil: string,
) {
  if (!row) return sums[field] === undefined ? "" : String(sums[field]);
  const given = row.values[field];
  if (row.nil || isNil(given)) return nil;
  return given === undefined ? "" : String(given);
}

/** The narrowest column, and what a name takes at the most before it goes on below. In digits. */
const LEAST = 6;
const NAME = 9;

/**
 * How many digits wide a field's column must be so that no number in it is cut: one that is cut is
 * another number. A character of a name, in the smaller type of the head, is one and a half.
 */
export function digitsOf(field: string, texts: Iterable<string>): number {
  let most = Math.max(LEAST, Math.min(NAME, field.length * 1.5));
  for (const text of texts) most = Math.max(most, text.length);
  return most;
}

/** All places of a board together, as a line of its table. */
export function totalOf(view: BoardView | null, loop: Loop): Total | null {
  if (view === null) return null;
  const { counts, sums } = view;
  return { row: null, counts, sums, missing: missingOf(counts, loop) };
}

export function inPieces<T>(list: T[], most: number): T[][] {
  const pieces: T[][] = [];
  for (let i = 0; i < list.length; i += most) pieces.push(list.slice(i, i + most));
  return pieces;
}
