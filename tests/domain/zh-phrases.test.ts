import { describe, expect, test } from "vitest";
import { parseRecurrence } from "#domain/time/read-recurrence";
import { parseTime, type TimeContext } from "#domain/time/time";
import { DAY, dayAt, HOUR, instantOf, MINUTE } from "#domain/time/zone";
import corpus from "./data/zh-phrases.json";

interface Phrase {
  phrase: string;
  ref: string;
  kind: string;
  expect: (string | number | null)[];
}

const phrases: Phrase[] = corpus.times;
/** Parts of the day without an hour: any hour of that day may be offered. */
const NO_HOUR = /^(?:白天|9日上午)$/;

function at(local: string): number {
  return Date.parse(`${local.replace(" ", "T")}${local.length > 16 ? "" : ":00"}+08:00`);
}

/** What is read, or what its buttons are read as: instants, or minutes where a length was given. */
function meanings({ phrase, ref }: Phrase, kind: TimeContext["kind"]) {
  const context = { now: at(ref), workdayEnd: "17:30", kind };
  const read = parseTime(phrase, context);
  if (read.ok) return { read, offered: [], all: [read] };
  const offered = (read.suggestions ?? []).map((text) => {
    const again = parseTime(text, context);
    if (!again.ok) throw new Error(`${phrase} offers ${text}, which is not accepted`);
    return again;
  });
  return { read, offered, all: offered };
}

/** Whether an instant is one of those expected; a date is its day, its end read as a deadline. */
function fits(instant: number, { phrase, kind, expect: expected }: Phrase): boolean {
  return expected.some((one) => {
    if (typeof one !== "string") return false;
    if (kind === "time") return new Date(instant + 8 * HOUR).toISOString().slice(11, 19) === one;
    const day = one.slice(0, 10);
    const start = at(`${day} 00:00`);
    const onDay = instant >= start && instant <= start + DAY;
    if (kind === "date")
      return instant === start || instant === start + DAY || isOffice(instant, start);
    if (NO_HOUR.test(phrase) || kind === "end") return onDay || dayAt(instant) === dayAt(at(one));
    return Math.abs(instant - at(one)) < MINUTE;
  });
}

/** Six in the evening of the day, one of the usual buttons. */
function isOffice(instant: number, start: number): boolean {
  return instant === instantOf(dayAt(start), 18 * 60);
}

/** The latest instant that an expectation may stand for; times of day come round. */
function latest({ kind, expect: expected }: Phrase): number {
  if (kind === "time") return Number.POSITIVE_INFINITY;
  return Math.max(
    ...expected.map((one) => {
      const text = String(one);
      return kind === "date"
        ? at(`${text} 00:00`) + DAY
        : at(text.length === 10 ? `${text} 24:00` : text);
    }),
  );
}

describe.each(["deadline", "start"] as const)("phrases of public corpora, as a %s", (kind) => {
  const points = phrases.filter((one) => !["duration", "set"].includes(one.kind));
  test.each(points.map((one) => [one.phrase, one.ref, one] as const))(
    "%s (%s)",
    (_, ref, phrase) => {
      const { read, offered, all } = meanings(phrase, kind);
      if (phrase.expect[0] === "none") {
        expect(read).toMatchObject({ ok: false, code: "unknown" });
        return;
      }
      if (kind === "deadline" && latest(phrase) < at(ref) + MINUTE) {
        expect(read.ok).toBe(false);
        expect(offered.length).toBeGreaterThan(0);
        return;
      }
      const instants = all.map((one) => one.at);
      expect({
        read,
        fits: instants.some((instant) => fits(instant, phrase)) || isPast(read),
      }).toMatchObject({
        fits: true,
      });
    },
  );
});

/** 12/1 said on 15 December: refused as past, with today and next year's offered. */
function isPast(read: ReturnType<typeof parseTime>): boolean {
  return !read.ok && read.code === "past" && (read.suggestions ?? []).length > 1;
}

describe("lengths of public corpora", () => {
  const lengths = phrases.filter((one) => one.kind === "duration");
  test.each(lengths.map((one) => [one.phrase, one] as const))("%s", (_, phrase) => {
    const { read, all } = meanings(phrase, "deadline");
    const [minutes] = phrase.expect;
    const said = all.map((one) => one.duration ?? (one.at - at(phrase.ref)) / MINUTE);
    if (typeof minutes !== "number") expect(said.length).toBeGreaterThan(0);
    else if (read.ok) expect(read.duration).toBe(minutes);
    // Asked about: whole minutes around it, or the date that a calendar gives for months and years.
    else expect(said.some((m) => Math.abs(m - minutes) <= Math.max(1, minutes / 100))).toBe(true);
  });
});

describe("recurrences of public corpora", () => {
  const sets = phrases.filter((one) => one.kind === "set");
  test.each(sets.map((one) => [one.phrase, one] as const))("%s", (typed, { expect: expected }) => {
    const read = parseRecurrence(typed, "17:30");
    const texts = read.ok ? [typed] : (read.suggestions ?? []);
    expect(texts.length).toBeGreaterThan(0);
    const shown = texts.map((text) => {
      const again = parseRecurrence(text, "17:30");
      if (!again.ok) throw new Error(`${typed} offers ${text}: ${again.message}`);
      return short(again.rule);
    });
    const [wanted] = expected;
    if (typeof wanted === "string") {
      const starts = shown.map((one) => one.slice(0, wanted.length));
      expect(starts).toEqual(starts.map(() => wanted));
    }
  });
});

/** `w1 20:00`, `d 20:00`, `i4320`, as the file writes them. */
function short(rule: Extract<ReturnType<typeof parseRecurrence>, { ok: true }>["rule"]): string {
  if (rule.kind === "interval") return `i${rule.minutes}`;
  const clock = rule.times
    .map((m) => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`)
    .join();
  if (rule.kind !== "clock") return `${rule.kind} ${clock}`;
  return `${rule.weekdays.length === 7 ? "d" : `w${rule.weekdays.join("")}`} ${clock}`;
}
