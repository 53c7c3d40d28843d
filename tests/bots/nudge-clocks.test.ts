import { and, eq, isNull } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { herald } from "#bots/herald/bot";
import { nudge } from "#bots/nudge/bot";
import { tasker } from "#bots/tasker/bot";
import { listEventsOf } from "#db/events";
import { generateCounty } from "#db/generate";
import { loadProfile } from "#db/profiles";
import { loadRegistry } from "#db/registry";
import { message } from "#db/schema/chat";
import { platform } from "../../server/commands/platform.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";
import { itemOf, openReminded, reminders, targetOf, watch } from "../support/nudge.ts";

let k: TestKernel;
afterEach(() => k.stop());

const HQ = "#开化县指挥部";
const CHANNELS = [
  HQ,
  "#杨林镇指挥室",
  "#池淮镇指挥室",
  "#芹阳办事处指挥室",
  "#石门村",
  "#石门一网格",
  "#航头一网格",
  "#城东一网格",
];

describe("each step fires once", () => {
  it("fired by several at the same time, late and again (C8)", async () => {
    k = await openReminded("kaihua-day");
    await k.done("方舟", HQ, "/平战 战 范围=全县 原因=响应 确认=是");
    await k.done("方舟", HQ, "/指挥令 到岗 范围=全县 截止=09:00");
    // SQLite has one writer, so one server.
    const other = process.env.LINGDA_TEST_DB === "postgres" ? await k.twin() : k.kernel;
    const noon = k.at() + 5 * 3_600_000;
    await Promise.all([k.kernel.fireDue(noon), other.fireDue(noon), k.kernel.fireDue(noon)]);
    expect(await other.fireDue(noon)).toBe(0);
    // −30 and 0; its grids' third step goes to the village, its own to the town.
    expect(await reminders(k, "#石门一网格")).toHaveLength(2);
    expect(await reminders(k, "#石门村")).toHaveLength(3);
    expect(await reminders(k, "#池淮镇指挥室")).toHaveLength(4);
    const item = await itemOf(k, "0127", 0);
    const events = await listEventsOf(k.kernel.read, item.id);
    expect(events.filter(({ type }) => type === "target.reminded")).toHaveLength(4);
    expect(events.filter(({ type }) => type === "target.overdue")).toHaveLength(1);
    expect((await targetOf(k, item, "石门一网格")).step).toBe(3);
  });

  it("as of its own time, in order, when the server was down", async () => {
    k = await openReminded("kaihua-day");
    await k.done("方舟", HQ, "/指挥令 到岗 范围=石门一网格 截止=09:00");
    await k.clock("12:00");
    const rows = (await k.messages("#石门一网格")).filter(({ kind }) => kind === "reminder");
    expect(rows.map(({ at }) => new Date(at + 8 * 3_600_000).toISOString().slice(11, 16))).toEqual([
      "08:30",
      "09:00",
    ]);
  });

  it("not when it comes less than 15 minutes after dispatch", async () => {
    k = await openReminded("kaihua-day");
    await k.clock("08:20");
    await k.done("方舟", HQ, "/指挥令 到岗 范围=石门一网格 截止=09:00");
    await k.clock("08:50");
    expect(await reminders(k, "#石门一网格")).toEqual([]);
    await k.clock("09:00");
    expect(await reminders(k, "#石门一网格")).toHaveLength(1);
  });
});

describe("the response deadline", () => {
  it("reminds the silent, and gives each room one list", async () => {
    k = await openReminded("kaihua-day");
    await k.done(
      "汪洋",
      HQ,
      "/任务 核查 范围=石门一网格,航头一网格,城东一网格 路由=直达 响应=10:30 截止=17:00",
    );
    await k.done("余航", "#航头一网格", "收到");
    const fresh = watch(k, CHANNELS);
    await k.clock("10:29");
    expect(await fresh()).toEqual([]);
    await k.clock("10:30");
    expect(await fresh()).toEqual([
      "#池淮镇指挥室",
      "#芹阳办事处指挥室",
      "#石门一网格",
      "#城东一网格",
    ]);
    const [list] = await reminders(k, "#池淮镇指挥室");
    expect(list).toContain("未响应：石门一网格（徐婷");
    expect(list).not.toContain("航头一网格");
    await k.clock("16:29");
    expect(await fresh()).toEqual([]);
  });

  it("says nothing when all have responded, or when it is the deadline itself", async () => {
    k = await openReminded("kaihua-day");
    await k.done("汪洋", HQ, "/任务 核查 范围=石门一网格 路由=直达 响应=10:30 截止=17:00");
    await k.done("徐婷", "#石门一网格", "收到");
    const fresh = watch(k, CHANNELS);
    await k.clock("10:30");
    expect(await fresh()).toEqual([]);
  });
});

