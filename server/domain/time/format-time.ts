import { DAY, HOUR, localParts, MINUTE, startOfDay } from "./zone.ts";

const WEEKDAYS = ["一", "二", "三", "四", "五", "六", "日"];

/** `18:00`, local; of an instant that has just been, not of one that something ends at. */
export function hhmm(at: number): string {
  const { hour, minute } = localParts(at);
  return `${two(hour)}:${two(minute)}`;
}

/** `18:00`, with its day where that is another one than `now`'s: what a clock said, not a deadline. */
export function clockRead(at: number, now: number): string {
  if (startOfDay(at) === startOfDay(now)) return hhmm(at);
  const { year } = localParts(at);
  const prefix = year === localParts(now).year ? "" : `${year}年`;
  return `${prefix}${localDate(at)} ${hhmm(at)}`;
}

/** `18:00` for minutes of a day, `24:00` for its end. */
export function clockOf(minutes: number): string {
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * The day and the clock that an instant is spoken by: midnight is 24:00 of the day that ends, or
 * half the readers would take 1月28日 00:00 for the end of the 28th (SPEC §1.5). `within` lies in
 * that day. Everything that prints a time to be kept goes through this, on phones as well.
 */
export function spokenTime(at: number): { within: number; clock: string } {
  const midnight = at === startOfDay(at);
  return { within: midnight ? at - MINUTE : at, clock: midnight ? "24:00" : hhmm(at) };
}

/**
 * Whether people count an instant to the night that is at hand: the hour after midnight is 今晚12点34分
 * to everybody who hears of it before midnight, while half of them take 明天00:34 for a day later.
 */
export function isTonight(at: number, now: number): boolean {
  const { hour, minute } = localParts(at);
  const isNextDay = startOfDay(at) === startOfDay(startOfDay(now) + DAY);
  return isNextDay && hour === 0 && minute > 0;
}

/** `0127`, the date inside item ids (SPEC §1.6). */
export function monthDay(at: number): string {
  const { month, day } = localParts(at);
  return two(month) + two(day);
}

/** `1月27日(周一) 18:00`; the year leads when it is not this one. Midnight as {@link spokenTime}. */
export function formatDeadline(at: number, now: number): string {
  const { within, clock } = spokenTime(at);
  const { year } = localParts(within);
  const prefix = year === localParts(now).year ? "" : `${year}年`;
  return `${prefix}${localDate(within)} ${clock}`;
}

/** `1月27日(周一) 08:00`, for what began or begins then. */
export function formatStart(at: number): string {
  const { within, clock } = spokenTime(at);
  return `${localDate(within)} ${clock}`;
}

/** `1月27日(周一)`. */
export function localDate(at: number): string {
  const { month, day, weekday } = localParts(at);
  return `${month}月${day}日(周${WEEKDAYS[weekday - 1]})`;
}

/**
 * How far off an instant is, as it is spoken everywhere, on phones as well: whole minutes, from a
 * day on whole hours, rounded down, so that nobody is told of more time than is left. `span` in
 * milliseconds, 0 for less than a minute.
 */
export function spokenDistance(at: number, now: number): { isAhead: boolean; span: number } {
  const distance = Math.abs(at - now);
  return { isAhead: at > now, span: distance - (distance % (distance < DAY ? MINUTE : HOUR)) };
}

/** `还有8小时40分` before, `已过17分` after, as {@link spokenDistance}. */
export function formatRemaining(at: number, now: number): string {
  const { isAhead, span } = spokenDistance(at, now);
  if (span === 0) return isAhead ? "还有不到1分" : "刚到时间";
  return (isAhead ? "还有" : "已过") + formatSpan(span);
}

/** A length in milliseconds as `40分`, `8小时40分` or `2天3小时5分`; nothing smaller than a minute. */
export function formatSpan(millis: number): string {
  const days = Math.floor(millis / DAY);
  const hours = Math.floor((millis % DAY) / HOUR);
  const minutes = Math.floor((millis % HOUR) / MINUTE);
  const parts = [days && `${days}天`, hours && `${hours}小时`, minutes && `${minutes}分`];
  return parts.filter(Boolean).join("") || "0分";
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
