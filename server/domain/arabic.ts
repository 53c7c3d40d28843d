import { parseInteger } from "./numerals.ts";
import { fold } from "./text.ts";

const NUMERAL = /[零〇一二两三四五六七八九十百千]+/g;
/** 周一十点 is Monday at ten, not week eleven. */
const NUMERAL_OR_WEEKDAY = /(?:周|星期|礼拜)[一二三四五六日天]|[零〇一二两三四五六七八九十百千]+/g;

/** Chinese numerals to Arabic; 三五 and other guesses stay, and are then not understood. */
export function arabic(text: string): string {
  return text.replace(NUMERAL, digits);
}

/** As {@link arabic}, but weekdays keep theirs. */
export function arabicDate(text: string): string {
  return text.replace(NUMERAL_OR_WEEKDAY, (run) => (/^[周星礼]/.test(run) ? run : digits(run)));
}

function digits(run: string): string {
  return `${parseInteger(run) ?? run}`;
}

/**
 * A time as typed, folded and without the blanks that people put between its words; one stays
 * between two numbers (1月28 20:00).
 */
export function closeUp(typed: string): string {
  return fold(typed)
    .replace(/[（]/g, "(")
    .replace(/[）]/g, ")")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/(?<!\d) | (?!\d)/g, "");
}