describe("the gate", () => {
  it("starts a target's clocks when its town passes it down, by the town's own deadline", async () => {
    k = await openReminded("kaihua-day");
    await k.done("汪洋", HQ, "/任务 核查 范围=石门一网格,城东一网格 截止=17:00");
    await k.clock("09:00");
    await k.done("余晖", "#池淮镇指挥室", "/下达 T0127-01 截止=16:00");
    const fresh = watch(k, CHANNELS);
    await k.clock("15:30");
    expect(await fresh()).toEqual(["#石门一网格"]);
    await k.clock("16:00");
    expect(await fresh()).toEqual(["#石门村", "#石门一网格"]);
    const item = await itemOf(k, "0127");
    // 逾期 is judged by the task's own deadline.
    expect((await targetOf(k, item, "石门一网格")).overdue).toBe(false);
    await k.clock("17:00");
    expect((await targetOf(k, item, "石门一网格")).overdue).toBe(true);
    expect((await targetOf(k, item, "城东一网格")).overdue).toBe(false);
    expect(await reminders(k, "#城东一网格")).toEqual([]);
  });
});

describe("what is sent back", () => {
  const issued = async () => {
    k = await openReminded("kaihua-day");
    await k.done("汪洋", HQ, "/任务 核查 范围=石门一网格 字段=户:整数 路由=直达 截止=10:00");
    await k.clock("09:00");
    await k.done("徐婷", "#石门一网格", "/报 T0127-01 5");
  };

  it("is reminded anew by its new deadline", async () => {
    await issued();
    await k.clock("09:20");
    await k.done("余晖", "#池淮镇指挥室", "/退回 T0127-01 石门一网格 原因=数不对 截止=12:00");
    const fresh = watch(k, CHANNELS);
    await k.clock("11:29");
    expect(await fresh()).toEqual([]);
    await k.clock("11:30");
    expect(await fresh()).toEqual(["#石门一网格"]);
    await k.clock("12:00");
    expect(await fresh()).toEqual(["#石门村", "#石门一网格"]);
    expect((await targetOf(k, await itemOf(k, "0127"), "石门一网格")).overdue).toBe(true);
  });

  it("is overdue at once when its deadline has passed", async () => {
    await issued();
    await k.clock("10:30");
    await k.done("余晖", "#池淮镇指挥室", "/退回 T0127-01 石门一网格 原因=数不对");
    expect((await targetOf(k, await itemOf(k, "0127"), "石门一网格")).overdue).toBe(true);
  });
});

describe("困难", () => {
  it("pauses the worker's reminders one step, and is never named upwards", async () => {
    k = await openReminded("kaihua-day");
    await k.done("汪洋", HQ, "/任务 核查 范围=石门一网格,航头一网格 路由=直达 截止=10:00");
    await k.clock("09:00");
    await k.done("徐婷", "#石门一网格", "/困难 T0127-01 类=人手 两人隔离");
    const fresh = watch(k, CHANNELS);
    await k.clock("09:30");
    expect(await fresh()).toEqual(["#航头一网格"]);
    await k.clock("10:00");
    expect(await fresh()).toEqual(["#石门一网格", "#航头一网格"]);
    await k.clock("11:00");
    const [room] = (await reminders(k, "#池淮镇指挥室")).slice(-1);
    expect(room).toContain("还差1个网格：航头一网格");
    expect(room).not.toContain("石门一网格");
    expect(room).toContain("有困难1个，请池淮镇指挥室决定");
  });
});

describe("a whole county", () => {
  it("reminds 1,085 grids and their villages, each channel once", async () => {
    const data = generateCounty(loadProfile("yongtai"), loadRegistry());
    const bots = [platform, herald, tasker, nudge];
    k = await openTestKernel({ bots, data, at: data.at });
    const leader = data.assignments.find(({ post }) => post === "leader")!.person;
    const { account } = data.people.find(({ id }) => id === leader)!;
    const line = "/任务 摸排 范围=全县:工作网格 截止=2小时内 确认=是";
    expect(await k.done(account, "#永泰县指挥部", line)).toContain("应报1085");
    await k.clock(data.at + 2 * 3_600_000);
    const villages = data.nodes.filter(({ level }) => level === "village");
    const [village] = villages;
    const texts = await reminders(k, `staff:${village!.id}`, { standing: true });
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain("逾期1085");
    const rows = await k.kernel.read
      .select({ channel: message.channel })
      .from(message)
      .where(and(eq(message.kind, "reminder"), isNull(message.replacedBy)));
    const direct = rows.filter(({ channel }) => channel.startsWith("bot:"));
    expect(rows.length - direct.length).toBe(villages.length);
    expect(new Set(rows.map(({ channel }) => channel)).size).toBe(rows.length);
    const item = await itemOf(k, "0406");
    const events = await listEventsOf(k.kernel.read, item.id);
    expect(events.filter(({ type }) => type === "target.reminded")).toHaveLength(2);
  });
});
