import type { BoardRow } from "#contract/board";
import { addExact } from "#domain/count/exact";
import {
  addTo,
  countsOf,
  type Loop,
  missingOf,
  noCounts,
  WORDS,
  type WordCounts,
} from "../counts.ts";
import type { BoardView } from "../view.ts";

/** A place of the tree table: a township, a village, or a row itself. */
export interface Branch {
  /** Path of names; its id where a row shares a place with others. */
  key: string;
  name: string;
  depth: number;
  counts: WordCounts;
  /** 还差. */
  missing: number;
  /** Of places; a row has its values. */
  sums: Record<string, number>;
  /** Last change below; null before anything has happened. */
  at: number | null;
  children: Branch[];
  /** Only at the ends of the tree. */
  row: BoardRow | null;
}

/**
 * The board as a tree, rolled up: parents are the sums of their children, and whoever misses most
 * comes first. Townships whose rows are not here yet have the server's own totals.
 * @param apart fields whose numbers stand in their rows alone
 */
export function branchesOf(
  view: BoardView,
  loop: Loop,
  apart: ReadonlySet<string> = new Set(),
): Branch[] {
  const root = newBranch("", "", -1);
  const known = new Map([["", root]]);
  for (const row of view.rows) plant(known, row);
  rollUp(root, loop, apart);
  for (const total of view.towns) {
    if (known.has(total.name)) continue;
    const town = newBranch(total.name, total.name, 0);
    for (const word of WORDS) town.counts[word] = total.counts[word];
    town.sums = total.sums;
    town.missing = missingOf(town.counts, loop);
    root.children.push(town);
  }
  root.children.sort((a, b) => b.missing - a.missing);
  return root.children;
}

function newBranch(key: string, name: string, depth: number, row: BoardRow | null = null): Branch {
  // Of a row the counts are shared and never written.
  const counts = row === null ? noCounts() : countsOf(row);
  return {
    key,
    name,
    depth,
    counts,
    missing: 0,
    sums: {},
    at: row?.time ?? null,
    children: [],
    row,
  };
}

/** Puts a row at its path; several of one place, and a place with others below it, come under it. */
function plant(known: Map<string, Branch>, row: BoardRow): void {
  const key = row.path === "" ? row.name : row.path;
  if (known.has(key)) {
    const place = placeAt(known, key);
    place.children.push(newBranch(row.id, place.name, place.depth + 1, row));
    return;
  }
  const above = placeAt(known, aboveOf(key));
  const end = newBranch(key, nameIn(key), above.depth + 1, row);
  known.set(key, end);
  above.children.push(end);
}

function placeAt(known: Map<string, Branch>, key: string): Branch {
  const found = known.get(key);
  if (found) {
    if (found.row === null) return found;
    // What was a row alone becomes a place with that row in it.
    found.children.push({ ...found, key: found.row.id, depth: found.depth + 1, children: [] });
    found.row = null;
    found.counts = noCounts();
    return found;
  }
  const above = placeAt(known, aboveOf(key));
  const place = newBranch(key, nameIn(key), above.depth + 1);
  known.set(key, place);
  above.children.push(place);
  return place;
}

const aboveOf = (key: string) => key.slice(0, Math.max(0, key.lastIndexOf("/")));
const nameIn = (key: string) => key.slice(key.lastIndexOf("/") + 1);

/** From the rows upwards; each place adds what is directly below it. */
function rollUp(branch: Branch, loop: Loop, apart: ReadonlySet<string>): void {
  for (const child of branch.children) {
    if (child.row === null) rollUp(child, loop, apart);
    else child.missing = missingOf(child.counts, loop);
    addTo(branch.counts, child.counts);
    if (child.at !== null && child.at > (branch.at ?? 0)) branch.at = child.at;
    const values = child.row === null ? child.sums : countedValues(child);
    for (const field in values) {
      const value = values[field];
      if (typeof value !== "number" || apart.has(field)) continue;
      branch.sums[field] = addExact(branch.sums[field] ?? 0, value);
    }
  }
  branch.missing = missingOf(branch.counts, loop);
  branch.children.sort((a, b) => b.missing - a.missing);
}

/** A reply that was sent back stands in its row and in no sum, as on the server. */
function countedValues({ row, counts }: Branch): BoardRow["values"] {
  return row !== null && counts.replied > 0 ? row.values : {};
}

/** Open places show what is below them; a filter leaves only rows that fit, and their places. */
export function flatten(
  branches: Branch[],
  open: (key: string) => boolean,
  fits: ((row: BoardRow) => boolean) | null,
): Branch[] {
  const flat: Branch[] = [];
  const walk = (list: Branch[]): void => {
    for (const branch of list) {
      if (fits !== null && !hasFitting(branch, fits)) continue;
      flat.push(branch);
      if (branch.row === null && open(branch.key)) walk(branch.children);
    }
  };
  walk(branches);
  return flat;
}

function hasFitting(branch: Branch, fits: (row: BoardRow) => boolean): boolean {
  if (branch.row !== null) return fits(branch.row);
  return branch.children.some((child) => hasFitting(child, fits));
}

/** The rows of a tree in the order it shows them, for j and k. */
export function rowsOf(branches: Branch[]): BoardRow[] {
  return branches.flatMap(({ row, children }) => (row === null ? rowsOf(children) : [row]));
}
