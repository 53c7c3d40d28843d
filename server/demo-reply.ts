import { entryOf, optionsOf, type Reader } from "#contract/field-types";
import type { Field } from "#contract/forms";
import type { ItemView } from "#contract/nouns";

/**
 * What an invented worker gives for the fields of a form they see for the first time, as `键=值`;
 * what the directory knows is left to it.
 * @param n which of those who answer
 * @param attempt from 1 on only what breaks no comparison: 0, and the first choice
 */
export function inventedReply(item: ItemView, n: number, attempt: number): string {
  return item.fields
    .filter((field) => !field.prefill || attempt > 0)
    .flatMap((field) => {
      const value = invented(field, attempt > 0 ? null : n, item.rules);
      return value === null ? [] : [`${field.name}=${value}`];
    })
    .join(" ");
}

/** By how a field is read. */
const INVENTED: Record<Reader, (field: Field, n: number | null, rules: string) => string | null> = {
  number: (field, n, rules) => String(numberOf(field, n, rules)),
  yesNo: firstOption,
  option: firstOption,
  options: firstOption,
  prose: () => "一切正常",
  date: whereRequired,
  clock: whereRequired,
  attached: whereRequired,
  word: whereRequired,
};

function firstOption(field: Field): string | null {
  return optionsOf(field)[0] ?? null;
}

function whereRequired({ required }: Field): string | null {
  return required ? "今天" : null;
}

function invented(field: Field, n: number | null, rules: string): string | null {
  return INVENTED[entryOf(field).read](field, n, rules);
}

/** A part of something may be many, what stands alone is rare. */
function numberOf({ name, min = 0, max }: Field, n: number | null, rules: string): number {
  if (n === null) return min;
  const isPart = rules.includes(`${name}<=`);
  return Math.min(max ?? Number.POSITIVE_INFINITY, min + (isPart ? 12 + ((n * 7) % 11) : n % 4));
}
