import { readSpoken } from "./spoken-number.ts";
import { fold } from "./text.ts";

const MEASURE =
  /(?:人次|车次|户次|批次|公里|公斤|小时|分钟|块钱|[元圆]整|[户个人名位辆处件元圆块天次间套栋幢份只箱包袋盒瓶斤吨台家场岁条起批班组队车支张里页度]|米)$/;
const NEGATIVE = /^(?:[-－−–负負]|零下)/;
const CURRENCY = /^(?:[¥￥]|人民币)/;
const NUMERAL = "0-9零〇一二两三四五六七八九十百千万亿";

/**
 * Reads a whole number as people type it (SPEC §1.9): `6`, `１２`, `1,234`, `二十三`, `3万4000`,
 * `¥1200`, `1.0`, `负 一百二十万`, each with at most one trailing measure word (`六户`, `6 个`); blanks
 * may stand between units (`7万 5千`). Every form is in {@link readSpoken}.
 * Null for anything else, above all for what is not exact: `三五`, `十几`, `十余万`, `6.5`.
 */
export function parseInteger(typed: string): number | null {
  const value = parseDecimal(typed);
  return value !== null && Number.isSafeInteger(value) ? value : null;
}

/** As {@link parseInteger}, and also `36.5`, `36。5` (Chinese keyboard), `三点五`, `.77`. */
export function parseDecimal(typed: string): number | null {
  const text = fold(typed).trim();
  const negative = NEGATIVE.test(text);
  const unsigned = text.replace(negative ? NEGATIVE : /^\+/, "").trim();
  const sum = unsigned.replace(CURRENCY, "");
  // 三千米 may be three thousand of metres, or three kilometres.
  const body = (sum.endsWith("千米") ? sum : sum.replace(MEASURE, "")).trim();
  const joined = joinedUnits(body);
  const value = joined === null ? null : readSpoken(joined);
  if (value === null) return null;
  return negative && value !== 0 ? -value : value;
}

/** Blanks fall out between the parts of one number, never between two of them: `一百 五 十`, not `6 0`. */
function joinedUnits(body: string): string | null {
  if (!/\s/.test(body)) return body;
  const oneNumber = /[十百千万亿]/.test(body) && !/[0-9]\s+[0-9]/.test(body);
  return oneNumber ? body.replace(/\s+/g, "") : null;
}

/**
 * Whether a number was meant but not an exact one: `十余万`, `几十`, `三五`, `两三百`, `20多`, `约6户`.
 * Such an answer is refused with a sentence and never guessed (SPEC §1.9).
 */
export function isInexact(typed: string): boolean {
  const text = fold(typed).replace(/\s+/g, "");
  if (!new RegExp(`[${NUMERAL}几]`).test(text) || /[^\p{L}0-9.,~-]/u.test(text)) return false;
  return (
    /[几余多数]|[十百千万亿]来|[好若]干|左右|上下|以[上下内]|不[到足止]|将近|大[约概]|^[约近超上成]/.test(
      text,
    ) || /(?:[一二两三四五六七八九]){2}(?:[十百千万亿]|[^0-9零〇一二两三四五六七八九]?$)/.test(text)
  );
}

/** 没有 and 无 mean nil of a field, which is neither 0 nor blank (SPEC §1.9). */
export function isNothing(typed: string): boolean {
  return /^(?:没有|无)[。.!！]?$/.test(fold(typed).trim());
}
