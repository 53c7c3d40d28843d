import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Completion } from "#contract/nouns";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

/** Whom a line of talk calls after `@`, and what is offered while it is typed (SPEC §1.17). */
const TOWN = "#杨林镇";

let server: TestServer;
let room: TestPerson;
let worker: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 09:00" });
  const people = await Promise.all(["程立", "邱实"].map(server.asPerson));
  [room, worker] = people as [TestPerson, TestPerson];
});
afterAll(() => server.stop());

async function offered(person: TestPerson, channel: string, text: string, cursor = text.length) {
  const query = new URLSearchParams({ text, cursor: `${cursor}`, channel });
  return Completion.parse((await person.get(`/api/commands/complete?${query}`)).body);
}
const labels = ({ options }: Completion) => options.map(({ label }) => label);

describe("completion of @", () => {
  it.each(["邱", "qiu", "qs", "王家边"])("finds people by @%s", async (typed) => {
    const text = `请@${typed}看一下`;
    const found = await offered(room, TOWN, text, 2 + typed.length);
    expect(found).toMatchObject({ from: 2, to: 2 + typed.length });
    expect(found.options[0]).toMatchObject({
      ...{ insert: "邱实 ", label: "邱实", kind: "person" },
      detail: expect.stringContaining("王家边网格"),
    });
  });

  it("finds posts, and everybody only where that is allowed", async () => {
    expect(labels(await offered(room, TOWN, "@wgy"))).toContain("毛琳");
    expect(labels(await offered(room, TOWN, "@全"))).toEqual([]);
    expect(labels(await offered(room, TOWN, "特急 @全"))).toEqual(["全体"]);
    expect(labels(await offered(room, TOWN, "@"))).not.toContain("程立");
  });

  it("offers nobody among residents, in talks with bots, in mail addresses and in commands", async () => {
    const { channels } = (await worker.get("/api/channels")).body;
    const own = channels.find((one: { kind: string }) => one.kind === "resident");
    for (const [channel, text] of [
      [own.id, "@"],
      [`bot:tasker:${worker.id}`, "@"],
      ["#王家边网格", "写信到qiu@qs"],
      ["#王家边网格", "@邱实 来一下"],
      ["#王家边网格", "/发言 @邱"],
    ]) {
      expect((await offered(worker, channel, text)).options).toEqual([]);
    }
  });
});

describe("a controlled phone", () => {
  const PHONE = "13900001234";

  it("goes to who may see it, on a look that is recorded, and into no stored answer", async () => {
    const said = { channel: "#王家边网格", text: `户主${PHONE}`, keepPhones: true };
    const kept = await worker.post("/api/commands", { cid: "keep-1", ...said });
    const message = kept.body.messages[0];
    const look = { channel: "#王家边网格", name: "show_phone", input: { message } };
    const first = await worker.post("/api/commands", { cid: "look-1", ...look });
    expect(first.body.result.numbers).toEqual([{ id: expect.any(String), number: PHONE }]);
    const again = await worker.post("/api/commands", { cid: "look-1", ...look });
    expect(again.body).toMatchObject({ replayed: true, result: { numbers: [] } });
    const { channels } = (await worker.get("/api/channels")).body;
    const { id } = channels.find((one: { name: string }) => one.name === "王家边网格");
    const read = await worker.get(`/api/channels/${id}/messages?limit=5`);
    expect(JSON.stringify(read.body)).toContain("户主☎ ***1234");
    expect(JSON.stringify(read.body)).not.toContain(PHONE);
  });
});

describe("@未报", () => {
  beforeAll(async () => {
    const line = "/任务 摸排 范围=本辖区:网格 字段=在册:整数! 截止=18:00 核实=是 路由=直达";
    expect((await room.say(TOWN, line)).body).toMatchObject({ ok: true });
  });

  it("calls whoever has not answered, and says who does not read it here", async () => {
    await worker.say("#王家边网格", "/报 T0127-01 6");
    const { body } = await room.say(TOWN, "@未报:T0127-01请抓紧");
    expect(body).toMatchObject({ ok: true });
    const { messages } = (await room.get(`/api/channels/staff:330824107/messages`)).body;
    const org = server.system.kernel.org();
    const called = messages.at(-1).mentions.map((id: string) => org.person(id)?.name);
    expect(called.sort()).toEqual(["方芳", "毛琳", "程远"].sort());
    expect(body.private.join()).toContain("叫了3人");
    expect(body.offers).toBeUndefined();
    const away = (await room.say("#杨林镇指挥室", "@未报:T0127-01 请抓紧")).body;
    expect(away.private.join()).toContain("其中3人不在这里，请点“催”");
    expect(away.offers).toEqual([{ label: "催", text: "/催 T0127-01" }]);
  });

  it("refuses an item that is not to be seen", async () => {
    const { status } = await room.say(TOWN, "@未报:T0127-09 请抓紧");
    expect(status).toBe(404);
    expect((await room.say(TOWN, "@未报 的请抓紧")).status).toBe(200);
  });

  it("is offered where the item's card stands", async () => {
    expect(await offered(room, TOWN, "@未报")).toMatchObject({
      options: [{ insert: "未报:T0127-01 ", label: "未报:T0127-01", kind: "item" }],
    });
    expect(labels(await offered(room, TOWN, "@未报：T01"))).toEqual(["未报:T0127-01"]);
    expect(labels(await offered(room, "#杨林镇指挥室", "@未报"))).toEqual([]);
  });
});
