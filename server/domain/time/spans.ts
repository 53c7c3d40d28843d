import { sixOn } from "./choices.ts";
import type { Span } from "./durations.ts";
import type { Suffix } from "./frame.ts";
import {
  asked,
  choose,
  notDefinite,
  settle,
  type TimeContext,
  type TimeResult,
  unknown,
} from "./result.ts";
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
  if (suffix === "前" && kind === "deadline" && (span.workdays > 0 || span.months > 0)) {
    return asked("ambiguous", within(said, text), inMonthsOrDays(span, text, context));
  }
  if (span.workdays > 0) {
    if (span.months > 0 || span.minutes > 0) return unknown(`看不懂时间“${said}”`);
    const last = workdayAfter(today, span.workdays);
    const result = settle(said, instantOf(last, kind === "deadline" ? 1440 : 0), context);
    const hint = workdayHint(last);
    return result.ok && hint !== null ? { ...result, hint } : result;
  }
  if (span.months > 0) {
    if (suffix === "前") {
      const first = monthsLater(
        today,
        -Math.floor(span.months),
        -Math.round((span.months % 1) * 30),
      );
      return notDefinite(said, choose([instantOf(first, 0)], context));
    }
    const last = monthsLater(today, Math.floor(span.months), Math.round((span.months % 1) * 30));
    const days = Math.floor(span.minutes / 1440);
    return notDefinite(said, choose([sixOn(last + days), instantOf(last + days, 1440)], context));
  }
  const minutes = Math.round(span.minutes * 60) / 60;
  if (suffix === "前" && kind === "start") return { ok: true, at: now - minutes * MINUTE };
  if (!Number.isInteger(minutes)) {
    const whole = [Math.floor(minutes), Math.ceil(minutes)].filter((n) => n > 0);
    return notDefinite(
      said,
      whole.map((n) => `${n}分钟`),
      "时间按整分钟算",
    );
  }
  if (suffix === "前") {
    if (minutes <= 0) return unknown(`“${said}”不是以后的时间`);
    return asked("ambiguous", within(said, text), [`${text}内`]);
  }
  const result = settle(said, now + minutes * MINUTE, context);
  return result.ok ? { ...result, duration: minutes } : result;
}

function within(said: string, text: string): string {
  return `“${said}”也可以指已经过去的时间，请写“${text}内”。`;
}

/** What 三个月前 offers: months are asked about themselves, so their dates stand here. */
function inMonthsOrDays(span: Span, text: string, context: TimeContext): string[] {
  if (span.workdays > 0) return [`${text}内`];
  const read = inSpan(text, text, span, "内", context);
  return read.ok ? [] : (read.suggestions ?? []);
}

/** The same date so many months on, or that month's last day; then so many days. */
function monthsLater(day: Day, months: number, days: number): Day {
  const date = new Date(day * 86_400_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last) + days) / 86_400_000;
}
