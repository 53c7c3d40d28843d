import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

/** What a task asks of the town's room, step by step (UX S14: rooms see queues). */
let server: TestServer;
let room: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 09:00" });
  room = await server.asPerson("程立");
});
afterAll(() => server.stop());

async function done(account: string, channel: string, text: string): Promise<void> {
  const person = account === "程立" ? room : await server.asPerson(account);
  expect((await person.say(channel, text)).body).toMatchObject({ ok: true });
}

async function waiting(): Promise<string[]> {
  const { body } = await room.get("/api/items?waiting=me");
  return body.items.flatMap((item: { todo: { what: string }[] }) => item.todo.map((t) => t.what));
}

it("waits to be passed down, then for replies, then to be verified, then to be submitted", async () => {
  const line = "/专项 日核 范围=王家边网格 字段=在册:整数! 截止=17:00 核实=是";
  await done("汪洋", "#开化县指挥部", line);
  expect(await waiting()).toEqual(["下达"]);
  await done("程立", "#杨林镇指挥室", "/下达 Z0127-01");
  expect(await waiting()).toEqual([]);
  await done("邱实", "#王家边网格", "/报 6");
  expect(await waiting()).toEqual(["核实"]);
  await done("程立", "#杨林镇指挥室", "/核实 Z0127-01 全部");
  expect(await waiting()).toEqual(["上报"]);
  await done("程立", "#杨林镇指挥室", "/上报 Z0127-01");
  expect(await waiting()).toEqual([]);
});
