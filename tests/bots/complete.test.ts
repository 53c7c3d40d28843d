import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Completion } from "#contract/nouns";
import { resolveNode } from "#domain/org/node-ref";
import { parseTime } from "#domain/time/time";
import { complete } from "#kernel/complete/complete";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";

const HQ = "#岭县指挥部";
const ROOM = "#东山镇指挥室";
const GRID = "#东山一网格";

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots, at: "2020-01-27 08:00" });
  await k.done("方县长", HQ, "/指挥令 网格员到岗 范围=全县:网格 截止=18:00");
  await k.clock("08:01");
  await k.done("方县长", HQ, "/任务 旧任务 范围=东山一网格 路由=直达 截止=18:00");
  await k.done("方县长", HQ, "/结案 T0127-01 原因=已完成");
  const form = "字段=在册:整数!=名录.户数,方式:单选(电话|入户),安好:是否 阶段=摸底,入户";
  await k.clock("08:02");
  await k.done("程指挥", ROOM, `/任务 东山户情 范围=东山一网格,东山二网格 ${form} 截止=18:00`);
  await k.clock("08:03");
  await k.done("余指挥", "#西岙乡指挥室", "/任务 西岙户情 范围=西岙一网格 字段=在册 截止=18:00");
});
afterAll(() => k.stop());

/** Completes at `|`, or at the end. */
async function at(person: string, channel: string, line: string): Promise<Completion> {
  const bar = line.indexOf("|");
  const text = line.replace("|", "");
  const cursor = bar < 0 ? text.length : bar;
  return complete(k.kernel, person, { text, cursor, channel: k.channel(channel) });
}
const inserts = async (...asked: Parameters<typeof at>) =>
  (await at(...asked)).options.map(({ insert }) => insert.trim());

describe("command names", () => {
  it.each([
    ["方县长", HQ, "/rw", ["任务"]],
    ["方县长", HQ, "/renw", ["任务"]],
    ["方县长", HQ, "/zhl", ["指挥令"]],
    ["方县长", HQ, "/ta", ["task", "tally"]],
    ["方县长", HQ, "/TAS", ["task"]],
    ["方县长", HQ, "／指", ["指挥令"]],
    ["方县长", HQ, "、指", ["指挥令"]],
    ["方县长", HQ, "@任务 /指", ["指挥令"]],
    ["程指挥", ROOM, "/签", ["签收"]],
    ["程指挥", ROOM, "/上", ["上报"]],
    ["邱网格", GRID, "/上", ["上报"]],
    ["邱网格", GRID, "/zhl", []],
    ["邱网格", GRID, "rw", []],
    ["邱网格", GRID, "请看 /rw", []],
  ])("%s in %s types %s", async (person, channel, line, expected) => {
    expect(await inserts(person, channel, line)).toEqual(expected);
  });

  it("offers what this post may do here, and to residents what residents may use", async () => {
    const leader = await inserts("方县长", HQ, "/");
    expect(leader).toEqual(expect.arrayContaining(["指挥令", "任务", "平战", "帮助"]));
    expect(leader).not.toContain("上报");
    const worker = await inserts("邱网格", GRID, "/");
    expect(worker).toEqual(expect.arrayContaining(["报", "收到", "汇总"]));
    expect(worker).not.toContain("任务");
    expect(await inserts("户主", "#东山一网格·住户", "/")).not.toContain("汇总");
  });

  it("replaces the name wherever in it the cursor stands", async () => {
    expect(await at("方县长", HQ, "/任|务 防汛")).toMatchObject({
      from: 1,
      to: 3,
      options: [{ insert: "任务", label: "/任务", kind: "command" }],
    });
    expect((await at("方县长", HQ, "/rw")).options[0]).toMatchObject({
      insert: "任务 ",
      detail: "下达任务，收齐填报",
    });
  });
});

