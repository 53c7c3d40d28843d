import { arabic } from "../text/arabic.ts";
import { fold } from "../text/text.ts";
import { readClock } from "./clock-words.ts";
import { clockOf, formatSpan } from "./format-time.ts";
import type { Recurrence } from "./recurrence.ts";
import { parseDuration } from "./time.ts";
import { dayAt, instantOf, MINUTE } from "./zone.ts";

/** A deadline of every round: so long after it began, or the next such time of day (1440 = 24:00). */
export type RoundTime = { minutes: number } | { clock: number };

/** 频次 with what is asked of every round; stored with the series as JSON. */
export interface Series {
  recurrence: Recurrence;
  due: RoundTime;
  respond: RoundTime | null;
  submitBy: RoundTime | null;
}

export type RoundTimeResult = { ok: true; time: RoundTime } | { ok: false; message: string };

/** Reads 截止 of a task that comes round: `1小时`, `30分钟内`, `18:00前`, `当日下午6点`, `下班前`. */
export function parseRoundTime(typed: string, workdayEnd: string): RoundTimeResult {
  const said = typed.trim().slice(0, 30);
  const text = fold(typed)
    .trim()
    // What formatRoundTime prints.
    .replace(/^(?:每轮)?开始后/, "")
    .replace(/[之以]?[前内]$/, "");
  const length = /^[-+]?\d+$/.test(text) ? null : parseDuration(text);
  if (length !== null && length > 0) return { ok: true, time: { minutes: length } };
  const clock = readClock(arabic(text.replace(/^[今当本每][天日]?/, "")), workdayEnd);
  if (clock?.kind === "at") return { ok: true, time: { clock: clock.minutes } };
  const why = clock?.kind === "either" ? "要写明上午还是下午" : "不能用于每一轮";
  const message = `“${said}”${why}；有频次时请写每轮开始后多久，或每天几点，例：1小时、18:00`;
  return { ok: false, message };
}

/** The instant it comes to for a round that begins at `start`; always after it. */
export function instantFor(time: RoundTime, start: number): number {
  if ("minutes" in time) return start + time.minutes * MINUTE;
  const today = instantOf(dayAt(start), time.clock);
  return today > start ? today : instantOf(dayAt(start) + 1, time.clock);
}

/** `开始后1小时`, `18:00`. */
export function formatRoundTime(time: RoundTime): string {
  if ("minutes" in time) return `开始后${formatSpan(time.minutes * MINUTE).replace(/分$/, "分钟")}`;
  return clockOf(time.clock);
}
