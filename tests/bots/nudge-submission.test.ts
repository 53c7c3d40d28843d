import { afterEach, describe, expect, it } from "vitest";
import type { TestKernel } from "../support/kernel.ts";
import { openReminded, reminders, watch } from "../support/nudge.ts";

let k: TestKernel;
afterEach(() => k.stop());

const HQ = "#开化县指挥部";
const ROOM = "#杨林镇指挥室";
const GRID = "#王家边网格";
const HEARERS = [HQ, ROOM, "#池淮镇指挥室", "@催办 程立", "@催办 汪洋"];

/** One grid of 杨林镇, reported and verified in time, so that only the sums are missing. */
async function reported(line: string): Promise<void> {
  await k.done("汪洋", HQ, `/任务 核查 范围=王家边网格 字段=户:整数 ${line}`);
  await k.done("程立", ROOM, "/下达 T0127-01");
  await k.done("邱实", GRID, "/报 T0127-01 5");
  await k.done("程立", ROOM, "/核实 T0127-01 全部");
}

const last = async (channel: string) => (await reminders(k, channel)).at(-1);

describe("上报截止", () => {
  it("is an hour after 截止; room, room, its leader, then who issued it, each once", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 08:00" });
    await reported("截止=10:00");
    const fresh = watch(k, HEARERS);
    await k.clock("10:29");
    expect(await fresh()).toEqual([]);
    await k.clock("10:30");
    expect(await fresh()).toEqual([ROOM]);
    expect(await last(ROOM)).toContain("上报截止 1月27日(周一) 11:00，还有30分");
    expect(await last(ROOM)).toContain("还没有上报：杨林镇。请杨林镇指挥室抓紧上报");
    await k.clock("11:00");
    expect(await fresh()).toEqual([ROOM]);
    await k.clock("11:30");
    expect(await fresh()).toEqual([ROOM]);
    await k.clock("12:00");
    expect(await fresh()).toEqual([HQ]);
    expect(await last(HQ)).toContain("还没有上报：杨林镇");
    await k.clock("2020-01-28 05:00");
    expect(await fresh()).toEqual([]);
  });

  it("is silent once the town has submitted, and starts anew when that is returned", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 08:00" });
    await reported("截止=10:00 上报截止=14:00");
    const fresh = watch(k, HEARERS);
    await k.clock("13:20");
    await k.done("程立", ROOM, "/上报 T0127-01");
    await k.clock("13:40");
    expect(await fresh()).toEqual([]);
    await k.done("汪洋", HQ, "/退回 T0127-01 杨林镇 原因=合计不对");
    await k.clock("14:00");
    expect(await fresh()).toEqual([ROOM]);
    await k.done("程立", ROOM, "/上报 T0127-01");
    await k.clock("16:00");
    expect(await fresh()).toEqual([]);
  });

  it("follows the town's mode without repeating a step", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 08:00" });
    await reported("截止=10:00");
    const fresh = watch(k, HEARERS);
    await k.clock("11:00");
    expect(await fresh()).toEqual([ROOM]);
    await k.clock("11:10");
    await k.done("方舟", HQ, "/平战 战 范围=杨林镇 原因=响应");
    await k.clock("11:14");
    expect(await fresh()).toEqual([]);
    await k.clock("11:15");
    expect(await fresh()).toEqual([ROOM]);
    await k.clock("11:30");
    expect(await fresh()).toEqual([HQ]);
  });

  it("fires as of its own time, once, when the server was down", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 08:00" });
    await reported("截止=10:00");
    await k.clock("11:45");
    const said = (await reminders(k, ROOM)).filter((text) => text.includes("还没有上报"));
    expect(said).toHaveLength(3);
    await k.clock("11:59");
    expect((await reminders(k, ROOM)).filter((text) => text.includes("还没有上报"))).toEqual(said);
  });

  it("waits for the morning in 平, where it is still true", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 19:00" });
    await reported("截止=21:30");
    const fresh = watch(k, HEARERS);
    await k.clock("2020-01-28 06:29");
    expect(await fresh()).toEqual([]);
    await k.clock("06:30");
    expect(await fresh()).toEqual(["@催办 程立", "@催办 汪洋"]);
    expect(await last("@催办 程立")).toContain(
      "核查：杨林镇还没有上报，上报截止 1月27日(周一) 22:30，已过8小时",
    );
  });

  it("is nothing where nothing goes up", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 08:00" });
    await k.done(
      "汪洋",
      HQ,
      "/任务 直达 范围=王家边网格 字段=户:整数 路由=直达 核实=否 截止=10:00",
    );
    await k.done("程立", ROOM, "/任务 自办 范围=王家边网格 字段=户:整数 核实=是 截止=10:00");
    await k.done("邱实", GRID, "/报 T0127-01 5");
    await k.done("邱实", GRID, "/报 T0127-02 5");
    const fresh = watch(k, HEARERS);
    await k.clock("14:00");
    expect(await fresh()).toEqual([]);
  });
});
