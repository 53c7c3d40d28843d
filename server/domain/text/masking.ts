import { hasDigits, type Mark, marksOf } from "./digit-marks.ts";
import { isFree, phonePrefix } from "./phone-shape.ts";

/** What was taken out of a text, and how often. */
export interface Masked {
  kind: "id" | "phone";
  count: number;
}

export interface MaskOptions {
  /** Where mobile numbers belong: the staff directory and duty lists (SPEC §1.17). */
  allowPhones?: boolean;
  /**
   * The text may hold counts in a row (`/报 135 1200 1100`), so a number with blanks in it, or one
   * with a decimal point, is no phone.
   */
  counts?: boolean;
  /** What stands in the text for a mobile number, in place of the plain label. */
  keep?: (digits: string) => string;
}

/** A number of a person in a text; offsets are UTF-16 units, `end` exclusive. */
export interface Personal {
  kind: Masked["kind"];
  start: number;
  end: number;
  /** Its digits alone, without the country's prefix. */
  digits: string;
}

const LABELS = { id: "[证件号已隐去]", phone: "[手机号已隐去]" };
const PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])";
const MONTH_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])";
const ID_18 = new RegExp(`^${PROVINCE}[0-9]{4}(?:19|20)[0-9]{2}${MONTH_DAY}[0-9]{3}[0-9X]$`);
/**
 * Fifteen digits ended with people born in 1999. Years below 25 are left out: they would be
 * over a hundred, and the local code of a grid (a village's 12 digits + 3) looks just so.
 */
const ID_15 = new RegExp(`^${PROVINCE}[0-9]{4}(?:2[5-9]|[3-9][0-9])${MONTH_DAY}[0-9]{3}$`);

/** Digits of a mobile number; an identity card has more. */
const SHORTEST = 11;

/**
 * Takes identity card numbers (18 or 15 digits) and, unless `allowPhones`, mobile numbers out of a
 * text before it is stored (SPEC §1.17), however they are spelled: full-width or Chinese digits,
 * blanks, dashes, dots, brackets and invisible characters do not hide them. The checksum is not
 * asked for: a mistyped number still points at a person. Item ids, division codes, office landlines
 * and other long numbers stay.
 */
export function maskPersonal(
  text: string,
  options: MaskOptions = {},
): { text: string; masked: Masked[] } {
  const counts = { id: 0, phone: 0 };
  let masked = text;
  // What is taken out may uncover a neighbour: a number is one only if its digits end there.
  for (let found = findPersonal(masked, options); found.length > 0; ) {
    for (const { kind, start, end, digits } of found.toReversed()) {
      const label = kind === "phone" && options.keep ? options.keep(digits) : LABELS[kind];
      masked = masked.slice(0, start) + label + masked.slice(end);
      counts[kind] += 1;
    }
    found = findPersonal(masked, options);
  }
  const kinds = (["id", "phone"] as const).filter((kind) => counts[kind] > 0);
  return { text: masked, masked: kinds.map((kind) => ({ kind, count: counts[kind] })) };
}

/** Whether a text has digits enough for a person's number. */
export function mayHoldPersonal(text: string): boolean {
  return hasDigits(text, SHORTEST);
}

/** The numbers of persons in a text, in order; what {@link maskPersonal} takes out. */
export function findPersonal(text: string, options: MaskOptions = {}): Personal[] {
  if (!mayHoldPersonal(text)) return [];
  const marks = marksOf(text);
  const found: Personal[] = [];
  const take = (kind: Personal["kind"], from: number, to: number, skipped = 0): number => {
    const digits = marks.slice(from + skipped, to).map((mark) => mark.digit);
    const start = startOf(text, marks[from]!);
    found.push({ kind, start, end: marks[to - 1]!.end, digits: digits.join("") });
    return to;
  };
  for (let i = 0; i < marks.length; ) {
    const id = [18, 15].find((length) => isIdAt(marks, i, length));
    const prefix = id || options.allowPhones ? null : phonePrefix(marks, i, options);
    if (id) i = take("id", i, i + id);
    else if (prefix !== null) i = take("phone", i, i + prefix + 11, prefix);
    else i += 1;
  }
  return found;
}

/** The + of +86 and a bracket before it go with the number. */
function startOf(text: string, first: Mark): number {
  const plus = /[(（]?[+＋]$/.exec(text.slice(Math.max(0, first.start - 2), first.start));
  return first.start - (plus?.[0].length ?? 0);
}

function isIdAt(marks: Mark[], at: number, length: number): boolean {
  const end = at + length;
  const span = marks.slice(at, end);
  if (span.length < length || !isFree(marks, at, end)) return false;
  if (span.some((mark, i) => i > 0 && mark.gap === "wall")) return false;
  return (length === 18 ? ID_18 : ID_15).test(span.map((mark) => mark.digit).join(""));
}
