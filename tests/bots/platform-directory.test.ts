import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { platform } from "../../server/commands/platform.ts";
import { openTestKernel, type Reply, type TestKernel } from "../support/kernel.ts";
import { assignment, NOW, node, person, smallDataWith } from "../support/small-org.ts";

const refusal = (reply: Reply) => (reply.ok ? null : [reply.error.code, reply.error.message]);
const phoneOf = (k: TestKernel, account: string) => k.kernel.org().byAccount(account)!.phone;

describe("名录, two counties", () => {
  it("永泰 counts its levels, its households and its groups", async () => {
    const k = await openTestKernel({ bots: [platform], fixture: "yongtai-day" });
    const counts = "永泰县：县1 乡镇2 村4 基础网格5 工作网格8 家庭318；群18";
    expect(await k.done("池敏", "#永泰县指挥部", "/名录 统计")).toBe(counts);
    expect(await k.done("池敏", "#永泰县指挥部", "/名录")).toBe(counts);
    expect(await k.done("鲍捷", "#葛岭镇", "/tree 统计")).toBe(
      "葛岭镇：乡镇1 村2 基础网格3 工作网格5 家庭213",
    );
    expect(await k.done("鲍捷", "#葛岭镇", "/名录 溪洋基础一")).toBe(
      "溪洋基础一：工作网格2 家庭80",
    );
    await k.stop();
  });

  it("开化 counts one level's households once", async () => {
    const k = await openTestKernel({ bots: [platform], fixture: "kaihua-day" });
    expect(await k.done("汪洋", "#开化县指挥部", "/名录 统计")).toBe(
      "开化县：县1 乡镇3 村社9 网格12 户856；群41",
    );
    const card = await k.done("程立", "#杨林镇指挥室", "/名录 杨林镇");
    expect(card).toBe(
      `杨林镇：村社3 网格4 户195；责任：综合信息指挥室 程立 ☎${phoneOf(k, "程立")}、` +
        `乡镇分管领导 苏航 ☎${phoneOf(k, "苏航")}`,
    );
    const workers = (await k.done("汪洋", "#开化县指挥部", "/找 网格员")).split("\n");
    expect(workers).toHaveLength(11);
    expect(workers[0]).toBe(`王家边网格 网格员 邱实 ☎${phoneOf(k, "邱实")}`);
    expect(workers[10]).toBe("等12人，请再加一个地名或姓名");
    await k.stop();
  });
});

