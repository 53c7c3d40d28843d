import { describe, expect, test } from "vitest";
import {
  formatDeadline,
  formatRemaining,
  formatSpan,
  hhmm,
  lunarDate,
  monthDay,
} from "#domain/format-time";
import { atLocal, MINUTE } from "#domain/time";

const NOW = atLocal(2020, 1, 27, 9, 20);

test.each([
  [atLocal(2020, 1, 27, 18), "1月27日(周一) 18:00"],
  [atLocal(2020, 2, 2, 9, 5), "2月2日(周日) 09:05"],
  [atLocal(2020, 1, 27, 24), "1月27日(周一) 24:00"],
  [atLocal(2021, 1, 5, 9), "2021年1月5日(周二) 09:00"],
  [atLocal(2020, 12, 31, 24), "12月31日(周四) 24:00"],
])("deadline %i reads %s", (at, text) => expect(formatDeadline(at, NOW)).toBe(text));

test.each([
  [atLocal(2020, 1, 27, 18), "还有8小时40分"],
  [atLocal(2020, 1, 27, 10), "还有40分"],
  [atLocal(2020, 1, 27, 11, 20), "还有2小时"],
  [atLocal(2020, 1, 28, 12, 20), "还有1天3小时"],
  [NOW + 59_999, "还有不到1分"],
  [NOW, "刚到时间"],
  [NOW - 59_999, "刚到时间"],
  [NOW - 17 * MINUTE - 30_000, "已过17分"],
  [atLocal(2020, 1, 26, 9, 20), "已过1天"],
])("%i: %s", (at, text) => expect(formatRemaining(at, NOW)).toBe(text));

test("a span keeps what is not zero", () => {
  expect(formatSpan(0)).toBe("0分");
  expect(formatSpan((12 * 60 + 54) * MINUTE)).toBe("12小时54分");
  expect(formatSpan((2 * 1440 + 5) * MINUTE)).toBe("2天5分");
});

test("clock and date of an instant", () => {
  expect(hhmm(atLocal(2020, 1, 27, 7, 5))).toBe("07:05");
  expect(hhmm(atLocal(2020, 1, 27))).toBe("00:00");
  expect(monthDay(atLocal(2020, 1, 27, 23, 59))).toBe("0127");
  expect(monthDay(atLocal(2020, 12, 1))).toBe("1201");
});

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
