import { arabic, arabicDate, closeUp } from "../text/arabic.ts";
import { type ClockReading, readClock } from "./clock-words.ts";
import { minutesIn } from "./durations.ts";
import { clockOf } from "./format-time.ts";
import { formatMonthDays, type RecurrenceRule, SHORTEST_GAP } from "./recurrence.ts";
import { type DaysSaid, daysOf } from "./recurring-days.ts";

/** `suggestions` are texts that {@link parseRecurrence} accepts, for buttons. */
export type RecurrenceResult =
  | { ok: true; rule: RecurrenceRule }
  | { ok: false; message: string; suggestions?: string[] };

const EXAMPLES = "每2小时、每日17:00、每日9:00,17:00、工作日9:00 或 每周五17:00";
/** A month; what comes round more seldom is a task of its own. */
const LONGEST_GAP = 31 * 1440;

/** `一次`, `各报一次`, `一报` at the end of a text, numerals Arabic. */
const COUNT =
  /(?:各|要|共|上?报送?|填报|报告|更新)*(?:([1-6])(?:次|报|回|遍))?(?:上报|报送|填报|报告|更新|报)?$/;
/** Reports a day whose times are not said are asked for at these. */
const TIMES: Readonly<Record<number, string[]>> = {
  1: ["9:00", "17:00"],
  2: ["9:00,17:00", "8:00,20:00"],
  3: ["8:00,12:00,18:00", "9:00,15:00,21:00"],
  4: ["8:00,12:00,16:00,20:00"],
  6: ["0:00,4:00,8:00,12:00,16:00,20:00"],
};
const PARTS_OF_DAY: Readonly<Record<string, string[]>> = {
  早晚: ["8:00,20:00", "9:00,18:00"],
  早中晚: ["8:00,12:00,18:00"],
  上下午: ["9:00,15:00", "11:00,17:00"],
  上午下午: ["9:00,15:00", "11:00,17:00"],
};

/** Reads 频次 as people write it: `每2小时`, `每日9:00,17:00`, `一日两报`, `工作日9时`, `每周一、三17:00`, `每月5日9:00`. */
export function parseRecurrence(typed: string, workdayEnd: string): RecurrenceResult {
  const said = typed.trim().slice(0, 30);
  const text = closeUp(typed)
    .replace(/\([^)]*\)$/, "")
    .replace(/^(?:频次为?|频率为?)?:?/, "")
    .replace(/[。.!！]$/, "");
  const length = lengthOf(arabic(text));
  if (length !== null) return atInterval(said, length);
  if (/^每?隔1[天日]/.test(arabic(text))) {
    return asked(said, "可以是每天，也可以是隔天", ["每24小时", "每2天"]);
  }
  const days = daysOf(text);
  if (days === null) {
    const clock = readClock(arabicDate(text), workdayEnd);
    const minutes = clock && clearly(clock);
    const suggestions = minutes ? withTimes(["每日", "工作日"], [clockOf(minutes)]) : [];
    return { ...unknown(said), ...(suggestions.length > 0 && { suggestions }) };
  }
  if (days.ask) return asked(said, days.ask.why, withTimes(days.ask.days, ["9:00", "17:00"]));
  return onDays(said, days, workdayEnd);
}

function atInterval(said: string, minutes: number): RecurrenceResult {
  const fits = minutes >= SHORTEST_GAP && minutes <= LONGEST_GAP;
  if (fits) return { ok: true, rule: { kind: "interval", minutes } };
  const why = minutes < SHORTEST_GAP ? "太密，最短每30分钟" : "太长，最长每31天";
  return { ok: false, message: `频次“${said}”${why}，例：频次=每2小时` };
}

/** Minutes in `每2小时一次`, `每隔3天`, `隔天`, `间隔半小时`, `2小时一报`, and in `每小时` alone. */
function lengthOf(text: string): number | null {
  const [, lead, rest = ""] = /^(每隔?|间?隔|每间隔)?(?:个(?=小时))?(.*)$/.exec(text) ?? [];
  const body = rest.replace(COUNT, "");
  const isCounted = body !== rest;
  if (lead === undefined && !isCounted) return null;
  if (/隔/.test(lead ?? "") && /^[天日]$/.test(body)) return 2 * 1440;
  if (/隔/.test(lead ?? "") && /^1[天日]$/.test(body)) return null;
  // 一日一报 wants its time of day.
  if (/^1?[天日]$/.test(body) || /^1?个?(?:周|星期|礼拜)$/.test(body)) return null;
  if (/^(?:小时|钟头)$/.test(body)) return 60;
  if (lead === undefined && /[2-6](?:次|报)/.test(rest)) return null;
  return minutesIn(body.replace(/^(\d+)日$/, "$1天"));
}

