import { arabicDate } from "../text/arabic.ts";
import { EVERY_DAY, formatMonthDays, type RecurrenceRule } from "./recurrence.ts";

type ByDay = Exclude<RecurrenceRule, { kind: "interval" }>;

/** The days of a recurrence at the beginning of a text. */
export interface DaysSaid {
  rule: ByDay;
  /** The days as a button spells them: 每日, 工作日, 每周一、三. */
  said: string;
  /** What follows: the times of day. */
  rest: string;
  /** How often a day, where the words for the days say so (一日两报). */
  count?: number;
  /** Where it is not said which days: what is missing, and what may be meant. */
  ask?: { why: string; days: string[] };
}

const WEEKDAY = "(?:周|星期|礼拜)";
const FROM_TO = new RegExp(
  `^每?个?${WEEKDAY}([一二三四五六日天])(?:至|到|-|~|—)${WEEKDAY}?([一二三四五六日天])(?:的?每?[天日])?`,
);
const ON_DAYS = new RegExp(
  `^(?:每?逢|每)?个?${WEEKDAY}([一二三四五六日天](?:[,、和及与一二三四五六日天周星期礼拜每逢]*[一二三四五六日天])?)(?![点时:次报])`,
);
const WEEKEND = /^(?:每个?)?(?:周末|双休日)(?:每[天日])?/;
const WORKDAY = /^每?个?(?:法定)?工作日(?:每[天日])?/;
const DAILY = /^(?:每1?[天日]|天天|日日|日(?=报$)|1[天日](?=[1-6](?:次|报)))/;
const AT_NIGHT = /^每(?=[早晚晨])/;
const WEEKLY =
  /^(?:每1?个?(?:周|星期|礼拜)|周(?=报$)|[1一]个?(?:周|星期)(?=[一二两三1-6](?:次|报)))/;
const MONTHLY = /^(?:每1?个?月份?|月(?=报$)|1个?月(?=[1-6](?:次|报)))的?/;
const IN_MONTH =
  /^(?:(月?[底末])|最后1?[天日]|(\d{1,2}(?:[日号]?[,、和及与]\d{1,2})*)[日号](?:[,、和及与](月?[底末]))?)/;
/** 每周1、3、5. */
const DIGITS = /^每?个?(?:周|星期)[1-7](?:[,、和][1-7])*(?![\d点时:次报])/;
const WEEKDAYS = "一二三四五六日";

/** Reads the days of 频次 at the start of a text, blanks closed up; null where it begins with none. */
export function daysOf(typed: string): DaysSaid | null {
  const raw = typed.replace(DIGITS, (list) => list.replace(/[1-7]/g, (n) => WEEKDAYS[+n - 1]!));
  const text = arabicDate(raw);
  const workday = WORKDAY.exec(text);
  if (workday) {
    return { rule: { kind: "workdays", times: [] }, said: "工作日", rest: after(text, workday) };
  }
  const weekend = WEEKEND.exec(text);
  if (weekend) return onWeekdays([6, 7], after(text, weekend));
  const range = FROM_TO.exec(raw);
  if (range) {
    const [first, last] = [numberOf(range[1]!), numberOf(range[2]!)];
    const inside = (day: number) =>
      first <= last ? day >= first && day <= last : day >= first || day <= last;
    const said = `周${range[1]}至周${range[2]}`;
    return { ...onWeekdays(EVERY_DAY.filter(inside), after(raw, range)), said };
  }
  const days = ON_DAYS.exec(raw);
  if (days) {
    const named = [...days[1]!].filter((word) => /[一二三四五六日天]/.test(word)).map(numberOf);
    return onWeekdays(
      EVERY_DAY.filter((day) => named.includes(day)),
      after(raw, days),
    );
  }
  const daily = AT_NIGHT.exec(text) ?? DAILY.exec(text);
  if (daily) {
    const rule = { kind: "clock" as const, weekdays: EVERY_DAY, times: [] };
    return { rule, said: "每日", rest: after(text, daily) };
  }
  return monthly(text) ?? weekly(raw);
}

function weekly(text: string): DaysSaid | null {
  const match = WEEKLY.exec(text);
  if (!match) return null;
  const twice = /[2两]/.test(after(text, match));
  const ask = { why: "没有说周几", days: twice ? ["每周一、四"] : ["每周一", "每周五"] };
  return { ...onWeekdays([1], ""), ask };
}

function monthly(text: string): DaysSaid | null {
  if (/^每半个?月/.test(text)) {
    return { ...onMonthDays([-1], ""), ask: { why: "没有说几号", days: ["每月15日、月底"] } };
  }
  const match = MONTHLY.exec(text);
  if (!match) return null;
  const rest = after(text, match);
  const day = IN_MONTH.exec(rest);
  const offered = ["每月5日", "每月25日", "每月底"];
  if (!day) return { ...onMonthDays([1], ""), ask: { why: "没有说几号", days: offered } };
  const numbers = (day[2] ?? "").split(/\D+/).filter(Boolean).map(Number);
  const isEnd = day[2] === undefined || day[3] !== undefined;
  const days = [...new Set(numbers)].sort((a, b) => a - b);
  if (days.some((one) => one < 1 || one > 31)) return null;
  if (days.some((one) => one > 28)) {
    const why = `里${days.find((one) => one > 28)}日不是每个月都有`;
    return { ...onMonthDays([-1], ""), ask: { why, days: ["每月底", "每月28日"] } };
  }
  return onMonthDays([...days, ...(isEnd ? [-1] : [])], after(rest, day));
}

function onMonthDays(days: number[], rest: string): DaysSaid {
  return { rule: { kind: "monthly", days, times: [] }, said: formatMonthDays(days), rest };
}

function onWeekdays(weekdays: number[], rest: string): DaysSaid {
  const said = `每周${weekdays.map((day) => WEEKDAYS[day - 1]).join("、")}`;
  return { rule: { kind: "clock", weekdays, times: [] }, said, rest };
}

function numberOf(word: string): number {
  return word === "天" ? 7 : WEEKDAYS.indexOf(word) + 1;
}

function after(text: string, match: RegExpExecArray): string {
  return text.slice(match[0].length);
}
