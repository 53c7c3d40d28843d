import { localParts } from "#domain/time/zone";
import { format } from "#web/i18n/dates.ts";

const as = (options: Intl.DateTimeFormatOptions) => (at: number) => format(at, options);

/** `16:02:07`. */
export const hhmmss = as({ hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** `2020/1/27 16:02`. */
export const stamp = as({
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

/** `1/27`, over a narrow column. */
export const monthDay = as({ month: "numeric", day: "numeric" });

/** `2020年1月27日星期一`. */
export const longDay = as({ year: "numeric", month: "long", day: "numeric", weekday: "long" });

/** `20200127-1602`, for names of files. */
export function fileStamp(at: number): string {
  const { year, month, day, hour, minute } = localParts(at);
  const two = (n: number) => `${n}`.padStart(2, "0");
  return `${year}${two(month)}${two(day)}-${two(hour)}${two(minute)}`;
}
