import { readFeast } from "./feast-words.ts";
import { isWorkday, nextHoliday, workdayAfter } from "./workdays.ts";
import { type Day, weekdayOf } from "./zone.ts";

const NTH = /^(?:第(\d{1,2})|[下次]1?)个?工作日/;
const LAST = /^(?:([本这下])个?)?(周|星期|月)(?:底|末|的)?最后1?个?工作日/;
const NTH_IN_MONTH = /^(?:(\d{1,2})月份?|([本这当下])个?月份?)的?第(\d{1,2})个工作日/;
const BESIDE_HOLIDAY = /^(.{0,6}?节?)(?:假期|放假)?([前后])(?:的?(?:第|最后)?(\d{1,2})个?工作日)/;

/**
 * Reads a workday that is told by another day, numerals Arabic: 下一个工作日, 本周最后一个工作日,
 * 节后第一个工作日, 国庆节前最后一个工作日. Null for anything else, and past the known holidays.
 */
export function readWorkday(text: string, today: Day): { day: Day; rest: string } | null {
  const nth = NTH.exec(text);
  if (nth) return { day: workdayAfter(today, Number(nth[1] ?? 1)), rest: after(text, nth) };
  const last = LAST.exec(text);
  if (last) {
    const end = endOf(last[2]!, last[1] === "下" ? 1 : 0, today);
    return { day: workdayBefore(end + 1, 1), rest: after(text, last) };
  }
  const inMonth = NTH_IN_MONTH.exec(text);
  if (inMonth) {
    const day = workdayAfter(endOf("月", shiftTo(inMonth, today) - 1, today), Number(inMonth[3]));
    return { day, rest: after(text, inMonth) };
  }
  const beside = BESIDE_HOLIDAY.exec(text);
  if (!beside) return null;
  const [, name, side, count] = beside;
  const holiday = holidayOf(name!, today);
  if (!holiday) return null;
  const n = Number(count ?? 1);
  const day = side === "后" ? workdayAfter(holiday.last, n) : workdayBefore(holiday.first, n);
  return { day, rest: after(text, beside) };
}

/** What 节前, 春节后 and 国庆假期前 may mean: the workday beside the holiday. Null for anything else. */
export function besideHoliday(text: string, suffix: string, today: Day): Day | null {
  if (text === "" || (suffix !== "前" && suffix !== "后")) return null;
  const name = text.replace(/(?:假期|长假|放假)$/, "");
  // 国庆前 has a plain meaning of its own.
  if (suffix === "前" && name === text && text !== "节") return null;
  const holiday = holidayOf(name === "年" ? "春节" : name, today);
  if (!holiday) return null;
  return suffix === "后" ? workdayAfter(holiday.last, 1) : workdayBefore(holiday.first, 1);
}

/** Without a name the next public holiday, or the one that is on. */
function holidayOf(name: string, today: Day): { first: Day; last: Day } | null {
  if (/^(?:节|假)?$/.test(name)) return nextHoliday(today);
  const feast = readFeast(name, today, "ahead", "后");
  const day = feast?.rest === "" ? feast.days[0] : undefined;
  if (day === undefined) return null;
  const holiday = nextHoliday(day);
  return holiday && holiday.first <= day ? holiday : { first: day, last: day };
}

function workdayBefore(day: Day, count: number): Day {
  let at = day;
  for (let left = count; left > 0; ) {
    at -= 1;
    if (isWorkday(at)) left -= 1;
  }
  return at;
}

/** Months from this one to the one that is named; 3月 said in September is next year's. */
function shiftTo([, digits, which]: RegExpExecArray, today: Day): number {
  if (!digits) return which === "下" ? 1 : 0;
  const month = new Date(today * 86_400_000).getUTCMonth() + 1;
  return (Number(digits) - month + 12) % 12;
}

function endOf(unit: string, shift: number, today: Day): Day {
  if (unit !== "月") return today - weekdayOf(today) + 7 + 7 * shift;
  const date = new Date(today * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1 + shift, 0) / 86_400_000;
}

function after(text: string, match: RegExpExecArray): string {
  return text.slice(match[0].length);
}
