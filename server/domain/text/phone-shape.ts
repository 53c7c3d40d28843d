import type { Mark } from "./digit-marks.ts";

const LENGTH = 11;
const PREFIXES = ["", "86", "0086"];
/** How phones are printed and dictated; other groups may be counts in a row. */
const PRINTED = /^(?:3,.*|7,4|(?:1,){10}1)$/;

/** Whether digits `from` to `to` (exclusive) are not the middle of a longer number. */
export function isFree(marks: Mark[], from: number, to: number): boolean {
  const [first, second] = [marks[from - 1], marks[from]!];
  const [last, next] = [marks[to - 1]!, marks[to]];
  // 118.13800138000 is a coordinate.
  if (first && second.gap === "dot" && first.script === second.script) return false;
  return !touches(first, second) && !touches(last, next);
}

function touches(left: Mark | undefined, right: Mark | undefined): boolean {
  if (!left || !right || right.gap !== "none" || right.script === "check") return false;
  return left.script === right.script;
}

/**
 * Whether a mobile number of the mainland begins at a digit, with or without `86`.
 * @returns how many digits stand before it as its prefix, or null where there is none
 */
export function phonePrefix(
  marks: Mark[],
  at: number,
  { counts = false }: { counts?: boolean },
): number | null {
  for (const { length, prefix } of PREFIXES.map((prefix) => ({ length: prefix.length, prefix }))) {
    const span = marks.slice(at, at + length + LENGTH);
    if (span.length < length + LENGTH || !isFree(marks, at, at + length + LENGTH)) continue;
    const digits = span.map((mark) => mark.digit).join("");
    if (!digits.startsWith(prefix) || !/^1[3-9][0-9]{9}$/.test(digits.slice(length))) continue;
    if (span.some((mark, i) => i > 0 && mark.gap === "wall")) continue;
    if (isPhone(span.slice(length), marks, at, counts)) return length;
  }
  return null;
}

function isPhone(phone: Mark[], marks: Mark[], at: number, counts: boolean): boolean {
  const gaps = phone.slice(1).map((mark) => mark.gap);
  const has = (kind: Mark["gap"]): boolean => gaps.includes(kind);
  if (gaps.every((gap) => gap === "none")) return true;
  const sizes = groups(phone, (gap) => gap !== "none");
  const dotted = gaps.every((gap) => gap === "none" || gap === "dot");
  // 138.0000.1234 is a phone; 139.155.12.118 and 131.0.6778.109 are addresses and versions,
  // 13800001.234 is an amount.
  if (dotted && sizes.length === 4) return false;
  if (dotted && sizes.length === 2 && (counts || !PRINTED.test(sizes.join(",")))) return false;
  if (has("blank"))
    return !counts && PRINTED.test(groups(phone, (gap) => gap === "blank").join(","));
  return PRINTED.test(sizes.join(",")) || !isChained(marks, at, phone.at(-1)!);
}

/** Sizes of the groups of digits that `splits` separates. */
function groups(phone: Mark[], splits: (gap: Mark["gap"]) => boolean): number[] {
  const sizes = [1];
  for (const { gap } of phone.slice(1)) {
    if (splits(gap)) sizes.push(1);
    else sizes[sizes.length - 1]! += 1;
  }
  return sizes;
}

/** Whether more digits hang on by a dash or a dot: dates and ranges do, phones do not. */
function isChained(marks: Mark[], at: number, last: Mark): boolean {
  const next = marks[marks.indexOf(last) + 1];
  const hangs = (mark: Mark | undefined) => mark?.gap === "dot" || mark?.gap === "sign";
  return (at > 0 && hangs(marks[at])) || hangs(next);
}
