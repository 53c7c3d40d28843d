import { expect, test } from "vitest";
import { nearest } from "#domain/text/nearest";

const NAMES = [
  "收到",
  "报",
  "上报",
  "通报",
  "日报",
  "指挥令",
  "通告",
  "通知",
  "任务",
  "线索",
  "report",
  "ack",
  "task",
];

test.each([
  ["线锁", ["线索"]],
  ["到收", ["收到"]],
  ["收", ["收到"]],
  ["指挥", ["指挥令"]],
  ["通", ["通报", "通告", "通知"]],
  ["reprot", ["report"]],
  ["ＴＡＳＫ", ["task", "ack"]],
  ["tsak", ["task"]],
  ["上报", ["上报", "报", "通报"]],
  ["抱", []],
  ["完全不同", []],
  ["", []],
])("%j → %j", (word, expected) => expect(nearest(word, NAMES)).toEqual(expected));

test("gives as many as asked for, in the given order among equals", () => {
  expect(nearest("通", NAMES, 1)).toEqual(["通报"]);
  expect(nearest("甲乙", ["甲丁", "甲丙", "丁乙"], 9)).toEqual(["甲丁", "甲丙", "丁乙"]);
});
