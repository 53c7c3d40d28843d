import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MessageView } from "#contract/nouns";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

/** What people may still change of what they said: 改写, 撤回 (SPEC §1.17). */
const GRID = "#王家边网格";
const ROOM = "#杨林镇指挥室";

let server: TestServer;
let worker: TestPerson;
let head: TestPerson;
let room: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 09:00" });
  const people = await Promise.all(["邱实", "罗明", "程立"].map(server.asPerson));
  [worker, head, room] = people as [TestPerson, TestPerson, TestPerson];
});
afterAll(() => server.stop());

const log = async (person: TestPerson, channel: string): Promise<MessageView[]> => {
  const id = encodeURIComponent(await idOf(person, channel));
  return (await person.get(`/api/channels/${id}/messages?limit=200`)).body.messages;
};
async function idOf(person: TestPerson, channel: string): Promise<string> {
  if (channel.startsWith("bot:")) return channel;
  const { channels } = (await person.get("/api/channels")).body;
  return channels.find(({ name }: { name: string }) => `#${name}` === channel).id;
}
async function said(person: TestPerson, channel: string, text: string): Promise<string> {
  return (await person.say(channel, text)).body.messages[0];
}
const call = (person: TestPerson, name: string, input: object, channel = GRID) =>
  person.post("/api/commands", { cid: crypto.randomUUID(), channel, name, input });
const edit = (person: TestPerson, message: string, text: string, channel = GRID) =>
  call(person, "edit", { message, text }, channel);

describe("改写", () => {
  it("gives the message its new words and keeps the old ones in the log", async () => {
    const id = await said(worker, GRID, "今晚七点开会");
    expect((await edit(worker, id, "今晚八点开会")).body).toMatchObject({ ok: true });
    await worker.say(GRID, "/改写 今晚九点开会", { quote: id });
    const messages = await log(worker, GRID);
    expect(messages.find((one) => one.id === id)?.text).toBe("今晚九点开会");
    expect(messages.filter(({ ref }) => ref === id)).toMatchObject([
      { kind: "edit", before: "今晚七点开会", text: "今晚八点开会", author: { name: "邱实" } },
      { kind: "edit", before: "今晚八点开会", text: "今晚九点开会" },
    ]);
  });

  it("writes nothing when nothing changes, hides numbers, and calls whom it now names", async () => {
    const id = await said(worker, GRID, "请罗书记来一下");
    const before = (await log(worker, GRID)).length;
    expect((await edit(worker, id, "请罗书记来一下")).body).toMatchObject({
      ok: true,
      messages: [],
    });
    expect(await log(worker, GRID)).toHaveLength(before);
    const { body } = await edit(worker, id, "@邱实 330824194912120011 来一下");
    expect(body.private.join()).toContain("证件号");
    const row = (await log(worker, GRID)).find((one) => one.id === id);
    expect(row?.text).not.toContain("330824194912120011");
    expect(row?.mentions).toEqual([worker.id]);
  });

  it.each([
    ["/线索 村口来了一辆车", "像一条命令"],
    ["@任务 帮我看看", "机器人"],
    ["@全体 都来", "平时不能@全体"],
  ])("refuses %s", async (words, why) => {
    const id = await said(worker, GRID, "原来的话");
    const { status, body } = await edit(worker, id, words);
    expect([status, body.error.message]).toEqual([422, expect.stringContaining(why)]);
    expect((await log(worker, GRID)).find((one) => one.id === id)?.text).toBe("原来的话");
  });

  it("is only for its writer, only of talk, only here and only for a day", async () => {
    const id = await said(worker, GRID, "早上好");
    expect((await edit(room, id, "别人的话", await idOf(worker, GRID))).status).toBe(403);
    expect((await edit(worker, "nothing", "没有的话")).status).toBe(404);
    const elsewhere = await said(room, ROOM, "指挥室里的话");
    expect((await edit(worker, elsewhere, "看不到的话")).status).toBe(404);
    await server.clock("2020-01-28 08:59");
    expect((await edit(worker, id, "一天之内")).status).toBe(200);
    await server.clock("2020-01-28 09:01");
    const { status, body } = await edit(worker, id, "一天之后");
    expect([status, body.error.message]).toEqual([409, expect.stringContaining("24小时")]);
  });
});

