import { describe, expect, test } from "vitest";
import { parseClockAnswer, parseDateAnswer } from "#domain/time/answer-times";
import { parseClock, readsAsTime } from "#domain/time/time";

/** A Monday. */
const NOW = parseClock("2020-01-27 09:20")!;

describe("日期 answers look back, SPEC 1.5", () => {
  test.each([
    ["8日", "2020-01-08"],
    ["27日", "2020-01-27"],
    ["28日", "2019-12-28"],
    ["31号", "2019-12-31"],
    ["二十日", "2020-01-20"],
    ["周五", "2020-01-24"],
    ["周一", "2020-01-27"],
    ["1月20日", "2020-01-20"],
    ["1月28日", "2019-01-28"],
    ["12月1日", "2019-12-01"],
    ["今天", "2020-01-27"],
    ["昨天", "2020-01-26"],
    ["明天", "2020-01-28"],
    ["上周五", "2020-01-24"],
    ["2020-01-30", "2020-01-30"],
    ["2021年3月5日", "2021-03-05"],
  ])("%s", (typed, day) =>
    expect(parseDateAnswer(typed, { now: NOW, future: false })).toEqual({ ok: true, day }),
  );

  test.each([
    ["8日", "2020-02-08"],
    ["28日", "2020-01-28"],
    ["周五", "2020-01-31"],
    ["3月1日", "2020-03-01"],
  ])("%s of a field that says 未来", (typed, day) =>
    expect(parseDateAnswer(typed, { now: NOW, future: true })).toEqual({ ok: true, day }),
  );

  test.each(["2月30日", "abc", "", "8日18:00", "尽快", "2小时内"])("%j is refused", (typed) =>
    expect(parseDateAnswer(typed, { now: NOW, future: false }).ok).toBe(false),
  );
});

describe("时间 answers", () => {
  test.each([
    ["18:00", "18:00"],
    ["24时", "24:00"],
    ["24:00", "24:00"],
    ["今天8时", "08:00"],
    ["下午6点", "18:00"],
    ["今晚8点", "20:00"],
    ["0时", "00:00"],
  ])("%s", (typed, clock) =>
    expect(parseClockAnswer(typed, { now: NOW })).toEqual({ ok: true, clock }),
  );

  test.each([
    ["昨晚8点", ["20:00"]],
    ["昨天18:00", ["18:00"]],
    ["8点", ["08:00", "20:00"]],
  ])("%s is asked about", (typed, suggestions) =>
    expect(parseClockAnswer(typed, { now: NOW })).toMatchObject({ ok: false, suggestions }),
  );

  test.each(["下班前", "25:00", "abc", "", "早上", "1月27日"])("%j is refused", (typed) =>
    expect(parseClockAnswer(typed, { now: NOW }).ok).toBe(false),
  );
});

test.each([
  ["18:00", true],
  ["1月28日 20:00", true],
  ["1月1日", true],
  ["8点", true],
  ["尽快", true],
  ["范围", false],
  ["1月28日 各村", false],
  ["18:00 报数", false],
])("%j reads as a time: %s", (text, reads) =>
  expect(readsAsTime(text, { now: NOW, workdayEnd: "17:30", kind: "deadline" })).toBe(reads),
);
