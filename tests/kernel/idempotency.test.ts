import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCommand } from "#db/commands";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type Reply, type TestKernel } from "../support/kernel.ts";

const GRID = "#航头一网格";
const SEVEN_DAYS = 7 * 24 * 60 * 60_000;

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots, fixture: "kaihua-day" });
});
afterAll(() => k.stop());

const yu = () => k.kernel.org().byAccount("余航")!.id;
const texts = async (channel: string) => (await k.messages(channel)).map(({ text }) => text);
const stored = (cid: string) => findCommand(k.kernel.read, yu(), cid);
const codeOf = (reply: Reply) => (reply.ok ? null : reply.error.code);

describe("one cid", () => {
  it("gives the same answer again to the same body, and writes once", async () => {
    const first = await k.say("余航", GRID, "道口已封", { cid: "same-1" });
    const again = await k.say("余航", GRID, "道口已封", { cid: "same-1" });
    expect(first).toMatchObject({ ok: true });
    expect(again).toEqual({ ...first, replayed: true });
    expect((await texts(GRID)).filter((text) => text === "道口已封")).toHaveLength(1);
  });

  it("is refused with another body, whatever part of it differs", async () => {
    await k.done("余航", GRID, "东口", { cid: "other-1" });
    const before = await texts(GRID);
    const others = [
      k.say("余航", GRID, "西口", { cid: "other-1" }),
      k.say("余航", "#航头村", "东口", { cid: "other-1" }),
      k.say("余航", GRID, "东口", { cid: "other-1", asText: true }),
      k.say("余航", GRID, "东口", { cid: "other-1", clientAt: 1 }),
    ];
    expect((await Promise.all(others)).map(codeOf)).toEqual(Array(4).fill("conflict"));
    expect(await texts(GRID)).toEqual(before);
  });

  it("is each person's own", async () => {
    await k.done("余航", GRID, "一人", { cid: "own-1" });
    expect(await k.done("余林", "#航头村", "另一人", { cid: "own-1" })).toBe("已发送");
  });

  it("five times at once is one row, one message, one answer", async () => {
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => k.say("余航", GRID, "五次", { cid: "five-1" })),
    );
    const ids = replies.map((reply) => (reply.ok ? reply.messages : reply.error));
    expect(new Set(ids.map((list) => JSON.stringify(list))).size).toBe(1);
    expect(replies.filter((reply) => reply.ok && reply.replayed)).toHaveLength(4);
    expect((await texts(GRID)).filter((text) => text === "五次")).toHaveLength(1);
  });

  it("with two bodies at once is one of them, and a conflict", async () => {
    const replies = await Promise.all(
      ["甲", "乙"].map((text) => k.say("余航", GRID, text, { cid: "race-1" })),
    );
    expect(replies.map(codeOf).sort()).toEqual(["conflict", null]);
    expect((await texts(GRID)).filter((text) => text === "甲" || text === "乙")).toHaveLength(1);
  });

  it("is remembered by a restarted server, seven days later", async () => {
    const first = await k.say("余航", GRID, "七天前", { cid: "later-1" });
    await k.clock(k.at() + SEVEN_DAYS);
    const restarted = await k.twin();
    const envelope = { cid: "later-1", channel: k.channel(GRID), text: "七天前" };
    expect(await restarted.perform(yu(), envelope)).toEqual({ ...first, replayed: true });
    expect((await texts(GRID)).filter((text) => text === "七天前")).toHaveLength(1);
  });
});

describe("a refusal", () => {
  /** All but the question that is put to the sender, who may answer it by its number. */
  const written = async () =>
    (await k.stored())
      .split("\n")
      .filter((row) => !row.includes(",choice,"))
      .join("\n");

  it.each([
    ["unknown_command", "/没有的命令"],
    ["bad_argument", ""],
    ["forbidden", "/专项 返乡核查 截止=17:00"],
    ["conflict", "/报 6 0 0"],
    ["not_found", "/汇总 T0127-77"],
  ])("%s stores nothing, and its cid may be used again", async (code, text) => {
    const cid = `refused-${code}`;
    const before = await written();
    expect(codeOf(await k.say("余航", GRID, text, { cid }))).toBe(code);
    expect(await stored(cid)).toBeUndefined();
    if (process.env.LINGDA_TEST_DB === "postgres") expect(await written()).toBe(before);
    expect(await k.done("余航", GRID, `改成 ${code}`, { cid })).toBe("已发送");
    expect(await stored(cid)).toMatchObject({ name: "say" });
  });

  it("meets who is not known, and who looks where they may not", async () => {
    const envelope = { cid: "nobody", channel: k.channel(GRID), text: "你好" };
    const nobody = await k.kernel.perform("无此人", envelope);
    expect(nobody).toMatchObject({ ok: false, error: { code: "unauthenticated" } });
    const preview = await k.kernel.preview("无此人", envelope);
    expect(preview).toMatchObject({ ok: false, error: { code: "unauthenticated" } });
    expect(codeOf(await k.say("余航", "#杨林镇指挥室", "你好"))).toBe("not_found");
    expect(codeOf(await k.say("余航", "没有的频道", "你好"))).toBe("not_found");
  });
});

describe("what only the sender sees", () => {
  it("comes with the answer, also the second time, and stands in no channel", async () => {
    const line = "刚才收到王伯的电话，他同意";
    const first = await k.say("余航", GRID, line, { cid: "whisper-1" });
    expect(first).toMatchObject({ private: ["算作“收到”吗？是的话请单独回“收到”"] });
    expect(await k.say("余航", GRID, line, { cid: "whisper-1" })).toEqual({
      ...first,
      replayed: true,
    });
    expect((await texts(GRID)).join("\n")).not.toContain("算作");
  });
});
