import { closeUp } from "../text/arabic.ts";
import { readClock } from "./clock-words.ts";
import { readDay } from "./day-words.ts";
import { dayAt, isoDay } from "./zone.ts";

/** `day` is `YYYY-MM-DD`; `suggestions` are texts that the same function accepts. */
export type DateAnswer =
  | { ok: true; day: string }
  | { ok: false; message: string; suggestions?: string[] };

/** `clock` is `HH:mm`, 24:00 for the end of the day. */
export type ClockAnswer =
  | { ok: true; clock: string }
  | { ok: false; message: string; suggestions?: string[] };

/** Answers are read on phones as well, which load no lunar calendar. */
const LUNAR = /[正腊冬闰]月|初[一二三四五六七八九十]|廿|农历|阴历|旧历|[春元中重端]\S?节|除夕/;

/**
 * Reads the answer to a 日期 field (SPEC §1.5): a day that comes round (8日, 周五, 3月8日) is the
 * nearest up to today, or from today on where the field says 未来.
 */
export function parseDateAnswer(
  typed: string,
  { now, future }: { now: number; future: boolean },
): DateAnswer {
  const said = typed.trim().slice(0, 30);
  const read = readDay(closeUp(typed), dayAt(now), future ? "ahead" : "back");
  if (read.kind === "none") return { ok: false, message: `没有“${said}”这一天，请写成 1月27日` };
  if (read.kind === "several") {
    const message = `“${said}”：${read.why}，请选一个`;
    return { ok: false, message, suggestions: read.days.map(isoDay) };
  }
  if (read.said && read.rest === "") return { ok: true, day: isoDay(read.day) };
  if (LUNAR.test(typed)) {
    return { ok: false, message: `“${said}”请换成公历日子，例：2月21日` };
  }
  return { ok: false, message: `看不懂日期“${said}”，请写成 1月27日、27日 或 昨天` };
}

/**
 * Reads the answer to a 时间 field, a time of day that is kept without its date: 昨晚8点 is refused
 * rather than become today's, and 24时 stays 24:00.
 */
export function parseClockAnswer(typed: string, { now }: { now: number }): ClockAnswer {
  const said = typed.trim().slice(0, 30);
  const today = dayAt(now);
  const day = readDay(closeUp(typed), today, "back");
  const unread = { ok: false, message: `看不懂时间“${said}”，请写成 18:00 或 下午6点` } as const;
  if (day.kind !== "day" || day.rest === "") return unread;
  // 下班前 is a deadline word, never the answer to a form.
  const clock = /下班/.test(day.rest) ? null : readClock(day.rest, "17:30");
  if (clock === null || clock.kind === "nonsense") return unread;
  const meant =
    clock.kind === "at" ? [clock.minutes] : clock.kind === "either" ? clock.minutes : [];
  const suggestions = meant.filter((minutes) => minutes <= 1440).map(digits);
  const [only] = suggestions;
  if (day.said && day.day !== today) {
    const message = `“${said}”不是今天；这一栏只填几点，请只写 ${only ?? "18:00"}，日期写在说明里`;
    return { ok: false, message, suggestions };
  }
  if (clock.kind === "at" && only !== undefined) return { ok: true, clock: only };
  if (clock.kind === "vague") return { ok: false, message: `“${said}”要写明几点，例：18:00` };
  return { ok: false, message: `“${said}”可以是${suggestions.join("或")}，请选一个`, suggestions };
}

function digits(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
