import type { TimelineEntry } from "#contract/nouns";

/** Something that happened, fit for a wall: places and posts, no free words. */
export interface Happening {
  at: number;
  type: string;
  text: string;
}

/** What people wrote themselves may name anybody: it is cut off where it begins. */
export function wordless(text: string): string {
  return text.replace(/[：“].*?(?=（[^（）]*）$|$)/u, "").trim();
}

/** Places that are named one after another, before 等n个. */
const NAMED = 2;

/** A thousand places that an order went to are no line of a wall: the first of them, and how many. */
export function shortened(text: string, others: (n: number) => string): string {
  const [, list = "", tail = ""] = /^(.*?)\s*(（[^（）]*）)?$/su.exec(text) ?? [];
  const names = list.split("、");
  if (names.length <= NAMED + 1) return list + tail;
  // The server names ten, and says itself of how many.
  const counted = /等(\d+)个$/u.exec(list);
  const n = counted ? Number(counted[1]) : names.length;
  return `${names.slice(0, NAMED).join("、")}${others(n)}${tail}`;
}

/** Newest first. */
export function happeningsIn(entries: TimelineEntry[]): Happening[] {
  return entries.map(({ at, type, text }) => ({ at, type, text: wordless(text) })).reverse();
}
