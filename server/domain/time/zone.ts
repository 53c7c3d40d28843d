export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Asia/Shanghai has had no other offset since 1991, so the zone is arithmetic. */
const OFFSET = 8 * HOUR;

/** Days since 1970-01-01 on the local calendar. */
export type Day = number;

/** Local calendar and clock; `weekday` is 1 for Monday … 7 for Sunday. */
export interface LocalParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
}

export function localParts(at: number): LocalParts {
  const local = new Date(at + OFFSET);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    weekday: weekdayOf(dayAt(at)),
  };
}

/** The instant of a local date and time; values past their range carry over (24:00, the 32nd). */
export function atLocal(year: number, month: number, day: number, hour = 0, minute = 0): number {
  return Date.UTC(year, month - 1, day, hour, minute) - OFFSET;
}

/** 00:00 of the local day that holds `at`. */
export function startOfDay(at: number): number {
  return dayAt(at) * DAY - OFFSET;
}

/** The day a local calendar date falls on, or null when there is none. */
export function dayOf(year: number, month: number, day: number): Day | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= 1970 && year <= 9999 ? date.getTime() / 86_400_000 : null;
}

/** `2020-01-27`. */
export function isoDay(day: Day): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** 1 for Monday … 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return ((day + 3) % 7) + 1;
}

/** The instant so many minutes after a local day began. */
export function instantOf(day: Day, minutes: number): number {
  return day * DAY + minutes * MINUTE - OFFSET;
}

/** The local day that holds an instant. */
export function dayAt(at: number): Day {
  return Math.floor((at + OFFSET) / DAY);
}

const CLOCK =
  /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** Reads `2020-01-27 07:00` and ISO 8601, local unless it carries an offset. Null if it is no real time. */
export function parseClock(text: string): number | null {
  const match = CLOCK.exec(text.trim());
  if (!match) return null;
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  const day = dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
  if (day === null || hour * 60 + minute > 1440 || minute > 59 || second > 59) return null;
  const millis = Number((match[7] ?? "").padEnd(3, "0"));
  const inDay = hour * HOUR + minute * MINUTE + second * 1000 + millis;
  return day * DAY + inDay - offsetOf(match[8]);
}

function offsetOf(written: string | undefined): number {
  if (written === undefined) return OFFSET;
  if (written === "Z") return 0;
  const minutes = Number(written.slice(1, 3)) * 60 + Number(written.slice(-2));
  return (written.startsWith("-") ? -1 : 1) * minutes * MINUTE;
}
