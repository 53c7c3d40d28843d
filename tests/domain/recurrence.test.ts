import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRecurrence } from "#domain/read-recurrence";
import {
  formatRecurrence,
  formatRule,
  nextRound,
  type Recurrence,
  type RecurrenceRule,
  roundsBetween,
} from "#domain/recurrence";
import { formatRoundTime, instantFor, parseRoundTime } from "#domain/round-time";
import { atLocal, DAY, dayAt, HOUR, localParts, MINUTE, weekdayOf } from "#domain/zone";

const daily = (...times: number[]): RecurrenceRule => ({
  kind: "clock",
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  times,
});
const interval = (minutes: number): RecurrenceRule => ({ kind: "interval", minutes });

describe("频次 as people write it", () => {
  const H = 60;
  it.each<[string, RecurrenceRule, string]>([
    ["每2小时", interval(120), "每2小时"],
    ["每两个小时", interval(120), "每2小时"],
    ["每隔２小时", interval(120), "每2小时"],
    ["每小时", interval(60), "每1小时"],
    ["每个小时", interval(60), "每1小时"],
    ["每半小时", interval(30), "每30分钟"],
    ["每三十分钟", interval(30), "每30分钟"],
    ["每1小时30分", interval(90), "每1小时30分钟"],
    ["每3天", interval(3 * 1440), "每3天"],
    ["每日17:00", daily(17 * H), "每日 17:00"],
    ["每天９：００，１７：００", daily(9 * H, 17 * H), "每日 09:00、17:00"],
    ["每日17:00、9:00", daily(9 * H, 17 * H), "每日 09:00、17:00"],
    ["每天早上八点和晚上八点", daily(8 * H, 20 * H), "每日 08:00、20:00"],
    ["每日9点", daily(9 * H), "每日 09:00"],
    ["每晚8点", daily(20 * H), "每日 20:00"],
    ["每日24时", daily(1440), "每日 24:00"],
    ["每日下班前", daily(17.5 * H), "每日 17:30"],
    [
      "工作日9:00",
      { kind: "clock", weekdays: [1, 2, 3, 4, 5], times: [540] },
      "工作日 09:00（周一至周五，节假日照发）",
    ],
    [
      "每个工作日9时",
      { kind: "clock", weekdays: [1, 2, 3, 4, 5], times: [540] },
      "工作日 09:00（周一至周五，节假日照发）",
    ],
    [
      "周一至周五9:00",
      { kind: "clock", weekdays: [1, 2, 3, 4, 5], times: [540] },
      "工作日 09:00（周一至周五，节假日照发）",
    ],
    ["每周五17:00", { kind: "clock", weekdays: [5], times: [1020] }, "每周五 17:00"],
    ["每周三、一9:30", { kind: "clock", weekdays: [1, 3], times: [570] }, "每周一、三 09:30"],
    ["每星期天8:00", { kind: "clock", weekdays: [7], times: [480] }, "每周日 08:00"],
  ])("%s", (typed, rule, words) => {
    expect(parseRecurrence(typed, "17:30")).toEqual({ ok: true, rule });
    expect(formatRule(rule)).toBe(words);
  });

  it.each([
    ["每10分钟", "太密，最短每30分钟"],
    ["每2年", "看不懂频次“每2年”，请写成 每2小时"],
    ["每60天", "太长，最长每31天"],
    ["17:00", "请写成 每2小时、每日17:00"],
    ["每日", "请写成"],
    ["每月5日9:00", "请写成"],
    ["每日25:00", "请写成"],
    ["每日早上", "要写明几点"],
    ["每日9:00,9:10", "至少隔30分钟"],
    ["每日0:10,23:50", "至少隔30分钟"],
    ["经常", "请写成"],
  ])("%s is refused and says how", (typed, message) => {
    const read = parseRecurrence(typed, "17:30");
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining(message) });
  });

  it("asks which half of the day, with texts that it accepts", () => {
    for (const typed of ["每日8点", "每周五八点、20:00", "每天10:00,三点"]) {
      const read = parseRecurrence(typed, "17:30");
      if (read.ok || !read.suggestions) throw new Error(`${typed} was not asked about`);
      expect(read.suggestions).toHaveLength(2);
      for (const text of read.suggestions) {
        const again = parseRecurrence(text, "17:30");
        expect(again.ok || again.message.includes("隔30分钟")).toBe(true);
      }
    }
    expect(parseRecurrence("每日8点", "17:30")).toMatchObject({
      suggestions: ["每日8:00", "每日20:00"],
    });
  });
});

