import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDeadline, formatRemaining } from "#domain/time/format-time";
import {
  atLocal,
  DAY,
  localParts,
  MINUTE,
  parseClock,
  parseDuration,
  parseTime,
  startOfDay,
  type TimeResult,
} from "#domain/time/time";

/** Monday, 正月初三. */
const NOW = clock("2020-01-27 09:20");

function clock(text: string): number {
  const at = parseClock(text);
  if (at === null) throw new Error(`not a time: ${text}`);
  return at;
}

function read(text: string, kind: "deadline" | "start" = "deadline", now = NOW): TimeResult {
  return parseTime(text, { now, workdayEnd: "17:30", kind });
}

describe("the zone", () => {
  test("is Shanghai, whatever the machine thinks", () => {
    expect(clock("2020-01-27 07:00")).toBe(Date.UTC(2020, 0, 26, 23, 0));
    expect(atLocal(2020, 1, 27, 7)).toBe(clock("2020-01-27 07:00"));
    expect(atLocal(2020, 1, 27, 24)).toBe(clock("2020-01-28 00:00"));
    expect(startOfDay(clock("2020-01-27 00:00"))).toBe(clock("2020-01-27 00:00"));
    expect(startOfDay(clock("2020-01-27 23:59"))).toBe(clock("2020-01-27 00:00"));
    expect(localParts(clock("2020-02-29 23:59"))).toEqual({
      year: 2020,
      month: 2,
      day: 29,
      hour: 23,
      minute: 59,
      second: 0,
      weekday: 6,
    });
    expect(localParts(NOW).weekday).toBe(1);
  });

  test("parts lead back to the instant", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (at) => {
        const { year, month, day, hour, minute, second } = localParts(at);
        expect(atLocal(year, month, day, hour, minute) + second * 1000).toBe(at - (at % 1000));
        expect(at - startOfDay(at)).toBeLessThan(DAY);
      }),
    );
  });

  test.each([
    ["2020-01-27T07:00:30+08:00", Date.UTC(2020, 0, 26, 23, 0, 30)],
    ["2020-01-27T07:00Z", Date.UTC(2020, 0, 27, 7)],
    ["2020-01-27T07:00:00.250+0545", Date.UTC(2020, 0, 27, 1, 15, 0, 250)],
    ["2020-01-27T07:00-03:00", Date.UTC(2020, 0, 27, 10)],
    ["2020-01-27 24:00", Date.UTC(2020, 0, 27, 16)],
    ["2020-02-30 07:00", null],
    ["2020-01-27 25:00", null],
    ["2020-01-27 07:60", null],
    ["2020-01-27", null],
    ["07:00", null],
  ])("parseClock(%j)", (text, at) => expect(parseClock(text)).toBe(at));
});

