import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listItems } from "#db/items";
import { updateNodes } from "#db/org";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type Reply, type TestKernel } from "../support/kernel.ts";
import { assignment, person, smallDataWith } from "../support/small-org.ts";

const MINUTE = 60_000;
const HQ = "#岭县指挥部";

/** 505 people answer for 东山一网格: an order to it must be confirmed (SPEC §1.15). */
const crowd = Array.from({ length: 505 }, (_, i) => `队员${i}`);
const data = smallDataWith({
  people: crowd.map(person),
  assignments: crowd.map((name) => assignment(name, "grid_worker", "e1a")),
});

let k: TestKernel;
let sent = 0;
beforeAll(async () => {
  k = await openTestKernel({ bots, data });
});
afterAll(() => k.stop());
beforeEach(() => {
  sent += 1;
});

const preview = (reply: Reply) => {
  if (reply.ok || !reply.error.preview) throw new Error(`no preview: ${JSON.stringify(reply)}`);
  return reply.error.preview;
};
const codeOf = (reply: Reply) => (reply.ok ? "ok" : reply.error.code);
const count = async (kind: string) => (await listItems(k.kernel.read, { kinds: [kind] })).length;

describe("a fan-out to many", () => {
  const order = "/指挥令 全体到岗 范围=东山一网格 截止=23:00";
  const ask = (more = {}) => k.say("方县长", HQ, order, { cid: `order-${sent}`, ...more });

  it("shows its card, and runs under the same cid when that is confirmed", async () => {
    const asked = await ask();
    expect(codeOf(asked)).toBe("confirm");
    const card = preview(asked);
    expect(card).toMatchObject({ people: 508, expiresAt: k.at() + 10 * MINUTE });
    expect(card.lines[0]).toBe("将发给2个单位（网格1 单元1），共508人");
    expect(await count("order")).toBe(0);
    const done = await ask({ confirm: card.id });
    expect(done).toMatchObject({ ok: true });
    expect(await ask({ confirm: card.id })).toEqual({ ...done, replayed: true });
    expect(await ask()).toEqual({ ...done, replayed: true });
    expect(await count("order")).toBe(1);
  });

  it("stays open for ten minutes, and not a second longer", async () => {
    const card = preview(await ask());
    await k.clock(k.at() + 10 * MINUTE - 1);
    expect(codeOf(await ask({ confirm: card.id }))).toBe("ok");
    sent += 1;
    const late = preview(await ask());
    await k.clock(k.at() + 10 * MINUTE);
    const again = await ask({ confirm: late.id });
    expect(codeOf(again)).toBe("confirm");
    expect(codeOf(await ask({ confirm: preview(again).id }))).toBe("ok");
  });

  it("asks again when the set has changed meanwhile", async () => {
    const line = "/指挥令 进村入户 范围=东山村 截止=23:00";
    const send = (more = {}) => k.say("方县长", HQ, line, { cid: `set-${sent}`, ...more });
    const card = preview(await send());
    // A grid is merged away.
    await k.write((session) => updateNodes(session, ["e1b"], { validTo: "2020-01-01" }));
    await k.kernel.reread();
    const again = await send({ confirm: card.id });
    expect(codeOf(again)).toBe("confirm");
    expect(again).toMatchObject({ error: { message: expect.stringContaining("范围有变化") } });
    expect(preview(again).people).toBe(card.people - 1);
    expect(codeOf(await send({ confirm: preview(again).id }))).toBe("ok");
  });

  it("is confirmed by the one who was asked, for the words that were asked", async () => {
    const card = preview(await ask());
    const other = { cid: `other-${sent}`, confirm: card.id };
    const byAnother = await k.say("何组员", HQ, order, other);
    expect(codeOf(byAnother)).not.toBe("ok");
    const words = `${order} 缓急=特急`;
    expect(codeOf(await k.say("方县长", HQ, words, other))).toBe("confirm");
    expect(codeOf(await ask({ confirm: "没有这张" }))).toBe("confirm");
  });

  it("needs no card where 确认=是 is typed", async () => {
    expect(codeOf(await k.say("方县长", HQ, `${order} 确认=是`))).toBe("ok");
  });
});

describe("numbered candidates", () => {
  const GRID = "#码头网格";
  const issueTwo = async () => {
    const made: string[] = [];
    for (const title of ["查码头", "查渡船"]) {
      const line = `/任务 ${title} 范围=码头网格 字段=人数:整数! 截止=23:30`;
      const answer = await k.done("西书记", "#西岙社区", line);
      made.push(/T\d+-\d+/.exec(answer)![0]);
    }
    return made as [string, string];
  };
  const newest = async () => (await k.messages(GRID)).at(-1)!;

  it("are continued by their number within 60 s", async () => {
    const [, second] = await issueTwo();
    const asked = await k.say("码头网格员", GRID, "/报 7");
    expect(codeOf(asked)).toBe("ambiguous");
    const labels = asked.ok ? [] : (asked.error.candidates ?? []).map(({ label }) => label);
    expect(labels).toEqual([expect.stringContaining("查码头"), expect.stringContaining("查渡船")]);
    // The open screen marks by itself what it shows; that is no answer.
    await k.done("码头网格员", GRID, "/已读 1");
    await k.clock(k.at() + MINUTE - 1);
    expect(await k.done("码头网格员", GRID, "2")).toContain(`已报 ${second}`);
    expect((await newest()).text).not.toBe("2");
  });

  it("are only talk after that, and for anyone else", async () => {
    await issueTwo();
    expect(codeOf(await k.say("码头网格员", GRID, "/报 8"))).toBe("ambiguous");
    expect(await k.done("西书记", "#西岙社区", "1")).toBe("已发送");
    expect((await k.messages("#西岙社区")).at(-1)).toMatchObject({ kind: "text", text: "1" });
    await k.clock(k.at() + MINUTE);
    expect(await k.done("码头网格员", GRID, "1")).toBe("已发送");
    expect(await newest()).toMatchObject({ kind: "text", text: "1" });
  });

  it("beyond those offered are talk", async () => {
    expect(codeOf(await k.say("码头网格员", GRID, "/报 9"))).toBe("ambiguous");
    expect(await k.done("码头网格员", GRID, "9")).toBe("已发送");
    expect(await newest()).toMatchObject({ kind: "text", text: "9" });
  });

  it("are continued once: a second number is talk", async () => {
    expect(codeOf(await k.say("码头网格员", GRID, "/报 10"))).toBe("ambiguous");
    expect(await k.done("码头网格员", GRID, "1")).toContain("已报");
    expect(await k.done("码头网格员", GRID, "1")).toBe("已发送");
  });
});
