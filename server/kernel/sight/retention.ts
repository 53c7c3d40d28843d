import type { Facet } from "#contract/facets";

const DAY = 24 * 3_600_000;

/**
 * What is deleted once it is not needed any more (KINDS §1): sides of an item or a fact, or whole
 * rows, so many days after it has ended, after 战 has become 平 again at its place, or after the
 * time in one of its own fields. The earlier of several decides.
 */
export interface Retention {
  drop: readonly Facet[] | "rows";
  after: number;
  from: "ended" | "peace" | { field: string };
}

/** Times that days are counted from, as far as they have come. */
export interface Kept {
  endedAt: number | null;
  /** When its place last went from 战 to 平; null while it is in 战, or where it never was. */
  peaceAt: number | null;
  spec: unknown;
}

/** What is due to be deleted at an instant: sides, or all of it. */
export function dropsDue(
  keep: readonly Retention[] | undefined,
  of: Kept,
  now: number,
): { rows: boolean; facets: Facet[] } {
  const due = (keep ?? []).filter((one) => {
    const from = startOf(one, of);
    return from !== null && from + one.after * DAY <= now;
  });
  const facets = due.flatMap(({ drop }) => (drop === "rows" ? [] : drop));
  return { rows: due.some(({ drop }) => drop === "rows"), facets: [...new Set(facets)] };
}

function startOf({ from }: Retention, { endedAt, peaceAt, spec }: Kept): number | null {
  if (from === "ended") return endedAt;
  if (from === "peace") return peaceAt;
  const value = (spec as Record<string, unknown> | null)?.[from.field];
  return typeof value === "number" ? value : null;
}
