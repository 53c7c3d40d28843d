import { afterEach, describe, expect, it } from "vitest";
import type { TestKernel } from "../support/kernel.ts";
import { itemOf, openReminded, reminders, targetOf, watch } from "../support/nudge.ts";

let k: TestKernel;
afterEach(() => k.stop());

const HQ = "#开化县指挥部";
const KAIHUA = [
  HQ,
  "#杨林镇指挥室",
  "#池淮镇指挥室",
  "#航头村",
  "#航头一网格",
  "#石门村",
  "#石门一网格",
  "@催办 余航",
  "@催办 余林",
  "@催办 徐严",
];

/** An order to 航头村, 航头一网格 and their town's other village and grid, due at 09:00. */
async function orderAt(urgency = ""): Promise<void> {
  await k.done(
    "方舟",
    HQ,
    `/指挥令 到岗 范围=航头村,航头一网格,石门一网格 回执=负责人 截止=09:00${urgency}`,
  );
}

describe("an order in 战", () => {
  it("climbs −30, 0, +15, +30, each step once and only to those it is for", async () => {
    k = await openReminded("kaihua-day");
    await k.done("方舟", HQ, "/平战 战 范围=全县 原因=响应 确认=是");
    await orderAt();
    await k.done("徐婷", "#石门一网格", "/收到");
    await k.done("余林", "#航头村", "/收到");
    const fresh = watch(k, KAIHUA);
    await k.clock("08:29");
    expect(await fresh()).toEqual([]);
    await k.clock("08:30");
    expect(await fresh()).toEqual(["#航头一网格"]);
    await k.clock("08:59");
    expect(await fresh()).toEqual([]);
    await k.clock("09:00");
    expect(await fresh()).toEqual(["#航头村", "#航头一网格"]);
    for (const channel of ["#航头村", "#航头一网格"]) {
      const [text] = (await reminders(k, channel)).slice(-1);
      expect(text).toContain("指挥部令〔2020〕");
      expect(text).toContain("已签收2/3 66.7%");
      expect(text).toContain("未签收：航头一网格");
    }
    await k.clock("09:15");
    expect(await fresh()).toEqual(["#航头村"]);
    const [third] = (await reminders(k, "#航头村")).slice(-1);
    expect(third).toContain("还差1个网格：航头一网格（余航");
    expect(third).toContain("请航头村");
    await k.clock("09:30");
    // 督查 only because it is an order and the place is in 战.
    expect(await fresh()).toEqual(["#池淮镇指挥室", "@催办 徐严"]);
    await k.clock("2020-01-29 09:00");
    expect(await fresh()).toEqual([]);
  });

  it("stops at the answer, and a reminder replaces the one before", async () => {
    k = await openReminded("kaihua-day");
    await k.done("方舟", HQ, "/平战 战 范围=全县 原因=响应 确认=是");
    await orderAt();
    await k.clock("09:00");
    expect(await reminders(k, "#航头一网格")).toHaveLength(2);
    const standing = await reminders(k, "#航头一网格", { standing: true });
    expect(standing).toEqual((await reminders(k, "#航头一网格")).slice(-1));
    const rows = await k.messages("#航头一网格");
    const [first, second] = rows.filter((row) => row.kind === "reminder");
    expect(first?.replacedBy).toBe(second?.id);
    for (const [who, where] of [
      ["余航", "#航头一网格"],
      ["余林", "#航头村"],
      ["徐婷", "#石门一网格"],
    ] as const) {
      await k.done(who, where, "/收到");
    }
    const fresh = watch(k, KAIHUA);
    await fresh();
    await k.clock("2020-01-30 09:00");
    expect(await fresh()).toEqual([]);
  });

  it.each([
    ["", ["#池淮镇指挥室"]],
    [" 督办=是", ["#池淮镇指挥室", "@催办 徐严"]],
  ])("in 平 tells 督查 only where a leader wants it%s", async (supervised, expected) => {
    k = await openReminded("kaihua-day");
    await k.done("汪洋", HQ, `/任务 核查 范围=石门一网格 路由=直达 截止=09:00${supervised}`);
    await k.clock("09:59");
    const fresh = watch(k, KAIHUA);
    await fresh();
    await k.clock("10:00");
    expect(await fresh()).toEqual(expected);
  });

  it("takes 催办= for every target alike", async () => {
    k = await openReminded("kaihua-day");
    await k.done("汪洋", HQ, "/任务 核查 范围=石门一网格 路由=直达 截止=09:00 催办=0,+5");
    const fresh = watch(k, KAIHUA);
    await k.clock("08:59");
    expect(await fresh()).toEqual([]);
    await k.clock("09:00");
    expect(await fresh()).toEqual(["#石门村", "#石门一网格"]);
    await k.clock("09:05");
    expect(await fresh()).toEqual(["#石门村"]);
    await k.clock("12:00");
    expect(await fresh()).toEqual([]);
  });

  it("names several places of one channel in one message", async () => {
    k = await openReminded("kaihua-day");
    await k.done("方舟", HQ, "/平战 战 范围=全县 原因=响应 确认=是");
    await k.done("方舟", HQ, "/指挥令 到岗 范围=杨林镇 回执=负责人 截止=09:00");
    await k.clock("09:00");
    const [due] = (await reminders(k, "#杨林村")).slice(-1);
    expect(due).toContain("未签收：杨林村、王家边网格、杨林一网格");
    await k.clock("09:15");
    const [third] = (await reminders(k, "#杨林村", { standing: true })).slice(-1);
    // The village is missing too, and still named in the one reminder that stands here.
    expect(third).toContain("还差3处：杨林村（罗明");
    expect(await reminders(k, "#杨林村", { standing: true })).toHaveLength(1);
    await k.clock("09:30");
    const [room] = (await reminders(k, "#杨林镇指挥室", { standing: true })).slice(-1);
    expect(room).toContain("王家边网格");
    expect(room).toContain("请杨林镇指挥室联系一下");
  });
});

