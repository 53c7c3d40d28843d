import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ItemAttachment, MessageView } from "#contract/nouns";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";
import { fetchFile, photo, sendFile, stored } from "../support/uploads.ts";

const VILLAGE = "#航头村";
const GRID = "#航头一网格";

let server: TestServer;
let worker: TestPerson;
let head: TestPerson;
let room: TestPerson;
/** The head of the village beside. */
let sibling: TestPerson;
/** Of another town. */
let stranger: TestPerson;
let picture: Buffer;

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  const names = ["余航", "余林", "余晖", "徐岩", "邱实"];
  const people = await Promise.all(names.map(server.asPerson));
  [worker, head, room, sibling, stranger] = people as [
    ...[TestPerson, TestPerson, TestPerson, TestPerson, TestPerson],
  ];
  picture = await photo({ width: 300, height: 200 });
});
afterAll(() => server.stop());

const upload = async (person: TestPerson, name = "门口.jpg") =>
  (await stored(server, person, name, picture)).id;
const note = async (person: TestPerson) =>
  (await stored(server, person, "说明.txt", new TextEncoder().encode("一"))).id;
const sees = async (person: TestPerson, id: string) =>
  (await fetchFile(server, person, id)).status === 200;
const lastIn = async (person: TestPerson, channel: string): Promise<MessageView> => {
  const path = `/api/channels/${encodeURIComponent(channel)}/messages?limit=1`;
  return (await person.get(path)).body.messages[0];
};

describe("in a message", () => {
  it("is seen by its sender alone until it is sent, then by who may read the channel", async () => {
    const id = await upload(worker);
    const seeing = () =>
      Promise.all([worker, head, room, sibling, stranger].map((person) => sees(person, id)));
    expect(await seeing()).toEqual([true, false, false, false, false]);
    const said = await worker.say(VILLAGE, "贴好了", { attachments: [id] });
    expect(said.body).toMatchObject({ ok: true });
    expect(await seeing()).toEqual([true, true, true, false, false]);
    expect(await lastIn(head, VILLAGE)).toMatchObject({
      text: "贴好了",
      attachments: [{ id, kind: "photo", name: "门口.jpg", type: "image/jpeg", width: 200 }],
    });
  });

  it("is a message of its own, in the order it was chosen", async () => {
    const ids = [
      await upload(worker, "乙.jpg"),
      await note(worker),
      await upload(worker, "甲.jpg"),
    ];
    const envelope = { cid: "alone", channel: VILLAGE, attachments: ids };
    const { body } = await worker.post("/api/commands", envelope);
    expect(body).toMatchObject({ ok: true });
    const { text, attachments } = await lastIn(head, VILLAGE);
    expect(text).toBe("");
    expect(attachments.map(({ id, kind }) => [id, kind])).toEqual([
      [ids[0], "photo"],
      [ids[1], "file"],
      [ids[2], "photo"],
    ]);
  });

  it("is the sender's own, or nothing is sent", async () => {
    const before = await lastIn(head, VILLAGE);
    const foreign = await upload(stranger);
    for (const id of [foreign, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "x"]) {
      const { status, body } = await worker.say(VILLAGE, "看", { attachments: [id] });
      expect([status, body.error.code]).toEqual([404, "not_found"]);
    }
    expect(await lastIn(head, VILLAGE)).toEqual(before);
    expect(await sees(head, foreign)).toBe(false);
  });

  it("is refused by a command that would lose it", async () => {
    const attachments = [await upload(worker)];
    const { status, body } = await worker.say(VILLAGE, "/找 余林", { attachments });
    expect([status, body.error.code]).toEqual([422, "bad_argument"]);
    expect(body.error.message).toContain("不能带照片");
  });

  it("makes a message of what would else be a receipt", async () => {
    const order = "/指挥令 试一试 范围=航头一网格 回执=负责人 截止=23:00 确认=是";
    const leader = await server.asPerson("方舟");
    expect((await leader.say("#开化县指挥部", order)).body).toMatchObject({ ok: true });
    const attachments = [await upload(worker)];
    const { body } = await worker.say(GRID, "收到", { attachments });
    expect(body.private).toEqual([expect.stringContaining("请单独回“收到”")]);
    expect(await lastIn(worker, GRID)).toMatchObject({ text: "收到", attachments: [{}] });
    const receipt = await worker.say(GRID, "收到");
    expect(receipt.body.result.text).toMatch(/指挥令|指挥部令/);
  });

  it("is gone when the message is taken back", async () => {
    const id = await upload(worker);
    const { body } = await worker.say(VILLAGE, "发错了", { attachments: [id] });
    const [quote] = body.messages;
    expect(await sees(head, id)).toBe(true);
    expect((await worker.say(VILLAGE, "/撤回", { quote })).body).toMatchObject({ ok: true });
    expect(await sees(head, id)).toBe(false);
    const path = `/api/channels/${encodeURIComponent(VILLAGE)}/messages`;
    const { messages }: { messages: MessageView[] } = (await head.get(path)).body;
    const recalled = messages.find((message) => message.id === quote)!;
    expect([recalled.recalled, recalled.attachments]).toEqual([true, []]);
  });
});

