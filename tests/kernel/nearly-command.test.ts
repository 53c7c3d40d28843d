import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nameApart, withNameApart } from "#kernel/args/glued-name";
import { nearlyCommand } from "#kernel/args/nearly-command";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots });
});
afterAll(() => k.stop());

describe("a name glued to what follows", () => {
  it.each([
    ["/收到令17", "/收到 令17"],
    ["／签收第十七号令", "／签收 第十七号令"],
    ["@汪洋 /收到令17 已转发", "@汪洋 /收到 令17 已转发"],
    ["/汇总令17", "/汇总 令17"],
    ["/汇总任务0127-01", "/汇总 任务0127-01"],
    ["/ackT0127-01", "/ack T0127-01"],
    ["/ack令17", "/ack 令17"],
    ["/报六 0 0", "/报 六 0 0"],
    ["/报廿三", "/报 廿三"],
    ["/催办专项320", "/催办 专项320"],
    // Nothing to mend, and nothing to guess.
    ["/收到 令17", "/收到 令17"],
    ["/报6 0 0", "/报6 0 0"],
    ["/任务防汛", "/任务防汛"],
    ["/报警 一人被困", "/报警 一人被困"],
    ["/不是命令17", "/不是命令17"],
    ["收到令17", "收到令17"],
  ])("%s → %s", (typed, line) => expect(withNameApart(k.kernel.registry, typed)).toBe(line));

  it.each([
    ["/任务防汛 截止=18:00", ["/任务 防汛 截止=18:00"]],
    ["/指挥令全员到岗 范围=全县", ["/指挥令 全员到岗 范围=全县"]],
    ["/报警 一人被困", []],
    ["/没有这个", []],
  ])("%s is offered as %j", (typed, lines) =>
    expect(nameApart(k.kernel.registry, typed).map(({ text }) => text)).toEqual(lines),
  );

  it("is refused with the line as a button", async () => {
    const reply = await k.say("东村书记", "#东山村", "/任务查灯 范围=东山一网格 截止=23:00");
    expect(reply).toMatchObject({
      ok: false,
      error: {
        code: "unknown_command",
        candidates: [{ text: "/任务 查灯 范围=东山一网格 截止=23:00" }],
      },
    });
    expect(await k.done("东村书记", "#东山村", "1")).toMatch(/^T\d+-\d+ 已发出/);
  });
});

describe("an unknown name leads on by a button", () => {
  it.each([
    ["/renwu 查灯 截止=23:00", "/任务 查灯 截止=23:00"],
    ["/rw 查灯 截止=23:00", "/任务 查灯 截止=23:00"],
    ["@汪洋 /RW 查灯", "@汪洋 /任务 查灯"],
    ["/cui T0127-01", "/催 T0127-01"],
    ["/指辉令 全员到岗", "/指挥令 全员到岗"],
    ["/指挥 全员到岗", "/指挥令 全员到岗"],
    ["/帮助 rw", "/帮助 任务"],
  ])("%s → %s", async (typed, line) => {
    const reply = await k.say("东村书记", "#东山村", typed);
    expect(reply).toMatchObject({ ok: false, error: { code: "unknown_command" } });
    expect(reply.ok ? [] : reply.error.candidates?.map(({ text }) => text)).toContain(line);
  });

  it("says the same names in words and on buttons, no more than can be read", async () => {
    const reply = await k.say("东村书记", "#东山村", "/re 查灯");
    const labels = (!reply.ok && reply.error.candidates?.map(({ label }) => label)) || [];
    expect(labels.length).toBeGreaterThan(1);
    expect(labels.length).toBeLessThanOrEqual(4);
    expect(reply).toMatchObject({
      error: { message: expect.stringMatching(new RegExp(`你是不是要：${labels.join(" ")}$`)) },
    });
  });
});

describe("talk that is a command but for its first character", () => {
  it.each([
    ["“/任务 单点 截止=18:00”", "/任务 单点 截止=18:00"],
    ["【/任务 单点 截止=18:00】", "/任务 单点 截止=18:00"],
    ["1、/收到", "/收到"],
    ["2. /报 6 0 0", "/报 6 0 0"],
    ["。/报 6 0 0", "/报 6 0 0"],
    ["\\报 6 0 0", "/报 6 0 0"],
    ["任务 单点 截止=18:00", "/任务 单点 截止=18:00"],
    ["任务：单点 范围=杨林镇 截止＝18:00", "/任务：单点 范围=杨林镇 截止＝18:00"],
    ["核实 T0127-01 王家边网格", "/核实 T0127-01 王家边网格"],
    ["催 任务0127-01", "/催 任务0127-01"],
    ["汇总 令17", "/汇总 令17"],
  ])("%s is asked about as %s", (typed, line) =>
    expect(nearlyCommand(k.kernel.registry, typed)?.text).toBe(line),
  );

  it.each([
    "任务 今天完成了3项",
    "任务今天18:00前完成",
    "核实 3号楼的情况",
    "报告大家：路通了",
    "1、收到的请回复",
    "1、任务 2、巡查",
    "大米、青菜",
    "1/2",
    "和/或",
    "……",
    "\\",
    "看 https://a.cn/报",
    "@余晖/收到",
  ])("%s is talk", (typed) => expect(nearlyCommand(k.kernel.registry, typed)).toBeNull());

  it("is not posted without a tap", async () => {
    const line = "任务 查桥 范围=东山一网格 截止=23:00";
    const reply = await k.say("东村书记", "#东山村", line);
    expect(reply).toMatchObject({ ok: false, error: { code: "unknown_command" } });
    expect((await k.messages("#东山村")).map(({ text }) => text)).not.toContain(line);
    expect(await k.done("东村书记", "#东山村", line, { asText: true })).toBe("已发送");
  });
});
