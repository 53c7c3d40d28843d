import { arabicDate } from "../text/arabic.ts";
import { readDate } from "./date-words.ts";
import { type Day, isoDay, weekdayOf } from "./zone.ts";

/** Where a day that comes round is looked for: a deadline lies ahead, an answer tells of what was. */
export type Lean = "ahead" | "back";

/** A day's words at the beginning of a text. */
export interface Found {
  /** None where the calendar has no such day; several where the words fit several. */
  days: Day[];
  /** What follows the words. */
  rest: string;
  /** Days that the same words name in other years, should a weekday beside them say so. */
  others?: Day[];
  /** What is to be asked or said when there is not exactly one day. */
  why?: string;
  /** A weekday alone: a date beside it that falls on it decides. */
  weekday?: number;
  /** A festival: before it means before it begins. */
  feast?: boolean;
}

/** Further words for days, tried before those of this file. */
export type DayReader = (text: string, today: Day, lean: Lean) => Found | null;

/**
 * - `day`     found; `rest` is what follows it, numerals Arabic. `said` is false when no day was
 *             named (today)
 * - `none`    named, but the calendar has no such day: 2月30日
 * - `several` the words fit several, or a date and its weekday disagree
 */
export type DayReading =
  | { kind: "day"; day: Day; rest: string; said: boolean; others: Day[]; feast: boolean }
  | { kind: "none" }
  | { kind: "several"; days: Day[]; rest: string; why: string };

const RELATIVE =
  /^(?:(大*[前后]|[今明昨次隔翌])(?:[天日]|儿个?|(?=[早晨上中正下傍晚夜凌午子拂]))|([今明])(?=\d{1,2}[:点时])|[当本][日天]|当(?=[晚夜])|(第)2天)/;
const AFTER = /^(\d{1,3})(?:天|个?(周|星期|礼拜))[之以]?后的?(?=.)/;
const WEEKDAY =
  /^(下下|下|上上|上|这|本)?个?(?:周|星期|礼拜)(?:([一二三四五六日天])|([1-7])(?!\d))/;
const WEEKDAY_BESIDE = /^[(,、]*(?:周|星期|礼拜)([一二三四五六日天]|[1-7](?!\d))[),]*/;
const SAME_DAY = /^(?:[当本][日天]|当(?=[晚夜]))/;
const WEEKDAYS = "一二三四五六日";

/**
 * Reads 明日, 大后天, 周五, 下周一, 25日, 下月5日, 1月27日(周一), 2021年1月5日, 12/1 at the start of a text
 * (SPEC §1.5), blanks closed up. A weekday or day of the month alone is the next one, today
 * included, or with `back` the last one.
 */
export function readDay(
  text: string,
  today: Day,
  lean: Lean = "ahead",
  more?: DayReader,
): DayReading {
  const read: DayReader = (words) => {
    const numbered = arabicDate(words);
    return (
      more?.(words, today, lean) ??
      relative(numbered, today) ??
      weekday(numbered, today, lean) ??
      readDate(numbered, today, lean)
    );
  };
  const found = read(text, today, lean);
  if (!found) {
    return {
      kind: "day",
      day: today,
      rest: arabicDate(text),
      said: false,
      others: [],
      feast: false,
    };
  }
  const checked = withWhatStandsBeside(found, today, (words) => read(words, today, lean));
  const [only] = checked.days;
  if (only === undefined) return { kind: "none" };
  const rest = arabicDate(checked.rest)
    .replace(/^[),的]+/, "")
    .replace(/^(?:1天|1整天|全天|整天)$/, "")
    .trim();
  if (checked.days.length > 1) {
    return { kind: "several", days: checked.days, rest, why: checked.why ?? "" };
  }
  const { others = [], feast = false } = checked;
  return { kind: "day", day: only, rest, said: true, others, feast };
}

/** `1月27日(周一)`, `周日,2月10号`, `明天(12月1日)`: both are read, and must agree. */
function withWhatStandsBeside(
  found: Found,
  today: Day,
  read: (text: string) => Found | null,
): Found {
  const beside = WEEKDAY_BESIDE.exec(found.rest);
  if (beside && found.days.length > 0) {
    const rest = found.rest.slice(beside[0].length);
    const agreed = onWeekday({ ...found, rest }, numberOf(beside[1]!), today);
    return withWhatStandsBeside(agreed, today, read);
  }
  const same = SAME_DAY.exec(found.rest);
  if (same) return { ...found, rest: found.rest.slice(same[0].length) };
  const [opening, second] =
    /^([(,、]?)(\d{1,4}[年月日号].*)$/.exec(arabicDate(found.rest))?.slice(1) ?? [];
  const other = second === undefined ? null : read(second);
  if (!other || found.days.length !== 1) return found;
  const rest = opening === "(" ? other.rest.replace(/^\)/, "") : other.rest;
  const named = [...found.days, ...(found.others ?? [])];
  const both = [...other.days, ...(other.others ?? [])].find((day) => named.includes(day));
  if (both !== undefined) return { days: [both], rest };
  const dated = other.days.find((day) => weekdayOf(day) === found.weekday);
  if (dated !== undefined) return { days: [dated], rest };
  const days = [...found.days, ...other.days];
  return { days, rest, why: `这两个日子不是同一天：${days.map(isoDay).join("、")}` };
}

/**
 * The date if it falls on that weekday, or this year's where the next one was read: what is printed
 * without a year is this year's. A slip of the weekday never moves a deadline by a year.
 */
function onWeekday(found: Found, wanted: number, today: Day): Found {
  const year = isoDay(today).slice(0, 4);
  const others = (found.others ?? []).filter((day) => isoDay(day).startsWith(year));
  const fits = [...found.days, ...others].filter((day) => weekdayOf(day) === wanted);
  if (fits[0] !== undefined) return { days: [fits[0]], rest: found.rest };
  const day = found.days[0]!;
  const is = weekdayOf(day);
  const near = day + ((wanted - is + 10) % 7) - 3;
  return {
    days: [day, near],
    rest: found.rest,
    why: `${isoDay(day)}是周${WEEKDAYS[is - 1]}，不是周${WEEKDAYS[wanted - 1]}`,
  };
}

function relative(text: string, today: Day): Found | null {
  const after = AFTER.exec(text);
  if (after) {
    const days = Number(after[1]) * (after[2] ? 7 : 1);
    return { days: [today + days], rest: text.slice(after[0].length) };
  }
  const match = RELATIVE.exec(text);
  if (!match) return null;
  const word = match[1] ?? match[2] ?? match[3] ?? "今";
  const far = word.length - 1;
  const offset = word.endsWith("后")
    ? 2 + far
    : word.endsWith("前")
      ? -2 - far
      : { 今: 0, 昨: -1 }[word];
  return { days: [today + (offset ?? 1)], rest: text.slice(match[0].length) };
}

function weekday(text: string, today: Day, lean: Lean): Found | null {
  const match = WEEKDAY.exec(text);
  if (!match) return null;
  const [all, which, word, digit] = match;
  const inThisWeek = today - weekdayOf(today) + numberOf((word ?? digit)!);
  const weeks = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 }[which ?? ""];
  const nearest = lean === "ahead" ? Number(inThisWeek < today) : 0 - Number(inThisWeek > today);
  const day = inThisWeek + 7 * (weeks ?? nearest);
  const rest = text.slice(all.length);
  if (which !== undefined) return { days: [day], rest };
  return { days: [day], rest, others: [day - 7, day + 7], weekday: weekdayOf(day) };
}

function numberOf(word: string): number {
  return word === "天" ? 7 : WEEKDAYS.indexOf(word) + 1 || Number(word);
}