describe("a task in 平 and 战", () => {
  const YONGTAI = [
    "#溪洋村",
    "#赤壁村",
    "#红星村",
    "#雁门村",
    "#葛岭镇",
    "#红星乡",
    "#永泰县指挥部",
  ];
  const TASK = "/任务 户情再摸排 范围=赤壁2号,雁门1号 字段=住户:整数 截止=11:00";

  it("follows the mode of each target's own place", async () => {
    k = await openReminded("yongtai-day");
    await k.done("谢远", "#永泰县指挥部", "/平战 战 范围=葛岭镇 原因=演练");
    await k.clock("08:00");
    await k.done("池敏", "#永泰县指挥部", TASK);
    const fresh = watch(k, [...YONGTAI, "@催办 侯兰", "@催办 温岚"]);
    await k.clock("10:30");
    expect(await fresh()).toEqual(["#赤壁村", "#雁门村", "@催办 侯兰", "@催办 温岚"]);
    await k.clock("11:00");
    expect(await fresh()).toEqual(["#赤壁村", "#雁门村", "@催办 侯兰", "@催办 温岚"]);
    expect((await reminders(k, "#雁门村")).at(-1)).toContain("逾期2");
    await k.clock("11:15");
    expect(await fresh()).toEqual(["#赤壁村"]);
    await k.clock("11:30");
    // +30 is the fourth step of 战 and the third of 平.
    expect(await fresh()).toEqual(["#雁门村", "#葛岭镇"]);
    await k.clock("12:00");
    expect(await fresh()).toEqual(["#红星乡"]);
    await k.clock("2022-04-07 08:00");
    expect(await fresh()).toEqual([]);
  });

  it("marks 逾期 at the deadline and no earlier", async () => {
    k = await openReminded("yongtai-day");
    await k.done("池敏", "#永泰县指挥部", TASK);
    await k.clock("10:59");
    const task = await itemOf(k, "0406");
    expect((await targetOf(k, task, "赤壁2号")).overdue).toBe(false);
    await k.clock("11:00");
    expect((await targetOf(k, task, "赤壁2号")).overdue).toBe(true);
    await k.done("侯兰", "@任务", `/报 ${task.label} 47`);
    expect((await targetOf(k, task, "赤壁2号")).overdue).toBe(false);
  });

  it.each([
    ["10:40", ["11:00", "11:15", "11:30"]],
    ["11:20", ["11:00", "11:20", "11:30"]],
    ["11:40", ["11:00", "11:30", "11:40"]],
  ])("平→战 at %s: what is due goes at once, nothing repeats", async (switched, expected) => {
    k = await openReminded("yongtai-day");
    await k.done("池敏", "#永泰县指挥部", TASK);
    await k.clock("10:30");
    const fresh = watch(k, ["#赤壁村", "#葛岭镇"]);
    await fresh();
    const seen: string[] = [];
    const times = ["10:40", "11:00", "11:15", "11:20", "11:30", "11:40", "12:00", "13:00"];
    for (const time of times) {
      await k.clock(time);
      if (time === switched) {
        await k.done("谢远", "#永泰县指挥部", "/平战 战 范围=葛岭镇 原因=演练");
        await k.clock(time);
      }
      if ((await fresh()).length > 0) seen.push(time);
    }
    expect(seen).toEqual(expected);
  });

  it("战→平 halfway leaves out what has been done", async () => {
    k = await openReminded("yongtai-day");
    await k.done("谢远", "#永泰县指挥部", "/平战 战 范围=葛岭镇 原因=演练");
    await k.clock("08:00");
    await k.done("池敏", "#永泰县指挥部", TASK);
    await k.clock("11:15");
    await k.done("谢远", "#永泰县指挥部", "/平战 平 范围=葛岭镇 原因=结束");
    const fresh = watch(k, ["#赤壁村", "#葛岭镇"]);
    await fresh();
    await k.clock("11:59");
    expect(await fresh()).toEqual([]);
    await k.clock("12:00");
    expect(await fresh()).toEqual(["#葛岭镇"]);
    expect((await targetOf(k, await itemOf(k, "0406"), "赤壁2号")).step).toBe(3);
  });
});
