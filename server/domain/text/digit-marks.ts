import { isInvisible } from "./invisible.ts";

/**
 * What stands between two digits that a reader takes for one number: nothing (`none`), blanks, a
 * dot, or another sign that people put into numbers. `wall` is anything else.
 */
export type Gap = "none" | "blank" | "dot" | "sign" | "wall";

/** One digit of a text, in whatever script, with what stands before it. Offsets are UTF-16 units. */
export interface Mark {
  digit: string;
  start: number;
  end: number;
  gap: Gap;
  /** A run of one script has no border inside: the 一 of 同一13800138000 is no digit of the number. */
  script: "arabic" | "chinese" | "check";
}

const CHINESE: Readonly<Record<string, string>> = Object.fromEntries(
  ["〇零○", "一壹幺么", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"].flatMap(
    (written, digit) => [...written].map((c) => [c, String(digit)]),
  ),
);
/** Signs within a number, with the blanks around them: dashes, brackets, quotes, dots in mid-line. */
const SIGN = /^[\p{Zs}\t]?(?:[\p{Pd}−_~～·・•*/／]|[()（）[\]【】「」『』“”"'’]){1,2}[\p{Zs}\t]?$/u;

/** The digits of a text in order; `X` for the last place of an identity card. */
export function marksOf(text: string): Mark[] {
  const marks: Mark[] = [];
  let at = 0;
  for (const char of text) {
    const [digit, script] = digitOf(char);
    if (digit !== null) {
      const before = marks.at(-1);
      const gap = before ? gapOf(text.slice(before.end, at)) : "wall";
      marks.push({ digit, start: at, end: at + char.length, gap, script });
    }
    at += char.length;
  }
  return marks;
}

/** Whether a text has so many digits at all, in whatever script. */
export function hasDigits(text: string, n: number): boolean {
  if (text.length < n) return false;
  let found = 0;
  for (const char of text) if (digitOf(char)[0] !== null) found += 1;
  return found >= n;
}

const NONE: [null, "check"] = [null, "check"];

function digitOf(char: string): [string, Mark["script"]] | [null, "check"] {
  if (char >= "0" && char <= "9") return [char, "arabic"];
  if ("Xx×Ｘｘ".includes(char)) return ["X", "check"];
  const chinese = CHINESE[char];
  if (chinese !== undefined) return [chinese, "chinese"];
  // Most of what people type: letters, signs and other characters of the same two blocks.
  if (char < "\u0080" || (char >= "\u4e00" && char <= "\u9fff")) return NONE;
  // Full-width digits and those of mathematics; not ①, which numbers a list.
  const plain = /\p{Nd}/u.test(char) ? char.normalize("NFKC") : "";
  return /^[0-9]$/.test(plain) ? [plain, "arabic"] : NONE;
}

function gapOf(between: string): Gap {
  // Marks drawn over a digit (1️⃣, 1̶) part it from nothing.
  const drawn = between.replace(/\p{M}/gu, "");
  const seen = [...drawn].filter((c) => !isInvisible(c.codePointAt(0)!)).join("");
  if (seen === "") return "none";
  if (/^[ \t\u3000]{1,3}$/.test(seen)) return "blank";
  if (/^[.．。]$/.test(seen)) return "dot";
  return SIGN.test(seen) || /^\p{Zs}{1,3}$/u.test(seen) ? "sign" : "wall";
}