const rules: fc.Arbitrary<RecurrenceRule> = fc.oneof(
  fc.integer({ min: 30, max: 44_640 }).map(interval),
  fc.record({
    kind: fc.constant("clock" as const),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    times: fc
      .uniqueArray(fc.integer({ min: 0, max: 48 }), { minLength: 1, maxLength: 6 })
      .map((halves) => halves.sort((a, b) => a - b).map((half) => half * 30)),
  }),
);
const start = atLocal(2020, 1, 27, 8);
const recurrences: fc.Arbitrary<Recurrence> = fc
  .record({
    rule: rules,
    from: fc.integer({ min: 0, max: 20 * DAY }).map((ms) => start + ms),
    length: fc.option(fc.integer({ min: 0, max: 40 * DAY })),
  })
  .map(({ rule, from, length }) => ({ rule, from, until: length === null ? null : from + length }));

describe("the rounds of a series", () => {
  it("lie strictly after one another, within 自 and 至, at the times of the rule", () => {
    fc.assert(
      fc.property(recurrences, (recurrence) => {
        const { rule, from, until } = recurrence;
        const rounds = roundsBetween(recurrence, from - 1, until ?? from + 30 * DAY, 500);
        for (const [i, at] of rounds.entries()) {
          expect(at).toBeGreaterThan(rounds[i - 1] ?? from - 1);
          expect(at).toBeLessThanOrEqual(until ?? Number.POSITIVE_INFINITY);
          if (rule.kind === "interval") expect((at - from) % (rule.minutes * MINUTE)).toBe(0);
          else {
            const { hour, minute } = localParts(at);
            const inDay = hour * 60 + minute;
            const fits = (day: number, time: number) =>
              rule.weekdays.includes(weekdayOf(day)) && rule.times.includes(time);
            expect(fits(dayAt(at), inDay) || (inDay === 0 && fits(dayAt(at) - 1, 1440))).toBe(true);
          }
        }
      }),
    );
  });

  it("none is passed over: the next after any instant is the first of the list after it", () => {
    fc.assert(
      fc.property(recurrences, fc.integer({ min: -DAY, max: 12 * DAY }), (recurrence, shift) => {
        const { from } = recurrence;
        const all = roundsBetween(recurrence, from - 1, from + 60 * DAY, 5_000);
        const after = from + shift;
        const next = nextRound(recurrence, after);
        expect(next === null || next > after).toBe(true);
        expect(all.find((at) => at > after) ?? null).toBe(
          next !== null && next > from + 60 * DAY ? null : next,
        );
      }),
    );
  });

  it("an interval has as many rounds as fit, both ends included", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 600 }),
        fc.integer({ min: 0, max: 9000 }),
        (m, total) => {
          const until = start + total * MINUTE;
          const recurrence = { rule: interval(m), from: start, until };
          expect(roundsBetween(recurrence, start - 1, until, 9000)).toHaveLength(
            Math.floor(total / m) + 1,
          );
        },
      ),
    );
  });

  it("skips the weekend on workdays and says that holidays are not known", () => {
    const read = parseRecurrence("工作日9:00", "17:30");
    if (!read.ok) throw new Error(read.message);
    const from = atLocal(2020, 1, 31);
    const recurrence = { rule: read.rule, from, until: null };
    expect(roundsBetween(recurrence, from, from + 4 * DAY, 9)).toEqual([
      atLocal(2020, 1, 31, 9),
      atLocal(2020, 2, 3, 9),
    ]);
    expect(formatRecurrence(recurrence, from)).toBe(
      "工作日 09:00（周一至周五，节假日照发），自1月31日(周五) 00:00，直到结案",
    );
  });
});

describe("截止 of a round", () => {
  it.each([
    ["1小时", 60, "开始后1小时"],
    ["30分钟内", 30, "开始后30分钟"],
    ["两小时", 120, "开始后2小时"],
  ])("%s counts from its start", (typed, minutes, words) => {
    const read = parseRoundTime(typed, "17:30");
    expect(read).toEqual({ ok: true, time: { minutes } });
    expect(instantFor({ minutes }, start)).toBe(start + minutes * MINUTE);
    expect(formatRoundTime({ minutes })).toBe(words);
  });

  it.each([
    ["18:00", 18 * 60],
    ["18:00前", 18 * 60],
    ["当日下午6点", 18 * 60],
    ["今晚8点", 20 * 60],
    ["下班前", 17.5 * 60],
    ["24时", 1440],
  ])("%s is the next such time", (typed, clock) => {
    expect(parseRoundTime(typed, "17:30")).toEqual({ ok: true, time: { clock } });
  });

  it.each(["8点", "30", "明日18:00", "1月28日18:00", "尽快", "-1小时"])(
    "%s is no deadline of every round",
    (typed) => {
      const read = parseRoundTime(typed, "17:30");
      expect(read).toMatchObject({
        ok: false,
        message: expect.stringContaining("例：1小时、18:00"),
      });
    },
  );

  it("always lies ahead of the start, within a day for a time of day", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1440 }),
        fc.integer({ min: 0, max: 3000 }),
        (clock, m) => {
          const at = start + m * MINUTE;
          const due = instantFor({ clock }, at);
          expect(due).toBeGreaterThan(at);
          expect(due - at).toBeLessThanOrEqual(24 * HOUR);
        },
      ),
    );
  });
});