describe("forms of SPEC 1.5, said on Monday 2020-01-27 09:20", () => {
  test.each([
    ["18:00", "2020-01-27 18:00"],
    ["１８：００", "2020-01-27 18:00"],
    ["今日18:00", "2020-01-27 18:00"],
    ["今天 18:00", "2020-01-27 18:00"],
    ["当日18:00", "2020-01-27 18:00"],
    ["明日18:00", "2020-01-28 18:00"],
    ["18:00前", "2020-01-27 18:00"],
    ["明天18:00之前", "2020-01-28 18:00"],
    ["18时", "2020-01-27 18:00"],
    ["18时30分", "2020-01-27 18:30"],
    ["18点半", "2020-01-27 18:30"],
    ["18点整", "2020-01-27 18:00"],
    ["18点钟", "2020-01-27 18:00"],
    ["十八点三十", "2020-01-27 18:30"],
    ["下午6点", "2020-01-27 18:00"],
    ["下午六点半前", "2020-01-27 18:30"],
    ["下午6点一刻", "2020-01-27 18:15"],
    ["下午18点", "2020-01-27 18:00"],
    ["下午3:30", "2020-01-27 15:30"],
    ["中午", "2020-01-27 12:00"],
    ["中午12点", "2020-01-27 12:00"],
    ["中午1点", "2020-01-27 13:00"],
    ["上午11点", "2020-01-27 11:00"],
    ["12点", "2020-01-27 12:00"],
    ["今晚8点", "2020-01-27 20:00"],
    ["今晚20:00", "2020-01-27 20:00"],
    ["今天晚上十二点", "2020-01-28 00:00"],
    ["傍晚6点", "2020-01-27 18:00"],
    ["明早9点", "2020-01-28 09:00"],
    ["明天早上九点", "2020-01-28 09:00"],
    ["明晚7点半", "2020-01-28 19:30"],
    ["明天9点", "2020-01-28 09:00"],
    ["明天8时", "2020-01-28 08:00"],
    ["明日凌晨2点", "2020-01-28 02:00"],
    ["后天上午10点", "2020-01-29 10:00"],
    ["大后天10时", "2020-01-30 10:00"],
    ["周五17:00", "2020-01-31 17:00"],
    ["星期五17:00", "2020-01-31 17:00"],
    ["本周日下午5点", "2020-02-02 17:00"],
    ["周一10:00", "2020-01-27 10:00"],
    ["下周一9点", "2020-02-03 09:00"],
    ["下周一十点", "2020-02-03 10:00"],
    ["下星期天10:00", "2020-02-09 10:00"],
    ["下下周三9:00", "2020-02-12 09:00"],
    ["25日12时", "2020-02-25 12:00"],
    ["28日12时", "2020-01-28 12:00"],
    ["28号12时", "2020-01-28 12:00"],
    ["本月30日12时", "2020-01-30 12:00"],
    ["下月5日12时", "2020-02-05 12:00"],
    ["二十八日十二时", "2020-01-28 12:00"],
    ["1月27日20:00", "2020-01-27 20:00"],
    ["1月28日 20:00", "2020-01-28 20:00"],
    ["1月28 20:00", "2020-01-28 20:00"],
    ["一月三十日下午五点", "2020-01-30 17:00"],
    ["10月1日8时", "2020-10-01 08:00"],
    ["2月29日8时", "2020-02-29 08:00"],
    ["2021年1月5日9:00", "2021-01-05 09:00"],
    ["二〇二〇年二月三日九时", "2020-02-03 09:00"],
    ["明年1月5日9:00", "2021-01-05 09:00"],
    ["24时", "2020-01-28 00:00"],
    ["24:00", "2020-01-28 00:00"],
    ["明日24时", "2020-01-29 00:00"],
    ["下班前", "2020-01-27 17:30"],
    ["今天下班前", "2020-01-27 17:30"],
    ["明天下班前", "2020-01-28 17:30"],
    ["周五下班前", "2020-01-31 17:30"],
    ["2020-01-28 18:00", "2020-01-28 18:00"],
    ["2020-01-28T18:00", "2020-01-28 18:00"],
    ["2020-01-28T10:00Z", "2020-01-28 18:00"],
    ["2020-01-28T18:00:00+08:00", "2020-01-28 18:00"],
    ["2020/1/28 18:00", "2020-01-28 18:00"],
    ["2020.1.28 18时", "2020-01-28 18:00"],
  ])("%s", (text, expected) => expect(read(text)).toEqual({ ok: true, at: clock(expected) }));

  test.each([
    ["30分钟", 30],
    ["30分", 30],
    ["三十分钟内", 30],
    ["半小时", 30],
    ["半个小时内", 30],
    ["一刻钟", 15],
    ["2小时内", 120],
    ["2小时后", 120],
    ["两个小时之内", 120],
    ["1个半小时", 90],
    ["一个半小时", 90],
    ["1小时30分", 90],
    ["2小时半", 150],
    ["1.5小时", 90],
    ["三天内", 3 * 1440],
    ["3日内", 3 * 1440],
    ["14天", 14 * 1440],
    ["24小时", 1440],
    ["1天12小时", 2160],
    ["两周", 14 * 1440],
    ["2个星期", 14 * 1440],
  ])("%s is a length of %i minutes from dispatch", (text, minutes) =>
    expect(read(text)).toEqual({ ok: true, at: NOW + minutes * MINUTE, duration: minutes }),
  );

  test.each([
    ["1月29日", "2020-01-30 00:00", "2020-01-29 00:00"],
    ["今天", "2020-01-28 00:00", "2020-01-27 00:00"],
    ["今日内", "2020-01-28 00:00", "2020-01-27 00:00"],
    ["周五前", "2020-02-01 00:00", "2020-01-31 00:00"],
    ["2020-02-29", "2020-03-01 00:00", "2020-02-29 00:00"],
    ["1月27日", "2020-01-28 00:00", "2020-01-27 00:00"],
  ])("%s alone: its end as a deadline, its beginning as a start", (text, end, start) => {
    expect(read(text)).toEqual({ ok: true, at: clock(end) });
    expect(read(text, "start")).toEqual({ ok: true, at: clock(start) });
  });
});

