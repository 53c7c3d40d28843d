import { fromUnits } from "#domain/count/exact";

/**
 * One counted word of lines or of ledger rows (KINDS §1). What a row adds to a page of the book
 * follows from the row alone, so a change books *after − before*, and a recount says the same.
 */
export interface Count<R> {
  /** As it is printed, and by what a line that is printed asks for it. */
  word: string;
  when?(row: R): boolean;
  /** What a row adds, up to four decimals; 1 without it. */
  add?(row: R): number;
  /** Only distinct ones count: a household with two needs is one household. */
  once?(row: R): string | null;
  /** On which pages it is kept: of its item, of a day, of all days. */
  page: readonly PageOf[];
}
export type PageOf = "item" | "day" | "ever";

/** The words of one sort of page, in the order of their positions: they may only be added at the end. */
export function countsOn<R>(counts: readonly Count<R>[], page: PageOf): Count<R>[] {
  return counts.filter((count) => count.page.includes(page));
}

/** What a row adds to each of these words; nought where there is no row. */
export function amountsOf<R>(counts: readonly Count<R>[], row: R | null): number[] {
  return counts.map(({ when, add }) => {
    if (row === null || (when && !when(row))) return 0;
    return add ? add(row) : 1;
  });
}

/** Whom each of these words counts once, by the row; null where it counts rows, or not this one. */
export function subjectsOf<R>(counts: readonly Count<R>[], row: R | null): (string | null)[] {
  return counts.map(({ when, once }) => {
    if (row === null || !once || (when && !when(row))) return null;
    return once(row);
  });
}

/** Words of a page by name, sums as the numbers they mean. */
export function wordsOn<R>(
  counts: readonly Count<R>[],
  { words, sums }: { words: readonly number[]; sums: readonly bigint[] },
): Record<string, number> {
  return Object.fromEntries(
    counts.map(({ word, add }, i) => [word, add ? fromUnits(sums[i] ?? 0n) : (words[i] ?? 0)]),
  );
}
