import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Nudge } from "#contract/tally";
import { formatRemaining } from "#domain/time/format-time";
import { parseTime } from "#domain/time/time";
import { atLocal, HOUR } from "#domain/time/zone";

/** Named in variables: what the build generates of the messages carries no types for this program. */
const [DATES, RUNTIME] = ["#web/i18n/dates.ts", "#web/i18n/paraglide/runtime.js"] as const;
const NUDGES = "#web/items/nudge-words.ts";
interface Nudges {
  nudgeTitle(nudge: Nudge): string;
  nudgeHint(nudge: Nudge): string | undefined;
}
interface Dates {
  clockRead(at: number, beside: number): string;
  hhmm(at: number): string;
  day(at: number): string;
  date(at: number): string;
  clockTime(at: number): string;
  dayAndTime(at: number): string;
  dateAndTime(at: number): string;
  moment(at: number, now: number): string;
  remaining(at: number, now: number): string;
}

const NOW = atLocal(2020, 1, 27, 9, 20);

test("midnight is 24:00 of the day that ends, on phones as in messages (SPEC 1.5)", async () => {
  const runtime: { overwriteGetLocale(get: () => string): void } = await import(`${RUNTIME}`);
  runtime.overwriteGetLocale(() => "zh-CN");
  const { clockTime, dayAndTime, dateAndTime, moment }: Dates = await import(`${DATES}`);
  const midnight = atLocal(2020, 1, 27, 24);
  expect(clockTime(midnight)).toBe("24:00");
  expect(moment(midnight, NOW)).toBe("今天 24:00");
  expect(moment(atLocal(2020, 1, 26, 24), NOW)).toBe("昨天 24:00");
  expect(moment(atLocal(2020, 1, 31, 24), NOW)).toBe("1月31日周五 24:00");
  expect(dayAndTime(atLocal(2020, 1, 31, 24))).toBe("1月31日周五 24:00");
  expect(dateAndTime(atLocal(2020, 12, 31, 24))).toBe("2020年12月31日 24:00");
});

test("the hour after midnight is tonight's, as one types it", async () => {
  const runtime: { overwriteGetLocale(get: () => string): void } = await import(`${RUNTIME}`);
  const { moment }: Dates = await import(`${DATES}`);
  const late = atLocal(2020, 1, 27, 23, 50);
  const at = atLocal(2020, 1, 28, 0, 34);
  runtime.overwriteGetLocale(() => "zh-CN");
  expect(moment(at, late)).toBe("今晚12点34分");
  expect(moment(atLocal(2020, 1, 28, 0, 1), NOW)).toBe("今晚12点1分");
  expect(
    parseTime("今晚12点34分前", { now: late, workdayEnd: "17:30", kind: "deadline" }),
  ).toMatchObject({ at });
  expect(moment(at, atLocal(2020, 1, 28, 0, 10))).toBe("今天 00:34");
  expect(moment(at, atLocal(2020, 1, 26, 23, 50))).toBe("1月28日周二 00:34");
  expect(moment(atLocal(2020, 1, 28, 2), late)).toBe("明天凌晨 02:00");
  expect(moment(atLocal(2020, 1, 28, 24), late)).toBe("明天 24:00");
  runtime.overwriteGetLocale(() => "en");
  expect(moment(at, late)).toBe("00:34 tonight");
  expect(moment(atLocal(2020, 1, 28, 9), late)).toBe("09:00 tomorrow");
});

test("days are written as the browser itself writes them, which takes a slow phone too long", async () => {
  const runtime: { overwriteGetLocale(get: () => string): void } = await import(`${RUNTIME}`);
  const dates: Dates = await import(`${DATES}`);
  for (const locale of ["zh-CN", "en"] as const) {
    runtime.overwriteGetLocale(() => locale);
    const isChinese = locale === "zh-CN";
    const own = (options: Intl.DateTimeFormatOptions) => {
      const made = { timeZone: "Asia/Shanghai", hourCycle: "h23", ...options } as const;
      const { format } = new Intl.DateTimeFormat(isChinese ? "zh-CN" : "en-GB", made);
      return (at: number) => format(at).replace("Sept", "Sep").replace(",", "");
    };
    const inDate = { month: isChinese ? "long" : "short", day: "numeric" } as const;
    const [hhmm, day, date] = [
      own({ hour: "2-digit", minute: "2-digit" }),
      own({ ...inDate, weekday: "short" }),
      own({ ...inDate, year: "numeric" }),
    ] as const;
    for (let at = atLocal(2027, 12, 1); at < atLocal(2029, 1, 8); at += 23.3 * HOUR)
      expect([dates.hhmm(at), dates.day(at), dates.date(at)]).toEqual([
        hhmm(at),
        day(at),
        date(at),
      ]);
  }
});

