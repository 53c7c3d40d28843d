import { dayAt, MINUTE } from "#domain/zone";
import { m } from "./paraglide/messages.js";
import { getLocale } from "./paraglide/runtime.js";

const ZONE = "Asia/Shanghai";

const isChinese = () => getLocale() === "zh-CN";

/** An instant in Shanghai, as the viewer's language writes these parts of it. */
export function format(at: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(isChinese() ? "zh-CN" : "en-GB", {
    timeZone: ZONE,
    hourCycle: "h23",
    ...options,
  }).format(at);
}

/** `16:02`. */
export function hhmm(at: number): string {
  return format(at, { hour: "2-digit", minute: "2-digit" });
}

/** `1月27日 周一`. */
export function day(at: number): string {
  return format(at, { month: isChinese() ? "long" : "short", day: "numeric", weekday: "short" });
}

/** `周一`, for the week that is just over. */
export function weekday(at: number): string {
  return format(at, { weekday: "short" });
}

/** `2020年1月27日`, where the year matters: terms, documents. */
export function date(at: number): string {
  return format(at, { year: "numeric", month: isChinese() ? "long" : "short", day: "numeric" });
}

export function isSameDay(a: number, b: number): boolean {
  return dayAt(a) === dayAt(b);
}

/** 今天 17:00 · 明天 09:00 · 1月27日 周一 20:00. */
export function moment(at: number, now: number): string {
  const days = dayAt(at) - dayAt(now);
  const word = [m.day_yesterday(), m.day_today(), m.day_tomorrow()][days + 1];
  return `${word ?? day(at)} ${hhmm(at)}`;
}

/** 还有2小时13分, or 已过20分钟. */
export function remaining(at: number, now: number): string {
  const span = duration(Math.abs(at - now));
  return at >= now ? m.time_left({ span }) : m.time_over({ span });
}

/** `2小时13分`; a minute at least. */
export function duration(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return hours > 0 ? m.span_days_hours({ days, hours }) : m.span_days({ days });
  if (hours === 0) return m.span_minutes({ minutes });
  const rest = minutes % 60;
  return rest > 0 ? m.span_hours_minutes({ hours, minutes: rest }) : m.span_hours({ hours });
}

/** `腊月廿三`: the month from Intl, the day's name ours (SPEC §1.5). */
export function lunarDate(at: number): string {
  const parts = new Intl.DateTimeFormat("zh-CN-u-ca-chinese", {
    timeZone: ZONE,
    month: "long",
    day: "numeric",
  }).formatToParts(at);
  const month = parts.find(({ type }) => type === "month")?.value ?? "";
  const number = Number(parts.find(({ type }) => type === "day")?.value);
  return Number.isInteger(number) ? month + LUNAR_DAYS[number - 1] : "";
}

const LUNAR_DAYS = ["初", "十", "廿"].flatMap((tens, i) =>
  [..."一二三四五六七八九十"].map((ones, j) => {
    if (j < 9) return tens + ones;
    return ["初十", "二十", "三十"][i]!;
  }),
);
