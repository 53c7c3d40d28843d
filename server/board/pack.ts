import type { BoardRow, BoardTotals, FixedCells, MovingCells, PackedTotals } from "#contract/board";
import { COUNT_KEYS } from "#contract/tally";

/** Rows and totals in the layout of `contract/board.ts`. */

export function packFixed({ id, node, name, path, colour, grade }: BoardRow): FixedCells {
  return [id, node, name, path, colour, grade];
}

export function packMoving(fields: string[], row: BoardRow): MovingCells {
  const { state, marks, time, post, values, given, nil, version, due } = row;
  const cells = fields.map((name) => values[name] ?? null);
  return [state, marks, time, post, cells, given, nil, version, due];
}

export function packTotals({ node, name, counts, line, sums }: BoardTotals): PackedTotals {
  return [node, name, COUNT_KEYS.map((key) => counts[key]), line, sums];
}
