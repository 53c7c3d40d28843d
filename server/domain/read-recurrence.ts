import { arabic } from "./arabic.ts";
import { readClock } from "./clock-words.ts";
import { minutesIn } from "./durations.ts";
import { EVERY_DAY, type RecurrenceRule, SHORTEST_GAP, WORKDAYS } from "./recurrence.ts";
import { fold } from "./text.ts";

/** `suggestions` are texts that {@link parseRecurrence} accepts, for buttons. */
export type RecurrenceResult =
  | { ok: true; rule: RecurrenceRule }
  | { ok: false; message: string; suggestions?: string[] };

const EXAMPLES = "每2小时、每日17:00、每日9:00,17:00、工作日9:00 或 每周五17:00";
/** A month; what comes round more seldom is a task of its own. */
const LONGEST_GAP = 31 * 1440;

const WEEKDAY = "(?:周|星期|礼拜)";
const FROM_TO = new RegExp(
  `^每?个?${WEEKDAY}([一二三四五六日天])(?:至|到|-|~)${WEEKDAY}?([一二三四五六日天])`,
);
const ON_DAYS = new RegExp(
  `^每?个?${WEEKDAY}([一二三四五六日天][,、和一二三四五六日天周星期礼拜]*)`,
);

/** Reads 频次 as people write it: `每2小时`, `每隔半小时`, `每日9:00,17:00`, `工作日9时`, `每周一、三17:00`. */
export function parseRecurrence(typed: string, workdayEnd: string): RecurrenceResult {
  const text = fold(typed).trim();
  const said = text.slice(0, 30);
  const { weekdays, rest, named } = daysOf(text);
  const spoken = arabic(rest);
  const length = named ? null : lengthOf(spoken);
  if (length !== null) {
    const fits = length >= SHORTEST_GAP && length <= LONGEST_GAP;
    if (fits) return { ok: true, rule: { kind: "interval", minutes: length } };
    const why = length < SHORTEST_GAP ? "太密，最短每30分钟" : "太长，最长每31天";
    return { ok: false, message: `频次“${said}”${why}，例：频次=每2小时` };
  }
  const repeats = named || /^每/.test(text);
  const parts = spoken.split(/[,、和及]|\s+/).filter((part) => part !== "");
  if (!repeats || parts.length === 0) return unknown(said);
  const before = text.slice(0, text.length - rest.length);
  const rewrite = (part: string, clock: string) => before + spoken.replace(part, clock);
  return atTimes({ said, weekdays, parts, workdayEnd, rewrite });
}

/** On which weekdays, and the text after them; `named` when days were said at all. */
function daysOf(text: string): { weekdays: number[]; rest: string; named: boolean } {
  const workday = /^每?个?工作日/.exec(text);
  if (workday) return { weekdays: WORKDAYS, rest: text.slice(workday[0].length), named: true };
  const range = FROM_TO.exec(text);
  if (range) {
    const [first, last] = [dayNumber(range[1]!), dayNumber(range[2]!)];
    const weekdays = EVERY_DAY.filter((day) => day >= first && day <= last);
    return { weekdays, rest: text.slice(range[0].length), named: true };
  }
  const days = ON_DAYS.exec(text);
  if (days) {
    const numbers = [...days[1]!].filter((c) => /[一二三四五六日天]/.test(c)).map(dayNumber);
    const weekdays = EVERY_DAY.filter((day) => numbers.includes(day));
    return { weekdays, rest: text.slice(days[0].length), named: true };
  }
  const daily = /^每[天日]/.exec(text);
  if (daily) return { weekdays: EVERY_DAY, rest: text.slice(daily[0].length), named: true };
  return { weekdays: EVERY_DAY, rest: text.replace(/^每/, ""), named: false };
}

function dayNumber(word: string): number {
  return word === "天" ? 7 : "一二三四五六日".indexOf(word) + 1;
}

/** Minutes in `2小时`, `隔3天`, `半个小时`, and in `小时` alone. */
function lengthOf(text: string): number | null {
  const length = text.replace(/^隔?(?:个(?=小时))?/, "");
  return minutesIn(length === "小时" ? "1小时" : length);
}

interface Clocks {
  said: string;
  weekdays: number[];
  parts: string[];
  workdayEnd: string;
  /** The text as typed with another clock in place of one of its parts. */
  rewrite(part: string, clock: string): string;
}

function atTimes({ said, weekdays, parts, workdayEnd, rewrite }: Clocks): RecurrenceResult {
  if (weekdays.length === 0) return unknown(said);
  const times = new Set<number>();
  for (const part of parts) {
    const clock = readClock(part.replace(/[之以]?前$/, ""), workdayEnd);
    if (clock?.kind === "at") times.add(clock.minutes);
    else if (clock?.kind === "either") {
      // 每日9点 is office talk for the morning; 8点 and earlier hours are said of evenings as well.
      const [early] = clock.minutes;
      if (early < 9 * 60 || early >= 12 * 60) {
        const halves = clock.minutes.map(digits);
        const message = `“${part}”可以是${halves.join("或")}，请选一个`;
        return { ok: false, message, suggestions: halves.map((half) => rewrite(part, half)) };
      }
      times.add(early);
    } else if (clock?.kind === "vague") {
      return { ok: false, message: `频次“${said}”要写明几点，例：${EXAMPLES}` };
    } else return unknown(said);
  }
  const sorted = [...times].sort((a, b) => a - b);
  if (!areApart(sorted)) {
    return { ok: false, message: `频次“${said}”的两次离得太近，至少隔30分钟` };
  }
  return { ok: true, rule: { kind: "clock", weekdays, times: sorted } };
}

/** Around midnight too: 23:50 and 0:10 are twenty minutes apart. */
function areApart(times: number[]): boolean {
  const [first = 0] = times;
  const around = [...times, first + 1440];
  return around.every((time, i) => i === 0 || time - around[i - 1]! >= SHORTEST_GAP);
}

function digits(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

function unknown(said: string): RecurrenceResult {
  return { ok: false, message: `看不懂频次“${said}”，请写成 ${EXAMPLES}` };
}
