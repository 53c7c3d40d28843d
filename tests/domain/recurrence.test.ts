import chineseDays from "chinese-days";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRecurrence } from "#domain/time/read-recurrence";
import {
  formatRecurrence,
  formatRule,
  nextRound,
  type Recurrence,
  type RecurrenceRule,
  roundsBetween,
} from "#domain/time/recurrence";
import { formatRoundTime, instantFor, parseRoundTime } from "#domain/time/round-time";
import {
  atLocal,
  DAY,
  dayAt,
  HOUR,
  isoDay,
  localParts,
  MINUTE,
  weekdayOf,
} from "#domain/time/zone";

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
      { kind: "workdays", times: [540] },
      "工作日 09:00（节假日不发，调休上班日照发）",
    ],
    [
      "每个工作日9时",
      { kind: "workdays", times: [540] },
      "工作日 09:00（节假日不发，调休上班日照发）",
    ],
    [
      "周一至周五9:00",
      { kind: "clock", weekdays: [1, 2, 3, 4, 5], times: [540] },
      "周一至周五 09:00（节假日照发）",
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
    ["每日25:00", "请写成"],
    ["每日早上", "要写明几点"],
    ["每日9:00,9:10", "至少隔30分钟"],
    ["每日0:10,23:50", "至少隔30分钟"],
    ["经常", "请写成"],
  ])("%s is refused and says how", (typed, message) => {
    const read = parseRecurrence(typed, "17:30");
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining(message) });
  });

  const every = [1, 2, 3, 4, 5, 6, 7];
  it.each<[string, RecurrenceRule]>([
    ["每2小时一次", { kind: "interval", minutes: 120 }],
    ["每两小时一报", { kind: "interval", minutes: 120 }],
    ["2小时一报", { kind: "interval", minutes: 120 }],
    ["两小时一次", { kind: "interval", minutes: 120 }],
    ["每小时一次", { kind: "interval", minutes: 60 }],
    ["每小时报一次", { kind: "interval", minutes: 60 }],
    ["每隔3天", { kind: "interval", minutes: 4320 }],
    ["隔天", { kind: "interval", minutes: 2880 }],
    ["隔日", { kind: "interval", minutes: 2880 }],
    ["每两天", { kind: "interval", minutes: 2880 }],
    ["每3天一次", { kind: "interval", minutes: 4320 }],
    ["间隔2小时", { kind: "interval", minutes: 120 }],
    ["每半小时", { kind: "interval", minutes: 30 }],
    ["每周一和周四9点", { kind: "clock", weekdays: [1, 4], times: [540] }],
    ["周一、周三、周五18:00", { kind: "clock", weekdays: [1, 3, 5], times: [1080] }],
    ["每逢周一9:00", { kind: "clock", weekdays: [1], times: [540] }],
    ["逢周五17时", { kind: "clock", weekdays: [5], times: [1020] }],
    ["每星期天晚上8点", { kind: "clock", weekdays: [7], times: [1200] }],
    ["每周一下午八点", { kind: "clock", weekdays: [1], times: [1200] }],
    ["每周五15点", { kind: "clock", weekdays: [5], times: [900] }],
    ["每月5号9:00", { kind: "monthly", days: [5], times: [540] }],
    ["每月5日、20日17:00", { kind: "monthly", days: [5, 20], times: [1020] }],
    ["每月末17:00", { kind: "monthly", days: [-1], times: [1020] }],
    ["每月最后一天下午5点", { kind: "monthly", days: [-1], times: [1020] }],
    ["法定工作日9:00", { kind: "workdays", times: [540] }],
    ["工作日下班前", { kind: "workdays", times: [1050] }],
    ["每个工作日下午5点前", { kind: "workdays", times: [1020] }],
    ["周一到周五每天17:00", { kind: "clock", weekdays: [1, 2, 3, 4, 5], times: [1020] }],
    ["周一至周五17:00", { kind: "clock", weekdays: [1, 2, 3, 4, 5], times: [1020] }],
    ["星期一到星期五9:00", { kind: "clock", weekdays: [1, 2, 3, 4, 5], times: [540] }],
    ["周六至周一9:00", { kind: "clock", weekdays: [1, 6, 7], times: [540] }],
    ["周末9:00", { kind: "clock", weekdays: [6, 7], times: [540] }],
    ["每个周末上午9点", { kind: "clock", weekdays: [6, 7], times: [540] }],
    ["双休日10:00", { kind: "clock", weekdays: [6, 7], times: [600] }],
    ["每天晚上8点", { kind: "clock", weekdays: every, times: [1200] }],
    ["每晚8点", { kind: "clock", weekdays: every, times: [1200] }],
    ["每早9点", { kind: "clock", weekdays: every, times: [540] }],
    ["每天早上8点", { kind: "clock", weekdays: every, times: [480] }],
    ["每天8时、20时各报一次", { kind: "clock", weekdays: every, times: [480, 1200] }],
    ["每天早8点晚8点", { kind: "clock", weekdays: every, times: [480, 1200] }],
    ["每天早上八点和晚上八点", { kind: "clock", weekdays: every, times: [480, 1200] }],
    ["每天9:00 17:00", { kind: "clock", weekdays: every, times: [540, 1020] }],
    ["每天17:00报一次", { kind: "clock", weekdays: every, times: [1020] }],
    ["每天17:00前", { kind: "clock", weekdays: every, times: [1020] }],
    ["每天17:00前报送", { kind: "clock", weekdays: every, times: [1020] }],
    ["每天下班前", { kind: "clock", weekdays: every, times: [1050] }],
    ["每日24时", { kind: "clock", weekdays: every, times: [1440] }],
    ["每日零点", { kind: "clock", weekdays: every, times: [1440] }],
    ["每日0:00", { kind: "clock", weekdays: every, times: [1440] }],
    ["每天中午", { kind: "clock", weekdays: every, times: [720] }],
    ["每天上午9点半", { kind: "clock", weekdays: every, times: [570] }],
    ["每日9点", { kind: "clock", weekdays: every, times: [540] }],
    ["每24小时", { kind: "interval", minutes: 1440 }],
    ["每12小时一次", { kind: "interval", minutes: 720 }],
    ["频次为每2小时", { kind: "interval", minutes: 120 }],
    ["每2小时。", { kind: "interval", minutes: 120 }],
    ["每日17：00", { kind: "clock", weekdays: every, times: [1020] }],
    ["每周六、日10:00", { kind: "clock", weekdays: [6, 7], times: [600] }],
    ["每两周", { kind: "interval", minutes: 20160 }],
    ["每两周一次", { kind: "interval", minutes: 20160 }],
    ["每2个小时", { kind: "interval", minutes: 120 }],
    ["每１２小时", { kind: "interval", minutes: 720 }],
    ["每30min", { kind: "interval", minutes: 30 }],
    ["每4h", { kind: "interval", minutes: 240 }],
  ])("%s, as officials write it", (typed, rule) => {
    expect(parseRecurrence(typed, "17:30")).toEqual({ ok: true, rule });
  });

  it.each<[string, string[]]>([
    ["每天", ["每日9:00", "每日17:00"]],
    ["每日一次", ["每日9:00", "每日17:00"]],
    ["一日一报", ["每日9:00", "每日17:00"]],
    ["一天一报", ["每日9:00", "每日17:00"]],
    ["日报", ["每日9:00", "每日17:00"]],
    ["一日两报", ["每日9:00,17:00", "每日8:00,20:00"]],
    ["每日两次", ["每日9:00,17:00", "每日8:00,20:00"]],
    ["每天2次", ["每日9:00,17:00", "每日8:00,20:00"]],
    ["一日三报", ["每日8:00,12:00,18:00", "每日9:00,15:00,21:00"]],
    ["每隔一天", ["每24小时", "每2天"]],
    ["每周", ["每周一9:00", "每周一17:00", "每周五9:00", "每周五17:00"]],
    ["每个星期", ["每周一9:00", "每周一17:00", "每周五9:00", "每周五17:00"]],
    ["每周一次", ["每周一9:00", "每周一17:00", "每周五9:00", "每周五17:00"]],
    ["一周一报", ["每周一9:00", "每周一17:00", "每周五9:00", "每周五17:00"]],
    ["周报", ["每周一9:00", "每周一17:00", "每周五9:00", "每周五17:00"]],
    ["每周两次", ["每周一、四9:00", "每周一、四17:00"]],
    ["每周五", ["每周五9:00", "每周五17:00"]],
    ["每周一三五", ["每周一、三、五9:00", "每周一、三、五17:00"]],
    ["每周一、三、五", ["每周一、三、五9:00", "每周一、三、五17:00"]],
    ["每周五三点", ["每周五3:00", "每周五15:00"]],
    ["每月5日", ["每月5日9:00", "每月5日17:00"]],
    ["每月底", ["每月底9:00", "每月底17:00"]],
    ["每月31日", ["每月底9:00", "每月底17:00", "每月28日9:00", "每月28日17:00"]],
    ["每月30号", ["每月底9:00", "每月底17:00", "每月28日9:00", "每月28日17:00"]],
    ["每月1日、月底", ["每月1日、月底9:00", "每月1日、月底17:00"]],
    [
      "每月",
      ["每月5日9:00", "每月5日17:00", "每月25日9:00", "每月25日17:00", "每月底9:00", "每月底17:00"],
    ],
    [
      "每月一次",
      ["每月5日9:00", "每月5日17:00", "每月25日9:00", "每月25日17:00", "每月底9:00", "每月底17:00"],
    ],
    [
      "月报",
      ["每月5日9:00", "每月5日17:00", "每月25日9:00", "每月25日17:00", "每月底9:00", "每月底17:00"],
    ],
    [
      "一月一报",
      ["每月5日9:00", "每月5日17:00", "每月25日9:00", "每月25日17:00", "每月底9:00", "每月底17:00"],
    ],
    ["工作日", ["工作日9:00", "工作日17:00"]],
    ["每个工作日", ["工作日9:00", "工作日17:00"]],
    ["周末", ["每周六、日9:00", "每周六、日17:00"]],
    ["每天早晚各一次", ["每日8:00,20:00", "每日9:00,18:00"]],
    ["每日早中晚各一次", ["每日8:00,12:00,18:00"]],
    ["每天上午下午各一次", ["每日9:00,15:00", "每日11:00,17:00"]],
    ["每天上下午各1次", ["每日9:00,15:00", "每日11:00,17:00"]],
    ["每天下午", ["每日15:00", "每日18:00"]],
    ["每日8点", ["每日8:00", "每日20:00"]],
    ["17:00", ["每日17:00", "工作日17:00"]],
    ["9点", ["每日09:00", "工作日09:00"]],
    ["每周1", ["每周一9:00", "每周一17:00"]],
    ["每天3次", ["每日8:00,12:00,18:00", "每日9:00,15:00,21:00"]],
    ["每天四次", ["每日8:00,12:00,16:00,20:00"]],
    ["每日6次", ["每日0:00,4:00,8:00,12:00,16:00,20:00"]],
    ["每半个月", ["每月15日、月底9:00", "每月15日、月底17:00"]],
  ])("%s is asked about, never guessed", (typed, suggestions) => {
    expect(parseRecurrence(typed, "17:30")).toMatchObject({ ok: false, suggestions });
    for (const text of suggestions)
      expect(parseRecurrence(text, "17:30")).toMatchObject({ ok: true });
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

const times = fc
  .uniqueArray(fc.integer({ min: 0, max: 48 }), { minLength: 1, maxLength: 6 })
  .map((halves) => halves.sort((a, b) => a - b).map((half) => half * 30));
const rules: fc.Arbitrary<RecurrenceRule> = fc.oneof(
  fc.integer({ min: 30, max: 44_640 }).map(interval),
  fc.record({
    kind: fc.constant("clock" as const),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    times,
  }),
  fc.record({ kind: fc.constant("workdays" as const), times }),
  fc.record({
    kind: fc.constant("monthly" as const),
    days: fc.uniqueArray(fc.constantFrom(-1, 1, 2, 5, 15, 28), { minLength: 1 }),
    times,
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

/** What the rule says of a day, from other sources than the code's own. */
function isOn(rule: Exclude<RecurrenceRule, { kind: "interval" }>, day: number): boolean {
  const date = isoDay(day);
  if (rule.kind === "clock") return rule.weekdays.includes(weekdayOf(day));
  if (rule.kind === "workdays") return chineseDays.isWorkday(date);
  const isLast = isoDay(day + 1).endsWith("-01");
  return rule.days.includes(Number(date.slice(8))) || (rule.days.includes(-1) && isLast);
}

/** Days as the reader puts them: ascending, the last of the month at the end. */
function inOrder<T extends RecurrenceRule>(rule: T): T {
  const rank = (day: number) => (day === -1 ? 32 : day);
  const ascending = (list: number[]) => [...list].sort((a, b) => rank(a) - rank(b));
  if (rule.kind === "clock") return { ...rule, weekdays: ascending(rule.weekdays) };
  return rule.kind === "monthly" ? { ...rule, days: ascending(rule.days) } : rule;
}

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
              isOn(rule, day) && rule.times.includes(time);
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

  const workdays = (from: number, until: number | null = null): Recurrence => ({
    rule: { kind: "workdays", times: [540] },
    from,
    until,
  });

  it("skips weekends and holidays on workdays, and works the weekend days made up for them", () => {
    // 国庆 2026: off 1–7 October, Saturday 10 October is worked.
    const from = atLocal(2026, 9, 30);
    expect(roundsBetween(workdays(from), from, from + 12 * DAY, 9)).toEqual([
      atLocal(2026, 9, 30, 9),
      atLocal(2026, 10, 8, 9),
      atLocal(2026, 10, 9, 9),
      atLocal(2026, 10, 10, 9),
    ]);
    expect(formatRecurrence(workdays(from, atLocal(2026, 12, 1)), from)).toBe(
      "工作日 09:00（节假日不发，调休上班日照发），自9月29日(周二) 24:00，至11月30日(周一) 24:00",
    );
  });

  it("says where the holidays are not known yet, and counts Monday to Friday there", () => {
    const from = atLocal(2030, 9, 30);
    expect(roundsBetween(workdays(from), from, from + 4 * DAY, 9)).toHaveLength(4);
    expect(formatRecurrence(workdays(from), from)).toContain(
      "2031年放假安排还没有收录，工作日暂按周一至周五算",
    );
  });

  it("falls on days of the month, its last one included", () => {
    const from = atLocal(2027, 1, 30);
    const recurrence: Recurrence = {
      rule: { kind: "monthly", days: [5, -1], times: [1020] },
      from,
      until: null,
    };
    expect(roundsBetween(recurrence, from, from + 40 * DAY, 9)).toEqual([
      atLocal(2027, 1, 31, 17),
      atLocal(2027, 2, 5, 17),
      atLocal(2027, 2, 28, 17),
      atLocal(2027, 3, 5, 17),
    ]);
  });

  it("what is printed of a rule can be typed back", () => {
    fc.assert(
      fc.property(rules, (rule) => {
        if (rule.kind === "interval" || rule.times.includes(0)) return;
        const sorted = { ...rule, times: rule.times.filter((t) => t < 1440) };
        if (sorted.times.length === 0) return;
        const read = parseRecurrence(formatRule(inOrder(sorted)), "17:30");
        expect(read).toEqual({ ok: true, rule: inOrder(sorted) });
      }),
    );
  });
});

describe("截止 of a round", () => {
  it.each([
    ["1小时", 60, "开始后1小时"],
    ["30分钟内", 30, "开始后30分钟"],
    ["两小时", 120, "开始后2小时"],
    ["开始后2小时", 120, "开始后2小时"],
    ["每轮开始后30分钟", 30, "开始后30分钟"],
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