function onDays(said: string, days: DaysSaid, workdayEnd: string): RecurrenceResult {
  const numbered = arabicDate(days.rest);
  const [, count] = COUNT.exec(numbered) ?? [];
  const rest = numbered.replace(COUNT, "").replace(/^(?:的|:|,)/, "");
  const usual =
    PARTS_OF_DAY[rest] ?? (rest === "" ? TIMES[Number(count ?? days.count ?? 1)] : null);
  if (usual) return asked(said, "没有说几点", withTimes([days.said], usual));
  const parts = rest
    .split(/[,、和及与]|\s+|(?<=[点时半刻整分\d])(?=[早上中下晚傍午凌])/)
    .filter((part) => part !== "");
  const clocks = parts
    .map((part) => readClock(part.replace(/[之以]?前$/, ""), workdayEnd))
    .filter((clock) => clock !== null && clock.kind !== "nonsense");
  if (clocks.length < parts.length) return unknown(said);
  const times = new Set<number>();
  for (const [i, clock] of clocks.entries()) {
    const minutes = clearly(clock);
    if (minutes === null) return whichTime(said, days, rest, parts[i]!, clock);
    times.add(minutes);
  }
  if (times.has(0)) return atMidnight(said, days, times);
  const sorted = [...times].sort((a, b) => a - b);
  if (!areApart(sorted)) {
    return { ok: false, message: `频次“${said}”的两次离得太近，至少隔30分钟` };
  }
  return { ok: true, rule: { ...days.rule, times: sorted } };
}

/** A time of day that may be several: each stands in its place on a button. */
function whichTime(
  said: string,
  days: DaysSaid,
  rest: string,
  part: string,
  clock: ClockReading,
): RecurrenceResult {
  const guesses = clock.kind === "either" ? clock.minutes : [];
  const meant = clock.kind === "vague" ? clock.guesses : guesses;
  const spelt = meant.map(digits);
  const suggestions = spelt.map((time) => days.said + rest.replace(part, time));
  const message =
    clock.kind === "either"
      ? `“${part}”可以是${spelt.join("或")}，请选一个`
      : `频次“${said}”要写明几点，例：${EXAMPLES}`;
  return { ok: false, message, suggestions };
}

/** 0:00 is spoken as 24:00 of the day that ends; whose end is meant is asked where days differ. */
function atMidnight(said: string, days: DaysSaid, times: ReadonlySet<number>): RecurrenceResult {
  const { rule } = days;
  if (rule.kind === "clock" && rule.weekdays.length === 7) {
    const rest = [...times].filter((time) => time > 0 && time < 1440);
    const sorted = [...rest, 1440].sort((a, b) => a - b);
    if (areApart(sorted)) return { ok: true, rule: { ...rule, times: sorted } };
  }
  if (times.size > 1) {
    return { ok: false, message: `频次“${said}”的0点请写成24:00（前一天结束时），例：每周日24:00` };
  }
  const ends = [...new Set([dayBefore(days), days.said])];
  return asked(said, "的0点是哪一天结束时", withTimes(ends, ["24:00"]));
}

/** The days before, as a button spells them. */
function dayBefore({ rule, said }: DaysSaid): string {
  if (rule.kind === "clock") {
    const before = rule.weekdays.map((day) => "日一二三四五六"[day - 1]);
    return `每周${before.join("、")}`;
  }
  if (rule.kind === "workdays" || rule.days.includes(-1)) return said;
  return formatMonthDays(rule.days.map((day) => (day === 1 ? -1 : day - 1)));
}

/** 每日9点 is office talk for the morning; 8点 and earlier hours are said of evenings as well. */
function clearly(clock: ClockReading): number | null {
  if (clock.kind === "at") return Math.floor(clock.minutes);
  if (clock.kind !== "either") return null;
  const [early] = clock.minutes;
  return early >= 9 * 60 && early < 12 * 60 ? early : null;
}

/** Around midnight too: 23:50 and 0:10 are twenty minutes apart. */
function areApart(times: number[]): boolean {
  const [first = 0] = times;
  const around = [...times, first + 1440];
  return around.every((time, i) => i === 0 || time - around[i - 1]! >= SHORTEST_GAP);
}

function withTimes(days: readonly string[], times: readonly string[]): string[] {
  return days.flatMap((day) => times.map((time) => day + time));
}

function asked(said: string, why: string, suggestions: string[]): RecurrenceResult {
  return { ok: false, message: `频次“${said}”${why}，请选一个，或请写成 ${EXAMPLES}`, suggestions };
}

function digits(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

function unknown(said: string): { ok: false; message: string } {
  return { ok: false, message: `看不懂频次“${said}”，请写成 ${EXAMPLES}` };
}
