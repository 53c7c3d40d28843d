import { clockOf, formatDeadline, formatSpan, formatStart } from "./format-time.ts";
import { isWorkday, workdayHint } from "./workdays.ts";
import { DAY, type Day, dayAt, instantOf, MINUTE, weekdayOf } from "./zone.ts";

/**
 * 频次: when a task asks again (SPEC §2). `times` are minutes of the local day (1440 = 24:00).
 * - `interval` every so many minutes, counted from the start of the series
 * - `clock`    on these weekdays, 1 for Monday
 * - `workdays` on days that people work: no holidays, but the weekend days worked instead
 * - `monthly`  on these days of the month, all of which every month has; -1 is its last
 */
export type RecurrenceRule =
  | { kind: "interval"; minutes: number }
  | { kind: "clock"; weekdays: number[]; times: number[] }
  | { kind: "workdays"; times: number[] }
  | { kind: "monthly"; days: number[]; times: number[] };

/** A rule with its bounds, both included, in epoch ms; without an end it runs until it is closed. */
export interface Recurrence {
  rule: RecurrenceRule;
  from: number;
  until: number | null;
}

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
/** Nobody is asked the same more often than this. */
export const SHORTEST_GAP = 30;

/** When the first round after an instant begins; null when the series is over by then. */
export function nextRound({ rule, from, until }: Recurrence, after: number): number | null {
  const earliest = Math.max(after + 1, from);
  const at =
    rule.kind === "interval"
      ? from + Math.ceil((earliest - from) / (rule.minutes * MINUTE)) * rule.minutes * MINUTE
      : nextClock(rule, earliest);
  return until !== null && at > until ? null : at;
}

/** When the first round of a series issued now begins: at once where it falls into this minute. */
export function firstRound(recurrence: Recurrence, now: number): number | null {
  return nextRound(recurrence, Math.floor(now / MINUTE) * MINUTE - 1);
}

type ByDay = Exclude<RecurrenceRule, { kind: "interval" }>;

/** Such a day comes round within a month; the day before is looked at for its 24:00. */
function nextClock(rule: ByDay, earliest: number) {
  for (let day = dayAt(earliest) - 1; ; day += 1) {
    if (!isOn(rule, day)) continue;
    const at = rule.times.map((minutes) => instantOf(day, minutes)).find((one) => one >= earliest);
    if (at !== undefined) return at;
  }
}

function isOn(rule: ByDay, day: Day): boolean {
  if (rule.kind === "clock") return rule.weekdays.includes(weekdayOf(day));
  if (rule.kind === "workdays") return isWorkday(day);
  return rule.days.includes(dateOf(day)) || (rule.days.includes(-1) && dateOf(day + 1) === 1);
}

function dateOf(day: Day): number {
  return new Date(day * DAY).getUTCDate();
}

/** The rounds after one instant and up to another, oldest first, at most `limit` of them. */
export function roundsBetween(
  recurrence: Recurrence,
  after: number,
  upTo: number,
  limit: number,
): number[] {
  const rounds: number[] = [];
  let at = nextRound(recurrence, after);
  while (at !== null && at <= upTo && rounds.length < limit) {
    rounds.push(at);
    at = nextRound(recurrence, at);
  }
  return rounds;
}

/** `每2小时`, `每日 09:00、17:00`, `工作日 09:00（…）`, `周一至周五 09:00`, `每月5日、月底 17:00`. */
export function formatRule(rule: RecurrenceRule): string {
  if (rule.kind === "interval") {
    return `每${formatSpan(rule.minutes * MINUTE)}`.replace(/分$/, "分钟");
  }
  const at = rule.times.map(clockOf).join("、");
  if (rule.kind === "workdays") return `工作日 ${at}（节假日不发，调休上班日照发）`;
  if (rule.kind === "monthly") return `${formatMonthDays(rule.days)} ${at}`;
  const { weekdays } = rule;
  if (weekdays.length === EVERY_DAY.length) return `每日 ${at}`;
  const [first, last] = [weekdays[0]!, weekdays.at(-1)!];
  const isRange = weekdays.length > 2 && last - first === weekdays.length - 1;
  if (isRange) return `周${WEEKDAYS[first - 1]}至周${WEEKDAYS[last - 1]} ${at}（节假日照发）`;
  return `每周${weekdays.map((day) => WEEKDAYS[day - 1]).join("、")} ${at}`;
}

const WEEKDAYS = "一二三四五六日";

/** `每月底`, `每月5日`, `每月15日、月底`. */
export function formatMonthDays(days: readonly number[]): string {
  if (days.length === 1 && days[0] === -1) return "每月底";
  return `每月${days.map((day) => (day === -1 ? "月底" : `${day}日`)).join("、")}`;
}

/** An open series is looked at for a year. */
const LOOKED_AT = 365;

/** `每2小时，自1月27日(周一) 08:00，直到结案`; holidays that nobody knows yet are named as such. */
export function formatRecurrence({ rule, from, until }: Recurrence, now: number): string {
  const end = until === null ? "直到结案" : `至${formatDeadline(until, now)}`;
  const last = until === null ? dayAt(Math.max(from, now)) + LOOKED_AT : dayAt(until);
  const hint = rule.kind === "workdays" ? workdayHint(last) : null;
  return `${formatRule(rule)}，自${formatStart(from)}，${end}${hint === null ? "" : `；${hint}`}`;
}
