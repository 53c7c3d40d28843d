import calendar from "chinese-days/dist/chinese-days.json";
import { type Day, isoDay, weekdayOf } from "./zone.ts";

/** Days off and weekend days worked instead, as the State Council lists them every year. */
const OFF: ReadonlyMap<string, string> = new Map(Object.entries(calendar.holidays));
const WORKED: ReadonlyMap<string, string> = new Map(Object.entries(calendar.workdays));

const LAST_YEAR = Math.max(...[...OFF.keys()].map((day) => Number(day.slice(0, 4))));

/** Said wherever workdays are counted past the last year whose holidays are known. */
export function workdayHint(last: Day): string | null {
  const year = Number(isoDay(last).slice(0, 4));
  if (year <= LAST_YEAR) return null;
  return `${year}年放假安排还没有收录，工作日暂按周一至周五算`;
}

/** Whether people work that day: weekends, holidays and make-up days (调休) count (SPEC §1.5). */
export function isWorkday(day: Day): boolean {
  const date = isoDay(day);
  if (OFF.has(date)) return false;
  return WORKED.has(date) || weekdayOf(day) <= 5;
}

/** The workday so many after a day, which itself does not count: 1 is the next one. */
export function workdayAfter(day: Day, count: number): Day {
  let at = day;
  for (let left = count; left > 0; ) {
    at += 1;
    if (isWorkday(at)) left -= 1;
  }
  return at;
}

/** The next public holiday that is not over: first and last day off; null beyond the known years. */
export function nextHoliday(today: Day): { first: Day; last: Day } | null {
  const isOff = (day: Day) => OFF.has(isoDay(day));
  let first = today;
  while (!isOff(first)) {
    if (Number(isoDay(first).slice(0, 4)) > LAST_YEAR) return null;
    first += 1;
  }
  let last = first;
  while (isOff(last + 1)) last += 1;
  return { first, last };
}
