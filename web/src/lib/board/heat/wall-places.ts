import type { Branch } from "../tree/branches.ts";
import type { BoardView } from "../view.ts";

/** Lines that stand one above another, and side by side, at a size that is read from four metres. */
const LINES = 11;
const COLUMNS = 4;

export interface WallPlaces {
  places: Branch[];
  columns: number;
  lines: number;
  /** What there is no room for: those that miss least. Null where all are there. */
  rest: { n: number; missing: number } | null;
}

/**
 * The places of a wall: townships, or the villages of the only one, which has nothing to be compared
 * with. In the order of the tree, for a place that moves is looked for.
 */
export function wallPlaces(
  view: Pick<BoardView, "rows" | "towns">,
  branches: Branch[],
): WallPlaces {
  const [only, ...others] = branches;
  const all = only && others.length === 0 && only.row === null ? only.children : branches;
  const most = LINES * COLUMNS;
  // Branches come with whoever misses most first; the last line says what is left out.
  const shown = all.length > most ? all.slice(0, most - 1) : all;
  const rest = all.slice(shown.length);
  const order = orderOf(view);
  const at = ({ key, row }: Branch) => order.get(row?.id ?? key) ?? order.get(key) ?? order.size;
  const columns = Math.max(1, Math.ceil(Math.min(all.length, most) / LINES));
  return {
    places: shown.toSorted((a, b) => at(a) - at(b)),
    columns,
    lines: Math.ceil(Math.min(all.length, most) / columns),
    rest:
      rest.length === 0
        ? null
        : { n: rest.length, missing: rest.reduce((n, { missing }) => n + missing, 0) },
  };
}

/** When the tree first comes to a place, by its path and by the id of a row. */
function orderOf({ rows, towns }: Pick<BoardView, "rows" | "towns">): Map<string, number> {
  const order = new Map<string, number>();
  const meet = (key: string) => order.has(key) || order.set(key, order.size);
  for (const { name } of towns) meet(name);
  for (const { id, path, name } of rows) {
    const names = (path === "" ? name : path).split("/");
    for (const [i] of names.entries()) meet(names.slice(0, i + 1).join("/"));
    meet(id);
  }
  return order;
}