describe("in a reply", () => {
  let item: string;
  const report = (person: TestPerson, values: object, more: object = {}) =>
    person.post("/api/commands", {
      ...{ cid: crypto.randomUUID(), channel: VILLAGE, name: "report" },
      input: { item, values, ...more },
    });
  const photosOf = async () => {
    const { body } = await room.get(`/api/items/${item}/targets`);
    return body.targets.find((one: { nodeName: string }) => one.nodeName === "航头一网格").values
      ?.门口;
  };

  beforeEach(async () => {
    const fields = "张贴:整数!,门口:照片!";
    const line = `/任务 张贴告示 范围=池淮镇:网格 字段=${fields} 截止=23:00 确认=是`;
    const { body } = await room.say("#池淮镇", line);
    expect(body).toMatchObject({ ok: true });
    item = body.result.item;
  });

  it("is seen by the room and the village, not by the village beside", async () => {
    const id = await upload(worker);
    const { body } = await report(worker, { 张贴: 12, 门口: [id] });
    expect(body.result.text).toContain("门口1张");
    expect(await photosOf()).toEqual([id]);
    const seeing = [worker, head, room, sibling, stranger].map((person) => sees(person, id));
    expect(await Promise.all(seeing)).toEqual([true, true, true, false, false]);
  });

  it("comes attached to a typed line", async () => {
    const attachments = [await upload(worker), await upload(worker)];
    const { body } = await worker.say(GRID, `/报 ${item} 12`, { attachments });
    expect(body.result.text).toContain("门口2张");
    expect(await photosOf()).toEqual(attachments);
    const file = await worker.say(GRID, `/报 ${item} 12`, { attachments: [await note(worker)] });
    expect([file.status, file.body.error.field]).toEqual([422, "attachments"]);
  });

  it("stays in a reply that keeps it, whoever corrects it, and in the history", async () => {
    const [first, second] = [await upload(worker), await upload(worker)];
    await report(worker, { 张贴: 12, 门口: [first] });
    const proxy = { onBehalf: "航头一网格", via: "电话", 确认: true };
    const kept = await report(head, { 张贴: 13, 门口: [first] }, proxy);
    expect(kept.body).toMatchObject({ ok: true });
    await report(worker, { 张贴: 13, 门口: [second] }, { 确认: true });
    expect(await photosOf()).toEqual([second]);
    expect(await sees(room, first)).toBe(true);
  });

  it("stands in one list with all that came with the item, for who may see each of it", async () => {
    const list = async (person: TestPerson) => {
      const { status, body } = await person.get(`/api/items/${item}/attachments`);
      return status === 200
        ? body.attachments.map(
            ({ attachment, from, nodeName, by }: ItemAttachment) =>
              `${attachment.name} ${from} ${nodeName} ${by}`,
          )
        : status;
    };
    expect(await list(room)).toEqual([]);
    await report(worker, { 张贴: 12, 门口: [await upload(worker, "一.jpg")] });
    const other = await server.asPerson("徐婷");
    const bridge = [await upload(other, "桥.jpg")];
    const line = `/困难 ${item} 类=交通 桥断了`;
    const told = await other.say("#石门一网格", line, { attachments: bridge });
    expect(told.body).toMatchObject({ ok: true });
    const quote = (await lastIn(worker, GRID)).id;
    const said = await worker.say(GRID, "贴在这里", {
      quote,
      attachments: [await upload(worker, "二.jpg")],
    });
    expect(said.body).toMatchObject({ ok: true });
    const mine = ["二.jpg message 航头一网格 网格员", "一.jpg reply 航头一网格 网格员"];
    expect(await list(room)).toEqual([mine[0], "桥.jpg difficulty 石门一网格 网格员", mine[1]]);
    expect(await list(worker)).toEqual(mine);
    expect(await list(head)).toEqual(mine);
    expect(await list(sibling)).toEqual(["桥.jpg difficulty 石门一网格 网格员"]);
    expect(await list(stranger)).toBe(404);
  });

  it("is the sender's own and a photo", async () => {
    const cases: [string, number, string][] = [
      [await upload(stranger), 404, "没有找到"],
      ["01ARZ3NDEKTSV4RRFFQ69G5FAV", 404, "没有找到"],
      [await note(worker), 422, "要放照片"],
    ];
    for (const [id, status, why] of cases) {
      const refused = await report(worker, { 张贴: 12, 门口: [id] });
      expect([refused.status, refused.body.error.field]).toEqual([status, "门口"]);
      expect(refused.body.error.message).toContain(why);
    }
    expect(await photosOf()).toBeUndefined();
  });

  it("is still asked for where the form wants one", async () => {
    const { body } = await report(worker, { 张贴: 12 });
    expect(body.error.message).toContain("还差必填的“门口”");
  });
});

it("is not in what is said of a refused upload", async () => {
  const { body } = await sendFile(
    server,
    worker,
    "户主330824198001011234.exe",
    picture.subarray(2),
  );
  expect(JSON.stringify(body)).not.toContain("330824198001011234");
});
