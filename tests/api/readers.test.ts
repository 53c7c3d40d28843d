import { afterAll, beforeAll, expect, it } from "vitest";
import { Readers } from "#contract/readers";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

/** Who has not read a message, first (UX 1). */
const TOWN = "staff:330824107";

let server: TestServer;
let room: TestPerson;
let worker: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 09:00" });
  const people = await Promise.all(["程立", "邱实"].map(server.asPerson));
  [room, worker] = people as [TestPerson, TestPerson];
});
afterAll(() => server.stop());

async function said(person: TestPerson, channel: string, text: string): Promise<string> {
  return (await person.say(channel, text)).body.messages[0];
}
const readersOf = (person: TestPerson, channel: string, message: string) =>
  person.get(`/api/channels/${encodeURIComponent(channel)}/messages/${message}/readers`);
const names = (list: Readers["read"]) => list.map(({ name }) => name);

it("names who has not read it and who has, with a way to reach them", async () => {
  const id = await said(room, TOWN, "今晚八点开会");
  const before = Readers.parse((await readersOf(room, TOWN, id)).body);
  expect(before).toMatchObject({ read: [], readCount: 0, people: before.unread.length });
  expect(names(before.unread)).not.toContain("程立");
  expect(before.unread.find(({ name }) => name === "邱实")).toMatchObject({
    ...{ person: worker.id, post: expect.stringContaining("网格员"), nodeName: "王家边网格" },
    phone: expect.stringMatching(/^1\d{10}$/),
  });
  const { lastSeq } = (await worker.get("/api/channels")).body.channels.find(
    (one: { id: string }) => one.id === TOWN,
  );
  await worker.say(TOWN, `/已读 ${lastSeq}`);
  const after = Readers.parse((await readersOf(room, TOWN, id)).body);
  expect(names(after.read)).toEqual(["邱实"]);
  expect(after).toMatchObject({ readCount: 1, unreadCount: before.unreadCount - 1 });
  const later = await said(room, TOWN, "地点改到二楼");
  expect((await readersOf(room, TOWN, later)).body.readCount).toBe(0);
});

it("shows phones as the directory does", async () => {
  const id = await said(worker, TOWN, "测温完成");
  const { unread } = Readers.parse((await readersOf(worker, TOWN, id)).body);
  const place = await worker.get("/api/nodes/330824107/people");
  const listed = place.status === 200;
  expect(unread.find(({ name }) => name === "程立")?.phone !== null).toBe(listed);
});

it("gives counts alone to who only looks in, and nothing to outsiders", async () => {
  const leader = await server.asPerson("方舟");
  const stranger = await server.asPerson("余晖");
  const id = await said(room, TOWN, "各村注意");
  const { body } = await readersOf(leader, TOWN, id);
  expect(body).toMatchObject({ unread: [], read: [] });
  expect(body.people).toBeGreaterThan(0);
  expect((await readersOf(stranger, TOWN, id)).status).toBe(404);
  expect((await readersOf(room, TOWN, "nothing")).status).toBe(404);
  const elsewhere = await said(room, "room:330824107", "指挥室里的话");
  expect((await readersOf(room, TOWN, elsewhere)).status).toBe(404);
});

it("counts residents and names none of them", async () => {
  const { channels } = (await worker.get("/api/channels")).body;
  const own = channels.find((one: { kind: string }) => one.kind === "resident");
  const id = await said(worker, own.id, "明天停水");
  const { status, body } = await readersOf(worker, own.id, id);
  expect([status, body.unread, body.read]).toEqual([200, [], []]);
  expect(body.people).toBeGreaterThan(0);
});

it("of a talk with a bot is about its one person", async () => {
  await room.say("#杨林镇指挥室", "/任务 摸排 范围=王家边网格 字段=在册:整数! 截止=18:00 核实=是");
  await worker.say("#王家边网格", "/困难 类=人手 缺人");
  const talk = `bot:tasker:${room.id}`;
  const [card] = (await room.get(`/api/channels/${talk}/messages`)).body.messages;
  expect((await readersOf(room, talk, card.id)).body).toMatchObject({
    ...{ unread: [{ name: "程立" }], read: [], people: 1 },
  });
  expect((await readersOf(worker, talk, card.id)).status).toBe(404);
});
