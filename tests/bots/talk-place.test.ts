import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { complete } from "#kernel/complete/complete";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";
import { assignment, smallData } from "../support/small-org.ts";

/** A talk with a bot lies nowhere: what is said there is of the speaker's own post, never of the county. */
const TASK = "/任务 摸排 字段=人数:整数! 截止=23:00";
const TWICE = "徐村书记";
const talk = (who: string, bot = "任务") => `@${bot} ${who}`;

let k: TestKernel;
beforeAll(async () => {
  // 徐村书记 also heads 西岙社区, in the other town.
  const second = assignment(TWICE, "village_head", "w1", { id: "second" });
  const assignments = [...smallData.assignments, second];
  k = await openTestKernel({ bots, data: { ...smallData, assignments } });
});
afterAll(() => k.stop());

const issued = async (who: string, line = TASK) =>
  /T\d+-\d+/.exec(await k.done(who, talk(who), line))![0];
const refusal = async (who: string, line: string) => {
  const reply = await k.say(who, talk(who), line);
  return reply.ok ? reply.result.text : reply.error;
};

describe("of one post", () => {
  it.each([
    ["程指挥", 4, "east"],
    ["东村书记", 2, "e1"],
    ["方县长", 6, "county"],
  ])(
    "a task of %s goes to the %i places of their own, and its card counts there",
    async (who, n, node) => {
      expect(await k.done(who, talk(who), TASK)).toContain(`已发出，应报${n}，`);
      expect((await k.messages(talk(who))).at(-1)).toMatchObject({ kind: "card", node });
    },
  );

  it("an order of a town goes to the town", async () => {
    const told = await k.done("东镇长", talk("东镇长", "传令"), "/指挥令 到岗 截止=23:00 确认=是");
    expect(told).toContain("东山镇指挥部令〔2020〕1号 已发出，发给7个单位");
  });

  it("全镇 and 本辖区 are their own; what lies beyond is refused by name", async () => {
    expect(await k.done("程指挥", talk("程指挥"), `${TASK} 范围=全镇:网格`)).toContain("应报3");
    expect(await k.done("东村书记", talk("东村书记"), `${TASK} 范围=本辖区`)).toContain("应报3");
    expect(await refusal("东村书记", `${TASK} 范围=全镇`)).toMatchObject({ code: "forbidden" });
    expect(await refusal("东村书记", "/任务 西岙一网格 截止=23:00")).toMatchObject({
      message: "“西岙一网格”不在你的范围内，这一条发到的是全村，是不是写错了？还没有发出",
    });
  });

  it("counts, boards, the day and the directory are of their own place", async () => {
    const label = await issued("方县长");
    const say = (line: string) => k.done("程指挥", talk("程指挥"), line);
    expect(await say(`/汇总 ${label}`)).toMatch(/摸排（东山镇）\n应报4 /);
    expect(await say(`/看板 ${label}`)).toMatch(/摸排（东山镇）\n应报4 /);
    expect(await say("/日报")).toContain(" 东山镇 截至");
    expect(await say("/名录")).toMatch(/^东山镇：乡镇1 村社2 /);
  });

  it("全部 verifies their own", async () => {
    const label = await issued("东村书记", `${TASK} 核实=是`);
    await k.done("邱网格", talk("邱网格"), `/报 ${label} 3`);
    const told = await k.done("东村书记", talk("东村书记"), `/核实 ${label} 全部`);
    expect(told).toContain("已核1：东山一网格");
  });

  it("completion begins where they are", async () => {
    const line = { text: "/任务 摸排 范围=", cursor: 11, channel: k.channel(talk("程指挥")) };
    const { options } = await complete(k.kernel, "程指挥", line);
    const words = options.map(({ insert }) => insert.trim());
    expect(words).toEqual(expect.arrayContaining(["本辖区", "本级", "全镇"]));
    expect(words).not.toContain("全县");
  });

  it("a mode is switched only where it is said", async () => {
    const to = talk("东镇长", "令达");
    expect(await k.say("东镇长", to, "/平战 战 原因=防汛")).toMatchObject({ ok: false });
    await k.done("东镇长", to, "/平战 战 原因=防汛 范围=本辖区");
    const modeOf = (id: string) => k.kernel.org().tree.get(id)?.mode;
    expect(["east", "e1", "e2a", "west", "county"].map(modeOf)).toEqual([
      ...["战", "战", "战"],
      ...["平", "平"],
    ]);
  });
});

describe("of two posts", () => {
  it("a task without a scope asks which, and either choice goes there alone", async () => {
    const asked = await refusal(TWICE, TASK);
    expect(asked).toMatchObject({
      code: "ambiguous",
      message: "你在西岙社区、徐村都有岗位，发到哪里？点一个继续，还没有发出",
    });
    const { candidates = [] } = asked as { candidates?: { label: string; text: string }[] };
    expect(candidates.map(({ label }) => label)).toEqual(["范围=西岙社区:网格", "范围=徐村:网格"]);
    const told = [];
    for (const { text } of candidates) told.push(await k.done(TWICE, talk(TWICE), text));
    expect(told.map((text) => /应报\d+/.exec(text)![0])).toEqual(["应报2", "应报1"]);
  });

  it("a scope says from which; one that both have is not guessed", async () => {
    await issued(TWICE, `${TASK} 范围=码头网格`);
    expect((await k.messages(talk(TWICE))).at(-1)).toMatchObject({ node: "w1" });
    expect(await refusal(TWICE, `${TASK} 范围=本辖区`)).toMatchObject({
      message: "你在西岙社区、徐村都有岗位，说不清从哪里发，请到要发的频道里发",
    });
    expect(await refusal(TWICE, `${TASK} 范围=东山村`)).toMatchObject({ code: "forbidden" });
  });

  it("counts and the directory are of both, of an item where it asks", async () => {
    const label = await issued(TWICE, `${TASK} 范围=徐村一网格`);
    expect(await k.done(TWICE, talk(TWICE), `/汇总 ${label}`)).toMatch(/^[^（]+（徐村）\n应报1 /);
    expect(await k.done(TWICE, talk(TWICE), "/名录 统计")).toBe(
      "西岙社区：村社1 网格2\n徐村：村社1 网格1",
    );
    expect(await k.done(TWICE, talk(TWICE, "台账"), "/日报")).toMatch(
      / 西岙社区 截至[\s\S]* 徐村 截至/,
    );
  });
});
