import { dropInvisible } from "./invisible.ts";

/** Outcome of looking at typed text before anything else is done with it. */
export type Cleaned = { ok: true; text: string } | { ok: false; reason: string };

const FULL_WIDTH = /[０-９Ａ-Ｚａ-ｚ＝：，；\u3000]/g;
const FULL_WIDTH_SHIFT = 0xfee0;

/**
 * Folds full-width letters, digits, `＝：，；` and U+3000 to ASCII, one UTF-16 unit for
 * one, so an offset in the result is an offset in what was typed (SPEC §1.1).
 * Not NFKC: that turns ① into 1, and a list numbered ①② would change its meaning.
 */
export function fold(typed: string): string {
  return typed.replace(FULL_WIDTH, (c) =>
    c === "\u3000" ? " " : String.fromCharCode(c.charCodeAt(0) - FULL_WIDTH_SHIFT),
  );
}

/** Size in UTF-8, the unit of every length limit. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/**
 * Accepts text as typed, or says why not: half characters (lone surrogates), control characters
 * other than line break and tab, and code points that are no characters (U+FFFE, U+FFFF), which no
 * XML and so no workbook can hold. Nothing is dropped silently; the one change is that a Windows
 * line end (CR LF) becomes a line break, or pasted tables would fail.
 */
export function cleanText(typed: string): Cleaned {
  if (!typed.isWellFormed()) return refuse("有半个字符（可能是表情被截断）", "请删去乱码后再发");
  const text = typed.replaceAll("\r\n", "\n");
  const bad = findCode(text, (code) => isControl(code) && code !== 0x0a && code !== 0x09);
  if (bad !== null) return refuse(`第${bad.nth}个字是控制字符（${bad.label}）`, "请删去后再发");
  const none = findCode(text, isNoncharacter);
  if (none !== null) return refuse(`第${none.nth}个字是乱码（${none.label}）`, "请删去后再发");
  return { ok: true, text };
}

/**
 * As {@link cleanText}, for names of people and places: also refuses line breaks, and the
 * invisible or direction-changing characters with which one name can pass for another.
 */
export function cleanName(typed: string): Cleaned {
  const cleaned = cleanText(typed);
  if (!cleaned.ok) return cleaned;
  const bad = findCode(cleaned.text, isControl) ?? firstHidden(cleaned.text);
  if (bad !== null) {
    return refuse(`名称第${bad.nth}个字是看不见的字符（${bad.label}）`, "请重新输入名称");
  }
  return cleaned;
}

/** Where the text and what is seen of it part. */
function firstHidden(text: string) {
  const seen = [...dropInvisible(text)];
  let nth = 0;
  return findCode(text, (code) => code !== seen[nth++]?.codePointAt(0));
}

function refuse(what: string, todo: string): Cleaned {
  return { ok: false, reason: `${what}，${todo}。` };
}

function findCode(text: string, bad: (code: number) => boolean) {
  let nth = 0;
  for (const char of text) {
    nth += 1;
    const code = char.codePointAt(0) ?? 0;
    if (bad(code)) return { nth, label: `U+${code.toString(16).toUpperCase().padStart(4, "0")}` };
  }
  return null;
}

function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

/** The last two of every plane and a block in the first, kept out of text by Unicode itself. */
function isNoncharacter(code: number): boolean {
  return (code & 0xfffe) === 0xfffe || (code >= 0xfdd0 && code <= 0xfdef);
}
