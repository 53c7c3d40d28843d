import { expect, test } from "vitest";
import {
  clockOf,
  formatDeadline,
  formatRemaining,
  formatSpan,
  formatStart,
  hhmm,
  monthDay,
} from "#domain/time/format-time";
import { atLocal, MINUTE } from "#domain/time/time";

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
  [atLocal(2020, 1, 28, 12, 55), "还有1天3小时"],
  [atLocal(2020, 2, 26, 9, 59), "还有30天"],
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

test.each([
  [atLocal(2020, 1, 27, 24), "1月27日(周一) 24:00"],
  [atLocal(2020, 1, 27, 8), "1月27日(周一) 08:00"],
])("start %i reads %s", (at, text) => expect(formatStart(at)).toBe(text));

test("minutes of a day", () => {
  expect([0, 65, 1440].map(clockOf)).toEqual(["00:00", "01:05", "24:00"]);
});

test("clock and date of an instant", () => {
  expect(hhmm(atLocal(2020, 1, 27, 7, 5))).toBe("07:05");
  expect(hhmm(atLocal(2020, 1, 27))).toBe("00:00");
  expect(monthDay(atLocal(2020, 1, 27, 23, 59))).toBe("0127");
  expect(monthDay(atLocal(2020, 12, 1))).toBe("1201");
});
