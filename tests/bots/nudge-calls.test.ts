import { afterEach, describe, expect, it } from "vitest";
import { listTargets } from "#db/targets";
import { targetViews } from "#views/targets";
import { viewerOf } from "#views/viewer";
import { waitingFor } from "#views/waiting";
import type { TestKernel } from "../support/kernel.ts";
import { itemOf, openReminded, reminders } from "../support/nudge.ts";

let k: TestKernel;
afterEach(() => k.stop());

const HQ = "#开化县指挥部";
const ROOM = "#杨林镇指挥室";
const idOf = (account: string) => k.kernel.org().byAccount(account)!.id;

async function asked(more = ""): Promise<void> {
  await k.done("方舟", HQ, `/指挥令 夜间值守 范围=王家边网格 截止=20:00${more}`);
}

async function viewOf(account: string) {
  const item = await itemOf(k, "0127", 0);
  const [view] = await targetViews(viewerOf(k.kernel, idOf(account)), item);
  return view!;
}

describe("calls", () => {
  it("pass an order on after two failures, and a receipt ends what they found", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 18:00" });
    await asked();
    await k.done("程立", ROOM, "/去电 令1 王家边网格 结果=未接通");
    await k.clock("18:10");
    await k.done("程立", ROOM, "/去电 令1 王家边网格 结果=关机");
    expect(await viewOf("程立")).toMatchObject({
      state: "未联系上",
      calls: { failed: 2, toldAt: null, passedTo: "杨林村" },
    });
    expect(await reminders(k, "#杨林村")).toHaveLength(1);
    await k.done("邱实", "#王家边网格", "收到");
    expect(await viewOf("程立")).toMatchObject({
      state: "已响应",
      calls: { failed: 0, failedAt: null, passedTo: null },
    });
  });

  it("are never named upwards, and go on reminding who has the ask", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 09:00" });
    await k.done("方舟", HQ, "/指挥令 到岗 范围=王家边网格,杨林一网格 截止=10:40");
    await k.done("程立", ROOM, "/去电 令1 王家边网格 结果=未接通");
    await k.clock("09:10");
    await k.done("程立", ROOM, "/去电 令1 王家边网格 结果=未接通");
    await k.clock("10:10");
    expect((await reminders(k, "#杨林村")).at(-1)).toContain("未签收：王家边网格");
    await k.clock("11:40");
    // The village has the ask; the room above it hears only of the grid that nobody tried to call.
    expect((await reminders(k, "#杨林村")).at(-1)).toContain("还差2个网格：王家边网格（");
    const room = (await reminders(k, ROOM)).at(-1);
    expect(room).toContain("还差1个网格：杨林一网格（");
    expect(room).not.toContain("王家边");
  });

  it("taken back within the minute are marked where the next post was asked", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 18:00" });
    await asked();
    await k.done("程立", ROOM, "/去电 令1 王家边网格 结果=未接通");
    await k.clock("18:10");
    await k.done("程立", ROOM, "/去电 令1 王家边网格 结果=未接通");
    await k.done("程立", ROOM, "/撤回");
    const [asking] = await reminders(k, "#杨林村");
    expect(asking).toMatch(/^【已撤回】催办/);
    expect(await viewOf("程立")).toMatchObject({
      state: "已派",
      calls: { failed: 1, passedTo: null },
    });
  });

  it("ask the next post at 06:30 where it is night and peace", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 19:00" });
    await asked();
    await k.clock("22:30");
    await k.done("程立", ROOM, "/去电 令1 王家边网格 结果=未接通");
    await k.clock("22:40");
    const before = (await reminders(k, "#杨林村")).length;
    const said = await k.done("程立", ROOM, "/去电 令1 王家边网格 结果=未接通");
    expect(said).toContain("1月28日(周二) 06:30送到");
    expect(await reminders(k, "#杨林村")).toHaveLength(before);
  });

  it("are to one person where everyone signs", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 18:00" });
    await k.done("方舟", HQ, "/指挥令 全员到岗 范围=杨林镇 回执=全员 截止=20:00");
    const line = "/去电 令1 杨林镇 结果=未接通";
    const which = await k.say("汪洋", HQ, line);
    expect(which).toMatchObject({ ok: false, error: { code: "ambiguous" } });
    const { candidates = [] } = which.ok ? {} : which.error;
    expect(candidates.map(({ label }) => label)).toContain("程立");
    await k.done("汪洋", HQ, candidates.find(({ label }) => label === "程立")!.text);
    const item = await itemOf(k, "0127", 0);
    const called = (await listTargets(k.kernel.read, item.id)).filter((r) => r.callsFailed > 0);
    expect(called.map((row) => row.part)).toEqual([idOf("程立")]);
    expect(await k.say("汪洋", HQ, `${line} 人=张三`)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining("没有“张三”") },
    });
  });

  it("are offered to whoever may log them, and to nobody else", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 18:00" });
    await asked();
    for (const [who, may] of [
      ["程立", true],
      ["汪洋", true],
      ["方舟", false],
      ["邱实", false],
    ] as const) {
      expect((await viewOf(who)).may.includes("call"), who).toBe(may);
    }
    await k.done("邱实", "#王家边网格", "收到");
    expect((await viewOf("程立")).may).not.toContain("call");
  });
});

describe("a town out of contact", () => {
  const centreTodo = async () => {
    const waiting = await waitingFor(viewerOf(k.kernel, idOf("汪洋")));
    return waiting.flatMap(({ todo = [] }) =>
      todo.map(({ what, nodeName, n }) => [what, nodeName, n]),
    );
  };

  it("waits with the county centre until the town acts", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 18:00" });
    await asked();
    expect(await centreTodo()).toEqual([]);
    await k.done("汪洋", HQ, "/失联 杨林镇 原因=光缆断");
    expect(await centreTodo()).toEqual([["失联", "杨林镇", 1]]);
    expect(await viewOf("汪洋")).toMatchObject({ outOfContact: true });
    expect((await viewOf("汪洋")).may).toContain("proxy");
    const refusal = { ok: false, error: { code: "forbidden" } };
    expect(await k.say("方舟", HQ, "/收到 令1 代=王家边网格 渠道=对讲")).toMatchObject(refusal);
    // Opening a screen is no act; a grid's receipt is not the town's.
    await k.done("邱实", "#王家边网格", "在的");
    expect(await viewOf("汪洋")).toMatchObject({ outOfContact: true });
    await k.done("程立", ROOM, "路通了");
    expect(await viewOf("汪洋")).toMatchObject({ outOfContact: false });
    expect((await viewOf("汪洋")).may).not.toContain("proxy");
    expect(await centreTodo()).toEqual([]);
    const told = (await k.messages(HQ)).filter(({ text }) => text.startsWith("杨林镇恢复联系"));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ bot: "nudge", person: null });
  });

  it("is taken back by the centre, once", async () => {
    k = await openReminded("kaihua-day", { at: "2020-01-27 18:00" });
    await asked();
    await k.done("汪洋", HQ, "/失联 杨林镇 原因=光缆断");
    await k.done("汪洋", HQ, "/收到 令1 代=王家边网格 渠道=对讲");
    expect(await viewOf("汪洋")).toMatchObject({ marks: ["代签"] });
    await k.done("汪洋", HQ, "/失联 杨林镇 恢复");
    expect(await viewOf("汪洋")).toMatchObject({ outOfContact: false, marks: ["代签"] });
    expect(await k.say("汪洋", HQ, "/失联 杨林镇 恢复")).toMatchObject({ ok: false });
  });
});
