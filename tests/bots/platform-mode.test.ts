import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ensureChannels } from "#db/channels";
import { listEventsOfType } from "#db/events";
import type { Kernel } from "#kernel/kernel";
import { platform } from "../../server/commands/platform.ts";
import { openTestKernel, type Reply, type TestKernel } from "../support/kernel.ts";

let k: TestKernel;
const refusal = (reply: Reply) => (reply.ok ? null : [reply.error.code, reply.error.message]);
const atWar = ({ org }: Kernel) =>
  org()
    .tree.nodes.filter((node) => node.mode === "战")
    .map((node) => node.name);

afterEach(() => k.stop());

describe("开化", () => {
  beforeEach(async () => {
    k = await openTestKernel({ bots: [platform], fixture: "kaihua-day" });
  });
  const HQ = "#开化县指挥部";

  it("switches the whole county: 24 places below it, and the county itself", async () => {
    const answer = await k.done("方舟", HQ, "/平战 战 范围=全县 原因=省启动一级响应 确认=是");
    expect(answer).toBe(
      [
        "24个节点转为战：乡镇3 村社9 网格12；催报阶梯 -30,0,+15,+30",
        "未排24小时值班：杨林镇指挥室、池淮镇指挥室、芹阳办事处指挥室",
        "原因：省启动一级响应",
        "开化县 县领导",
      ].join("\n"),
    );
    const war = atWar(k.kernel);
    expect(war).toHaveLength(25);
    expect(war).toContain("开化县");
    // What stands beside the land has no mode of its own.
    expect(war).not.toContain("县卫健局");
  });

  it("says it once, on a card where it was ordered, and keeps the fact", async () => {
    const answer = await k.done("方舟", HQ, "/平战 战 范围=杨林镇 原因=返乡");
    const [card, ...more] = await k.messages(HQ);
    expect(card).toMatchObject({ kind: "card", bot: "platform", text: answer, item: null });
    expect(more).toEqual([]);
    expect(await k.messages("#杨林镇指挥室")).toEqual([]);
    const [fact] = await listEventsOfType(k.kernel.read, "node.mode-switched");
    const yanglin = k.kernel.org().tree.byCode("330824107")!.id;
    expect(fact).toMatchObject({
      node: yanglin,
      post: "leader",
      data: { mode: "战", reason: "返乡" },
    });
    expect(fact?.data.nodes).toHaveLength(8);
  });

  it.each<[string, string[]]>([
    ["战 范围=石门村", ["石门村", "石门一网格"]],
    ["战 石门村", ["石门村", "石门一网格"]],
    ["石门村 战", ["石门村", "石门一网格"]],
    ["战 范围=石门村,航头村", ["石门村", "石门一网格", "航头村", "航头一网格"]],
    ["战 范围=石门村 除=石门一网格", ["石门村"]],
    ["战 范围=池淮村:网格", ["池淮一网格", "池淮二网格"]],
    ["战 范围=本级", ["开化县"]],
  ])("%s", async (line, places) => {
    const answer = await k.done("方舟", HQ, `/平战 ${line} 原因=演练`);
    expect(atWar(k.kernel)).toEqual(places);
    expect(answer).toContain(`${places.length}个节点转为战`);
    expect(answer).not.toContain("未排24小时值班");
  });

  it("a town leader has the own town, which is what stands there", async () => {
    await k.done("苏航", "#杨林镇指挥室", "/平战 战 原因=返乡");
    expect(atWar(k.kernel)).toHaveLength(8);
    expect(atWar(k.kernel)[0]).toBe("杨林镇");
    expect(refusal(await k.say("苏航", "#杨林镇", "/平战 战 范围=池淮镇 原因=返乡"))).toEqual([
      "forbidden",
      "池淮镇不在你的辖区，不能切换池淮镇的平战；请换范围，或请上级来做",
    ]);
  });

  it.each([
    ["余晖", "#池淮镇指挥室", "/平战 战 范围=池淮镇 原因=返乡", "forbidden", "能用的岗位：县领导"],
    ["方舟", HQ, "/平战 战 范围=全县 确认=是", "bad_argument", "缺少“原因”，请补上"],
    ["方舟", HQ, "/平战 范围=全县 原因=返乡", "bad_argument", "缺少“平战”，请补上"],
    ["方舟", HQ, "/平战 平战=紧急 原因=返乡", "bad_argument", "平战只能填战、平，没有“紧急”"],
    ["方舟", HQ, "/平战 平 原因=返乡", "conflict", "开化县已经是平，不用再切换"],
    ["方舟", HQ, "/平战 战 范围=某某镇 原因=返乡", "bad_argument", "没有找到“某某镇”"],
    ["方舟", HQ, "/平战 战 范围=杨玲镇 原因=返乡", "ambiguous", "没有找到“杨玲镇”"],
    ["方舟", HQ, "/平战 战 范围=全县 除=杨玲镇 原因=返乡", "bad_argument", "没有找到“杨玲镇”"],
    ["方舟", HQ, "/平战 战 某某 原因=返乡", "bad_argument", "没有找到“某某”"],
    ["方舟", HQ, "/平战 战 杨林镇 返乡", "bad_argument", "/平战 看不懂“返乡”"],
    ["方舟", HQ, "/平战 战 范围=县卫健局 原因=返乡", "bad_argument", "“县卫健局”不能切换平战"],
    ["方舟", HQ, "/平战 战 范围=全县:网格员 原因=返乡", "bad_argument", "不能切换平战"],
    ["方舟", HQ, "/平战 战 范围=未报:T0127-01 原因=返乡", "bad_argument", "不能切换平战"],
    ["方舟", HQ, "/平战 战 范围=全县 除=@队伍 原因=返乡", "bad_argument", "不能切换平战"],
    ["方舟", HQ, "/平战 战 范围=杨林村 除=杨林村 原因=返乡", "bad_argument", "没有剩下对象"],
  ])("%s %s %s is refused: %s", async (account, channel, line, code, message) => {
    const reply = await k.say(account, channel, line);
    expect(refusal(reply)).toEqual([code, expect.stringContaining(message)]);
    expect(atWar(k.kernel)).toEqual([]);
    expect(await k.messages(channel)).toEqual([]);
  });

  it("asks for the place where there is none", async () => {
    const person = k.kernel.org().byAccount("方舟")!.id;
    const talk = `bot:platform:${person}`;
    const row = { id: talk, kind: "bot", name: "令达", bot: "platform", person };
    await k.write((session) => ensureChannels(session, [row]));
    expect(refusal(await k.say("方舟", talk, "/平战 战 原因=返乡"))).toEqual([
      "bad_argument",
      "这里没有辖区，请写明范围",
    ]);
    expect(await k.done("方舟", talk, "/平战 战 范围=全县 原因=返乡")).toContain("24个节点");
  });

  it("offers the nearest places by number", async () => {
    const reply = await k.say("方舟", HQ, "/平战 战 杨玲镇 原因=返乡");
    expect(reply).toMatchObject({ ok: false, error: { code: "ambiguous", field: "范围" } });
    await k.done("方舟", HQ, "1");
    expect(atWar(k.kernel)[0]).toBe("杨林镇");
  });

  it("counts only what changes, and each place's own time at war", async () => {
    await k.done("方舟", HQ, "/平战 战 范围=杨林镇 原因=返乡");
    await k.clock("09:30");
    expect(await k.done("方舟", HQ, "/平战 战 范围=全县 原因=响应")).toContain(
      "16个节点转为战：乡镇2 村社6 网格8",
    );
    await k.clock("10:00");
    const towns = await k.done("方舟", HQ, "/平战 平 范围=杨林镇,池淮镇 原因=解除");
    expect(towns).toContain("16个节点转为平");
    expect(towns).toContain("催报阶梯 -30,0,+30,+60");
    expect(towns).toContain("\n杨林镇 战 3小时、池淮镇 战 30分\n");
    // The last town, and the county with it.
    const rest = await k.done("方舟", HQ, "/平战 平 范围=全县 原因=解除");
    expect(rest).toContain("8个节点转为平：乡镇1 村社3 网格4");
    expect(rest).toContain("\n战 30分\n");
    expect(atWar(k.kernel)).toEqual([]);
  });
});

describe("永泰", () => {
  beforeEach(async () => {
    k = await openTestKernel({ bots: [platform], fixture: "yongtai-day", at: "2022-04-06 07:46" });
  });
  const HQ = "#永泰县指挥部";

  it("switches one town with the levels that answer for nothing, and back", async () => {
    expect(refusal(await k.say("池敏", HQ, "/平战 战 范围=葛岭镇 原因=X0406-01"))?.[0]).toBe(
      "forbidden",
    );
    const answer = await k.done("谢远", HQ, "/平战 战 范围=葛岭镇 原因=X0406-01");
    expect(answer).toContain("11个节点转为战：乡镇1 村2 基础网格3 工作网格5；");
    expect(answer).toContain("\n未排24小时值班：葛岭镇综治中心\n");
    const { tree } = k.kernel.org();
    expect(tree.byCode("350125209")?.mode).toBe("平");
    await k.clock("20:40");
    const back = await k.done("谢远", HQ, "/平战 平 范围=葛岭镇 原因=X0406-01排除");
    expect(back).toContain("11个节点转为平");
    expect(back).toContain("\n战 12小时54分\n");
    expect(back).not.toContain("未排");
  });
});
