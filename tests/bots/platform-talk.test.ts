import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCursor } from "#db/channels";
import { listEventsOfType } from "#db/events";
import { platform } from "../../server/commands/platform.ts";
import { openTestKernel, type Reply, type TestKernel } from "../support/kernel.ts";
import { NOW, smallData } from "../support/small-org.ts";

/** The small county, where 东山二网格 is at war. */
const data = {
  ...smallData,
  nodes: smallData.nodes.map((n) => (n.id === "e1b" ? { ...n, mode: "战" as const } : n)),
};

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots: [platform], data, at: NOW });
});
afterAll(() => k.stop());

const refusal = (reply: Reply) => (reply.ok ? null : [reply.error.code, reply.error.message]);
const newest = async (channel: string) => (await k.messages(channel)).at(-1)!;

describe("发言", () => {
  it("posts plain text under the post that sits there", async () => {
    expect(await k.done("邱网格", "#东山一网格", "今晚八点开会")).toBe("已发送");
    expect(await newest("#东山一网格")).toMatchObject({
      kind: "text",
      text: "今晚八点开会",
      person: "邱网格",
      post: "grid_worker",
      bot: null,
      mentions: [],
      quote: null,
    });
    const [fact] = await listEventsOfType(k.kernel.read, "message.posted");
    const { id, channel } = await newest("#东山一网格");
    expect(fact).toMatchObject({ person: "邱网格", node: "e1a", data: { channel, message: id } });
  });

  it.each(["/发言 门口集合，带好证件", "/say 门口集合，带好证件", "门口集合，带好证件"])(
    "%s posts the words",
    async (line) => {
      await k.done("邱网格", "#东山一网格", line);
      expect((await newest("#东山一网格")).text).toBe("门口集合，带好证件");
    },
  );

  it("takes the words from a form, and a line that looks like a command as it is", async () => {
    const form = { text: undefined, name: "say", input: { text: "门口集合" } };
    await k.done("邱网格", "#东山一网格", "", form);
    expect((await newest("#东山一网格")).text).toBe("门口集合");
    await k.done("邱网格", "#东山一网格", "/线索 这样写", { asText: true });
    expect((await newest("#东山一网格")).text).toBe("/线索 这样写");
  });

  it("keeps line breaks as typed", async () => {
    await k.done("邱网格", "#东山一网格", "一、测温\n二、登记");
    expect((await newest("#东山一网格")).text).toBe("一、测温\n二、登记");
  });

  it("lets the grid speak to its residents, who only listen", async () => {
    expect(await k.done("邱网格", "#东山一网格·住户", "明天停水")).toBe("已发送");
    expect(refusal(await k.say("户主", "#东山一网格·住户", "几点停水"))).toEqual([
      "forbidden",
      "住户群只看通知，不能发言，有事请找你的网格员",
    ]);
  });

  it("lets those above look in without speaking", async () => {
    expect(refusal(await k.say("方县长", "#东山镇指挥室", "在吗"))).toEqual([
      "forbidden",
      "你能看“东山镇指挥室”，但不在里面，不能发言，请找里面的人转达",
    ]);
    // The town's room looks down and may speak there (SPEC §6).
    expect(await k.done("程指挥", "#东山一网格", "请回电")).toBe("已发送");
    expect(await newest("#东山一网格")).toMatchObject({ person: "程指挥", post: "room" });
  });

  it("quotes a message of this channel only", async () => {
    await k.done("邱网格", "#东山一网格", "测温完成");
    const { id } = await newest("#东山一网格");
    await k.done("邱组长", "#东山一网格", "知道了", { quote: id });
    expect(await newest("#东山一网格")).toMatchObject({ text: "知道了", quote: id });
    for (const [channel, quote] of [
      ["#东山村", id],
      ["#东山一网格", "nothing"],
    ] as const) {
      expect(refusal(await k.say("邱网格", channel, "看这条", { quote }))).toEqual([
        "not_found",
        "引用的那条消息不在这个频道里，请去掉引用或重新选一条",
      ]);
    }
  });

  it("收到 said to a colleague's words is talk", async () => {
    await k.done("邱组长", "#东山一网格", "八点出发");
    const { id } = await newest("#东山一网格");
    expect(await k.done("邱网格", "#东山一网格", "收到，马上到", { quote: id })).toBe("已发送");
    expect(await newest("#东山一网格")).toMatchObject({ text: "收到，马上到", quote: id });
  });

  it.each<[string, string[]]>([
    ["@邱组长 请看", ["邱组长"]],
    ["请＠邱组长看一下", ["邱组长"]],
    ["@邱组长@邱网格都来", ["邱组长", "邱网格"]],
    ["@邱组长 @邱组长", ["邱组长"]],
    ["@网格长 请看", ["邱组长"]],
    ["@网格员 请看", ["邱网格"]],
    ["@方县长 不在这里", []],
    ["写信到 a@b.cn", []],
  ])("%s calls %j", async (line, called) => {
    await k.done("邱网格", "#东山一网格", line);
    expect((await newest("#东山一网格")).mentions).toEqual(called);
  });

  it("@全体 is for war and for what is urgent", async () => {
    for (const word of ["@全体", "@所有人"]) {
      expect(refusal(await k.say("邱网格", "#东山一网格", `${word} 开会`))).toEqual([
        "wrong_place",
        "平时不能@全体，请@要找的人或岗位；确实特急的，请在话里写明“特急”",
      ]);
    }
    await k.done("邱网格", "#东山一网格", "特急 @全体 转移");
    expect((await newest("#东山一网格")).mentions).toEqual(["跑腿", "邱组长", "楼道长"]);
    await k.done("毛网格", "#东山二网格", "@全体 转移");
    expect((await newest("#东山二网格")).text).toBe("@全体 转移");
    await k.done("陈教育", "#行业·教育", "特急 @全体 停课");
    expect((await newest("#行业·教育")).mentions).toEqual(["小学", "二小"]);
  });
});

