import { afterAll, beforeAll, expect, it } from "vitest";
import type { ChannelView } from "#contract/nouns";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

/** The one number that is set in bold: what waits for the reader, where its card stands (UX S1). */
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ fixture: "yongtai-day" });
});
afterAll(() => server.stop());

const channelsOf = async (person: TestPerson): Promise<ChannelView[]> =>
  (await person.get("/api/channels")).body.channels;
const waitingOf = async (person: TestPerson) =>
  (await channelsOf(person)).flatMap(({ id, waiting }) => (waiting > 0 ? [[id, waiting]] : []));

it("counts in the place's channel, or in the talk with the bot where the place has none", async () => {
  const [leader, head, worker] = (await Promise.all(
    ["谢远", "鄢明", "卢霞"].map(server.asPerson),
  )) as [TestPerson, TestPerson, TestPerson];
  expect(await waitingOf(worker)).toEqual([]);
  const line = "/指挥令 全部到岗 范围=全县 回执=负责人 截止=明日18:00 确认=是";
  expect((await leader.say("#永泰县指挥部", line)).body).toMatchObject({ ok: true });
  expect(await waitingOf(leader)).toEqual([]);
  expect(await waitingOf(head)).toEqual([[(await staffOf(head)).id, 1]]);
  const talk = `bot:herald:${worker.id}`;
  expect(await waitingOf(worker)).toEqual([[talk, 1]]);
  await worker.say(talk, "收到");
  expect(await waitingOf(worker)).toEqual([]);
  await worker.say(talk, "/撤回");
  expect(await waitingOf(worker)).toEqual([[talk, 1]]);
});

it("spells each name for those who type letters", async () => {
  const head = await server.asPerson("鄢明");
  expect((await staffOf(head)).pinyin).toBe("xiyangcun xyc");
});

async function staffOf(person: TestPerson): Promise<ChannelView> {
  return (await channelsOf(person)).find(({ name }) => name === "溪洋村")!;
}
