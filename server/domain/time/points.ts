import { arabicDate } from "../text/arabic.ts";
import { offer } from "./choices.ts";
import { type ClockReading, readClock } from "./clock-words.ts";
import { type DayReading, readDay } from "./day-words.ts";
import { readFeast, readLunarDay } from "./feast-words.ts";
import type { Framed } from "./frame.ts";
import {
  asked,
  choose,
  nextFew,
  oneOf,
  settle,
  type TimeContext,
  type TimeResult,
  unknown,
} from "./result.ts";
import { readWorkday } from "./workday-words.ts";
import { DAY, type Day, dayAt, instantOf } from "./zone.ts";

/** 今晚12点34分: the night goes on for an hour into the next date. Minutes. */
const HOUR_AFTER_MIDNIGHT = 25 * 60;

export function pointInTime(said: string, framed: Framed, context: TimeContext): TimeResult {
  const { text, suffix } = framed;
  const { now, workdayEnd } = context;
  const today = dayAt(now);
  const workday = readWorkday(arabicDate(text), today);
  const day: DayReading = workday
    ? { kind: "day", day: workday.day, rest: workday.rest, said: true, others: [], feast: false }
    : readDay(
        text,
        today,
        "ahead",
        (words, from, lean) =>
          readFeast(words, from, lean, suffix) ?? readLunarDay(words, from, lean),
      );
  if (day.kind === "none") return unknown(`没有“${said}”这一天`);
  if (day.kind === "day" && day.rest === "" && day.said) {
    return onWholeDay(said, framed, day, context);
  }
  if (/^\d{1,2}$/.test(day.rest)) {
    return day.kind === "day" && !day.said
      ? bareNumber(said, Number(day.rest), context)
      : hourOnDay(said, day, Number(day.rest), context);
  }
  if (day.rest === "" && day.kind === "several") {
    const instants = day.days.map((one) => wholeDay(one, context));
    return oneOf(said, day.why, instants, context, 18 * 60);
  }
  const clock = readClock(day.rest, workdayEnd, HOUR_AFTER_MIDNIGHT);
  if (clock === null) return unknown(`看不懂时间“${said}”`);
  if (day.kind === "day") return onDay(said, day, clock, context);
  const instants = day.days.flatMap((one) =>
    minutesOf(clock).map((minutes) => instantOf(one, minutes)),
  );
  if (instants.length === 0) return unknown(`没有“${said}”这个时间`);
  return oneOf(said, day.why, instants, context);
}

type NamedDay = Extract<DayReading, { kind: "day" }>;

function minutesOf(clock: ClockReading): number[] {
  if (clock.kind === "at") return [clock.minutes];
  if (clock.kind === "either") return clock.minutes;
  return clock.kind === "vague" ? clock.guesses : [];
}

function wholeDay(day: Day, { kind }: TimeContext): number {
  return instantOf(day, kind === "deadline" ? 1440 : 0);
}

function onWholeDay(
  said: string,
  { text, suffix }: Framed,
  { day, others, feast }: NamedDay,
  context: TimeContext,
): TimeResult {
  const before = feast && suffix === "前";
  const at = before ? instantOf(day, 0) : wholeDay(day, context);
  // 五日 is the fifth, and five days to others.
  const [, days] = /^([一二两三四五六七八九十]{1,3}|\d{1,2})日$/.exec(text) ?? [];
  const isLength = suffix === "后" || (context.kind === "deadline" && days && !/\d/.test(days));
  if (days !== undefined && isLength) {
    const suggestions = [
      ...offer([at], context.now, context.kind),
      `${days}${/\d/.test(days) ? "天" : "日"}内`,
    ];
    return asked("ambiguous", `“${said}”是几号，还是多少天？`, suggestions);
  }
  const again = others.map((one) => wholeDay(one, context));
  return settle(said, at, context, { usualMinutes: 18 * 60, again });
}

function onDay(
  said: string,
  { day, said: daySaid, others }: NamedDay,
  clock: ClockReading,
  context: TimeContext,
): TimeResult {
  const { now, kind } = context;
  switch (clock.kind) {
    case "nonsense":
      return unknown(`没有“${said}”这个时间`);
    case "at":
      return settle(said, instantOf(day, clock.minutes), context, {
        again: others.map((one) => instantOf(one, clock.minutes)),
      });
    case "vague": {
      // 9日上午 said on the 14th: a start may well have been this month's.
      const days = kind === "start" ? [...others.filter((one) => isRecent(one, now)), day] : [day];
      const guesses = days.flatMap((one) => clock.guesses.map((m) => instantOf(one, m)));
      const last = guesses.at(-1)!;
      if (kind === "deadline" && daySaid && last + DAY <= now) {
        const again = others.map((one) => instantOf(one, clock.guesses[0]!));
        return settle(said, last, context, { again });
      }
      const suggestions = kind === "start" ? offer(guesses, now, kind) : nextFew(guesses, now);
      return asked("vague", `“${said}”要写明几点。`, suggestions);
    }
    case "either": {
      const [early, late] = clock.minutes.map((m) => instantOf(day, m)) as [number, number];
      // 下周一9点 is office talk for the morning; 8点 and earlier hours are said of evenings as well.
      const inOffice = daySaid && clock.minutes[0] >= 9 * 60 && clock.minutes[0] < 12 * 60;
      if (inOffice && (early > now || kind === "start")) return settle(said, early, context);
      const both = [early, late];
      const suggestions =
        kind === "start" && daySaid ? offer(both, now, kind) : nextFew(both, now).slice(0, 2);
      const isOver = daySaid && dayAt(now) > day && late <= now && kind === "deadline";
      if (suggestions.length === 0 || isOver) return settle(said, early, context);
      return asked(
        "ambiguous",
        `“${said}”可以是${suggestions.join("或")}，请选一个。`,
        suggestions,
      );
    }
  }
}

function isRecent(day: Day, now: number): boolean {
  const today = dayAt(now);
  return day <= today && day > today - 31;
}

/** 明日18: the hour is meant, but its word is missing. */
function hourOnDay(
  said: string,
  day: Exclude<DayReading, { kind: "none" }>,
  hour: number,
  context: TimeContext,
): TimeResult {
  const days = day.kind === "day" ? [day.day] : day.days;
  const hours = hour > 24 ? [] : hour >= 1 && hour <= 11 ? [hour, hour + 12] : [hour];
  const instants = days.flatMap((one) => hours.map((h) => instantOf(one, h * 60)));
  if (instants.length === 0) return unknown(`看不懂时间“${said}”`);
  return asked("ambiguous", `“${said}”是几点？`, choose(instants, context));
}

function bareNumber(said: string, n: number, context: TimeContext): TimeResult {
  const oClock = n <= 24 ? [instantOf(dayAt(context.now), n * 60)] : [];
  const suggestions = oClock.length > 0 ? nextFew(oClock, context.now) : [];
  if (n > 0) suggestions.push(`${n}分钟`);
  return asked("ambiguous", `“${said}”是几点，还是多少分钟？`, suggestions);
}
