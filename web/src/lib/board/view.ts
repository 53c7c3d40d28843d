import type { Board, BoardRow, BoardTotals } from "#contract/board";
import type { Counts } from "#contract/tally";
import { addExact } from "#domain/count/exact";

/** All the documents one may open of an item, as one board. */
export interface BoardView {
  rows: BoardRow[];
  /** Canonical line of all of it; null where the parts have lines but their sum has none. */
  line: string | null;
  counts: Counts;
  sums: Record<string, number>;
  /** Townships whose rows are in documents of their own. */
  towns: BoardTotals[];
  /** When the newest of what is shown happened. */
  at: number;
  sequence: number;
}

/**
 * @param boards the item's own document first, then townships; those still to come are left out
 * @returns null before the first has come
 */
export function mergeBoards(boards: Board[]): BoardView | null {
  const [first] = boards;
  if (!first) return null;
  const whole = boards.find(({ town }) => town === null) ?? (boards.length === 1 ? first : null);
  const totals = whole ? [whole.totals] : boards.map((board) => board.totals);
  return {
    rows: boards.flatMap(({ rows }) => rows),
    line: totals.length === 1 ? totals[0]!.line : null,
    counts: sum(totals.map(({ counts }) => counts)) as Counts,
    sums: sum(totals.map(({ sums }) => sums)),
    towns: whole ? whole.towns : totals,
    at: Math.max(...boards.map(({ at }) => at)),
    sequence: boards.reduce((n, { sequence }) => n + sequence, 0),
  };
}

export function sum(parts: Record<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const part of parts) {
    for (const [key, n] of Object.entries(part)) total[key] = addExact(total[key] ?? 0, n);
  }
  return total;
}