test("a clock of another day names its day, where the clocks are the same as well", async () => {
  const runtime: { overwriteGetLocale(get: () => string): void } = await import(`${RUNTIME}`);
  const { clockRead }: Dates = await import(`${DATES}`);
  runtime.overwriteGetLocale(() => "zh-CN");
  expect(clockRead(NOW, NOW + HOUR)).toBe("09:20");
  expect(clockRead(NOW - 24 * HOUR, NOW)).toBe("1月26日周日 09:20");
  expect(clockRead(atLocal(2020, 1, 26, 24), NOW)).toBe("00:00");
  runtime.overwriteGetLocale(() => "en");
  expect(clockRead(NOW - 24 * HOUR, NOW)).toBe("Sun 26 Jan 09:20");
});

test("催 says whom it leaves out", async () => {
  const runtime: { overwriteGetLocale(get: () => string): void } = await import(`${RUNTIME}`);
  const words: Nudges = await import(`${NUDGES}`);
  const said = (places: number, gates: number, justNudged: number, undispatched: number) => {
    const nudge = { places, gates, justNudged, undispatched };
    return [words.nudgeTitle(nudge), words.nudgeHint(nudge)];
  };
  runtime.overwriteGetLocale(() => "zh-CN");
  expect(said(67, 0, 3, 0)).toEqual(["催(67)", "刚催过3"]);
  expect(said(0, 2, 1, 4)).toEqual(["催下达(2)", "刚催过1 · 等下达4"]);
  expect(said(0, 0, 71, 0)).toEqual(["催(0)", "刚催过71"]);
  expect(said(70, 0, 0, 0)).toEqual(["催(70)", undefined]);
  runtime.overwriteGetLocale(() => "en");
  expect(said(67, 0, 3, 2)[1]).toBe("3 reminded just now · 2 wait to be passed on");
});

test("what is left is rounded down, on phones as in messages", async () => {
  const runtime: { overwriteGetLocale(get: () => string): void } = await import(`${RUNTIME}`);
  const { remaining }: Dates = await import(`${DATES}`);
  // The screen writes 分钟 where minutes stand alone.
  const spoken = (at: number) => remaining(at, NOW).replace("分钟", "分");
  runtime.overwriteGetLocale(() => "zh-CN");
  for (const off of [0, 1, 29_999, 30_000, 59_999, 60_000, 89_999, 90_000, 17 * 60_000 + 31_000]) {
    for (const at of [NOW + off, NOW - off]) expect(spoken(at)).toBe(formatRemaining(at, NOW));
  }
  for (const hours of [1, 2.99, 8.67, 23.995, 24, 27.98, 48, 720.65]) {
    for (const at of [NOW + hours * HOUR, NOW - hours * HOUR])
      expect(spoken(at)).toBe(formatRemaining(at, NOW));
  }
  expect(remaining(NOW + 119_000, NOW)).toBe("还有1分钟");
  runtime.overwriteGetLocale(() => "en");
  expect(remaining(NOW + 59_000, NOW)).toBe("less than a minute left");
  expect(remaining(NOW - 119_000, NOW)).toBe("1 min over");
});

test("no source prints a deadline by the clock of what has happened", () => {
  const sources = ["server", "bots", "web/src"].flatMap(filesIn);
  const wrong = sources.flatMap((path) => {
    const lines = readFileSync(path, "utf8").split("\n");
    return lines.filter((line) =>
      /hhmm\([^)]*(?:due|until|respondBy|remindBy|submitBy)/i.test(line),
    );
  });
  expect(sources.length).toBeGreaterThan(300);
  expect(wrong).toEqual([]);
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ts|svelte)$/.test(name) && !name.includes("paraglide"))
    .map((name) => join(folder, name));
}
