import { spokenTime } from "./format-time.ts";
import type { Period } from "./period-words.ts";
import { type Day, dayAt, instantOf, localParts, startOfDay } from "./zone.ts";

type Kind = "deadline" | "start";

/** A text of last year's days would be read as next year's beyond this. */
const YEARLESS_DAYS = 80;

/** Texts, readable by parseTime, for instants: a deadline's lie ahead, a start's may lie behind. */
export function offer(instants: readonly number[], now: number, kind: Kind = "deadline"): string[] {
  const fit = kind === "start" ? instants : instants.filter((at) => at > now);
  return [...new Set(fit.map((at) => phrase(at, now, kind)))];
}

/** An instant in words: 今日18:00, 1月31日24:00 (the end of its day), 2月1日 (the start of one). */
function phrase(at: number, now: number, kind: Kind): string {
  const isStart = kind === "start" && at === startOfDay(at);
  const { within, clock } = isStart ? { within: at, clock: "" } : spokenTime(at);
  const { year, month, day, second } = localParts(within);
  const seconds = second > 0 ? `:${String(second).padStart(2, "0")}` : "";
  const ahead = dayAt(within) - dayAt(now);
  if (ahead === 0 || ahead === 1) return `${ahead ? "明日" : "今日"}${clock}${seconds}`;
  const isPlain = year === localParts(now).year && ahead > -YEARLESS_DAYS;
  return `${isPlain ? "" : `${year}年`}${month}月${day}日${clock}${seconds}`;
}

/** Six in the evening, and the end, of the days a stretch may end on; of a start its beginning too. */
export function choicesIn(period: Period, kind: Kind): number[] {
  const { first, ends } = period;
  const last = instantOf(ends.at(-1)!, 1440);
  if (kind === "start") return [instantOf(first, 0), ...ends.map(sixOn), last];
  if (ends.length > 2) return ends.map((day) => instantOf(day, 1440));
  return [...ends.map(sixOn), last];
}

/** What 尽快 may mean. */
export function soon(now: number): string[] {
  const today = dayAt(now);
  return ["30分钟", "2小时", ...offer([sixOn(today), sixOn(today + 1)], now).slice(0, 1)];
}

export function sixOn(day: Day): number {
  return instantOf(day, 18 * 60);
}
