import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPage, listPages } from "#db/book";
import { findItem } from "#db/items";
import { listLines } from "#db/lines";
import { linePage } from "#views/lines";
import { tallyView } from "#views/tally";
import { timelinePage } from "#views/timeline";
import { viewerOf } from "#views/viewer";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";
import { sized } from "../support/size.ts";
import { bookFaults } from "./book-faults.ts";
import { care } from "./bots/need.ts";
import { duty } from "./bots/shift.ts";

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots: [...bots, care, duty] });
});
afterAll(() => k.stop());

const viewer = (account: string) => viewerOf(k.kernel, account);
const idIn = (answer: string) => /[NR]\d+-\d+/.exec(answer)![0];
const stored = async (label: string) => (await findItem(k.kernel.read, `2020-${label}`))!;
const everything = { limit: 200 };

describe("goods of a need", () => {
  it("are counted where they are, moved by who may, and end the need with the last", async () => {
    const grid = "#东山村";
    const said = await k.done("邱网格", grid, "/需求 米、油、药 地点=东山一网格 金额=12");
    const need = idIn(said);
    const line = async (account: string) =>
      (await tallyView(viewer(account), await stored(need), undefined)).line;
    expect(await line("程指挥")).toBe("签收0/3 36元");

    // Whoever may not is told so, and nothing is written.
    const refused = await k.say("毛网格", grid, `/送 ${need} 1`);
    expect(refused).toMatchObject({ ok: false, error: { code: "forbidden" } });
    await k.done("叶代办", "#东山镇", `/送 ${need}`);
    const again = await k.say("叶代办", "#东山镇", `/送 ${need} 1`);
    expect(again).toMatchObject({ ok: false, error: { code: "conflict" } });
    const other = await k.say("叶代办", "#东山镇", `/签 ${need} 1`);
    expect(other).toMatchObject({ ok: false, error: { code: "forbidden" } });

    await k.done("邱网格", grid, `/签 ${need} 2`);
    expect(await line("程指挥")).toBe("签收1/3 36元");
    expect((await stored(need)).phase).toBe("open");
    const { rows } = await linePage(viewer("叶代办"), await stored(need), everything);
    expect(rows.map(({ n, stateName, may }) => [n, stateName, may])).toEqual([
      [1, "在送", []],
      [2, "签收", []],
      [3, "在送", []],
    ]);
    const own = await linePage(viewer("邱网格"), await stored(need), { limit: 2 });
    expect(own.rows.map(({ may }) => may)).toEqual([["sign"], []]);
    const next = await linePage(viewer("邱网格"), await stored(need), {
      ...{ limit: 2, after: own.next! },
    });
    expect(next.rows.map(({ n }) => n)).toEqual([3]);

    await k.done("邱网格", grid, `/签 ${need} 1`);
    await k.done("邱网格", grid, `/签 ${need} 3`);
    expect(await stored(need)).toMatchObject({ state: "signed", phase: "ended" });
    const told = await timelinePage(viewer("程指挥"), await stored(need), everything);
    expect(told.rows.map(({ text }) => text)).toEqual([
      expect.stringContaining("发出"),
      expect.stringContaining("列入 01、02、03"),
      expect.stringContaining("01、02、03 在送"),
      expect.stringContaining("02 签收"),
      expect.stringContaining("01 签收"),
      expect.stringContaining("03 签收"),
      expect.stringContaining("已签收"),
    ]);
    expect(await bookFaults(k, [care, duty])).toEqual([]);
  });

  it("count a household once, however much it needs", async () => {
    await k.done("邱网格", "#东山村", "/需求 盐 地点=东山一网格");
    await k.done("毛网格", "#东山村", "/需求 盐、糖 地点=东山二网格");
    const page = await findPage(k.kernel.read, { of: "kind:need/goods", node: "county", day: "" });
    // 项 and 户, the sum of 元 is apart.
    expect([page!.words[0], page!.words[2]]).toEqual([6, 2]);
    expect(await bookFaults(k, [care, duty])).toEqual([]);
  });
});

describe("a shift", () => {
  it("is the hole while nobody has it, and its doer's once taken", async () => {
    const room = "#东山镇指挥室";
    const roster = idIn(await k.done("程指挥", room, "/排 3 岗位=东山一网格 自=09:00"));
    const line = async () =>
      (await tallyView(viewer("程指挥"), await stored(roster), undefined)).line;
    expect(await line()).toBe("生成3班 空缺3 在岗0 0人");
    await k.done("邱网格", "#东山村", `/接 ${roster} 1`);
    await k.done("邱网格", "#东山村", `/接 ${roster} 2`);
    expect(await line()).toBe("生成3班 空缺1 在岗2 1人");
    const { rows } = await linePage(viewer("程指挥"), await stored(roster), everything);
    expect(rows.map(({ n, doer, stateName, from }) => [n, doer, stateName, from])).toEqual([
      [1, "邱网格", "在岗", Date.parse("2020-01-27T09:00:00+08:00")],
      [2, "邱网格", "在岗", Date.parse("2020-01-27T13:00:00+08:00")],
      [3, null, "待接班", Date.parse("2020-01-27T17:00:00+08:00")],
    ]);
    const wrong = await k.say("程指挥", room, `/下 ${roster} 1`);
    expect(wrong).toMatchObject({ ok: false, error: { code: "forbidden" } });
    await k.done("邱网格", "#东山村", `/下 ${roster} 1`);
    expect(await line()).toBe("生成3班 空缺1 在岗1 1人");
    await k.done("邱网格", "#东山村", `/下 ${roster} 2`);
    expect(await line()).toBe("生成3班 空缺1 在岗0 0人");
    expect(await bookFaults(k, [care, duty])).toEqual([]);
  });
});

it("whatever is done to lines, by many at once, the book equals a recount", {
  timeout: 120_000,
}, async () => {
  const people = ["邱网格", "毛网格", "叶代办", "程指挥", "汪中心"] as const;
  const act = fc.record({
    who: fc.constantFrom(...people),
    verb: fc.constantFrom("need", "send", "sign", "send all"),
    place: fc.constantFrom("东山一网格", "东山二网格"),
    item: fc.nat({ max: 6 }),
    n: fc.integer({ min: 1, max: 3 }),
  });
  const done = { ok: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 25 }), async (acts) => {
      const lines = acts.map(({ who, verb, place, item, n }) => {
        if (verb === "need") return k.say(who, "#东山村", `/需求 米、面 地点=${place} 金额=${n}`);
        const id = `N0127-0${item + 1}`;
        const [word, at] = verb === "send all" ? ["送", ""] : [verb === "send" ? "送" : "签", n];
        return k.say(who, who === "程指挥" ? "#东山镇指挥室" : "#东山村", `/${word} ${id} ${at}`);
      });
      for (const reply of await Promise.all(lines)) if (reply.ok) done.ok += 1;
      expect(await bookFaults(k, [care, duty])).toEqual([]);
    }),
    { numRuns: sized({ small: 6, full: 40 }), seed: 20200127 },
  );
  expect(done.ok).toBeGreaterThan(20);
  expect(
    (await listPages(k.kernel.read, { of: "kind:need/goods", day: "" })).length,
  ).toBeGreaterThan(3);
  expect((await listLines(k.kernel.read, "2020-N0127-01")).length).toBe(3);
});
