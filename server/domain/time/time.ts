import { arabic, arabicDate } from "../text/arabic.ts";
import { parseInteger } from "../text/numerals.ts";
import { fold } from "../text/text.ts";
import { choicesIn, offer, sixOn, soon } from "./choices.ts";
import { readClock } from "./clock-words.ts";
import { readDay } from "./day-words.ts";
import { minutesIn, readSpan } from "./durations.ts";
import { readFeast } from "./feast-words.ts";
import { type Framed, unframe } from "./frame.ts";
import { readPeriod } from "./period-words.ts";
import { pointInTime } from "./points.ts";
import {
  asked,
  choose,
  nextFew,
  notDefinite,
  settle,
  type TimeContext,
  type TimeResult,
  unknown,
} from "./result.ts";
import { inSpan } from "./spans.ts";
import { besideHoliday } from "./workday-words.ts";
import { workdayHint } from "./workdays.ts";
import { dayAt, instantOf, isoDay, parseClock, startOfDay } from "./zone.ts";

export type { TimeContext, TimeResult } from "./result.ts";
export { atLocal, DAY, localParts, MINUTE, parseClock, startOfDay } from "./zone.ts";

/** Nobody says when in more characters than this. */
const LONGEST = 60;

/** Reads a point in time as people write it; every form of SPEC §1.5. */
export function parseTime(typed: string, context: TimeContext): TimeResult {
  const said = typed.trim().slice(0, 30);
  if (typed.length > LONGEST) return unknown(`看不懂时间“${said}”`);
  const instant = parseClock(fold(typed).trim());
  if (instant !== null) return settle(said, instant, context);
  const framed = unframe(typed);
  const read = readFramed(said, framed, context);
  if (!framed.approximate || !read.ok) return read;
  const suggestions =
    read.duration === undefined
      ? offer([read.at], context.now, context.kind)
      : [`${framed.text}${framed.suffix}`];
  return asked("vague", `“${said}”不是确定的时间，请选一个或写明几点。`, suggestions);
}

/**
 * Whether a text as a whole is understood as a time, be it past or one to ask about: how far a
 * value runs on over blanks (SPEC §1.1).
 */
export function readsAsTime(text: string, context: TimeContext): boolean {
  const read = parseTime(text, context);
  return read.ok || read.code !== "unknown";
}

/**
 * Minutes in a length of time: `30分钟`, `半小时`, `1个半小时`, `三天`, also signed and without
 * a unit for reminder ladders (`-30`, `+15`). Null for anything else.
 */
export function parseDuration(typed: string): number | null {
  const text = fold(typed).trim();
  const bare = /^[-－−+]?\d{1,6}$/.test(text) ? parseInteger(text) : null;
  if (bare !== null) return bare;
  const [, sign, rest = ""] = /^([-－−+]?)(.*)$/s.exec(text) ?? [];
  const minutes = minutesIn(arabic(rest.replace(/[之以]?[前内后]$/, "")));
  return minutes === null ? null : sign === "" || sign === "+" ? minutes : 0 - minutes;
}

const SOON =
  /^(?:尽快|尽早|从速|速|立即|立刻|马上|即刻|抓紧|随时|第一时间|早日|近期|近日|日|稍后|一会儿?|等会儿?|半[天日]|最近|过几天|改天|到时候?|有空|[几数]个?(?:小时|钟头|分钟)|[几数]刻钟)$/;
const NOW = /^(?:现在|此刻|当前|目前|眼下|即日|即时)$/;

