import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply, TestKernel } from "../support/kernel.ts";
import { openReminded, reminders, watch } from "../support/nudge.ts";

let k: TestKernel;
afterEach(() => k.stop());

const HQ = "#开化县指挥部";
const ROOM = "#池淮镇指挥室";
const CHANNELS = [HQ, ROOM, "#芹阳办事处指挥室", "#石门一网格", "#航头一网格", "#城东一网格"];
const refusal = (reply: Reply) => (reply.ok ? null : [reply.error.code, reply.error.message]);

describe("/催", () => {
  beforeEach(async () => {
    k = await openReminded("kaihua-day");
    await k.done(
      "汪洋",
      HQ,
      "/任务 核查 范围=石门一网格,航头一网格,城东一网格 字段=户:整数 路由=直达 截止=17:00",
    );
    await k.clock("09:00");
    await k.done("余航", "#航头一网格", "/报 T0127-01 5");
  });

  it("reminds those who have not answered, and only them", async () => {
    const fresh = watch(k, CHANNELS);
    expect(await k.done("汪洋", HQ, "/催 T0127-01")).toBe("已催2个：石门一网格、城东一网格");
    expect(await fresh()).toEqual(["#石门一网格", "#城东一网格"]);
    const [text] = await reminders(k, "#石门一网格");
    expect(text).toContain("T0127-01");
    expect(text).toContain("未报：石门一网格");
  });

  it.each(["/催办 T0127-01 石门一网格", "/催报 石门一网格 t0127-01", "/nudge 0127-01 石门村"])(
    "%s: some places",
    async (line) => {
      expect(await k.done("汪洋", HQ, line)).toBe("已催1个：石门一网格");
    },
  );

  it("takes the only open item issued here, and asks among several", async () => {
    expect(await k.done("汪洋", HQ, "/催")).toContain("已催2个");
    await k.done("汪洋", HQ, "/任务 另一件 范围=石门一网格 路由=直达 截止=18:00");
    const reply = await k.say("汪洋", HQ, "/催");
    expect(refusal(reply)?.[0]).toBe("ambiguous");
    expect(reply.ok ? [] : reply.error.candidates?.map(({ text }) => text)).toEqual([
      "/催 2020-T0127-02",
      "/催 2020-T0127-01",
    ]);
    expect(await k.done("汪洋", HQ, "1")).toBe("已催1个：石门一网格");
  });

  it("a room reaches its own town", async () => {
    expect(await k.done("余晖", ROOM, "/催 T0127-01")).toBe("已催1个：石门一网格");
  });

  it("waits ten minutes for each place, five in 战", async () => {
    await k.done("余晖", ROOM, "/催 T0127-01");
    expect(refusal(await k.say("余晖", ROOM, "/催 T0127-01"))).toEqual([
      "rate_limited",
      "T0127-01 刚催过，09:10后可以再催",
    ]);
    expect(await k.done("汪洋", HQ, "/催 T0127-01")).toBe(
      "已催1个：城东一网格；1个刚催过，09:10后可以再催",
    );
    await k.done("方舟", HQ, "/平战 战 范围=石门村 原因=响应");
    await k.clock("09:05");
    expect(await k.done("余晖", ROOM, "/催 T0127-01")).toBe("已催1个：石门一网格");
  });

  it("replaces the reminder that stands, and counts as one", async () => {
    await k.done("汪洋", HQ, "/催 T0127-01");
    await k.clock("09:10");
    await k.done("汪洋", HQ, "/催 T0127-01");
    expect(await reminders(k, "#石门一网格")).toHaveLength(2);
    expect(await reminders(k, "#石门一网格", { standing: true })).toHaveLength(1);
  });

  it("says when what it asks for is held back", async () => {
    await k.done("汪洋", HQ, "/任务 夜里的 范围=石门一网格 路由=直达 截止=明日12:00");
    await k.clock("22:30");
    const fresh = watch(k, [...CHANNELS, "@催办 徐婷"]);
    await fresh();
    const text = await k.done("汪洋", HQ, "/催 T0127-02");
    expect(text).toContain("1月28日(周二) 06:30送到");
    expect(await fresh()).toEqual([]);
    await k.clock("2020-01-28 06:30");
    expect(await fresh()).toContain("@催办 徐婷");
  });

  it.each<[string, string, string, string, string]>([
    ["an unknown id", "汪洋", "/催 T0127-09", "not_found", "T0127-09"],
    ["no id here", "余晖", "/催", "bad_argument", "例：T0127-01"],
    ["a place it was not sent to", "汪洋", "/催 T0127-01 杨林镇", "bad_argument", "没有发给"],
    ["a place that has answered", "汪洋", "/催 T0127-01 航头一网格", "conflict", "都已报"],
    ["a place out of reach", "余晖", "/催 T0127-01 城东一网格", "forbidden", "城东一网格"],
    ["a post without the right", "徐婷", "/催 T0127-01", "forbidden", "岗位"],
  ])("refuses %s", async (_, who, line, code, words) => {
    const at: Record<string, string> = { 汪洋: HQ, 余晖: ROOM, 徐婷: "#石门一网格" };
    const found = refusal(await k.say(who, at[who]!, line));
    expect(found?.[0]).toBe(code);
    expect(found?.[1]).toContain(words);
    expect(await reminders(k, "#石门一网格")).toEqual([]);
  });

  it("refuses what has ended", async () => {
    await k.done("汪洋", HQ, "/结案 T0127-01 原因=完成");
    expect(refusal(await k.say("汪洋", HQ, "/催 T0127-01"))?.[0]).toBe("conflict");
  });
});

describe("/催 at the gate", () => {
  beforeEach(async () => {
    k = await openReminded("kaihua-day");
    await k.done("汪洋", HQ, "/任务 核查 范围=石门一网格,航头一网格,城东一网格 截止=17:00");
    await k.clock("08:00");
  });

  it("reminds the rooms that have not passed it down", async () => {
    await k.done("江帆", "#芹阳办事处指挥室", "/下达 T0127-01");
    const fresh = watch(k, CHANNELS);
    expect(await k.done("汪洋", HQ, "/催 T0127-01")).toBe("已催1个：城东一网格；已催下达：池淮镇");
    expect(await fresh()).toEqual([ROOM, "#城东一网格"]);
    const [text] = await reminders(k, ROOM);
    expect(text).toContain("待交办2：石门一网格、航头一网格");
    expect(text).toContain("请先下达");
  });

  it("tells a room to pass down its own first", async () => {
    expect(refusal(await k.say("余晖", ROOM, "/催 T0127-01"))).toEqual([
      "conflict",
      "T0127-01 还没有下达，请先下达",
    ]);
  });
});
