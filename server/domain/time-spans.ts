import type { Span } from "./durations.ts";
import { sixOn } from "./time-choices.ts";
import type { Suffix } from "./time-frame.ts";
import {
  asked,
  choose,
  notDefinite,
  settle,
  type TimeContext,
  type TimeResult,
  unknown,
} from "./time-result.ts";
import { workdayAfter, workdayHint } from "./workdays.ts";
import { type Day, dayAt, instantOf, MINUTE } from "./zone.ts";

export function inSpan(
  said: string,
  text: string,
  span: Span,
  suffix: Suffix,
  context: TimeContext,
): TimeResult {
  const { now, kind } = context;
  const today = dayAt(now);
  if (span.workdays > 0) {
    if (span.months > 0 || span.minutes > 0) return unknown(`看不懂时间“${said}”`);
    const last = workdayAfter(today, span.workdays);
    const result = settle(said, instantOf(last, kind === "deadline" ? 1440 : 0), context);
    const hint = workdayHint(last);
    return result.ok && hint !== null ? { ...result, hint } : result;
  }
  if (span.months > 0) {
    const last = monthsLater(today, Math.floor(span.months), Math.round((span.months % 1) * 30));
    const days = Math.floor(span.minutes / 1440);
    return notDefinite(said, choose([sixOn(last + days), instantOf(last + days, 1440)], context));
  }
  const minutes = Math.round(span.minutes * 60) / 60;
  if (suffix === "前") {
    if (kind === "start") return { ok: true, at: now - minutes * MINUTE };
    if (minutes <= 0) return unknown(`“${said}”不是以后的时间`);
    const message = `“${said}”也可以指已经过去的时间，请写“${text}内”。`;
    return asked("ambiguous", message, [`${text}内`]);
  }
  if (!Number.isInteger(minutes)) {
    const whole = [Math.floor(minutes), Math.ceil(minutes)].filter((n) => n > 0);
    return notDefinite(
      said,
      whole.map((n) => `${n}分钟`),
      "时间按整分钟算",
    );
  }
  const result = settle(said, now + minutes * MINUTE, context);
  return result.ok ? { ...result, duration: minutes } : result;
}

/** The same date so many months on, or that month's last day; then so many days. */
function monthsLater(day: Day, months: number, days: number): Day {
  const date = new Date(day * 86_400_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last) + days) / 86_400_000;
}
