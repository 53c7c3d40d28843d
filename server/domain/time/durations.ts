const MINUTE_LIMIT = 10 * 366 * 24 * 60;

/**
 * A length of time in the units that it was said in: months and workdays have no fixed minutes.
 * `minutes` covers weeks and everything shorter, and may have a fraction (27分钟7秒).
 */
export interface Span {
  months: number;
  workdays: number;
  minutes: number;
}

const MINUTES_IN: readonly (readonly [RegExp, number])[] = [
  [/^(?:周|星期|礼拜)$/, 7 * 1440],
  [/^(?:天|昼夜|d)$/i, 1440],
  [/^(?:小时|钟头|时|h)$/i, 60],
  [/^刻钟?$/, 15],
  [/^(?:分钟?|min)$/i, 1],
  [/^秒钟?$/, 1 / 60],
];
const PART =
  /^(?:(\d+(?:\.\d+)?)(个)?(半)?|(半)(个)?)(工作日|季度|星期|礼拜|小时|钟头|昼夜|分钟|秒钟|刻钟|年|月|周|天|时|刻|分|秒|min|h|d)(半(?![天月年小个]))?[又零加]?/i;

/**
 * Reads a length of time with its units, numerals already Arabic and without blanks: `30分钟`,
 * `半小时`, `1个半小时`, `2小时30分`, `8天又20个小时`, `2个半月`, `15个工作日`. Null for anything else.
 */
export function readSpan(text: string): Span | null {
  const span: Span = { months: 0, workdays: 0, minutes: 0 };
  let rest = text
    .replace(/^分半$/, "1分半")
    .replace(/^(\d+天)\d+[晚夜]$/, "$1")
    // 2小时30 leaves its last unit unsaid.
    .replace(/(小时|钟头|h)(\d{1,2})$/i, "$1$2分")
    // 20时 is an hour of the day unless days come before it.
    .replace(/^(\d+(?:天|周|个?星期)[又零加]?\d+)个?时$/, "$1小时");
  if (/^\d+时/.test(rest)) return null;
  while (rest !== "") {
    const [all, digits, ge, mid, half, , unit = "", after] = PART.exec(rest) ?? [];
    if (all === undefined) return null;
    // 3月 is March; 半天 is anything up to a whole one.
    if (unit === "月" && half === undefined && mid === undefined && ge === undefined) return null;
    if (unit === "季度" && ge === undefined) return null;
    if (unit === "天" && half !== undefined) return null;
    const number = Number(digits ?? 0) + (half || mid || after ? 0.5 : 0);
    if (!add(span, number, unit)) return null;
    rest = rest.slice(all.length);
  }
  return text === "" ? null : span;
}

function add(span: Span, number: number, unit: string): boolean {
  if (unit === "工作日") {
    span.workdays += number;
    return Number.isInteger(number) && number <= 1000;
  }
  const months = { 年: 12, 季度: 3, 月: 1 }[unit];
  if (months !== undefined) {
    span.months += number * months;
    return span.months <= 120;
  }
  span.minutes += number * (MINUTES_IN.find(([pattern]) => pattern.test(unit))?.[1] ?? Number.NaN);
  return span.minutes <= MINUTE_LIMIT;
}

/**
 * Whole minutes in a length of time that has a fixed one, numerals already Arabic: `30分钟`, `3天`,
 * `2周`, `1.5h`. Null for anything else, for months and workdays, and beyond ten years.
 */
export function minutesIn(text: string): number | null {
  const span = readSpan(text.replace(/\s+/g, ""));
  if (span === null || span.months > 0 || span.workdays > 0) return null;
  const minutes = Math.round(span.minutes * 60) / 60;
  return Number.isInteger(minutes) ? minutes : null;
}
