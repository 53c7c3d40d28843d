import { yearSaid } from "./date-words.ts";
import { type Day, weekdayOf } from "./zone.ts";

/** A stretch of days that is no definite time: 月底, 本周末, 三季度. `ends` are days it may end on. */
export interface Period {
  first: Day;
  ends: Day[];
}

const YEAR = /^(?:(\d{4}|\d{2})年|([今本明次后去前])年)/;
const MONTH =
  /^(?:(\d{1,2})月份?|(下下|上|本|这|当|下)个?月份?|月)月?(初|中旬|中|上旬|下旬|底|末|尾)?$/;
const QUARTER = /^(?:第?([1-4])|(上|本|这|下)1?个?)?季度?(初|中|底|末)?$/;
const WEEK = /^(下下|上|本|这|当|下)?1?个?(?:周|星期|礼拜)(初|中|末)?$/;
const FEW_DAYS = /^(?:这|近|最近|未来)?(?:(\d)|[几两])?[天日]$/;

/**
 * Reads a vague stretch as a whole text, numerals Arabic (SPEC §1.5): 月底, 季度末, 9月, 明年初,
 * 上半年, 下旬, 本周末, 明后天. Null for anything else. `within` is true before 内.
 */
export function readPeriod(text: string, today: Day, within: boolean): Period | null {
  const match = YEAR.exec(text);
  const said = yearSaid(match?.[1], match?.[2], today);
  const rest = match ? text.slice(match[0].length) : text;
  const now = new Date(today * 86_400_000);
  const at: Stand = {
    year: now.getUTCFullYear(),
    month: now.getUTCMonth() + 1,
    today,
    said,
  };
  return (
    ofYear(rest, at, within) ??
    ofQuarter(rest, at) ??
    ofMonth(rest, at, within) ??
    (match ? null : (ofWeek(rest, today, within) ?? ofDays(rest, today)))
  );
}

interface Stand {
  year: number;
  month: number;
  today: Day;
  /** The year that was named, if any. */
  said: number | null;
}

function ofYear(text: string, { year, today, said }: Stand, within: boolean): Period | null {
  const half = /^([上下])半年[底末]?$/.exec(text)?.[1];
  const word = half ?? /^(?:年|岁)?([初中底末终尾])$/.exec(text)?.[1];
  const whole = text === "" ? said !== null : within && text === "年";
  if (!word && !whole) return null;
  if (!half && !whole && said === null && !/^[年岁]/.test(text)) return null;
  const inYear = (y: number): Period => {
    if (word === "初") return { first: day(y, 1, 1), ends: [endOf(y, 1), endOf(y, 2)] };
    if (word === "上") return { first: day(y, 1, 1), ends: [endOf(y, 6)] };
    if (word === "中") return { first: day(y, 6, 1), ends: [endOf(y, 6)] };
    return { first: day(y, word === "下" ? 7 : word ? 12 : 1, 1), ends: [endOf(y, 12)] };
  };
  return ahead([inYear(said ?? year), inYear(year + 1)], said !== null, today);
}

function ofQuarter(typed: string, { year, month, today, said }: Stand): Period | null {
  const match = QUARTER.exec(typed.replace(/^[Qq]([1-4])$/, "$1季度"));
  if (!match) return null;
  const [, number, which, part] = match;
  const current = Math.ceil(month / 3);
  const quarter = number ? Number(number) : current + ({ 上: -1, 下: 1 }[which ?? ""] ?? 0);
  const inYear = (y: number): Period => {
    const from = 3 * quarter - 2;
    const ends = part === "初" ? [endOf(y, from)] : [endOf(y, from + (part === "中" ? 1 : 2))];
    return { first: day(y, from, 1), ends };
  };
  return ahead([inYear(said ?? year), inYear(year + 1)], said !== null || !number, today);
}

function ofMonth(text: string, at: Stand, within: boolean): Period | null {
  const bare = /^([上中下])旬$/.exec(text)?.[1];
  const match = bare ? [text, undefined, "本", `${bare}旬`] : MONTH.exec(text);
  if (!match) return null;
  const [, number, which, part] = match;
  if (text === "月" && !within) return null;
  if (number && (Number(number) < 1 || Number(number) > 12)) return null;
  const shift = { 上: -1, 下: 1, 下下: 2 }[which ?? ""] ?? 0;
  const inYear = (y: number): Period =>
    partOf(y, number ? Number(number) : at.month + shift, part ?? "");
  // 月中 said on the 21st is the next month's.
  if (!number && (bare || !which) && at.said === null) {
    return ahead([inYear(at.year), partOf(at.year, at.month + 1, part ?? "")], false, at.today);
  }
  const isSaid = at.said !== null || !number;
  return ahead([inYear(at.said ?? at.year), inYear(at.year + 1)], isSaid, at.today);
}

/** 月初 may be its first day, its fifth or its tenth; 月中 its fifteenth or the end of 中旬. */
function partOf(year: number, month: number, part: string): Period {
  const on = (date: number) => day(year, month, date);
  if (part === "初") return { first: on(1), ends: [on(1), on(5), on(10)] };
  if (part === "上旬") return { first: on(1), ends: [on(10)] };
  if (part === "中") return { first: on(11), ends: [on(15), on(20)] };
  if (part === "中旬") return { first: on(11), ends: [on(20)] };
  return { first: part === "" ? on(1) : on(21), ends: [endOf(year, month)] };
}

function ofWeek(text: string, today: Day, within: boolean): Period | null {
  const match = WEEK.exec(text);
  if (!match) return null;
  const [, which, part] = match;
  if (!which && !part && !within) return null;
  const shift = { 上: -7, 下: 7, 下下: 14 }[which ?? ""] ?? 0;
  const monday = today - weekdayOf(today) + 1 + shift;
  if (part === "末") return { first: monday + 5, ends: [monday + 5, monday + 6] };
  if (part === "初") return { first: monday, ends: [monday, monday + 1] };
  if (part === "中") return { first: monday + 2, ends: [monday + 2, monday + 3] };
  return { first: monday, ends: [monday + 4, monday + 6] };
}

function ofDays(text: string, today: Day): Period | null {
  if (/^明后[两2]?[天日]$/.test(text)) return { first: today + 1, ends: [today + 1, today + 2] };
  if (/^今明[两2]?[天日]$/.test(text)) return { first: today, ends: [today, today + 1] };
  const match = FEW_DAYS.exec(text);
  if (!match || /^\d?[天日]$/.test(text)) return null;
  const count = Number(match[1] ?? 2);
  return count < 2 ? null : { first: today, ends: [today + 1, today + count] };
}

/** Without a year, or another word that fixes it, the next one that is not over. */
function ahead([here, next]: [Period, Period], isFixed: boolean, today: Day): Period {
  return isFixed || Math.max(...here.ends) >= today ? here : next;
}

/** Months past December carry over. */
function day(year: number, month: number, date: number): Day {
  return Date.UTC(year, month - 1, date) / 86_400_000;
}

function endOf(year: number, month: number): Day {
  return day(year, month + 1, 0);
}
