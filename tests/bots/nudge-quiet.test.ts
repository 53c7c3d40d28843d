import { afterEach, describe, expect, it } from "vitest";
import { listTargets } from "#db/targets";
import type { TestKernel } from "../support/kernel.ts";
import { itemOf, openReminded, reminders, targetOf, watch } from "../support/nudge.ts";

let k: TestKernel;
afterEach(() => k.stop());

const HQ = "#开化县指挥部";
const NIGHT = [
  "#石门一网格",
  "#石门村",
  "#航头一网格",
  "#航头村",
  "#池淮镇指挥室",
  "@催办 徐婷",
  "@催办 徐岩",
  "@催办 余航",
  "@催办 余林",
  "@催办 余晖",
];

function order(more = ""): Promise<string> {
  return k.done("方舟", HQ, `/指挥令 夜间值守 范围=石门一网格,航头一网格 截止=22:15${more}`);
}

describe("quiet hours", () => {
  it("hold what is not urgent in 平; at 06:30 one digest a person, of what is still true", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 20:00" });
    await order();
    await order();
    const fresh = watch(k, NIGHT);
    await k.clock("21:45");
    // The second 平件 of the same moment comes as their digest.
    expect(await fresh()).toEqual(["#石门一网格", "#航头一网格", "@催办 徐婷", "@催办 余航"]);
    await k.clock("23:59");
    expect(await fresh()).toEqual([]);
    const task = await itemOf(k, "0127", 0);
    expect((await targetOf(k, task, "石门一网格")).overdue).toBe(true);
    await k.done("余航", "#航头一网格", "/收到 令1");
    await k.done("余航", "#航头一网格", "/收到 令2");
    await k.clock("2020-01-28 06:29");
    expect(await fresh()).toEqual([]);
    await k.clock("06:30");
    expect(await fresh()).toEqual(["@催办 徐婷", "@催办 徐岩", "@催办 余晖"]);
    const [, digest, ...more] = await reminders(k, "@催办 徐婷");
    expect(more).toEqual([]);
    expect(digest).toContain("催办汇总 06:30：2件");
    expect(digest).toContain("1号");
    expect(digest).toContain("2号");
    expect(digest).toContain("石门一网格，截止 1月27日(周一) 22:15，已过8小时15分");
    const [room] = await reminders(k, "@催办 余晖");
    expect(room).toContain("石门一网格");
    expect(room).not.toContain("航头一网格");
  });

  it("do not hold in 战", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 20:00" });
    await k.done("方舟", HQ, "/平战 战 范围=石门村 原因=响应");
    await order();
    const fresh = watch(k, NIGHT);
    await k.clock("22:15");
    expect(await fresh()).toEqual(["#石门一网格", "#石门村", "#航头一网格"]);
    const [parent] = (await reminders(k, "#石门村")).slice(-1);
    expect(parent).toContain("未签收：石门一网格");
    await k.clock("22:45");
    expect(await fresh()).toEqual(["#石门村", "#池淮镇指挥室"]);
  });

  it("let go at once what was held when a place goes over to 战", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 20:00" });
    await order();
    await k.clock("22:20");
    const fresh = watch(k, NIGHT);
    await fresh();
    await k.done("方舟", HQ, "/平战 战 范围=石门村 原因=响应");
    await k.clock("22:20");
    expect(await fresh()).toEqual(["@催办 徐婷", "@催办 徐岩"]);
    await k.clock("22:30");
    expect(await fresh()).toEqual(["#石门村"]);
  });

  it("do not hold 特急", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 20:00" });
    await order(" 缓急=特急");
    const fresh = watch(k, NIGHT);
    await k.clock("22:15");
    expect(await fresh()).toEqual(["#石门一网格", "#石门村", "#航头一网格", "#航头村"]);
  });

  it("a digest says nothing of a closed item", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 20:00" });
    await order();
    await k.clock("23:30");
    await k.done("方舟", HQ, "/撤令 令1 原因=不需要");
    const fresh = watch(k, NIGHT);
    await fresh();
    await k.clock("2020-01-28 09:00");
    expect(await fresh()).toEqual([]);
  });
});

