import { Solar } from "lunar-typescript";
import { describe, expect, test } from "vitest";
import { dayOfLunar, dayOfSolarTerm, lunarDate, lunarOf } from "#domain/time/lunar";
import { atLocal } from "#domain/time/time";
import { dayOf, isoDay } from "#domain/time/zone";

describe("lunarDate", () => {
  test.each([
    [atLocal(2020, 1, 24), "腊月三十"],
    [atLocal(2020, 1, 25), "正月初一"],
    [atLocal(2020, 1, 27), "正月初三"],
    [atLocal(2020, 1, 27, 23, 59), "正月初三"],
    [atLocal(2022, 4, 6), "三月初六"],
    [atLocal(2020, 6, 1), "闰四月初十"],
    [atLocal(2020, 2, 8), "正月十五"],
    [atLocal(2020, 2, 13), "正月二十"],
    [atLocal(2020, 2, 14), "正月廿一"],
    [atLocal(2020, 2, 22), "正月廿九"],
    [atLocal(2023, 3, 25), "闰二月初四"],
    [atLocal(2020, 12, 20), "十一月初六"],
  ])("%i is %s", (at, text) => expect(lunarDate(at)).toBe(text));
});

test("every day of 2020–2035 as a second library has it, and back", () => {
  for (let day = dayOf(2020, 1, 1)!; day <= dayOf(2035, 12, 31)!; day += 1) {
    const [y, m, d] = isoDay(day).split("-").map(Number) as [number, number, number];
    const second = Solar.fromYmd(y, m, d).getLunar();
    const month = second.getMonth();
    const expected = {
      year: second.getYear(),
      month: Math.abs(month),
      leap: month < 0,
      day: second.getDay(),
    };
    const lunar = lunarOf(day);
    if (JSON.stringify(lunar) !== JSON.stringify(expected)) {
      expect([isoDay(day), lunar]).toEqual([isoDay(day), expected]);
    }
    if (dayOfLunar(lunar) !== day) expect([isoDay(day), dayOfLunar(lunar)]).toBe(day);
  }
});

test.each([
  ["正月初一", atLocal(2027, 2, 6)],
  ["正月廿九", atLocal(2027, 3, 6)],
  ["正月三十", atLocal(2027, 3, 7)],
  ["正月初一", atLocal(2030, 2, 3)],
])("%s of 2027 and 2030, where ICU is a day off", (name, at) => expect(lunarDate(at)).toBe(name));

test.each([
  [2020, "清明", "2020-04-04"],
  [2026, "冬至", "2026-12-22"],
  [2027, "立春", "2027-02-04"],
])("%i %s", (year, name, day) => expect(isoDay(dayOfSolarTerm(year, name)!)).toBe(day));

test("no such day", () => {
  expect(dayOfLunar({ year: 2017, month: 1, leap: false, day: 30 })).toBeNull();
  expect(dayOfLunar({ year: 2021, month: 4, leap: true, day: 1 })).toBeNull();
  expect(dayOfSolarTerm(2026, "春节")).toBeNull();
});
