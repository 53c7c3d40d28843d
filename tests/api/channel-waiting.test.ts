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
  (await channelsOf(person)).flatMap(({ id, waiting }) =>
    waiting.length > 0 ? [[id, waiting.length]] : [],
  );

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
  // A page asks only for what waits in its own channels, and finds it there.
  for (const person of [head, worker]) {
    const counted: [string, number][] = [];
    for (let after = ""; ; ) {
      const { body } = await person.get(`/api/channels?limit=1${after}`);
      const [{ id, waiting }] = body.channels;
      if (waiting.length > 0) counted.push([id, waiting.length]);
      if (body.next === null) break;
      after = `&after=${encodeURIComponent(body.next)}`;
    }
    expect(counted).toEqual(await waitingOf(person));
  }
  await worker.say(talk, "收到");
  expect(await waitingOf(worker)).toEqual([]);
  await worker.say(talk, "/撤回");
  expect(await waitingOf(worker)).toEqual([[talk, 1]]);
});

it("names who calls the reader, beside what waits, until it is read or taken back", async () => {
  const head = await server.asPerson("鄢明");
  const worker = await server.asPerson("卢霞");
  const { id: village } = await staffOf(head);
  const here = async (person: TestPerson) => (await channelsOf(person)).find(isVillage)!;
  const isVillage = ({ id }: ChannelView) => id === village;
  const owed = (await here(worker)).waiting;
  const say = async (text: string) => {
    expect((await head.say(village, text)).body).toMatchObject({ ok: true });
    return (await head.get(`/api/channels/${village}/messages`)).body.messages.at(-1);
  };

  await say("大家好");
  expect((await here(worker)).calls).toEqual([]);
  const first = await say("@卢霞 @鄢明 请回话");
  const { id, seq } = first;
  expect(await here(worker)).toMatchObject({ waiting: owed, calls: [{ message: id, seq }] });
  expect((await here(head)).calls).toEqual([]);

  await worker.say(village, `/已读 ${seq}`);
  expect(await here(worker)).toMatchObject({ waiting: owed, calls: [] });
  await head.say(village, "/改写 @卢霞 请尽快回话", { quote: id });
  expect((await here(worker)).calls).toEqual([]);

  const plain = await say("三点开会");
  const { body } = await head.say(village, "/改写 @卢霞 三点开会", { quote: plain.id });
  expect(body).toMatchObject({ ok: true });
  const { calls, lastSeq } = await here(worker);
  expect(calls).toEqual([{ message: plain.id, seq: lastSeq }]);

  expect((await head.say(village, "/撤回", { quote: plain.id })).body).toMatchObject({ ok: true });
  expect(await here(worker)).toMatchObject({ waiting: owed, calls: [] });
});

it("says how many sit in it", async () => {
  const head = await server.asPerson("鄢明");
  const village = await staffOf(head);
  const { body } = await (await server.asPerson("卢霞")).get("/api/channels");
  expect(village.people).toBeGreaterThan(2);
  expect(body.channels.find(({ kind }: ChannelView) => kind === "bot")?.people).toBe(1);
});

it("spells each name for those who type letters", async () => {
  const head = await server.asPerson("鄢明");
  expect((await staffOf(head)).pinyin).toBe("xiyangcun xyc");
});

async function staffOf(person: TestPerson): Promise<ChannelView> {
  return (await channelsOf(person)).find(({ name }) => name === "溪洋村")!;
}