function readFramed(said: string, framed: Framed, context: TimeContext): TimeResult {
  const { text, whole, suffix } = framed;
  const { now, kind } = context;
  const today = dayAt(now);
  if (NOW.test(whole)) {
    if (kind === "start") return { ok: true, at: text === "即日" ? startOfDay(now) : now };
    return notDefinite(said, soon(now));
  }
  if (SOON.test(text) && !(text === "日" && suffix !== "内")) return notDefinite(said, soon(now));
  const span = readSpan(
    suffix === "内" ? arabic(text).replace(/(?<!工作)日$/, "天") : arabic(text),
  );
  if (span !== null) return inSpan(said, text, span, suffix, context);
  const range = /^(.+?)(?:至|到|~|—|－|(?<=[:点时].*)-(?=.*[:点时]))(.+)$/.exec(text);
  if (range) return inRange(said, range[1]!, range[2]!, context);
  const either =
    /^(.*[日号天点时一二三四五六末底])(?:或者?|、|,)(?=[^\d]|\d+[点时月日号:])(.+)$/.exec(text);
  if (either) return oneOfTwo(said, either[1]!, either[2]!, framed, context);
  const dotted = /^(\d{1,2})\.(\d{2})$/.exec(text);
  if (dotted) return withDot(said, Number(dotted[1]), Number(dotted[2]), framed, context);
  const beside = besideHoliday(text, suffix, today);
  if (beside !== null) {
    const why = workdayHint(beside) ?? undefined;
    return notDefinite(said, choose([sixOn(beside), instantOf(beside, 1440)], context), why);
  }
  if (text === "年" && suffix === "前") return beforeNewYear(said, context);
  const period = readPeriod(arabicDate(text), today, suffix === "内");
  if (period !== null) {
    const before = suffix === "前" && /\d月份?$/.test(arabicDate(text));
    const start = before && kind === "deadline" ? [instantOf(period.first, 0)] : [];
    const instants = [...start, ...choicesIn(period, kind)];
    return notDefinite(said, choose(instants, context));
  }
  const point = pointInTime(said, framed, context);
  // 9月25日后 says when not before, but a deadline is when at the latest.
  if (!point.ok || suffix !== "后" || kind === "start") return point;
  return notDefinite(said, offer([point.at], now));
}

/** 年前 is before the Spring Festival for most, and before 1 January for some. */
function beforeNewYear(said: string, context: TimeContext): TimeResult {
  const today = dayAt(context.now);
  const eves = ["春节", "元旦"].flatMap((name) => readFeast(name, today + 1, "ahead", "前")!.days);
  return notDefinite(
    said,
    choose(
      eves.map((day) => instantOf(day, 0)),
      context,
    ),
  );
}

/** `即日起至…` is read before; of another stretch the end is a deadline, the beginning a start. */
function inRange(said: string, from: string, to: string, context: TimeContext): TimeResult {
  const first = readDay(from, dayAt(context.now));
  const isOneDay = first.kind === "day" && first.said && readClock(arabicDate(to), "17:30");
  const end = isOneDay ? `${isoDay(first.day)} ${arabicDate(to)}` : to;
  const read = parseTime(context.kind === "start" ? from : end, context);
  if (read.ok) return notDefinite(said, offer([read.at], context.now, context.kind));
  if (read.suggestions) return notDefinite(said, read.suggestions);
  return unknown(`看不懂时间“${said}”`);
}

/** 明天或后天, 周三、周四: each is offered, where each is a time; else the whole is read (周日,2月10号). */
function oneOfTwo(
  said: string,
  one: string,
  two: string,
  framed: Framed,
  context: TimeContext,
): TimeResult {
  const whole = pointInTime(said, framed, context);
  if (whole.ok || whole.code !== "unknown") return whole;
  const choices = [one, two].map((text) => {
    const read = parseTime(text, context);
    return read.ok ? offer([read.at], context.now, context.kind) : (read.suggestions ?? []);
  });
  if (choices.some((texts) => texts.length === 0)) return whole;
  return notDefinite(said, [...new Set(choices.flat())]);
}

/** 9.30 is a date to some and a time of day to others; 1.28 is a date, 18.30 a time. */
function withDot(
  said: string,
  left: number,
  right: number,
  framed: Framed,
  context: TimeContext,
): TimeResult {
  const date = pointInTime(said, framed, context);
  const looksLikeClock = left <= 23 && (left > 12 || (left >= 6 && right % 15 === 0));
  if (!looksLikeClock || right > 59) return date;
  const today = dayAt(context.now);
  const clocks = nextFew([instantOf(today, left * 60 + right)], context.now);
  const dates = date.ok ? offer([date.at], context.now, context.kind) : (date.suggestions ?? []);
  return asked("ambiguous", `“${said}”是几月几日，还是几点几分？`, [...dates, ...clocks]);
}
