import { afterAll, beforeAll, expect, it } from "vitest";
import type { BoardOffer } from "#contract/board-documents";
import { endAssignment } from "#db/org";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";
import { type BoardClient, openDocument, refusedDocument } from "./support/board-client.ts";
import { startTwin, type Twin } from "./support/twin.ts";

let server: TestServer;
let twin: Twin;
let room: TestPerson;
let centre: TestPerson;
const NINE = Date.parse("2020-01-27T09:00:00+08:00");

/** A server whose 方圆 ceases to be of the room at nine. */
beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  room = await server.asPerson("方圆");
  centre = await server.asPerson("汪洋");
  const { id } = server.data.assignments.find(({ person }) => person === room.id)!;
  const { store } = server.parts;
  if (store.dialect !== "sqlite") throw new Error("these tests run on SQLite");
  store.exec("BEGIN IMMEDIATE");
  await endAssignment(store.write, id, NINE);
  store.exec("COMMIT");
  twin = await startTwin(server);
});
afterAll(async () => {
  await twin.stop();
  await server.stop();
});

it("a shift that ends closes board and notes within two seconds, and lets nobody back in", async () => {
  const { cookie } = room;
  const { url } = twin;
  const line = "/任务 摸排 范围=池淮镇:网格 字段=在册:整数! 截止=18:00";
  const id: string = (await centre.say("#开化县指挥部", line)).body.result.item;
  const answer = await fetch(`${url}/api/board/${id}`, { headers: { cookie } });
  const { documents, notes } = (await answer.json()) as BoardOffer;
  const names = [...documents.map(({ name }) => name), notes!];
  const mine = await Promise.all(names.map((name) => openDocument({ url, name, cookie })));
  const others = await openDocument({ url, name: names[0]!, cookie: centre.cookie });

  // Switching the mode changes the tree; who may still see is not disturbed.
  const leader = (await server.asPerson("方舟")).id;
  const switched = "/平战 战 范围=池淮镇 原因=响应 确认=是";
  const envelope = { cid: "mode", channel: "#开化县指挥部", text: switched };
  expect(await twin.system.kernel.perform(leader, envelope)).toMatchObject({ ok: true });
  const started = performance.now();
  await twin.system.clock!.moveTo(NINE);
  const codes = await Promise.all(mine.map((client) => client.closed()));
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(codes).toEqual(names.map(() => 4503));
  expect(others.closes).toEqual([]);

  // They come again by themselves, are judged anew, and stay out.
  await Promise.all(mine.map((client) => stayedOut(client)));
  for (const name of names) expect(await refusedDocument({ url, name, cookie })).toBe(4404);
  for (const client of [...mine, others]) client.stop();
});

async function stayedOut(client: BoardClient): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<number>();
  client.provider.on("closed", ({ code }) => resolve(code));
  if (client.closes.includes(4404)) resolve(4404);
  expect(await promise).toBe(4404);
}