describe("years that are not said", () => {
  const lateDecember = clock("2020-12-30 10:00");
  test.each([
    ["1月5日9:00", "2021-01-05 09:00"],
    ["12月31日24时", "2021-01-01 00:00"],
    ["3日9:00", "2021-01-03 09:00"],
    ["3月1日9:00", "2021-03-01 09:00"],
  ])("%s in late December", (text, at) =>
    expect(read(text, "deadline", lateDecember)).toEqual({ ok: true, at: clock(at) }),
  );

  test("a date of the last weeks is a slip, not next year", () => {
    expect(read("1月26日18:00")).toMatchObject({ code: "past", suggestions: ["今日18:00"] });
    expect(read("1月20日", "start")).toEqual({ ok: true, at: clock("2020-01-20 00:00") });
  });
});

describe("past", () => {
  test.each([
    ["09:00", "明日09:00"],
    ["9:20", "明日09:20"],
    ["8时", "明日08:00"],
    ["今天上午9点", "明日09:00"],
    ["昨天18:00", "今日18:00"],
    ["昨天", "今日18:00"],
    ["上周五17:00", "今日17:00"],
    ["1月27日9:00", "明日09:00"],
    ["2019-01-27 08:00", "明日08:00"],
    ["0分钟", "明日09:20"],
    ["0时", "今日24:00"],
  ])("%s is refused with %s", (text, suggestion) => {
    const result = read(text);
    expect(result).toMatchObject({ ok: false, code: "past", suggestions: [suggestion] });
    if (!result.ok) expect(result.message).toContain(`要不要改成${suggestion}？`);
  });

  test("下班前 after hours", () => {
    expect(read("下班前", "deadline", clock("2020-01-27 17:30"))).toMatchObject({
      code: "past",
      suggestions: ["明日17:30"],
    });
  });

  test("a start may lie behind", () => {
    expect(read("08:00", "start")).toEqual({ ok: true, at: clock("2020-01-27 08:00") });
    expect(read("周一9点", "start")).toEqual({ ok: true, at: clock("2020-01-27 09:00") });
  });
});

