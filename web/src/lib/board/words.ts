import { getLocale } from "#web/i18n/paraglide/runtime.js";

const inShanghai = (options: Intl.DateTimeFormatOptions) => (at: number) =>
  new Intl.DateTimeFormat(getLocale() === "zh-CN" ? "zh-CN" : "en-GB", {
    timeZone: "Asia/Shanghai",
    hourCycle: "h23",
    ...options,
  }).format(at);

/** `16:02:07`. */
export const hhmmss = inShanghai({ hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** `2020/1/27 16:02`. */
export const stamp = inShanghai({
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

/** `1/27`, over a narrow column. */
export const monthDay = inShanghai({ month: "numeric", day: "numeric" });

/** `2020年1月27日星期一`. */
export const longDay = inShanghai({
  year: "numeric",
  month: "long",
  day: "numeric",
  weekday: "long",
});

/** `20200127-1602`, for names of files. */
export function fileStamp(at: number): string {
  return new Date(at + 8 * 60 * 60_000)
    .toISOString()
    .slice(0, 16)
    .replace(/[-:]/g, "")
    .replace("T", "-");
}
