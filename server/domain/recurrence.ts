import { formatDeadline, formatSpan, hhmm, localDate } from "./format-time.ts";
import { dayAt, instantOf, MINUTE, weekdayOf } from "./zone.ts";

/**
 * 频次: when a task asks again (SPEC §2).
 * - `interval` every so many minutes, counted from the start of the series
 * - `clock`    at these minutes of the local day (1440 = 24:00) on these weekdays, 1 for Monday
 */
export type RecurrenceRule =
  | { kind: "interval"; minutes: number }
  | { kind: "clock"; weekdays: number[]; times: number[] };

/** A rule with its bounds, both included, in epoch ms; without an end it runs until it is closed. */
export interface Recurrence {
  rule: RecurrenceRule;
  from: number;
  until: number | null;
}

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
export const WORKDAYS = [1, 2, 3, 4, 5];
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

/** A weekday comes round within a week; the day before is looked at for its 24:00. */
function nextClock({ weekdays, times }: { weekdays: number[]; times: number[] }, earliest: number) {
  for (let day = dayAt(earliest) - 1; ; day += 1) {
    if (!weekdays.includes(weekdayOf(day))) continue;
    const at = times.map((minutes) => instantOf(day, minutes)).find((one) => one >= earliest);
    if (at !== undefined) return at;
  }
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

/** `每2小时`, `每日 09:00、17:00`, `工作日 09:00（周一至周五，节假日照发）`, `每周五 17:00`. */
export function formatRule(rule: RecurrenceRule): string {
  if (rule.kind === "interval") {
    return `每${formatSpan(rule.minutes * MINUTE)}`.replace(/分$/, "分钟");
  }
  const { weekdays, times } = rule;
  const clocks = times.map((minutes) => (minutes === 1440 ? "24:00" : hhmm(instantOf(0, minutes))));
  const at = clocks.join("、");
  if (weekdays.length === EVERY_DAY.length) return `每日 ${at}`;
  if (weekdays.join() === WORKDAYS.join()) return `工作日 ${at}（周一至周五，节假日照发）`;
  return `每周${weekdays.map((day) => "一二三四五六日"[day - 1]).join("、")} ${at}`;
}

/** `每2小时，自1月27日(周一) 08:00，直到结案`. */
export function formatRecurrence({ rule, from, until }: Recurrence, now: number): string {
  const end = until === null ? "直到结案" : `至${formatDeadline(until, now)}`;
  return `${formatRule(rule)}，自${localDate(from)} ${hhmm(from)}，${end}`;
}
