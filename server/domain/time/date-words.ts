import type { Found, Lean } from "./day-words.ts";
import { type Day, dayOf, weekdayOf } from "./zone.ts";

/**
 * A date without a year this far back is a slip, to be refused as past; further back it means
 * next year (3月15日 said in September).
 */
const SLIP_DAYS = 90;

const YEAR = "(?:(\\d{4}|\\d{2})年|([今本明次后去前])年)[,的]?";
const LAST_DAY = new RegExp(
  `^(?:${YEAR})?(?:(\\d{1,2})月份?|([上本这当下])?个?(?:月|年)?)[底末]?的?最后1[天日]`,
);
const WORDED = new RegExp(
  `^(?:${YEAR})?(\\d{1,2})月份?的?(\\d{1,2})(?:[日号]|(?![\\d点时:.月个天周小分刻]))`,
);
const NTH_WEEKDAY = new RegExp(
  `^(?:${YEAR})?(?:(\\d{1,2})月份?|([上本这当下])个?月份?)的?(?:第([1-5])|(最后)1?)个?(?:周|星期|礼拜)([一二三四五六日天])`,
);
const NUMERIC =
  /^(?:(\d{4})[-/.·](\d{1,2})[-/.·](\d{1,2})日?|(\d{4}) (\d{1,2}) (\d{1,2})|(\d{4})(\d{2})(\d{2}))(?![\d:点时])/;
const MONTH_SLASH_DAY = /^(\d{1,2})[-/.·](\d{1,2})(?![\d:.\-/·点时天个小分月年])/;
const DAY_OF_MONTH = /^(?:(下下|上|本|这|当|下)个?月份?的?)?(\d{1,2})[日号]/;

/** Reads a date of the calendar at the start of a text, numerals Arabic (SPEC §1.5). */
export function readDate(text: string, today: Day, lean: Lean): Found | null {
  return (
    numeric(text) ??
    lastDay(text, today) ??
    nthWeekday(text, today, lean) ??
    worded(text, today, lean) ??
    slashed(text, today, lean) ??
    dayOfMonth(text, today, lean)
  );
}

/** The year that is said (26年 is 2026, 98年 is 1998), or null when none is. */
export function yearSaid(
  digits: string | undefined,
  word: string | undefined,
  today: Day,
): number | null {
  const { year } = partsOf(today);
  if (digits?.length === 2) return Number(digits) + (Number(digits) < 70 ? 2000 : 1900);
  if (digits) return Number(digits);
  if (!word) return null;
  return year + ({ 今: 0, 本: 0, 明: 1, 次: 1, 后: 2, 去: -1, 前: -2 }[word] ?? 0);
}

/**
 * The day of a date that comes round every year: this year's unless that is long past (ahead) or
 * yet to come (back). None where that very year has no such day: 29 February of 2027.
 */
export function yearly(of: (year: number) => Day | null, today: Day, lean: Lean, slip = 0): Found {
  const { year } = partsOf(today);
  const around = [year - 1, year, year + 1].map(of);
  const [before, here, after] = around;
  const isLater = here != null && here > today;
  const isLong = here != null && here < today - slip;
  const chosen = lean === "back" ? (isLater ? before : here) : isLong ? after : here;
  const days = chosen == null ? [] : [chosen];
  const others = around.filter((day): day is Day => day !== null && day !== chosen);
  return { days, rest: "", others };
}

function numeric(text: string): Found | null {
  const match = NUMERIC.exec(text);
  if (!match) return null;
  const [year, month, day] = match
    .slice(1)
    .filter((part) => part !== undefined)
    .map(Number);
  return found(dayOf(year!, month!, day!), text, match[0]);
}

/** 本月最后一天, 6月最后一天, 今年最后一天. */
function lastDay(text: string, today: Day): Found | null {
  const match = LAST_DAY.exec(text);
  if (!match) return null;
  const [all, digits, word, monthDigits, which] = match;
  const { year, month } = partsOf(today);
  const said = yearSaid(digits, word, today);
  const inMonth = monthDigits ? Number(monthDigits) : /年/.test(all) ? 12 : month;
  if (inMonth < 1 || inMonth > 12) return { days: [], rest: "" };
  const shift = { 上: -1, 下: 1 }[which ?? ""] ?? 0;
  const isOver = said === null && monthDigits !== undefined && inMonth < month;
  const y = (said ?? year) + (isOver ? 1 : 0);
  return found(Date.UTC(y, inMonth + shift, 0) / 86_400_000, text, all);
}

