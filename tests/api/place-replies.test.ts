import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlaceReplies, TargetAct, TargetView } from "#contract/nouns";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

const HQ = "#开化县指挥部";
const GRID = "航头一网格";
/** Each act as the command it stands for; `correct` is a proxy's reply over the one that stands. */
const LINES: Partial<Record<TargetAct, string>> = {
  report: "/报 {id} 在册=7 节点={node}",
  proxy: "/报 {id} 在册=7 代={node} 渠道=电话",
  verify: "/核实 {id} {node}",
  return: "/退回 {id} {node} 原因=再数一遍",
  nudge: "/催 {id} {node}",
  excuse: "/免报 {id} {node} 原因=整格撤离",
  extend: "/延期 {id} {node} 到=23:00 原因=试",
  dispatch: "/下达 {id} 池淮镇",
  call: "/去电 {id} {node} 结果=已告知",
};

type Five = [TestPerson, TestPerson, TestPerson, TestPerson, TestPerson];

let server: TestServer;
let centre: TestPerson;
let room: TestPerson;
let village: TestPerson;
let worker: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  const names = ["汪洋", "余晖", "余林", "余航", "邱实"];
  const people = await Promise.all(names.map((name) => server.asPerson(name)));
  [centre, room, village, worker, stranger] = people as Five;
});
afterAll(() => server.stop());

async function issue(): Promise<string> {
  const line = "/任务 摸排 范围=池淮镇:网格 字段=在册:整数! 截止=18:00 核实=是";
  const { body } = await centre.say(HQ, line);
  expect(body, JSON.stringify(body)).toMatchObject({ ok: true });
  return body.result.item;
}

const opened = async (person: TestPerson, id: string) =>
  (await person.get(`/api/items/${id}/targets/${encodeURIComponent(GRID)}/versions`))
    .body as PlaceReplies;

async function mayAt(person: TestPerson, id: string): Promise<TargetAct[]> {
  const { targets } = (await person.get(`/api/items/${id}/targets`)).body;
  const row = (targets as TargetView[]).find(({ nodeName }) => nodeName === GRID)!;
  expect((await opened(person, id)).targets).toEqual([row]);
  return row.may;
}

/** Does it in the person's own channel. */
async function does(person: TestPerson, id: string, act: TargetAct): Promise<boolean> {
  const at = new Map([
    [centre, HQ],
    [room, "#池淮镇指挥室"],
    [village, "#航头村"],
    [worker, `#${GRID}`],
  ]);
  const line = LINES[act]!.replace("{id}", id).replace("{node}", GRID);
  const { status } = await person.say(at.get(person)!, line);
  return status === 200;
}

