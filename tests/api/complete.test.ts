import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Completion } from "#contract/nouns";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

const HQ = "#开化县指挥部";
const ROOM = "#杨林镇指挥室";
const GRID = "#王家边网格";

let server: TestServer;
let leader: TestPerson;
let centre: TestPerson;
let room: TestPerson;
let worker: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  const names = ["方舟", "汪洋", "程立", "邱实"];
  const people = await Promise.all(names.map((name) => server.asPerson(name)));
  [leader, centre, room, worker] = people as [TestPerson, TestPerson, TestPerson, TestPerson];
});
afterAll(() => server.stop());

const ask = (person: TestPerson, channel: string, text: string, cursor = text.length) => {
  const query = new URLSearchParams({ text, cursor: `${cursor}`, channel });
  return person.get(`/api/commands/complete?${query}`);
};
const preview = (person: TestPerson, channel: string, text: string) =>
  person.post("/api/commands/preview", { cid: crypto.randomUUID(), channel, text });

describe("GET /api/commands/complete", () => {
  it("completes names, keys and values", async () => {
    const name = await ask(leader, HQ, "/zhl");
    expect(Completion.parse(name.body)).toMatchObject({
      from: 1,
      to: 4,
      options: [{ insert: "指挥令 ", label: "/指挥令", kind: "command" }],
    });
    const key = await ask(leader, HQ, "/指挥令 到岗 jz");
    expect(key.body.options[0].insert).toBe("截止=");
    const value = await ask(
      leader,
      HQ,
      "/指挥令 到岗 范围=yl 截止=09:00",
      "/指挥令 到岗 范围=yl".length,
    );
    expect(value.body).toMatchObject({ from: 11, to: 13 });
    expect(value.body.options[0]).toMatchObject({ insert: "杨林镇", kind: "node" });
  });

  it("refuses a channel of others, a missing part and a wrong cursor", async () => {
    expect((await ask(worker, "#池淮镇", "/")).status).toBe(404);
    for (const query of [
      "",
      "?text=/",
      "?text=/&cursor=x&channel=a",
      "?text=/&cursor=-1&channel=a",
    ]) {
      const { status, body } = await worker.get(`/api/commands/complete${query}`);
      expect([status, body.error.code]).toEqual([400, "malformed"]);
    }
    const nobody = await server.send("/api/commands/complete?text=/&cursor=1&channel=a");
    expect(nobody.status).toBe(401);
  });

  it("is silent beyond the end and in talk", async () => {
    expect((await ask(worker, GRID, "大家好", 3)).body).toEqual({
      from: 3,
      to: 3,
      options: [],
      isComplete: true,
    });
    expect((await ask(worker, GRID, "/帮助", 3999)).status).toBe(200);
  });
});

describe("POST /api/commands/preview", () => {
  it("says of every command what it would do, or why it would not", async () => {
    const task = "/任务 核查 范围=王家边网格,杨林一网格 字段=在册:整数! 截止=18:00 核实=是";
    expect((await room.say(ROOM, task)).body.ok).toBe(true);
    const { body } = await leader.get("/api/commands");
    for (const { key, example } of body.commands) {
      for (const [person, channel] of [
        [leader, HQ],
        [room, ROOM],
        [worker, GRID],
      ] as const) {
        const shown = await preview(person, channel, example);
        if (shown.body.ok) expect([key, shown.body.preview.lines.length > 0]).toEqual([key, true]);
        else expect([key, shown.body.error.code]).not.toEqual([key, "internal"]);
      }
    }
  });

  it("tells what would come of it and writes nothing", async () => {
    const before = (await room.get("/api/channels")).body;
    const shown = await preview(room, ROOM, "/结案 T0127-01 原因=试");
    expect(shown.body).toMatchObject({
      ok: true,
      preview: { lines: ["办成后：T0127-01 已结案"], people: 0, demands: false },
    });
    expect((await preview(worker, GRID, "/报 T0127-01 6")).body.preview.lines[0]).toMatch(
      /^办成后：已报 T0127-01 王家边网格：在册6/,
    );
    expect((await preview(worker, GRID, "/报 T0127-01 六个半")).body.error.code).toBe(
      "bad_argument",
    );
    expect((await preview(worker, GRID, "/汇总 T0127-01")).body.preview.lines).toEqual([
      "看进度和汇总数，只有你看到",
    ]);
    const item = await room.get("/api/items/T0127-01");
    expect(item.body.state).toBe("open");
    const { body } = await room.get("/api/items/T0127-01/tally");
    expect(body.line).toContain("已报0");
    expect((await room.get("/api/channels")).body).toEqual(before);
  });

  it("shows the fan-out card with its warnings", async () => {
    const { body } = await preview(
      room,
      ROOM,
      "/任务 再查 范围=王家边网格 字段=在册:整数! 截止=18:00",
    );
    expect(body.preview).toMatchObject({ people: 1, demands: false });
    expect(body.preview.lines).toEqual([
      "将发给1个单位（网格1），共1人",
      "截止 1月27日(周一) 18:00，还有11小时",
      "负担：已有1个单位手上有表没填，最多1张（王家边网格）",
      expect.stringMatching(/^默认：响应=截止 核实=是 缓急=平件$/),
    ]);
    // What the worker's channel will show, title and text; none of what cannot go out as it stands.
    expect(body.preview.card).toMatch(
      /^任务 · T0127-02 再查\n截止 1月27日\(周一\) 18:00\n填报：在册（整数，必填）\n/,
    );
    const text = await preview(room, ROOM, "/任务 再查 范围=王家边网格 截止=18:00\n带上名册");
    expect(text.body.preview.card).toContain("再查\n带上名册\n");
    expect((await preview(worker, GRID, "/报 T0127-01 6")).body.preview.card).toBeUndefined();
    expect((await worker.say(GRID, "/报 T0127-01 6")).body.ok).toBe(true);
    const again = await preview(
      room,
      ROOM,
      "/任务 再查 范围=王家边网格 字段=在册:整数! 截止=18:00",
    );
    expect(again.body.preview.lines[2]).toBe(
      "“在册”今天已有1个单位在 T0127-01 报过，可以预填：在册:整数=T0127-01.在册",
    );
    const reuse = "/任务 再查 范围=王家边网格 字段=在册:整数=T0127-01.在册 截止=18:00";
    expect((await preview(room, ROOM, reuse)).body.preview.lines.join()).not.toContain("预填");
  });

  it("tells nobody what they may not send", async () => {
    const beyond = await preview(room, ROOM, "/任务 越界 范围=池淮镇:网格 截止=18:00");
    expect([beyond.status, beyond.body.error.code]).toEqual([403, "forbidden"]);
    expect(JSON.stringify(beyond.body)).not.toContain("共");
    const never = await preview(worker, GRID, "/指挥令 试 截止=18:00");
    expect([never.status, never.body.error.code]).toEqual([403, "forbidden"]);
  });
});