function worded(text: string, today: Day, lean: Lean): Found | null {
  const match = WORDED.exec(text);
  if (!match) return null;
  const [month, day] = [Number(match[3]), Number(match[4])];
  const year = yearSaid(match[1], match[2], today);
  if (year !== null) return found(dayOf(year, month, day), text, match[0]);
  return { ...monthDay(month, day, today, lean), rest: text.slice(match[0].length) };
}

function slashed(text: string, today: Day, lean: Lean): Found | null {
  const match = MONTH_SLASH_DAY.exec(text);
  if (!match) return null;
  const date = monthDay(Number(match[1]), Number(match[2]), today, lean);
  return { ...date, rest: text.slice(match[0].length) };
}

/** 2月29日 is dated by the year that it would fall into, whether or not that has one. */
function monthDay(month: number, day: number, today: Day, lean: Lean): Found {
  const { year } = partsOf(today);
  const spot = Math.floor(Date.UTC(year, month - 1, day) / 86_400_000);
  const shift = lean === "back" ? 0 - Number(spot > today) : Number(spot < today - SLIP_DAYS);
  const chosen = dayOf(year + shift, month, day);
  const others = [year - 1, year, year + 1].map((y) => dayOf(y, month, day));
  return {
    days: chosen === null ? [] : [chosen],
    rest: "",
    others: others.filter((one): one is Day => one !== null && one !== chosen),
  };
}

function nthWeekday(text: string, today: Day, lean: Lean): Found | null {
  const match = NTH_WEEKDAY.exec(text);
  if (!match) return null;
  const [all, digits, word, monthDigits, which, nth, , weekdayWord] = match;
  const weekday = "一二三四五六日".indexOf(weekdayWord === "天" ? "日" : weekdayWord!) + 1;
  const { year, month } = partsOf(today);
  const said = yearSaid(digits, word, today);
  const rest = text.slice(all.length);
  const of = (y: number, m: number) => nthOf(y, m, weekday, nth ? Number(nth) : null);
  if (which) {
    const shift = { 上: -1, 下: 1 }[which] ?? 0;
    return found(of(said ?? year, month + shift), text, all);
  }
  const inMonth = Number(monthDigits);
  if (said !== null) return found(of(said, inMonth), text, all);
  return { ...yearly((y) => of(y, inMonth), today, lean, SLIP_DAYS), rest };
}

/** The nth such weekday of a month, or its last one; months past December carry over. */
function nthOf(year: number, month: number, weekday: number, nth: number | null): Day | null {
  const first = Date.UTC(year, month - 1, 1) / 86_400_000;
  const last = Date.UTC(year, month, 0) / 86_400_000;
  if (nth === null) return last - ((weekdayOf(last) - weekday + 7) % 7);
  const day = first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1);
  return day <= last ? day : null;
}

function dayOfMonth(text: string, today: Day, lean: Lean): Found | null {
  const match = DAY_OF_MONTH.exec(text);
  if (!match) return null;
  const [all, which, digits] = match;
  const { year, month } = partsOf(today);
  const of = (shift: number) => {
    const first = new Date(Date.UTC(year, month - 1 + shift, 1));
    return dayOf(first.getUTCFullYear(), first.getUTCMonth() + 1, Number(digits));
  };
  if (which) return found(of({ 上: -1, 下: 1, 下下: 2 }[which] ?? 0), text, all);
  // 29日 said in February is the next month's that has one, as 31日 in March's first days looks back to January.
  const months = lean === "ahead" ? [0, 1, 2] : [0, -1, -2];
  const days = months.map(of).filter((day): day is Day => day !== null);
  const nearest = days.find((day) => (lean === "ahead" ? day >= today : day <= today));
  return { ...found(nearest ?? null, text, all), others: days.filter((day) => day !== nearest) };
}

function found(day: Day | null, text: string, matched: string): Found {
  return { days: day === null ? [] : [day], rest: text.slice(matched.length) };
}

function partsOf(day: Day) {
  const date = new Date(day * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}
