import { describe, expect, it } from "vitest";
import { doubtWords, judgeWriting } from "#domain/time/written-time";
import { DAY } from "#domain/time/zone";

const at = (clock: string) => Date.parse(`2020-01-27T${clock}+08:00`);
const DISPATCHED = "09:00:00";
const DUE = "11:00:00";

describe("a device's clock (SPEC §1.14)", () => {
  // written, received → believed, why not, 离线补传
  it.each([
    ["10:31:00", "11:20:00", true, null, true],
    ["09:00:00", "11:20:00", true, null, true],
    ["10:59:59", "11:00:00", true, null, true],
    // In time by receipt, nothing is to be explained.
    ["10:31:00", "10:40:00", true, null, false],
    ["10:59:59", "10:59:59", true, null, false],
    // Written after the deadline.
    ["11:00:00", "11:20:00", true, null, false],
    ["11:10:00", "11:20:00", true, null, false],
    // Before it was asked for: an hour or a year off, or a second.
    ["08:59:59", "11:20:00", false, "early", false],
    ["00:00:01", "11:20:00", false, "early", false],
    ["08:00:00", "10:00:00", false, "early", false],
    // Ahead of the server: within a minute it is the line's doing, and not believed either.
    ["11:20:01", "11:20:00", false, null, false],
    ["11:21:01", "11:20:00", false, "ahead", false],
    ["23:00:00", "11:20:00", false, "ahead", false],
  ] as const)("written %s, received %s", (clientAt, now, believed, doubt, offline) => {
    const writing = { clientAt: at(clientAt), dispatchedAt: at(DISPATCHED), due: at(DUE) };
    expect(judgeWriting({ ...writing, now: at(now) })).toEqual({
      at: believed ? at(clientAt) : null,
      doubt,
      offline,
    });
  });

  it.each([
    ["sent at once", { clientAt: null, dispatchedAt: at(DISPATCHED), due: at(DUE) }, false],
    ["without a deadline", { clientAt: at("10:00:00"), dispatchedAt: 0, due: null }, false],
    ["of talk, which nobody asked for", { clientAt: 1, dispatchedAt: null, due: null }, false],
  ])("%s", (_, writing, offline) => {
    expect(judgeWriting({ ...writing, now: at("12:00:00") })).toMatchObject({
      at: writing.clientAt,
      offline,
    });
  });

  it("says what is wrong with it", () => {
    const words = (doubt: "early" | "ahead", clientAt: number) =>
      doubtWords(doubt, clientAt, at("11:00:00"));
    expect(words("early", at("08:00:00"))).toContain("手机时间08:00早于下达");
    expect(words("ahead", at("23:00:00"))).toContain("手机时间23:00比现在还晚");
    // Two days on at the very minute of now: without its day the sentence would be nonsense.
    expect(words("ahead", at("11:00:00") + 2 * DAY)).toContain("手机时间1月29日(周三) 11:00比");
    expect(words("early", at("00:00:00"))).toContain("手机时间00:00早于");
    expect(words("early", at("11:00:00") - 27 * DAY)).toContain("2019年12月31日(周二) 11:00早于");
  });
});