describe("asks", () => {
  test.each([
    ["8点", NOW, ["今日20:00", "明日08:00"]],
    ["八点前", clock("2020-01-27 07:00"), ["今日08:00", "今日20:00"]],
    ["10点", NOW, ["今日10:00", "今日22:00"]],
    ["8点", clock("2020-01-27 21:00"), ["明日08:00", "明日20:00"]],
    ["8点半", NOW, ["今日20:30", "明日08:30"]],
    ["明天8点", NOW, ["明日08:00", "明日20:00"]],
    ["周五3点", NOW, ["1月31日03:00", "1月31日15:00"]],
    ["今天9点", NOW, ["今日21:00", "明日09:00"]],
    ["晚上2点", NOW, ["明日02:00", "1月29日02:00"]],
    ["18", NOW, ["今日18:00", "18分钟"]],
    ["30", NOW, ["30分钟"]],
    ["三天前", NOW, ["三天内"]],
  ])("%s could be several", (text, now, suggestions) =>
    expect(read(text, "deadline", now)).toMatchObject({
      ok: false,
      code: "ambiguous",
      suggestions,
    }),
  );

  test.each([
    ["尽快", ["30分钟", "2小时", "今日18:00"]],
    ["立即", ["30分钟", "2小时", "今日18:00"]],
    ["马上", ["30分钟", "2小时", "今日18:00"]],
    ["半天内", ["30分钟", "2小时", "今日18:00"]],
    ["月底前", ["1月31日18:00", "1月31日24:00"]],
    ["下月底前", ["2月29日18:00", "2月29日24:00"]],
    ["年底前", ["12月31日18:00", "12月31日24:00"]],
    ["周末", ["2月1日18:00", "2月2日18:00", "2月2日24:00"]],
    ["本周内", ["1月31日18:00", "2月2日18:00", "2月2日24:00"]],
    ["下周", ["2月7日18:00", "2月9日18:00", "2月9日24:00"]],
    ["下午", ["今日15:00", "今日18:00"]],
    ["今晚", ["今日20:00", "今日22:00"]],
    ["明天上午", ["明日09:00", "明日12:00"]],
    ["明后天", ["明日18:00", "1月29日18:00", "1月29日24:00"]],
  ])("%s is no definite time", (text, suggestions) =>
    expect(read(text)).toMatchObject({ ok: false, code: "vague", suggestions }),
  );
});

describe("not a time", () => {
  test.each([
    "25:00",
    "24:30",
    "18:60",
    "2月30日",
    "2月30日18:00",
    "13月1日",
    "32日",
    "2021年2月29日",
    "上午15点",
    "2020-02-30 18:00",
    "1月0日",
  ])("%s does not exist", (text) => {
    const result = read(text);
    expect(result).toMatchObject({ ok: false, code: "unknown" });
    if (!result.ok) expect(result.message).toMatch(new RegExp(`^没有“${text}”`));
  });

  test.each(["", "abc", "天黑前", "两三天", "三五天内", "18;00", "99999天", "明天天黑"])(
    "%j is not understood, with examples",
    (text) => {
      const result = read(text);
      expect(result).toMatchObject({ ok: false, code: "unknown" });
      if (!result.ok) expect(result.message).toContain("18:00、明日9:00");
    },
  );
});

test("whatever is typed: no throw, deadlines lie ahead, suggestions are accepted", () => {
  const piece = fc.constantFrom(
    ..."今明后天日晚早上下午点时分半刻周月年一二三十前内18:0025 ".split(""),
    "下班",
    "小时",
    "分钟",
    "大后天",
    "星期",
    "20",
    "：",
    "月底",
    "尽快",
    "2020-",
    "Z",
    ..."春节 正月 初五 八月十五 国庆 工作日 个 至 或 、 第 最后 底 季度 前 后 左右 约 / . ( ) 周三 本 次".split(
      " ",
    ),
  );
  const typed = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map((p) => p.join("")),
    fc.string({ unit: "binary" }),
  );
  const now = fc.integer({ min: clock("2020-01-01 00:00"), max: clock("2024-12-31 23:59") });
  fc.assert(
    fc.property(typed, now, (text, at) => {
      const result = read(text, "deadline", at);
      if (result.ok) {
        expect(result.at).toBeGreaterThan(at);
        return;
      }
      expect(result.message.length).toBeGreaterThan(5);
      for (const suggestion of result.suggestions ?? []) {
        expect([suggestion, read(suggestion, "deadline", at).ok]).toEqual([suggestion, true]);
      }
    }),
    { numRuns: 2000 },
  );
});

