import type { BoardRow } from "#contract/board";
import { countsOf, type WordCounts } from "../counts.ts";

/** What a number stands for, and which rows are behind it. */
export type Filter =
  | "unacked"
  | "unreported"
  | "unverified"
  | "undispatched"
  | "overdue"
  | "difficulty"
  | "returned"
  | "notReached"
  | "proxy"
  | "pinned"
  | "marked";

/** Rows that people have set apart. */
export interface Apart {
  pins: ReadonlySet<string>;
  highlights: ReadonlyMap<string, unknown>;
}

export const NOT_APART: Apart = { pins: new Set(), highlights: new Map() };

const BEHIND: Record<Exclude<Filter, "pinned" | "marked">, (counts: WordCounts) => boolean> = {
  unacked: (c) => c.expected > c.acked,
  unreported: (c) => c.expected > c.replied,
  unverified: (c) => c.replied > c.verified,
  undispatched: (c) => c.undispatched > 0,
  overdue: (c) => c.overdue > 0,
  difficulty: (c) => c.difficulty > 0,
  returned: (c) => c.returned > 0,
  notReached: (c) => c.notReached > 0,
  proxy: (c) => c.proxyAck + c.proxyReply > 0,
};

/**
 * Whether a row is behind the number, and has the words in its path.
 * @param words as typed; every one of them must be there
 */
export function rowFilter(
  filter: Filter | null,
  words: string,
  apart: Apart,
): ((row: BoardRow) => boolean) | null {
  const parts = words
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== "");
  if (filter === null && parts.length === 0) return null;
  const behind = (row: BoardRow) => {
    if (filter === null) return true;
    if (filter === "pinned") return apart.pins.has(row.node);
    if (filter === "marked") return apart.highlights.has(row.node);
    return BEHIND[filter](countsOf(row));
  };
  return (row) => behind(row) && parts.every((part) => row.path.toLowerCase().includes(part));
}
