import { type Day, dayOf, weekdayOf } from "./zone.ts";

/**
 * A day at the beginning of a text.
 * - `day`  found; `rest` is what follows it, trimmed. `said` is false when no day was named (today)
 * - `none` named, but the calendar has no such day: 2月30日
 */
export type DayReading = { kind: "day"; day: Day; rest: string; said: boolean } | { kind: "none" };

/**
 * A date without a year this far back is a slip, to be refused as past; further back it means
 * next year (3月15日 said in September).
 */
const SLIP_DAYS = 90;

const RELATIVE = /^(大后|今|明|后|昨|前)(?:[天日]|儿个?|(?=[早晨上中正下傍晚夜凌]))|^[当本][日天]/;
const OFFSETS: Readonly<Record<string, number>> = { 前: -2, 昨: -1, 今: 0, 明: 1, 后: 2, 大后: 3 };
const WEEKDAY = /^(下下|下|上|这|本)?个?(?:周|星期|礼拜)(?:([一二三四五六日天])|([1-7])(?!\d))/;
const WEEKDAYS = "一二三四五六日";
const FULL_DATE =
  /^(?:(\d{4})年|(今|明)年)(\d{1,2})月(\d{1,2})[日号]?|^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
const MONTH_DAY = /^(\d{1,2})月(\d{1,2})(?:[日号]|(?=\s|$))/;
const DAY_OF_MONTH = /^(?:(本|这|下)个?月)?(\d{1,2})[日号]/;

/**
 * Reads 明日, 大后天, 周五, 下周一, 25日, 下月5日, 1月27日, 2021年1月5日, 2020-01-27 at the start of
 * a text (SPEC §1.5), numerals already Arabic except those of weekdays. A bare weekday or day
 * of the month is the next one, today included.
 */
export function readDay(text: string, today: Day, lean: Lean = "ahead"): DayReading {
  const found = relative(text, today) ?? weekday(text, today, lean) ?? dated(text, today, lean);
  if (!found) return { kind: "day", day: today, rest: text, said: false };
  if (found.day === null) return { kind: "none" };
  return { kind: "day", day: found.day, rest: text.slice(found.length).trim(), said: true };
}

/** Where a day that comes round is looked for: a deadline lies ahead, an answer tells of what was. */
export type Lean = "ahead" | "back";

type Found = { day: Day | null; length: number } | null;

function relative(text: string, today: Day): Found {
  const match = RELATIVE.exec(text);
  return match && { day: today + (OFFSETS[match[1] ?? "今"] ?? 0), length: match[0].length };
}

function weekday(text: string, today: Day, lean: Lean): Found {
  const match = WEEKDAY.exec(text);
  if (!match) return null;
  const [all, which, word, digit] = match;
  const number = digit ? Number(digit) : WEEKDAYS.indexOf(word === "天" ? "日" : (word ?? "")) + 1;
  const inThisWeek = today - weekdayOf(today) + number;
  const weeks = { 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 }[which ?? ""];
  const nearest = lean === "ahead" ? Number(inThisWeek < today) : 0 - Number(inThisWeek > today);
  const ahead = weeks ?? nearest;
  return { day: inThisWeek + 7 * ahead, length: all.length };
}

function dated(text: string, today: Day, lean: Lean): Found {
  const now = new Date(today * 86_400_000);
  const year = now.getUTCFullYear();
  const full = FULL_DATE.exec(text);
  if (full) {
    const named = full[1] ?? full[5];
    const y = named ? Number(named) : full[2] === "明" ? year + 1 : year;
    return {
      day: dayOf(y, Number(full[3] ?? full[6]), Number(full[4] ?? full[7])),
      length: full[0].length,
    };
  }
  const inYear = MONTH_DAY.exec(text);
  if (inYear) {
    const [month, day] = [Number(inYear[1]), Number(inYear[2])];
    const here = dayOf(year, month, day);
    if (lean === "back") {
      const past = here !== null && here > today ? dayOf(year - 1, month, day) : here;
      return { day: past, length: inYear[0].length };
    }
    const near = here !== null && here >= today - SLIP_DAYS;
    return { day: near ? here : dayOf(year + 1, month, day), length: inYear[0].length };
  }
  const inMonth = DAY_OF_MONTH.exec(text);
  if (!inMonth) return null;
  const month = now.getUTCMonth() + 1;
  const here = dayOf(year, month, Number(inMonth[2]));
  const next =
    month === 12
      ? dayOf(year + 1, 1, Number(inMonth[2]))
      : dayOf(year, month + 1, Number(inMonth[2]));
  const which = inMonth[1];
  if (lean === "back" && which === undefined) {
    return { day: lastSuch(Number(inMonth[2]), today), length: inMonth[0].length };
  }
  const later = which === "下" || (which === undefined && here !== null && here < today);
  return { day: later ? next : here, length: inMonth[0].length };
}

/** The last day of that number up to today; the 31st said in March's first days is January's. */
function lastSuch(number: number, today: Day): Day | null {
  for (let day = today; day > today - 62; day -= 1) {
    if (new Date(day * 86_400_000).getUTCDate() === number) return day;
  }
  return null;
}