test("what is printed can be typed back, for every hour of two years", () => {
  const from = clock("2020-01-01 00:00");
  for (let at = from; at < clock("2022-01-01 00:00"); at += 60 * MINUTE) {
    const ahead = { now: at - 30 * MINUTE, workdayEnd: "17:30", kind: "deadline" as const };
    const behind = { now: at + 40 * DAY, workdayEnd: "17:30", kind: "start" as const };
    const printed = [
      [`截止 ${formatDeadline(at, ahead.now)}，${formatRemaining(at, ahead.now)}`, ahead],
      [formatDeadline(at, behind.now), behind],
    ] as const;
    for (const [text, context] of printed) {
      const read = parseTime(text, context);
      if (!read.ok || read.at !== at) expect([text, read]).toEqual([text, { ok: true, at }]);
    }
  }
});

test("a date of last spring with its weekday is that one, without it next year's", () => {
  const now = clock("2020-11-30 10:00");
  expect(read("3月5日(周四) 18:00", "start", now)).toMatchObject({ at: clock("2020-03-05 18:00") });
  expect(read("3月5日 18:00", "start", now)).toMatchObject({ at: clock("2021-03-05 18:00") });
});

describe("workdays", () => {
  test.each([
    // 国庆 and 中秋 2020 together: off 1–8 October, worked on 27 September and 10 October.
    ["2020-09-25 10:00", "1个工作日内", "2020-09-27 24:00"],
    ["2020-09-30 10:00", "一个工作日", "2020-10-09 24:00"],
    ["2020-09-30 10:00", "两个工作日内", "2020-10-10 24:00"],
    ["2020-01-23 10:00", "下一个工作日下班前", "2020-02-03 17:30"],
    ["2026-02-13 10:00", "节后第一个工作日", "2026-02-24 24:00"],
  ])("%s: %s", (now, text, at) =>
    expect(read(text, "deadline", clock(now))).toEqual({ ok: true, at: clock(at) }),
  );

  test("past the known holidays are Monday to Friday, and it is said", () => {
    const now = clock("2035-09-28 10:00");
    expect(read("5个工作日内", "deadline", now)).toEqual({
      ok: true,
      at: clock("2035-10-05 24:00"),
      hint: "2035年放假安排还没有收录，工作日暂按周一至周五算",
    });
  });
});

describe("29 February and the 29th to 31st", () => {
  test.each([
    ["2027-02-26 10:00", "2月29日"],
    ["2026-11-30 10:00", "2月29日18:00"],
    ["2027-03-05 10:00", "2月29日"],
  ])("%s: %s is no day", (now, text) =>
    expect(read(text, "deadline", clock(now))).toMatchObject({ ok: false, code: "unknown" }),
  );

  test.each([
    ["2021-02-27 10:00", "29日", "2021-03-29 24:00"],
    ["2021-02-27 10:00", "31日18:00", "2021-03-31 18:00"],
    ["2021-04-30 10:00", "31日", "2021-05-31 24:00"],
    ["2020-02-27 10:00", "29日", "2020-02-29 24:00"],
    ["2021-01-31 10:00", "30日", "2021-03-30 24:00"],
    ["2027-12-01 10:00", "2月29日", "2028-02-29 24:00"],
  ])("%s: %s is %s", (now, text, at) =>
    expect(read(text, "deadline", clock(now))).toEqual({ ok: true, at: clock(at) }),
  );

  test.each(["本月30日", "本月31日"])("%s has no such day in February", (text) =>
    expect(read(text, "deadline", clock("2021-02-27 10:00"))).toMatchObject({ code: "unknown" }),
  );
});

describe("parseDuration", () => {
  test.each([
    ["30分钟", 30],
    ["半小时", 30],
    ["1个半小时", 90],
    ["2小时", 120],
    ["三天", 4320],
    ["10", 10],
    ["-30", -30],
    ["－３０", -30],
    ["+15", 15],
    ["0", 0],
    ["-30分钟", -30],
    ["-1天", -1440],
    ["3分钟内", 3],
    ["2h", 120],
  ])("%s is %i minutes", (text, minutes) => expect(parseDuration(text)).toBe(minutes));

  test.each(["", "分钟", "18:00", "尽快", "abc", "-", "1.01小时x", "半天", "两三天", "1个月"])(
    "%j is none",
    (text) => expect(parseDuration(text)).toBeNull(),
  );
});
