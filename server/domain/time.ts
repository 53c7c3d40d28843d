import { arabic } from "./arabic.ts";
import { type ClockReading, readClock } from "./clock-words.ts";
import { readDay } from "./day-words.ts";
import { minutesIn } from "./durations.ts";
import { hhmm } from "./format-time.ts";
import { parseInteger } from "./numerals.ts";
import { fold } from "./text.ts";
import { choicesFor, offer } from "./time-choices.ts";
import { DAY, type Day, dayAt, instantOf, MINUTE, parseClock, startOfDay } from "./zone.ts";

export {
  atLocal,
  DAY,
  localParts,
  MINUTE,
  parseClock,
  startOfDay,
} from "./zone.ts";

export interface TimeContext {
  now: number;
  /** What 下班前 means, `HH:mm` (profile). */
  workdayEnd: string;
  /** A date alone means its end as a deadline, its beginning as a start; only a deadline must lie ahead. */
  kind: "deadline" | "start";
}

/** `suggestions` are texts that {@link parseTime} accepts, for buttons. */
export type TimeResult =
  | {
      ok: true;
      at: number;
      /** Minutes, when a length was given (2小时内): it counts anew from dispatch to each target. */
      duration?: number;
    }
  | {
      ok: false;
      code: "past" | "ambiguous" | "vague" | "unknown";
      message: string;
      suggestions?: string[];
    };

/** Reads a point in time as people write it; every form of SPEC §1.5. */
export function parseTime(typed: string, context: TimeContext): TimeResult {
  const said = typed.trim().slice(0, 30);
  const instant = parseClock(fold(typed).trim());
  if (instant !== null) return settle(said, instant, context);
  const [text, suffix] = splitSuffix(fold(typed).trim());
  const length = minutesIn(suffix === "内" ? arabic(text).replace(/日$/, "天") : arabic(text));
  if (length !== null) return fromNow(said, text, length, suffix, context);
  if (VAGUE.test(text)) {
    const message = `“${said}”不是确定的时间，请选一个或写明几点。`;
    return { ok: false, code: "vague", message, suggestions: choicesFor(text, context.now) };
  }
  return pointInTime(said, text, context);
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
  const minutes = minutesIn(arabic(splitSuffix(rest)[0]));
  return minutes === null ? null : sign === "" || sign === "+" ? minutes : 0 - minutes;
}

const VAGUE =
  /^(?:尽快|尽早|立即|立刻|马上|即刻|抓紧|随时|现在|第一时间|早日|近期|近日|稍后|一会儿?|等会儿?|半天|周末|(?:本|这|下)个?(?:周|星期|礼拜|月)|(?:本|这|下)?个?月(?:底|末|初|中)|年(?:底|末)|明后天)$/;

function pointInTime(said: string, text: string, context: TimeContext): TimeResult {
  const today = dayAt(context.now);
  const weekdayKept = /^.{0,3}(?:周|星期|礼拜)./.exec(text)?.[0] ?? "";
  const numbered = weekdayKept + arabic(text.slice(weekdayKept.length));
  const day = readDay(numbered, today);
  if (day.kind === "none") return unknown(`没有“${said}”这一天`);
  if (day.said && day.rest === "") {
    const end = context.kind === "deadline" ? 1440 : 0;
    return settle(said, instantOf(day.day, end), context, 18 * 60);
  }
  if (/^\d{1,2}$/.test(day.rest) && !day.said) return bareNumber(said, Number(day.rest), context);
  const clock = readClock(day.rest, context.workdayEnd);
  if (clock === null) return unknown(`看不懂时间“${said}”`);
  return onDay(said, day.day, day.said, clock, context);
}

function onDay(
  said: string,
  day: Day,
  daySaid: boolean,
  clock: ClockReading,
  context: TimeContext,
): TimeResult {
  switch (clock.kind) {
    case "nonsense":
      return unknown(`没有“${said}”这个时间`);
    case "at":
      return settle(said, instantOf(day, clock.minutes), context);
    case "vague": {
      const guesses = clock.guesses.map((minutes) => instantOf(day, minutes));
      const suggestions = firstTwo(guesses, context.now);
      return { ok: false, code: "vague", message: `“${said}”要写明几点。`, suggestions };
    }
    case "either": {
      const [early, late] = clock.minutes.map((m) => instantOf(day, m)) as [number, number];
      // 下周一9点 is office talk for the morning; 8点 and earlier hours are said of evenings as well.
      const inOffice = daySaid && clock.minutes[0] >= 9 * 60 && clock.minutes[0] < 12 * 60;
      if (inOffice && (early > context.now || context.kind === "start")) {
        return settle(said, early, context);
      }
      const suggestions = firstTwo([early, late], context.now);
      if (suggestions.length === 0) return settle(said, early, context);
      const message = `“${said}”可以是${suggestions.join("或")}，请选一个。`;
      return { ok: false, code: "ambiguous", message, suggestions };
    }
  }
}

/** Those still ahead, filled up with the same times a day later. */
function firstTwo(instants: readonly number[], now: number): string[] {
  return offer([...instants, ...instants.map((at) => at + DAY)], now).slice(0, 2);
}

function fromNow(
  said: string,
  text: string,
  length: number,
  suffix: Suffix,
  context: TimeContext,
): TimeResult {
  if (suffix === "前") {
    if (length <= 0) return unknown(`“${said}”不是以后的时间`);
    const message = `“${said}”也可以指已经过去的时间，请写“${text}内”。`;
    return { ok: false, code: "ambiguous", message, suggestions: [`${text}内`] };
  }
  const result = settle(said, context.now + length * MINUTE, context);
  return result.ok ? { ...result, duration: length } : result;
}

function settle(said: string, at: number, context: TimeContext, usualMinutes?: number): TimeResult {
  if (context.kind === "start" || at > context.now) return { ok: true, at };
  const minutes = usualMinutes ?? (at - startOfDay(at)) / MINUTE;
  const sameClock = instantOf(dayAt(context.now), minutes);
  const suggestions = firstTwo([sameClock], context.now).slice(0, 1);
  const message = `“${said}”已经过了，现在是${hhmm(context.now)}。要不要改成${suggestions[0]}？`;
  return { ok: false, code: "past", message, suggestions };
}

function bareNumber(said: string, n: number, context: TimeContext): TimeResult {
  const oClock = n <= 24 ? [instantOf(dayAt(context.now), n * 60)] : [];
  const suggestions = firstTwo(oClock, context.now).slice(0, 1);
  if (n > 0) suggestions.push(`${n}分钟`);
  return { ok: false, code: "ambiguous", message: `“${said}”是几点，还是多少分钟？`, suggestions };
}

function unknown(what: string): TimeResult {
  const message = `${what}，请写成 18:00、明日9:00、1月27日20:00 或 2小时内。`;
  return { ok: false, code: "unknown", message };
}

type Suffix = "前" | "内" | "后" | "";

function splitSuffix(text: string): [string, Suffix] {
  const [all, kind] = /(?:[之以]?([前内])|[之以]?(后))$/.exec(text) ?? [];
  if (all === undefined) return [text, ""];
  return [text.slice(0, -all.length).trim(), (kind ?? "后") as Suffix];
}