describe("撤回一条消息", () => {
  it("leaves nothing of its words, its edits or whom it called", async () => {
    const id = await said(worker, GRID, "@邱实 密码是龙年大吉");
    await edit(worker, id, "密码改成马到成功");
    const { body } = await worker.say(GRID, "/撤回", { quote: id });
    expect(body).toMatchObject({ ok: true, result: { text: "已撤回这条消息" } });
    const messages = await log(worker, GRID);
    expect(JSON.stringify(messages)).not.toMatch(/龙年大吉|马到成功/);
    expect(messages.find((one) => one.id === id)).toMatchObject({
      ...{ recalled: true, text: "", mentions: [], attachments: [] },
    });
    expect(messages.at(-1)).toMatchObject({ kind: "recall", ref: id, author: { name: "邱实" } });
    expect((await edit(worker, id, "再改")).status).toBe(409);
    expect((await call(worker, "undo", { message: id })).status).toBe(409);
  });

  it("is for two minutes, and for its writer", async () => {
    const id = await said(worker, GRID, "说错了");
    const grid = await idOf(worker, GRID);
    expect((await call(room, "undo", { message: id }, grid)).status).toBe(403);
    await server.clock("2020-01-28 09:04");
    const { status, body } = await call(worker, "undo", { message: id });
    expect([status, body.error.message]).toEqual([409, expect.stringContaining("超过2分钟")]);
  });
});

describe("撤回一个操作", () => {
  it("marks the cards that told others, where they stand", async () => {
    const line = "/任务 摸排 范围=王家边网格 字段=在册:整数! 截止=18:00 核实=是";
    await room.say(ROOM, line);
    const told = await worker.say(GRID, "/困难 类=人手 缺人");
    expect(told.body).toMatchObject({ ok: true });
    expect((await worker.say(GRID, "/撤回")).body.result.text).toContain("已撤回：困难");
    const talk = await log(room, `bot:tasker:${room.id}`);
    const card = talk.find((one) => one.id === told.body.messages[0]);
    expect(card?.text).toMatch(/^【已撤回】困难：王家边网格/);
    expect(talk.at(-1)).toMatchObject({ kind: "edit", ref: card?.id, text: card?.text });
  });

  it("takes back the last one only, and only for its own", async () => {
    await worker.say(GRID, "收到");
    expect((await head.say("#杨林村", "/撤回")).status).toBe(409);
    await worker.say(GRID, "/报 6");
    expect((await worker.say(GRID, "/撤回")).body.result.text).toContain("已撤回：报");
    const { items } = (await worker.get("/api/items?waiting=me")).body;
    expect(items[0].todo[0]).toMatchObject({ what: "填报", acked: true });
  });

  it("is refused to a button that stands for an act after which something else was done", async () => {
    const receipt = crypto.randomUUID();
    const reply = crypto.randomUUID();
    await server.clock("2020-01-28 09:06");
    await worker.say(GRID, "收到", { cid: receipt });
    await worker.say(GRID, "/报 7", { cid: reply });
    const { status, body } = await call(worker, "undo", { act: receipt });
    expect([status, body.error.message]).toEqual([
      409,
      "之后你又做了“报”，先前的操作不能再撤回；没有撤回什么",
    ]);
    expect(body.error.candidates).toEqual([{ label: "撤回后来的“报”", text: "/撤回" }]);
    const { body: done } = await call(worker, "undo", { act: reply });
    expect(done.result.text).toContain("已撤回：报");
  });
});