describe("at most six pushes a person and hour", () => {
  it("holds the seventh for the next hour's digest", async () => {
    k = await openReminded("kaihua-day");
    for (let n = 1; n <= 8; n += 1) {
      await k.done("方舟", HQ, `/指挥令 第${n}件 范围=石门一网格 截止=10:40 缓急=加急`);
    }
    await k.clock("10:10");
    expect(await reminders(k, "#石门一网格")).toHaveLength(6);
    expect(await reminders(k, "@催办 徐婷")).toEqual([]);
    await k.clock("10:59");
    expect(await reminders(k, "#石门一网格")).toHaveLength(6);
    await k.clock("11:00");
    const [digest, ...more] = await reminders(k, "@催办 徐婷");
    expect(more).toEqual([]);
    expect(digest).toContain("催办汇总 11:00：8件");
  });

  it("does not count 特急", async () => {
    k = await openReminded("kaihua-day");
    for (let n = 1; n <= 8; n += 1) {
      await k.done("方舟", HQ, `/指挥令 第${n}件 范围=石门一网格 截止=10:40 缓急=特急`);
    }
    await k.clock("10:10");
    expect(await reminders(k, "#石门一网格")).toHaveLength(8);
  });
});

describe("平件 of one person", () => {
  const orders = async (...due: string[]) => {
    k = await openReminded("kaihua-day");
    for (const [n, at] of due.entries()) {
      await k.done("方舟", HQ, `/指挥令 第${n + 1}件 范围=石门一网格 截止=${at}`);
    }
  };
  const digests = () => reminders(k, "@催办 徐婷");

  it("come as one message a half hour after the first, where they are still true", async () => {
    await orders("10:40", "10:45", "10:50", "10:55");
    await k.clock("10:15");
    expect(await reminders(k, "#石门一网格")).toHaveLength(1);
    expect(await digests()).toEqual([]);
    await k.done("徐婷", "#石门一网格", "/收到 令3");
    await k.clock("10:29");
    expect(await digests()).toEqual([]);
    await k.clock("10:30");
    const [digest, ...more] = await digests();
    expect(more).toEqual([]);
    expect(digest).toContain("催办汇总 10:30：2件");
    expect(digest).toContain("第2件");
    expect(digest).toContain("第4件");
    expect(await reminders(k, "#石门一网格")).toHaveLength(1);
  });

  it("take along what is due at the moment of the digest", async () => {
    await orders("10:40", "10:45", "11:00");
    await k.clock("10:30");
    expect(await digests()).toEqual([expect.stringContaining("催办汇总 10:30：2件")]);
    expect((await digests())[0]).toContain("第3件");
  });

  it("are each one message where they are of several persons, or the same item goes on", async () => {
    await orders("10:00", "12:00");
    await k.done("方舟", HQ, "/平战 战 范围=石门村 原因=响应");
    await k.clock("10:15");
    // 0 and +15 of one item fall into one half hour for the village above.
    expect(await reminders(k, "#石门村")).toHaveLength(2);
    expect(await reminders(k, "@催办 徐岩")).toEqual([]);
  });

  it("do not hold back what is urgent, nor what somebody asks by hand", async () => {
    await orders("10:40", "11:30");
    await k.done("方舟", HQ, "/指挥令 急件 范围=石门一网格 截止=10:45 缓急=加急");
    await k.clock("10:15");
    expect(await reminders(k, "#石门一网格")).toHaveLength(2);
    await k.done("方舟", HQ, "/催 令2");
    expect(await reminders(k, "#石门一网格")).toHaveLength(3);
    expect(await digests()).toEqual([]);
  });
});

describe("spans over 24 hours", () => {
  it("remind the day before at 09:00 and daily at 08:30, all items of a person in one", async () => {
    k = await openReminded("kaihua-day");
    for (const title of ["甲", "乙"]) {
      await k.done("方舟", HQ, `/指挥令 ${title} 范围=石门一网格 截止=1月29日10:00`);
    }
    const fresh = watch(k, NIGHT);
    await k.clock("2020-01-28 09:00");
    expect(await fresh()).toEqual(["#石门一网格", "@催办 徐婷"]);
    await k.clock("2020-01-29 12:00");
    const before = (await reminders(k, "@催办 徐婷")).length;
    await fresh();
    for (const day of ["2020-01-30", "2020-01-31"]) {
      await k.clock(`${day} 08:29`);
      expect(await fresh()).toEqual([]);
      await k.clock(`${day} 08:30`);
      expect(await fresh()).toEqual(["@催办 徐婷"]);
      expect((await reminders(k, "@催办 徐婷")).at(-1)).toContain("08:30：2件");
      const item = await itemOf(k, "0127", 0);
      expect(await listTargets(k.kernel.read, item.id)).toHaveLength(1);
    }
    expect(await reminders(k, "@催办 徐婷")).toHaveLength(before + 2);
  });
});