describe("argument keys", () => {
  it("names what is missing first, and nothing twice", async () => {
    const first = await at("程指挥", ROOM, "/任务 ");
    expect(first.options.slice(0, 2)).toMatchObject([
      { insert: "标题=", kind: "key", detail: expect.stringContaining("必填") },
      { insert: "截止=", kind: "key" },
    ]);
    const later = await inserts("程指挥", ROOM, "/任务 户情 缓急=平件 | 截止=18:00 催办=-30,0");
    for (const given of ["标题=", "截止=", "缓急=", "催办="]) expect(later).not.toContain(given);
    expect(later).toContain("范围=");
  });

  it.each([
    ["/任务 户情 jz", "截止=", [7, 9]],
    ["/任务 户情 截", "截止=", [7, 8]],
    ["/任务 户情，截", "截止=", [7, 8]],
    ["/任务 户情 cb", "催办=", [7, 9]],
    ["/任务 户情 ti", "催办=", [7, 9]],
    ["/任务 户情 x|y=18:00", "响应=", [7, 10]],
    ["/任务 户情 截|止=18:00 范围=东山镇", "截止=", [7, 10]],
    ["/结案 T0127-02 原因=误报 已核", undefined, [19, 21]],
    ["/任务 户情 标题=甲 截", "截止=", [12, 13]],
  ])("%s", async (line, expected, [from, to]) => {
    const { options, ...span } = await at("程指挥", ROOM, line);
    expect(span).toMatchObject({ from, to });
    expect(options[0]?.insert).toBe(expected);
  });

  it("knows aliases of keys, and other commands' keys for none of its own", async () => {
    expect(await inserts("程指挥", ROOM, "/结案 T0127-02 jz")).toEqual([]);
  });
});

it.each([
  ["/任", false],
  ["/收到", true],
  ["/任务 ", false],
  ["/任务 户情", false],
  ["/任务 户情 范围=", false],
  ["/任务 户情 范围=东山镇 截止=18:00 ", true],
  ["/任务 户情 范围=东山镇 截止=18:00 核", true],
])(
  "whether nothing required is missing besides the word at the cursor: %s",
  async (line, whole) => {
    expect((await at("程指挥", ROOM, line)).isComplete).toBe(whole);
  },
);

