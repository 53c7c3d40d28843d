import { hhmm } from "./format-time.ts";
import { atLocal, type Day, dayAt, instantOf, localParts, MINUTE, startOfDay } from "./zone.ts";

/** Texts, readable by parseTime, for those instants that still lie ahead. */
export function offer(instants: readonly number[], now: number): string[] {
  return [...new Set(instants.filter((at) => at > now).map((at) => phrase(at, now)))];
}

/** An instant in words that parseTime reads back: 今日18:00, 1月31日24:00 (the end of its day). */
function phrase(at: number, now: number): string {
  const midnight = at === startOfDay(at);
  const within = midnight ? at - MINUTE : at;
  const { year, month, day } = localParts(within);
  const clock = midnight ? "24:00" : hhmm(at);
  const ahead = dayAt(within) - dayAt(now);
  if (ahead === 0 || ahead === 1) return `${ahead ? "明日" : "今日"}${clock}`;
  return `${year === localParts(now).year ? "" : `${year}年`}${month}月${day}日${clock}`;
}

/** Definite times that a vague word may have meant: 月底 is 1月31日18:00 or its end. */
export function choicesFor(text: string, now: number): string[] {
  const { year, month, weekday } = localParts(now);
  const today = dayAt(now);
  const sixOn = (day: Day) => instantOf(day, 18 * 60);
  const lastOfMonth = dayAt(atLocal(year, month + (text.startsWith("下") ? 2 : 1), 0));
  const friday = today - weekday + 5;
  const choices: [RegExp, number[]][] = [
    [/月/, [sixOn(lastOfMonth), instantOf(lastOfMonth, 1440)]],
    [/^年/, [atLocal(year, 12, 31, 18), atLocal(year, 12, 31, 24)]],
    [/^周末/, [sixOn(friday + 1), sixOn(friday + 2)]],
    [/^下/, [sixOn(friday + 7)]],
    [/^[本这]/, [sixOn(friday), sixOn(friday + 2)]],
    [/^明后天/, [sixOn(today + 1), sixOn(today + 2)]],
  ];
  const dated = choices.find(([pattern]) => pattern.test(text))?.[1];
  if (dated) return offer(dated, now);
  return ["30分钟", "2小时", ...offer([sixOn(today), sixOn(today + 1)], now).slice(0, 1)];
}
