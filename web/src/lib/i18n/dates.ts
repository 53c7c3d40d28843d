import { hhmm, isTonight, spokenDistance, spokenTime } from "#domain/time/format-time";
import { dayAt, localParts, MINUTE } from "#domain/time/zone";
import { m } from "./paraglide/messages.js";
import { getLocale } from "./paraglide/runtime.js";

const ZONE = "Asia/Shanghai";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const WEEKDAYS = [
  "周一 周二 周三 周四 周五 周六 周日".split(" "),
  "Mon Tue Wed Thu Fri Sat Sun".split(" "),
] as const;

/** Before this hour it is still night: 明天凌晨 02:00. */
const DAWN = 5;

const isChinese = () => getLocale() === "zh-CN";

/** By language and parts: to make one takes an old phone 20 ms, to use it none. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** An instant in Shanghai, as the viewer's language writes these parts of it. */
export function format(at: number, options: Intl.DateTimeFormatOptions): string {
  const language = isChinese() ? "zh-CN" : "en-GB";
  const key = `${language} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language, { timeZone: ZONE, hourCycle: "h23", ...options });
    formats.set(key, found);
  }
  return found.format(at);
}

/** `16:02`, of something that has happened; {@link clockTime} of a deadline. */
export { hhmm };

/** `16:02`, with its day where that is another one than that of what it stands beside. */
export function clockRead(at: number, beside: number): string {
  return isSameDay(at, beside) ? hhmm(at) : `${day(at)} ${hhmm(at)}`;
}

/** `1月27日周一`. By hand, as the two after it: the browser's own takes an old phone 100 ms to load. */
export function day(at: number): string {
  const { month, day } = localParts(at);
  if (isChinese()) return `${month}月${day}日${weekday(at)}`;
  return `${weekday(at)} ${day} ${MONTHS[month - 1]}`;
}

/** `周一`, for the week that is just over. */
export function weekday(at: number): string {
  return WEEKDAYS[isChinese() ? 0 : 1][localParts(at).weekday - 1]!;
}

/** `2020年1月27日`, where the year matters: terms, documents. */
export function date(at: number): string {
  const { year, month, day } = localParts(at);
  return isChinese() ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1]} ${year}`;
}

export function isSameDay(a: number, b: number): boolean {
  return dayAt(a) === dayAt(b);
}

/** `17:00` of a time to be kept: midnight is 24:00, as the server's messages say it (SPEC §1.5). */
export function clockTime(at: number): string {
  return spokenTime(at).clock;
}

/** `1月27日 周一 20:00`, midnight as {@link clockTime}. */
export function dayAndTime(at: number): string {
  const { within, clock } = spokenTime(at);
  return `${day(within)} ${clock}`;
}

/** `2020年1月27日 20:00`, midnight as {@link clockTime}. */
export function dateAndTime(at: number): string {
  const { within, clock } = spokenTime(at);
  return `${date(within)} ${clock}`;
}

/**
 * 今天 17:00 · 今晚12点34分 · 明天凌晨 02:00 · 明天 09:00 · 1月27日周一 20:00; midnight as {@link clockTime}.
 * Every deadline that a person reads beside the clock is spoken by this one.
 */
export function moment(at: number, now: number): string {
  const { hour, minute } = localParts(at);
  if (isTonight(at, now)) return m.tonight({ clock: isChinese() ? `12点${minute}分` : hhmm(at) });
  const { within, clock } = spokenTime(at);
  const days = dayAt(within) - dayAt(now);
  const tomorrow = at === within && hour < DAWN ? m.day_tomorrow_early() : m.day_tomorrow();
  const word = [m.day_yesterday(), m.day_today(), tomorrow][days + 1];
  if (word === undefined) return `${day(within)} ${clock}`;
  return isChinese() ? `${word} ${clock}` : `${clock} ${word}`;
}

/** 还有2小时13分, or 已过20分钟; rounded as in the server's messages. */
export function remaining(at: number, now: number): string {
  const { isAhead, span } = spokenDistance(at, now);
  if (span === 0) return isAhead ? m.time_left_little() : m.time_just_over();
  return isAhead ? m.time_left({ span: duration(span) }) : m.time_over({ span: duration(span) });
}

/** `2小时13分`, from a day on `2天3小时`; what is over is left out. */
export function duration(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return hours > 0 ? m.span_days_hours({ days, hours }) : m.span_days({ days });
  if (hours === 0) return m.span_minutes({ minutes });
  const rest = minutes % 60;
  return rest > 0 ? m.span_hours_minutes({ hours, minutes: rest }) : m.span_hours({ hours });
}
