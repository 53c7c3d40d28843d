import { offer } from "./choices.ts";
import { hhmm } from "./format-time.ts";
import { DAY, dayAt, instantOf, MINUTE, startOfDay } from "./zone.ts";

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
      /** What the reading could not take into account. */
      hint?: string;
    }
  | {
      ok: false;
      code: "past" | "ambiguous" | "vague" | "unknown";
      message: string;
      suggestions?: string[];
    };

/** Older slips may have meant the same date of another month or year. */
const SLIP = 7 * DAY;

/** `usualMinutes` is the time of day offered for a whole day; `again` the same words' other days. */
export function settle(
  said: string,
  at: number,
  context: TimeContext,
  { usualMinutes, again = [] }: { usualMinutes?: number; again?: number[] } = {},
): TimeResult {
  const { now, kind } = context;
  if (kind === "start" || at > now) return { ok: true, at };
  const minutes = usualMinutes ?? (at - startOfDay(at)) / MINUTE;
  const sameClock = instantOf(dayAt(now), minutes);
  const suggestions = nextFew([sameClock], now);
  if (at < now - SLIP) suggestions.push(...offer(again, now).slice(0, 1));
  const message = `“${said}”已经过了，现在是${hhmm(now)}。要不要改成${suggestions.join("或")}？`;
  return { ok: false, code: "past", message, suggestions };
}

/** Several instants, to be chosen from; past where all of them are. */
export function oneOf(
  said: string,
  why: string,
  instants: readonly number[],
  context: TimeContext,
  usualMinutes?: number,
): TimeResult {
  const latest = Math.max(...instants);
  if (context.kind === "deadline" && latest <= context.now) {
    return settle(said, latest, context, usualMinutes === undefined ? {} : { usualMinutes });
  }
  return asked("ambiguous", `“${said}”：${why}，请选一个。`, choose(instants, context));
}

/** Those still ahead, filled up with the same times a day later. */
export function nextFew(instants: readonly number[], now: number): string[] {
  return offer([...instants, ...instants.map((at) => at + DAY)], now).slice(0, instants.length);
}

/** Buttons for instants: a deadline's lie ahead, and where none does it is today's or tomorrow's. */
export function choose(instants: readonly number[], { now, kind }: TimeContext): string[] {
  const choices = offer(instants, now, kind);
  if (choices.length > 0) return choices;
  const minutes = (instants[0]! - startOfDay(instants[0]!)) / MINUTE || 1440;
  return nextFew([instantOf(dayAt(now), minutes)], now);
}

export function notDefinite(said: string, suggestions: string[], why?: string): TimeResult {
  const message = `“${said}”不是确定的时间，${why ? `${why}，` : ""}请选一个或写明几点。`;
  return asked("vague", message, suggestions);
}

export function asked(
  code: "ambiguous" | "vague",
  message: string,
  suggestions: string[],
): TimeResult {
  return { ok: false, code, message, suggestions };
}

export function unknown(what: string): TimeResult {
  const message = `${what}，请写成 18:00、明日9:00、1月27日20:00 或 2小时内。`;
  return { ok: false, code: "unknown", message };
}