describe("a demanded confirmation", () => {
  const notice = "/通告 暂停集市 对象=住户 范围=未报:T0127-02";
  const send = (person: TestPerson, cid: string, more = {}) =>
    person.say(HQ, notice, { cid, ...more });

  beforeAll(async () => {
    const task = "/任务 摸排 范围=航头一网格,石门一网格 字段=在册:整数! 路由=直达 截止=18:00";
    expect((await leader.say(HQ, task)).body.result.item).toBe("2020-T0127-02");
  });

  it("runs by the same cid, once", async () => {
    const asked = await send(leader, "a");
    expect([asked.status, asked.body.error.code]).toEqual([422, "confirm"]);
    const { id, lines, people } = asked.body.error.preview;
    expect([lines[0], people]).toEqual(["将发给2个单位（网格2），共2人", 2]);
    expect(lines[1]).toBe("会发到2个住户群");
    const done = await send(leader, "a", { confirm: id });
    expect(done.body).toMatchObject({ ok: true });
    expect((await send(leader, "a", { confirm: id })).body).toMatchObject({ replayed: true });
  });

  it("stands while the minutes pass, and not after ten", async () => {
    const asked = await send(leader, "b");
    await server.clock("2020-01-27 07:09");
    expect((await send(leader, "b", { confirm: asked.body.error.preview.id })).body.ok).toBe(true);
    const late = await send(leader, "c");
    await server.clock("2020-01-27 07:20");
    const again = await send(leader, "c", { confirm: late.body.error.preview.id });
    expect(again.body.error.code).toBe("confirm");
    const fresh = again.body.error.preview.id;
    expect((await send(leader, "c", { confirm: fresh })).body.ok).toBe(true);
  });

  it("is nobody else's to give", async () => {
    const asked = await send(leader, "d");
    const { id } = asked.body.error.preview;
    const other = await send(centre, "d", { confirm: id });
    expect(other.body.error.code).toBe("confirm");
    expect(other.body.error.preview.id).not.toBe(id);
    const words = { cid: "e", confirm: id };
    const changed = await leader.say(HQ, notice.replace("暂停", "恢复"), words);
    expect(changed.body.error.code).toBe("confirm");
  });

  it("is asked again when it would reach others now", async () => {
    const asked = await send(leader, "f");
    const hangtou = await server.asPerson("余航");
    expect((await hangtou.say("#航头一网格", "/报 T0127-02 6")).body.ok).toBe(true);
    const again = await send(leader, "f", { confirm: asked.body.error.preview.id });
    expect(again.body.error).toMatchObject({
      code: "confirm",
      message: expect.stringContaining("范围有变化"),
    });
    const { id, lines } = again.body.error.preview;
    expect(lines[0]).toBe("将发给1个单位（网格1），共1人");
    expect((await send(leader, "f", { confirm: id })).body.ok).toBe(true);
  });
});
