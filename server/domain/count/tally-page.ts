import type { Field } from "#contract/forms";
import { COUNT_KEYS, type Counts } from "#contract/tally";
import { fromUnits, toUnits } from "./exact.ts";
import { type Sums, sumKeys } from "./sums.ts";

/** How an item's tally lies on its pages of the book: words as {@link COUNT_KEYS}, sums as its form has them. */

/** The counts among the words of a page. */
export function countsIn(words: readonly number[]): Counts {
  return Object.fromEntries(COUNT_KEYS.map((key, i) => [key, words[i] ?? 0])) as Counts;
}

/** Sums as ten-thousandths, by their positions on the page. */
export function sumUnits(fields: Field[], sums: Sums): bigint[] {
  const keys = sumKeys(fields);
  const unknown = Object.keys(sums).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new Error(`no field of the form adds up to ${unknown}`);
  return keys.map((key) => toUnits(sums[key] ?? 0));
}

/** The sums of a page by what they are of; noughts left out, as a recount leaves them out. */
export function sumsIn(fields: Field[], units: readonly bigint[]): Sums {
  const entries = sumKeys(fields).map((key, i) => [key, units[i] ?? 0n] as const);
  return Object.fromEntries(
    entries.filter(([, n]) => n !== 0n).map(([key, n]) => [key, fromUnits(n)]),
  );
}
