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

/** Newest first. */
export function happeningsIn(entries: TimelineEntry[]): Happening[] {
  return entries.map(({ at, type, text }) => ({ at, type, text: wordless(text) })).reverse();
}
