import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Envelope, MAX_TEXT_BYTES } from "#contract/envelope";
import { findCommand } from "#db/commands";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type Reply, type TestKernel } from "../support/kernel.ts";

/** What gets past the edge, or around it: `perform` itself must bear it (issue 2 §6). */
const GRID = "#东山一网格";
const WORKER = { account: "邱网格", channel: GRID };
/** May issue tasks, so what is wrong with their line is the line. */
const HEAD = { account: "东村书记", channel: "#东山村" };

let k: TestKernel;
const faults: unknown[] = [];
beforeAll(async () => {
  k = await openTestKernel({ bots, onFault: (error) => faults.push(error) });
});
afterAll(() => k.stop());
afterEach(async () => {
  // Whatever came in, the next command finds everything in order.
  expect(faults).toEqual([]);
  const before = await count();
  expect(await k.done("邱网格", GRID, "还在")).toBe("已发送");
  expect(await count()).toBe(before + 1);
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

const count = async () => (await k.messages(GRID)).length;
const errorOf = (reply: Reply) => (reply.ok ? null : reply.error);

/** Sends what must be refused: one Chinese sentence, nothing written. */
async function refused(cid: string, text: string, more: Partial<Envelope> = {}, from = WORKER) {
  const before = await count();
  const error = errorOf(await k.say(from.account, from.channel, text, { cid, ...more }));
  expect(error?.message).toMatch(/[\u4e00-\u9fff]/);
  expect(error?.message).not.toMatch(/Error|undefined|null|NaN|\bat /);
  expect(await count()).toBe(before);
  expect(await findCommand(k.kernel.read, from.account, cid)).toBeUndefined();
  return error?.code;
}

const form = (input: unknown) =>
  ({ text: undefined, name: "say", input }) as unknown as Partial<Envelope>;

describe("text", () => {
  it("of 64 KiB is taken, one byte more is too large", async () => {
    expect(await k.done("邱网格", GRID, "x".repeat(MAX_TEXT_BYTES))).toBe("已发送");
    expect(await refused("big-1", "x".repeat(MAX_TEXT_BYTES + 1))).toBe("too_large");
    const chinese = "字".repeat(Math.ceil((MAX_TEXT_BYTES + 1) / 3));
    expect(await refused("big-2", chinese)).toBe("too_large");
    expect(await refused("big-3", "", form({ text: "x".repeat(MAX_TEXT_BYTES + 1) }))).toBe(
      "too_large",
    );
  });

  it.each([
    ["a lone surrogate", "道口\ud83d已封"],
    ["the other half", "\ude00"],
    ["NUL", "道\0口"],
    ["a control character", "道\u0007口"],
    ["nothing", ""],
    ["white space", " \t\n　"],
  ])("with %s is refused", async (name, text) => {
    expect(await refused(`text ${name}`.replaceAll(" ", "-"), text)).toBe("bad_argument");
    if (text.trim() === "") return;
    expect(await refused(`form ${name}`.replaceAll(" ", "-"), "", form({ text }))).toBe(
      "bad_argument",
    );
    const command = `/任务 ${text} 截止=18:00`;
    expect(await refused(`line ${name}`.replaceAll(" ", "-"), command)).toBe("bad_argument");
  });

  it.each([
    ["bidi", "东山\u202e一网格"],
    ["zero width", "东山\u200b一网格"],
    ["bidi isolates", "\u2067东山一网格\u2069"],
  ])("with %s in a name is that name", async (_, place) => {
    const found = await k.say("东村书记", "#东山村", `/名录 ${place}`);
    const seen = await k.say("东村书记", "#东山村", "/名录 东山一网格");
    expect(found).toMatchObject({
      ok: true,
      result: { text: expect.stringMatching(/^东山一网格/) },
    });
    expect(found).toEqual(seen);
  });
});

describe("a form", () => {
  const nested = (depth: number) => {
    let value: unknown = "底";
    for (let i = 0; i < depth; i += 1) value = i % 2 === 0 ? [value] : { value };
    return value;
  };
  it.each([
    ["32 deep", { text: nested(32) }],
    ["5,000 deep", { text: nested(5_000) }],
    ["__proto__", JSON.parse('{"text":"x","__proto__":{"polluted":true}}')],
    ["constructor", JSON.parse('{"text":"x","constructor":{"prototype":{"polluted":true}}}')],
    ["toString", { text: "x", toString: "y" }],
    ["an unknown key", { text: "x", 紧急: true }],
    ["no text", {}],
    ["null", { text: null }],
    ["a list of lists", { text: [[["x"]]] }],
  ])("with %s is refused", async (name, input) => {
    const code = await refused(`form-${name.replaceAll(/[^\w]/g, "-")}`, "", form(input));
    expect(code).toBe("bad_argument");
  });

  it("of no known command is refused", async () => {
    for (const name of ["__proto__", "constructor", "没有"]) {
      const cid = `name-${name === "没有" ? "none" : name}`;
      expect(await refused(cid, "", { text: undefined, name, input: {} })).toBe("unknown_command");
    }
  });

  it("fills a reply's fields by their own names only", async () => {
    const line = "/任务 走访 范围=东山一网格 字段=人数:整数! 截止=23:00";
    await k.done("东村书记", "#东山村", line);
    const values = JSON.parse('{"人数":3,"__proto__":1,"constructor":2}');
    const report = (input: object) => ({ text: undefined, name: "report", input: { 填报: input } });
    expect(await refused("values-1", "", report(values) as Partial<Envelope>)).toBe("bad_argument");
    const deep = { 人数: nested(40) };
    expect(await refused("values-2", "", report(deep) as Partial<Envelope>)).toBe("bad_argument");
    expect(await refused("values-3", "", report({ 人数: 1e308 }) as Partial<Envelope>)).toBe(
      "bad_argument",
    );
    expect(await k.done("邱网格", GRID, "", report({ 人数: 3 }) as Partial<Envelope>)).toContain(
      "人数3",
    );
  });
});

describe("a line", () => {
  it.each([
    ["/", "unknown_command"],
    ["/ ", "unknown_command"],
    ["/__proto__", "unknown_command"],
    ["/constructor x", "unknown_command"],
    ["/任务 走访 截止=1999-01-01", "ambiguous"],
    ["/任务 走访 截止=18:00 截止=19:00", "bad_argument"],
    ["/任务 走访 截止=18:00 __proto__=1", "bad_argument"],
    ["/报 T0127-01 6 0 0 0 0 0 0", "conflict"],
    ["/撤令 令999", "forbidden"],
    ["/收到 令999", "not_found"],
    [`/任务 ${"长".repeat(5_000)} 截止=18:00`, "bad_argument"],
    [`/名录 ${"(".repeat(5_000)}`, "bad_argument"],
  ])("%# is refused", async (line, code) => {
    const cid = `line-${Bun.hash(line).toString(36)}`;
    const got = await refused(cid, line, {}, HEAD);
    expect([line.slice(0, 40), got]).toEqual([line.slice(0, 40), code]);
  });
});
