import { fold } from "./text.ts";

/** What was taken out of a text, and how often. */
export interface Masked {
  kind: "id" | "phone";
  count: number;
}

const PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])";
const MONTH_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])";
const ID_18 = new RegExp(`^${PROVINCE}[0-9]{4}(?:19|20)[0-9]{2}${MONTH_DAY}[0-9]{3}[0-9Xx]$`);
/**
 * Fifteen digits ended with people born in 1999. Years below 25 are left out: they would be
 * over a hundred, and the local code of a grid (a village's 12 digits + 3) looks just so.
 */
const ID_15 = new RegExp(`^${PROVINCE}[0-9]{4}(?:2[5-9]|[3-9][0-9])${MONTH_DAY}[0-9]{3}$`);

const GAP = "[ \\-－–—]?";
const NOT_INSIDE_NUMBER = "(?<![0-9])(?<![0-9]\\.)";
const ID_18_SHAPE = new RegExp(
  `${NOT_INSIDE_NUMBER}[1-9](?:${GAP}[0-9]){16}${GAP}[0-9Xx](?![0-9])`,
  "g",
);
const ID_15_SHAPE = new RegExp(`${NOT_INSIDE_NUMBER}[1-9](?:${GAP}[0-9]){14}(?![0-9])`, "g");
/** Grouped only as phones print it, 3-4-4. */
const PHONE_SHAPE = new RegExp(
  `${NOT_INSIDE_NUMBER}(?:(?:\\+|00)?86${GAP})?1[3-9][0-9](?:[0-9]{8}|([ \\-－–—])[0-9]{4}\\1[0-9]{4})(?![0-9])`,
  "g",
);

/**
 * Takes identity card numbers (18 or 15 digits) and, unless `allowPhones`, mobile numbers
 * out of a text before it is stored (SPEC §1.17). Full-width digits, spaces and dashes do not hide them. The checksum
 * is not asked for: a mistyped number still points at a person. Item ids, division codes and
 * other long numbers stay.
 *
 * @param options.counts the text may hold counts in a row (`/报 135 1200 1100`), so a number counts
 *   as a phone only when its digits stand together
 */
export function maskPersonal(
  text: string,
  { allowPhones = false, counts = false }: { allowPhones?: boolean; counts?: boolean } = {},
): { text: string; masked: Masked[] } {
  const newIds = mask(text, ID_18_SHAPE, isIdNumber, "[证件号已隐去]");
  const oldIds = mask(newIds.text, ID_15_SHAPE, isIdNumber, "[证件号已隐去]");
  const phones = allowPhones
    ? { text: oldIds.text, count: 0 }
    : mask(oldIds.text, PHONE_SHAPE, (found) => !counts || !found.includes(" "), "[手机号已隐去]");
  const masked: Masked[] = [
    { kind: "id", count: newIds.count + oldIds.count },
    { kind: "phone", count: phones.count },
  ];
  return { text: phones.text, masked: masked.filter(({ count }) => count > 0) };
}

function isIdNumber(shape: string): boolean {
  const digits = shape.replace(/[^0-9Xx]/g, "");
  return ID_18.test(digits) || ID_15.test(digits);
}

/** Finds on the folded copy, whose offsets are those of the text, and cuts from the text. */
function mask(text: string, shape: RegExp, plausible: (found: string) => boolean, label: string) {
  const folded = fold(text);
  const kept: string[] = [];
  let done = 0;
  for (let found = execFrom(shape, folded, 0); found; ) {
    const end = found.index + found[0].length;
    const hit = plausible(found[0]);
    if (hit) {
      kept.push(text.slice(done, found.index));
      done = end;
    }
    // A refused shape may overlap a true one: "12 330824…" starts two characters early.
    found = execFrom(shape, folded, hit ? end : found.index + 1);
  }
  return { text: [...kept, text.slice(done)].join(label), count: kept.length };
}

function execFrom(shape: RegExp, text: string, from: number): RegExpExecArray | null {
  shape.lastIndex = from;
  return shape.exec(text);
}