describe("what may be done at a target", () => {
  it("follows post and state, and is exactly what the commands allow", async () => {
    const id = await issue();
    expect(await mayAt(centre, id)).toEqual(["nudge", "excuse"]);
    expect(await mayAt(room, id)).toEqual(["excuse", "dispatch"]);
    expect(await mayAt(worker, id)).toEqual([]);
    expect(await does(worker, id, "report")).toBe(false);
    expect(await does(room, id, "verify")).toBe(false);
    expect(await does(room, id, "dispatch")).toBe(true);

    expect(await mayAt(worker, id)).toEqual(["ack", "report", "difficulty"]);
    expect(await mayAt(village, id)).toEqual(["proxy", "call", "nudge"]);
    expect(await mayAt(room, id)).toEqual(["proxy", "call", "nudge", "extend", "excuse"]);
    // Nobody above the town answers for a grid; the centre may call it (SPEC 1.18).
    expect(await mayAt(centre, id)).toEqual(["call", "nudge", "extend", "excuse"]);
    expect(await does(centre, id, "proxy")).toBe(false);
    expect(await does(worker, id, "call")).toBe(false);
    expect(await does(village, id, "call")).toBe(true);
    expect(await does(village, id, "excuse")).toBe(false);
    expect(await does(village, id, "extend")).toBe(false);
    expect(await does(room, id, "extend")).toBe(true);
    expect(await does(village, id, "nudge")).toBe(true);

    expect(await does(worker, id, "report")).toBe(true);
    expect(await mayAt(worker, id)).toEqual(["report", "correct"]);
    expect(await mayAt(room, id)).toEqual(["proxy", "correct", "verify", "return", "excuse"]);
    expect(await mayAt(village, id)).toEqual(["proxy", "correct"]);
    expect(await does(village, id, "verify")).toBe(false);
    expect(await does(room, id, "nudge")).toBe(false);
    expect(await does(room, id, "extend")).toBe(false);
    expect(await does(room, id, "call")).toBe(false);
    expect(await does(room, id, "verify")).toBe(true);
    expect(await mayAt(room, id)).toEqual(["proxy", "correct", "return", "excuse"]);
    expect(await does(room, id, "return")).toBe(true);
    expect(await mayAt(worker, id)).toEqual(["report", "correct", "difficulty"]);
    expect(await does(room, id, "excuse")).toBe(true);
    expect(await mayAt(room, id)).toEqual([]);
  });

  it("leaves a reply that the room keyed in to somebody else", async () => {
    const id = await issue();
    await does(room, id, "dispatch");
    expect(await does(room, id, "proxy")).toBe(true);
    const may = await mayAt(room, id);
    expect(may.includes("verify")).toBe(await does(room, id, "verify"));
    await room.say("#池淮镇指挥室", `/结案 ${id} 原因=试完`);
    await centre.say(HQ, `/结案 ${id} 原因=试完`);
    expect(await mayAt(room, id)).toEqual([]);
  });
});

describe("a place opened", () => {
  it("shows every version by post, and what it gave last time", async () => {
    await server.clock("2020-01-27 07:05");
    const first = await issue();
    await does(room, first, "dispatch");
    await worker.say(`#${GRID}`, `/报 ${first} 在册=6`);
    await server.clock("2020-01-27 07:10");
    const id = await issue();
    await does(room, id, "dispatch");
    expect((await opened(worker, id)).last).toMatchObject({ values: { 在册: 6 } });
    await worker.say(`#${GRID}`, `/报 ${id} 在册=8`);
    await server.clock("2020-01-27 07:20");
    await room.say("#池淮镇指挥室", `/报 ${id} 在册=9 代=${GRID} 渠道=电话 说明=核对过 确认=是`);

    const { versions, last, targets } = await opened(room, id);
    expect(targets[0]!.values).toEqual({ 在册: 9 });
    expect(
      versions.map(({ version, values, state, via }) => [version, values, state, via]),
    ).toEqual([
      [2, { 在册: 9 }, "current", "电话"],
      [1, { 在册: 8 }, "superseded", null],
    ]);
    expect(versions[0]).toMatchObject({ by: "综合信息指挥室", note: "核对过", clientAt: null });
    expect(versions[0]!.at).toBe(Date.parse("2020-01-27T07:20:00+08:00"));
    expect(last).toMatchObject({ values: { 在册: 6 } });
    expect(JSON.stringify(versions)).not.toMatch(/余航|余晖/);
    // What came later is not the last time of what came before.
    expect((await opened(room, first)).last?.values).toEqual({ 在册: 7 });
  });

  it("is hidden from those out of sight, and where the item was not sent", async () => {
    const id = await issue();
    const path = (node: string) => `/api/items/${id}/targets/${encodeURIComponent(node)}/versions`;
    expect((await stranger.get(path(GRID))).status).toBe(404);
    expect((await village.get(path("石门一网格"))).status).toBe(404);
    expect((await centre.get(path("杨林镇"))).status).toBe(404);
  });
});

