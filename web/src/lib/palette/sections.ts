import { m } from "#web/i18n/paraglide/messages.js";
import type { PaletteEntry } from "./entries.ts";

/** What is found, sort by sort, in the order in which it is shown. */
export const SORTS = [
  "recent",
  "do",
  "item",
  "channel",
  "place",
  "person",
  "page",
  "more",
] as const;
export type Sort = (typeof SORTS)[number];

export interface Section {
  sort: Sort;
  title: string;
  entries: PaletteEntry[];
  /** How many are left out, behind 全部. */
  left: number;
}

/** Of each sort; the rest is one press away. */
const FEW = 5;

/** @param opened sorts of which all are wanted */
export function sectionsOf(entries: PaletteEntry[], opened: ReadonlySet<Sort>): Section[] {
  const seen = new Set<string>();
  const once = entries.filter(({ id }) => !seen.has(id) && seen.add(id));
  const bySort = Map.groupBy(once, ({ sort }) => sort);
  return SORTS.flatMap((sort) => {
    const all = bySort.get(sort) ?? [];
    if (all.length === 0) return [];
    const shown = opened.has(sort) ? all : all.slice(0, FEW);
    return [{ sort, title: TITLES[sort](), entries: shown, left: all.length - shown.length }];
  });
}

const TITLES: Record<Sort, () => string> = {
  recent: m.palette_recent,
  do: m.palette_do,
  item: m.palette_items,
  channel: m.palette_channels,
  place: m.palette_places,
  person: m.palette_people,
  page: m.palette_pages,
  more: m.palette_more,
};