describe("已读", () => {
  const read = (account: string, channel: string, line: string) => k.done(account, channel, line);
  const facts = async () => (await listEventsOfType(k.kernel.read, "channel.read")).length;

  it("moves forward, never back and never past the last", async () => {
    for (const text of ["一", "二", "三", "四"]) await k.done("徐网格", "#徐村一网格", text);
    expect(await read("徐村书记", "#徐村一网格", "/已读 2")).toBe("已读到2");
    expect(await read("徐村书记", "#徐村一网格", "/已读 1")).toBe("已读到2");
    expect(await read("徐村书记", "#徐村一网格", "/已读 ９９")).toBe("已读到4");
    expect(await read("徐村书记", "#徐村一网格", "/read 第几条=4")).toBe("已读到4");
    expect(await findCursor(k.kernel.read, "徐村书记", k.channel("#徐村一网格"))).toBe(4);
    // Two of the four said something new.
    expect(await facts()).toBe(2);
  });

  it("is for residents too, and for programs", async () => {
    await k.done("邱网格", "#东山一网格·住户", "明天来水");
    const input = { seq: 1 };
    const reply = await k.say("户主", "#东山一网格·住户", "", {
      text: undefined,
      name: "read",
      input,
    });
    expect(reply).toMatchObject({ ok: true, result: { text: "已读到1", seq: 1 } });
  });

  it.each([
    ["/已读", "缺少“第几条”，请补上"],
    ["/已读 -3", "第几条要填0以上的整数，你写的是“-3”"],
    ["/已读 第几条=很多", "第几条要填0以上的整数，你写的是“很多”"],
    ["/已读 很多", "/已读 看不懂“很多”"],
  ])("%s is refused", async (line, message) => {
    expect(refusal(await k.say("徐网格", "#徐村一网格", line))).toEqual(["bad_argument", message]);
  });
});