describe("values", () => {
  it.each([
    ["/任务 户情 缓急=", ["特急", "加急", "平件"]],
    ["/任务 户情 缓急=j", ["加急"]],
    ["/任务 户情 缓急=特|急", ["特急"]],
    ["/任务 户情 核实=", ["是", "否"]],
    ["/任务 户情 字段=在册:整", ["在册:整数!"]],
    ["/任务 户情 范围=东山一网格,xuc", ["徐村", "徐村一网格"]],
    ["/任务 户情 范围=东山镇:wg", ["东山镇:网格", "东山镇:网格长"]],
    ["/任务 户情 范围=全镇:站|", ["全镇:站所", "全镇:站长"]],
    ["/任务 户情 范围=未报:", ["未报:T0127-02"]],
    ["/任务 户情 范围=颜色:", ["颜色:红"]],
    ["/任务 户情 除=虚", ["虚拟单元01"]],
    ["/核实 T0127-02 全", ["全部"]],
    ["/核实 T0127-02 东山一网格 除=dseg", []],
    ["/核实 T0127-02 东山一网格 除=dsew", ["东山二网格"]],
    ["/任务 “防汛 范|围=", []],
    ["/任务 标题=“防汛 ", []],
    ["/任务 标题=防汛，二", []],
    ["/任务 户情\n第二行 截", []],
  ])("%s", async (line, expected) => {
    expect(await inserts("程指挥", ROOM, line)).toEqual(expected);
  });

  it("goes on after a place with all of it or a level below, by the county's own words", async () => {
    const levels = ["村社", "虚拟单元", "站所", "网格", "单元", "学校"];
    const { options } = await at("程指挥", ROOM, "/任务 户情 范围=东山镇");
    expect(options.map(({ label }) => label)).toEqual(["全部", ...levels.map((zh) => `:${zh}`)]);
    expect(options.map(({ insert }) => insert)).toEqual([
      "东山镇",
      ...levels.map((zh) => `东山镇:${zh}`),
    ]);
    const goesOn = async (word: string) =>
      (await at("程指挥", ROOM, `/任务 户情 范围=${word}`)).options.map((one) => one.goesOn);
    expect((await goesOn("东山"))[0]).toBe(true);
    expect(await goesOn("虚拟")).toEqual([undefined]);
  });

  it("offers scopes that mean something in one's own area", async () => {
    const room = await inserts("程指挥", ROOM, "/任务 户情 范围=");
    expect(room.slice(0, 4)).toEqual(["本辖区", "本级", "全镇", "本辖区:村社"]);
    expect(room).toContain("东山村");
    expect(room).not.toContain("全县");
    for (const word of room.filter((one) => !one.startsWith("未签收"))) {
      const sent = await k.kernel.preview("程指挥", {
        cid: `scope-${word}`,
        channel: k.channel(ROOM),
        text: `/任务 试 范围=${word} 截止=18:00`,
      });
      expect([word, sent.ok]).toEqual([word, true]);
    }
    expect(await inserts("方县长", HQ, "/任务 户情 范围=")).toContain("全县");
    // A village head in the town's channel may not reach the town, only the own village.
    const head = await inserts("东村书记", "#东山镇", "/任务 户情 范围=");
    expect(head).not.toContain("本辖区");
    expect(head).toContain("东山村");
  });

  it("offers times that can be read and lie ahead, at every hour of the day", async () => {
    const clock = await openTestKernel({ bots, at: "2020-01-27 00:10" });
    const { workdayEnd } = clock.kernel.org().profile;
    for (let hour = 0; hour < 24; hour += 1) {
      for (const prefix of ["", "1", "18", "2", "明日", "明日1", "mr", "3"]) {
        const text = `/任务 户情 截止=${prefix}`;
        const channel = clock.channel(ROOM);
        const line = { text, cursor: text.length, channel };
        const { options } = await complete(clock.kernel, "程指挥", line);
        expect([hour, prefix, options.length > 0]).toEqual([hour, prefix, true]);
        for (const { insert } of options) {
          const now = clock.at();
          const read = parseTime(insert, { now, workdayEnd, kind: "deadline" });
          expect([hour, insert, read.ok && read.at > now]).toEqual([hour, insert, true]);
        }
      }
      await clock.clock(clock.at() + 3_600_000);
    }
    await clock.stop();
  });

  it("offers what a vague time may mean, and a date beyond the usual ones", async () => {
    expect(await inserts("程指挥", ROOM, "/任务 户情 截止=月底")).toEqual([
      "1月31日18:00",
      "1月31日24:00",
    ]);
    expect(await inserts("程指挥", ROOM, "/任务 户情 截止=周五17:00")).toEqual(["周五17:00"]);
  });

  it("offers items newest first, by id and title, only open ones where they change", async () => {
    expect((await at("方县长", HQ, "/结案 ")).options.slice(0, 3)).toMatchObject([
      { insert: "T0127-03", kind: "item" },
      { insert: "T0127-02", detail: "东山户情，截止 1月27日(周一) 18:00" },
      { insert: "令1", label: "指挥部令〔2020〕1号" },
    ]);
    expect(await inserts("方县长", HQ, "/结案 T0127-01")).toEqual([]);
    expect(await inserts("方县长", HQ, "/汇总 T0127-01")).toEqual(["T0127-01"]);
    expect(await inserts("方县长", HQ, "/撤令 ")).toEqual(["令1", "原因="]);
    expect(await inserts("方县长", HQ, "/结案 dshq")).toEqual(["T0127-02"]);
    expect(await inserts("方县长", HQ, "/任务 新 依据=旧")).toEqual(["T0127-01"]);
    expect(await inserts("方县长", HQ, "/结案 令")).toEqual(["令1"]);
  });

  it("offers the fields of the reply that would bind, each once, and their choices", async () => {
    const fields = await at("邱网格", GRID, "/报 在");
    expect(fields).toEqual({
      from: 3,
      to: 4,
      isComplete: true,
      options: [
        {
          insert: "在册=",
          label: "在册=",
          detail: "在册（整数，必填，预填名录.户数）",
          kind: "field",
        },
      ],
    });
    expect(await inserts("邱网格", GRID, "/报 在册=6 ")).not.toContain("在册=");
    expect(await inserts("邱网格", GRID, "/报 在册=6,方")).toEqual(["方式="]);
    expect(await inserts("邱网格", GRID, "/报 T0127-02 6 方")).toEqual(["方式="]);
    expect(await inserts("邱网格", GRID, "/报 方式=")).toEqual(["电话", "入户"]);
    expect(await inserts("邱网格", GRID, "/报 安好=")).toEqual(["是", "否"]);
    expect(await inserts("邱网格", GRID, "/报 阶段=")).toEqual(["摸底", "入户"]);
    expect(await inserts("程指挥", ROOM, "/报 T0127-02 代=东山二网格 渠道=d")).toEqual([
      "电话",
      "当面",
      "对讲",
      "短信",
    ]);
  });

  it("offers places whose words mean just them", async () => {
    for (const prefix of ["", "d", "dong", "x", "东"]) {
      const { options } = await at("方县长", HQ, `/核实 T0127-02 ${prefix}`);
      for (const { insert, kind } of options.filter((one) => one.kind === "node")) {
        const ref = resolveNode(k.kernel.org().tree, insert, { from: "county", now: k.at() });
        expect([kind, insert, ref.ok]).toEqual(["node", insert, true]);
      }
    }
  });
});

