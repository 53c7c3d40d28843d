import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { factPage, ledgerView } from "#views/ledgers";
import { viewerOf } from "#views/viewer";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";
import { sized } from "../support/size.ts";
import { bookFaults } from "./book-faults.ts";
import { gate } from "./bots/gate.ts";

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots: [...bots, gate] });
});
afterAll(() => k.stop());

const grid = "#东山一网格";
const passes = async (account: string, more = {}) =>
  (await ledgerView(viewerOf(k.kernel, account), "passes", more)).line;

it("adds up what passed, up the tree, by day and direction; the same twice is once", async () => {
  const said = await k.done("邱网格", grid, "/过车 4 9 卡口=东山一网格 方向=进 时间=08:00");
  expect(said).toBe("已记");
  await k.done("邱网格", grid, "/过车 2 3 卡口=东山一网格 方向=出 时间=08:00");
  await k.done("毛网格", "#东山二网格", "/过车 10 20 卡口=东山二网格 方向=进 时间=08:00");
  const again = await k.done("邱网格", grid, "/过车 4 9 卡口=东山一网格 方向=进 时间=08:00");
  expect(again).toContain("已经记过");
  expect(await passes("汪中心")).toBe("车16 人32");
  expect(await passes("程指挥", { node: "东山一网格" })).toBe("车6 人12");
  expect(await passes("汪中心", { dim: "进" })).toBe("车14 人29");
  expect(await passes("汪中心", { day: "2020-01-27" })).toBe("车16 人32");
  expect(await passes("汪中心", { day: "2020-01-26" })).toBe("车0 人0");
  expect(await bookFaults(k, [gate])).toEqual([]);
});

it("corrects a window told before, and as of then it still says what stood then", async () => {
  const before = k.at();
  await k.clock("09:00");
  await k.done("邱网格", grid, "/过车 5 9 卡口=东山一网格 方向=进 时间=08:00");
  expect(await passes("汪中心")).toBe("车17 人32");
  expect(await passes("汪中心", { asOf: before })).toBe("车16 人32");
  const { rows } = await factPage(viewerOf(k.kernel, "汪中心"), "passes", { limit: 2 });
  expect(rows.map(({ row, until }) => [row, until])).toEqual([
    [{ cars: 5, people: 9, direction: "进" }, null],
    [{ cars: 10, people: 20, direction: "进" }, null],
  ]);
  const { next } = await factPage(viewerOf(k.kernel, "汪中心"), "passes", { limit: 2 });
  const rest = await factPage(viewerOf(k.kernel, "汪中心"), "passes", { limit: 9, after: next! });
  expect(rest.rows.map(({ row }) => (row as { cars: number }).cars)).toEqual([2, 4]);
  expect(rest.next).toBeNull();
  expect(await bookFaults(k, [gate])).toEqual([]);
});

it("of what replaces, the newest counts, and what is told late changes nothing", async () => {
  const dwellings = async () =>
    (await ledgerView(viewerOf(k.kernel, "汪中心"), "dwellings", {})).line;
  await k.done("邱网格", grid, "/住户数 12 地点=东山一网格");
  await k.done("毛网格", "#东山二网格", "/住户数 30 地点=东山二网格");
  expect(await dwellings()).toBe("42户 已登记2");
  await k.clock("10:00");
  await k.done("邱网格", grid, "/住户数 14 地点=东山一网格");
  await k.done("邱网格", grid, "/住户数 99 地点=东山一网格 时间=07:00");
  expect(await dwellings()).toBe("44户 已登记2");
  expect(await bookFaults(k, [gate])).toEqual([]);
});

it("is written by who may, read by who may, and refuses in words", async () => {
  const foreign = await k.say("江网格", "#西岙社区", "/过车 1 1 卡口=东山一网格 方向=进");
  expect(foreign).toMatchObject({ ok: false });
  expect(foreign).not.toMatchObject({ error: { code: "internal" } });
  await expect(
    ledgerView(viewerOf(k.kernel, "江网格"), "passes", { node: "东山一网格" }),
  ).rejects.toThrow("不在你的范围里");
  await expect(ledgerView(viewerOf(k.kernel, "汪中心"), "nothing", {})).rejects.toThrow("没有叫");
});

it("whatever is told, corrected and replaced at once, the book equals a recount", {
  timeout: 120_000,
}, async () => {
  const act = fc.record({
    who: fc.constantFrom("邱网格", "毛网格"),
    hour: fc.integer({ min: 6, max: 9 }),
    direction: fc.constantFrom("进", "出"),
    n: fc.nat({ max: 9 }),
    dwell: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 25 }), async (acts) => {
      const replies = await Promise.all(
        acts.map(({ who, hour, direction, n, dwell }) => {
          const place = who === "邱网格" ? "东山一网格" : "东山二网格";
          const at = `时间=0${hour}:00`;
          return dwell
            ? k.say(who, `#${place}`, `/住户数 ${n} 地点=${place} ${at}`)
            : k.say(who, `#${place}`, `/过车 ${n} ${n} 卡口=${place} 方向=${direction} ${at}`);
        }),
      );
      expect(replies.filter(({ ok }) => !ok)).toEqual([]);
      expect(await bookFaults(k, [gate])).toEqual([]);
    }),
    { numRuns: sized({ small: 6, full: 40 }), seed: 20200127 },
  );
});
