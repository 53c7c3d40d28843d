import type { BoardRow } from "#contract/board";
import { type Shape, shapeOf } from "../tree/row-state.ts";

/** Cells of one township, in tree order. */
export interface HeatGroup {
  name: string;
  rows: BoardRow[];
}

/** Pixels from cell to cell: 16 of the shape and 2 of air. */
export const PITCH = 18;

export function heatGroups(rows: BoardRow[]): HeatGroup[] {
  const groups = new Map<string, BoardRow[]>();
  for (const row of rows) {
    const town = townOf(row.path) || row.name;
    const known = groups.get(town);
    if (known) known.push(row);
    else groups.set(town, [row]);
  }
  return [...groups].map(([name, list]) => ({ name, rows: list }));
}

function townOf(path: string): string {
  const end = path.indexOf("/");
  return end < 0 ? path : path.slice(0, end);
}

export function columnsIn(width: number): number {
  return Math.max(1, Math.floor((width + 2) / PITCH));
}

/** Which cell is under a point of the group's picture; null beside the cells. */
export function cellAt(
  x: number,
  y: number,
  columns: number,
  count: number,
  pitchY: number,
): number | null {
  const column = Math.floor(x / PITCH);
  if (column < 0 || column >= columns || y < 0) return null;
  const i = Math.floor(y / pitchY) * columns + column;
  return i < count ? i : null;
}

/**
 * All cells of a group in a few paths: one element a state instead of one a cell, so that fourteen
 * thousand cells draw and change at once. `outline` is stroked, `fill` filled, `sign` stroked in the
 * colour of the ground.
 */
export interface HeatPaths {
  shape: Shape;
  outline: string;
  fill: string;
  sign: string;
}

export function heatPaths(rows: BoardRow[], columns: number, pitchY: number): HeatPaths[] {
  const paths = new Map<Shape, HeatPaths>();
  for (const [i, row] of rows.entries()) {
    const shape = shapeOf(row);
    let path = paths.get(shape);
    if (!path) {
      path = { shape, outline: "", fill: "", sign: "" };
      paths.set(shape, path);
    }
    const x = (i % columns) * PITCH;
    const y = Math.floor(i / columns) * pitchY;
    const drawn = DRAWN[shape];
    if (drawn.outline)
      path.outline += `M${x + drawn.outline[0]} ${y + drawn.outline[1]}${drawn.outline[2]}`;
    if (drawn.fill) path.fill += `M${x + drawn.fill[0]} ${y + drawn.fill[1]}${drawn.fill[2]}`;
    if (drawn.sign) path.sign += `M${x + drawn.sign[0]} ${y + drawn.sign[1]}${drawn.sign[2]}`;
  }
  return [...paths.values()];
}

type Stroke = [x: number, y: number, rest: string];

/** The marks of ui/state-mark in relative steps from a cell's corner, 16 by 16. */
const RING: Stroke = [1.8, 8, "a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0"];
const DRAWN: Record<Shape, { outline?: Stroke; fill?: Stroke; sign?: Stroke }> = {
  waiting: { outline: RING },
  none: { outline: RING },
  acked: { outline: RING, fill: [8, 8, "v-6.2a6.2 6.2 0 0 1 6.2 6.2z"] },
  reported: { outline: RING, fill: [8, 1.8, "a6.2 6.2 0 0 1 0 12.4z"] },
  verified: { outline: RING, fill: RING, sign: [5.2, 8.2, "l2 2 3.6-4.2"] },
  hard: { fill: [8, 1.8, "l6.6 12h-13.2z"] },
  returned: { outline: [6, 3, "l-3.4 3.4 3.4 3.4m-3-3.4h6.4a3.4 3.4 0 0 1 0 6.8h-2.8"] },
  late: { fill: [2.2, 2.2, "h11.6v11.6h-11.6z"] },
};