describe("what is not one's own", () => {
  const EAST = /东山|徐村|虚拟单元|派出所|T0127-02|岭县二小/;
  const WEST = /西岙|码头|T0127-03/;
  const LINES = [
    "/",
    "/收到 ",
    "/报 ",
    "/报 T0127-02 ",
    "/报 T0127-03 ",
    "/报 T0127-02 代=",
    "/报 T0127-03 代=",
    "/汇总 ",
    "/汇总 T",
    "/汇总 d",
    "/汇总 x",
    "/汇总 户情",
    "/结案 ",
    "/下达 ",
    "/核实 T0127-02 ",
    "/免报 T0127-03 ",
    "/任务 x 范围=",
    "/任务 x 范围=d",
    "/任务 x 范围=x",
    "/任务 x 范围=东山镇:",
    "/任务 x 范围=西岙乡:",
    "/任务 x 范围=未报:",
    "/任务 x 范围=级别:",
    "/任务 x 除=",
    "/任务 x 依据=",
    "/找 ",
    "/找 x",
    "/找 d",
    "/名录 ",
  ];

  it.each([
    ["余指挥", "#西岙乡指挥室", EAST],
    ["西镇长", "#西岙乡指挥室", EAST],
    ["西书记", "#西岙社区", EAST],
    ["江网格", "#西岙一网格", EAST],
    ["程指挥", ROOM, WEST],
    ["邱网格", GRID, WEST],
    ["张所长", "#东山镇", WEST],
    ["户主", "#东山一网格·住户", WEST],
  ])("%s is never offered another town's items and places", async (person, channel, others) => {
    for (const line of LINES) {
      // A town's neighbours are in the directory (SPEC §6); nothing else of them is offered.
      const { options } = await at(person, channel, line);
      const own = /^\/[找名]/.test(line) ? options.filter(isBelowTown) : options;
      const seen = own.map(({ insert, label, detail }) => `${insert} ${label} ${detail ?? ""}`);
      expect([line, seen.filter((one) => others.test(one))]).toEqual([line, []]);
    }
  });

  it("keeps a volunteer and a resident from items", async () => {
    for (const [person, channel] of [
      ["志愿", "@任务"],
      ["户主", "#东山一网格·住户"],
    ] as const) {
      const { options } = await at(person, channel, "/收到 ");
      expect(options.filter(({ kind }) => kind === "item")).toEqual([]);
    }
  });

  it("does not complete in a channel one may not read", async () => {
    await expect(at("江网格", GRID, "/")).rejects.toMatchObject({ code: "not_found" });
  });
});

function isBelowTown({ detail = "" }: { detail?: string }): boolean {
  return !detail.startsWith("乡镇");
}
