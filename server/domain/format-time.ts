import { DAY, HOUR, localParts, MINUTE, startOfDay } from "./zone.ts";

const WEEKDAYS = ["一", "二", "三", "四", "五", "六", "日"];

/** `18:00`, local. */
export function hhmm(at: number): string {
  const { hour, minute } = localParts(at);
  return `${two(hour)}:${two(minute)}`;
}

/** `0127`, the date inside item ids (SPEC §1.6). */
export function monthDay(at: number): string {
  const { month, day } = localParts(at);
  return two(month) + two(day);
}

/**
 * `1月27日(周一) 18:00`; the year leads when it is not this one. Midnight is 24:00 of the day
 * that ends, or half the readers would take 1月28日 00:00 for the end of the 28th.
 */
export function formatDeadline(at: number, now: number): string {
  const midnight = at === startOfDay(at);
  const { year, month, day, weekday } = localParts(midnight ? at - MINUTE : at);
  const prefix = year === localParts(now).year ? "" : `${year}年`;
  const clock = midnight ? "24:00" : hhmm(at);
  return `${prefix}${month}月${day}日(周${WEEKDAYS[weekday - 1]}) ${clock}`;
}

/** `1月27日(周一)`. */
export function localDate(at: number): string {
  const { month, day, weekday } = localParts(at);
  return `${month}月${day}日(周${WEEKDAYS[weekday - 1]})`;
}

/** `还有8小时40分` before, `已过17分` after; whole minutes, rounded down. */
export function formatRemaining(at: number, now: number): string {
  const distance = Math.abs(at - now);
  if (distance < MINUTE) return at > now ? "还有不到1分" : "刚到时间";
  return (at > now ? "还有" : "已过") + formatSpan(distance);
}

/** A length in milliseconds as `40分`, `8小时40分` or `2天3小时5分`; nothing smaller than a minute. */
export function formatSpan(millis: number): string {
  const days = Math.floor(millis / DAY);
  const hours = Math.floor((millis % DAY) / HOUR);
  const minutes = Math.floor((millis % HOUR) / MINUTE);
  const parts = [days && `${days}天`, hours && `${hours}小时`, minutes && `${minutes}分`];
  return parts.filter(Boolean).join("") || "0分";
}

/** Months from ICU (闰四月, 腊月). On the shifted clock, since the zone is a fixed offset. */
const LUNAR = new Intl.DateTimeFormat("zh-CN-u-ca-chinese", {
  timeZone: "UTC",
  month: "long",
  day: "numeric",
});

/** `正月初三`: people in the counties date by it. Day names are ours, Bun prints 正月3 (SPEC §1.5). */
export function lunarDate(at: number): string {
  const parts = LUNAR.formatToParts(startOfDay(at) + 8 * HOUR);
  const month = parts.find(({ type }) => type === "month")?.value ?? "";
  const day = Number(parts.find(({ type }) => type === "day")?.value);
  return month + lunarDay(day);
}

function lunarDay(day: number): string {
  const digits = ["", ...WEEKDAYS.slice(0, 6), "七", "八", "九"];
  if (day <= 10) return `初${day === 10 ? "十" : digits[day]}`;
  if (day === 20 || day === 30) return `${digits[day / 10]}十`;
  return `${day < 20 ? "十" : "廿"}${digits[day % 10]}`;
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