describe("the small county", () => {
  let k: TestKernel;
  beforeAll(async () => {
    const grids = Array.from({ length: 11 }, (_, i) =>
      node(`x${i + 1}`, "grid", "w1", `西岙${i + 10}网格`),
    );
    const data = smallDataWith({
      nodes: [
        node("e3", "village", "east", "古竹村"),
        node("w3", "village", "west", "古竹村", { code: "330000200300" }),
        node("e3a", "grid", "e3", "古竹一网格"),
        ...grids,
      ],
      people: [{ ...person("徐婷"), phone: "13900000001" }, person("江代")],
      assignments: [
        assignment("徐婷", "grid_worker", "e3a"),
        assignment("江代", "grid_worker", "w1a", { deputyFor: "江网格:grid_worker" }),
      ],
    });
    k = await openTestKernel({ bots: [platform], data, at: NOW });
  });
  afterAll(() => k.stop());

  it.each([
    ["#东山镇", "/名录 徐村", "徐村：网格1；责任：村书记 徐村书记（未登记电话）"],
    ["#东山镇", "/名录 古竹一网格", "古竹一网格：责任：专职网格员 徐婷 ☎13900000001"],
    ["#东山镇", "/名录 东山镇 古竹村", "古竹村：网格1；责任：暂无"],
    ["#东山镇", "/名录 东山镇/古竹村", "古竹村：网格1；责任：暂无"],
    ["#东山镇", "/名录 东山村", "东山村：网格2 单元1；责任：村书记 东村书记（未登记电话）"],
    ["#东山镇", "/名录 派出所", "东山派出所：责任：站长 张所长（未登记电话）"],
  ])("%s %s", async (channel, line, text) => {
    expect(await k.done("程指挥", channel, line)).toBe(text);
  });

  it("names the places that nobody answers for, ten at most", async () => {
    expect(await k.done("程指挥", "#东山镇", "/名录 东山镇")).toContain("；无责任人1：古竹村");
    const west = await k.done("余指挥", "#西岙乡", "/名录 西岙社区");
    expect(west).toMatch(/；无责任人11：西岙10网格、.*西岙19网格等11个$/);
  });

  it("asks which one, and goes on with a number", async () => {
    const reply = await k.say("方县长", "#岭县指挥部", "/名录 古竹村");
    expect(refusal(reply)).toEqual([
      "ambiguous",
      "“古竹村”有2处：①东山镇/古竹村 ②西岙乡/古竹村，点一个继续，还没有发出",
    ]);
    expect(await k.done("方县长", "#岭县指挥部", "2")).toBe("古竹村：责任：暂无");
  });

  it.each([
    ["东山一网各", "bad_argument", /没有找到“东山一网各”，是不是：东山一网格/],
    ["月球", "bad_argument", /没有找到“月球”$/],
    ["西岙乡", "forbidden", /^你的岗位不能看西岙乡的名录，请找上级岗位$/],
  ])("/名录 %s is refused to a grid worker", async (place, code, message) => {
    const reply = await k.say("邱网格", "#东山一网格", `/名录 ${place}`);
    expect(refusal(reply)).toEqual([code, expect.stringMatching(message)]);
  });

  it.each<[string, string[]]>([
    ["古竹一网格", ["古竹一网格 专职网格员 徐婷 ☎13900000001"]],
    ["徐婷", ["古竹一网格 专职网格员 徐婷 ☎13900000001"]],
    ["xuting", ["古竹一网格 专职网格员 徐婷 ☎13900000001"]],
    ["XT", ["古竹一网格 专职网格员 徐婷 ☎13900000001"]],
    // Nobody sits in the village itself.
    ["东山镇/古竹村", ["古竹一网格 专职网格员 徐婷 ☎13900000001"]],
    ["东山镇 徐婷", ["古竹一网格 专职网格员 徐婷 ☎13900000001"]],
    [
      "东山镇",
      [
        "东山镇 镇街分管领导 东镇长（未登记电话）",
        "东山镇 指挥室 程指挥（未登记电话）",
        "东山镇 镇代办岗 叶代办（未登记电话）",
      ],
    ],
    [
      "东山村、网格员",
      ["东山一网格 专职网格员 邱网格（未登记电话）", "东山二网格 专职网格员 毛网格（未登记电话）"],
    ],
    [
      "dsyw",
      [
        "东山一网格 专职网格员 邱网格（未登记电话）",
        "东山一网格 网格长 邱组长（未登记电话）",
        "东山一网格 代办员 跑腿（未登记电话）",
        "东山一网格 志愿者 志愿（未登记电话）",
      ],
    ],
    ["派出所", ["东山派出所 站长 张所长（未登记电话）"]],
  ])("/找 %s", async (query, lines) => {
    expect(await k.done("程指挥", "#东山镇", `/找 ${query}`)).toBe(lines.join("\n"));
  });

  it("marks deputies", async () => {
    expect(await k.done("余指挥", "#西岙乡", "/找 江代")).toBe(
      "西岙一网格 专职网格员 江代（代）（未登记电话）",
    );
  });

  it("does not tell what is out of sight from what is not there, and never households", async () => {
    const tail = "；可以写地名、岗位、姓名或拼音，几个词之间空一格，例：石门村 网格员";
    for (const query of ["江网格", "户主", "没有的人"]) {
      expect(refusal(await k.say("邱网格", "#东山一网格", `/找 ${query}`))).toEqual([
        "not_found",
        `没有找到“${query}”${tail}`,
      ]);
    }
    expect(refusal(await k.say("邱网格", "#东山一网格", "/找 东山一网各"))?.[1]).toContain(
      "没有找到“东山一网各”，是不是：东山一网格",
    );
    expect(refusal(await k.say("邱网格", "#东山一网格", "/找"))).toEqual([
      "bad_argument",
      "缺少“找谁”，请补上",
    ]);
  });

  it("belongs into working channels", async () => {
    for (const line of ["/名录", "/找 徐婷"]) {
      expect(refusal(await k.say("户主", "#东山一网格·住户", line))?.[0]).toBe("wrong_place");
    }
  });
});