describe("核实 and 退回 name what was seen", () => {
  const ROOM = "#池淮镇指挥室";
  const standing = async (id: string) => (await opened(room, id)).targets[0]!;

  it("refuses for a version that came meanwhile, says what changed, and takes the new one by name", async () => {
    const id = await issue();
    await does(room, id, "dispatch");
    await worker.say(`#${GRID}`, `/报 ${id} 在册=7`);
    const seen = (await standing(id)).standing!;
    expect(seen).toBe(1);
    await worker.say(`#${GRID}`, `/报 ${id} 在册=8`);

    const lines = [`/核实 ${id} ${GRID} 方式=电话`, `/退回 ${id} ${GRID} 原因=再数一遍`];
    const labels = ["核实新的一份", "退回新的一份"];
    for (const [i, line] of lines.entries()) {
      const { error } = (await room.say(ROOM, line, { base: seen })).body;
      expect(error).toMatchObject({
        code: "conflict",
        candidates: [{ label: labels[i], base: 2 }],
      });
      expect(error.message).toContain("你看后改报了第2版：在册8（原7）");
    }
    expect(await standing(id)).toMatchObject({ verifiedAt: null, state: "已报", standing: 2 });

    const refused = (await room.say(ROOM, lines[0]!, { base: seen })).body.error;
    const [{ text, base }] = refused.candidates;
    expect((await room.say(ROOM, text, { base })).body).toMatchObject({ ok: true });
    expect(await standing(id)).toMatchObject({ state: "已核", verifiedHow: "电话" });
  });

  it("and a number that answers the question goes on upon the version it named", async () => {
    const id = await issue();
    await does(room, id, "dispatch");
    for (const n of [7, 8]) await worker.say(`#${GRID}`, `/报 ${id} 在册=${n}`);
    // Another question on the way, which place, keeps what the line was sent upon.
    const asked = (await room.say(ROOM, `/核实 ${id} 一网格`, { base: 1 })).body.error;
    const nth = asked.candidates.findIndex(({ label }: { label: string }) => label.endsWith(GRID));
    expect(asked).toMatchObject({ code: "ambiguous" });
    const { error } = (await room.say(ROOM, String(nth + 1))).body;
    expect(error).toMatchObject({ code: "conflict", candidates: [{ base: 2 }] });
    await worker.say(`#${GRID}`, `/报 ${id} 在册=9`);
    const late = (await room.say(ROOM, "1")).body.error;
    expect(late.message).toContain("你看后改报了第3版：在册9（原8）");
    expect(await standing(id)).toMatchObject({ state: "已报", standing: 3 });
    expect((await room.say(ROOM, "1")).body).toMatchObject({ ok: true });
    expect(await standing(id)).toMatchObject({ state: "已核", standing: 3 });
  });

  it("also for one that was taken back since: the older one stands again, unseen", async () => {
    const id = await issue();
    await does(room, id, "dispatch");
    await worker.say(`#${GRID}`, `/报 ${id} 在册=7`);
    await worker.say(`#${GRID}`, `/报 ${id} 在册=8`);
    expect((await standing(id)).standing).toBe(2);
    expect((await worker.say(`#${GRID}`, "/撤回")).body).toMatchObject({ ok: true });
    const { error } = (await room.say(ROOM, `/核实 ${id} ${GRID}`, { base: 2 })).body;
    expect(error.message).toContain("改回了第1版：在册7（原8）");
    expect((await room.say(ROOM, `/核实 ${id} ${GRID}`)).body).toMatchObject({ ok: true });
  });

  it("leaves those of a batch that were reported anew, and verifies the others", async () => {
    const id = await issue();
    await does(room, id, "dispatch");
    await worker.say(`#${GRID}`, `/报 ${id} 在册=7`);
    await worker.say(`#${GRID}`, `/报 ${id} 在册=8`);
    await room.say(ROOM, `/代报 ${id} 在册=4 代=石门一网格 渠道=电话`);
    const other = await server.asPerson("方圆");
    const { body } = await other.say(ROOM, `/核实 ${id} 全部`, { base: 1 });
    expect(body.result.text).toContain("已核1：石门一网格");
    expect(body.result.text).toContain(`、${GRID}（你看后改报了第2版：在册8（原7））`);
  });
});
