import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import type { BoardOffer, Remark } from "#contract/board-documents";
import { listNoteUpdates } from "#db/boards";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";
import { type BoardClient, openDocument } from "./support/board-client.ts";
import { startTwin } from "./support/twin.ts";

/** Chance of the kind clients use for keys. */
const key = () => crypto.randomUUID();
const ID_NUMBER = "330824199003077715";
const PHONE = "13812345678";

let server: TestServer;
let centre: TestPerson;
let room: TestPerson;
let item: string;
let grid: string;
let opened: BoardClient[] = [];

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  centre = await server.asPerson("汪洋");
  room = await server.asPerson("余晖");
});
beforeEach(async () => {
  for (const client of opened) client.stop();
  opened = [];
  const line = "/任务 摸排 范围=池淮镇:网格 字段=在册:整数! 截止=18:00";
  item = (await centre.say("#开化县指挥部", line)).body.result.item;
  const { targets } = (await centre.get(`/api/items/${item}/targets`)).body;
  grid = targets.find((one: { nodeName: string }) => one.nodeName === "航头一网格").node;
});
afterAll(async () => {
  for (const client of opened) client.stop();
  await server.stop();
});

async function notesName(person: TestPerson): Promise<string> {
  const { notes } = (await person.get(`/api/board/${item}`)).body as BoardOffer;
  return notes!;
}

async function open(person: TestPerson, doc?: Y.Doc, url = server.url): Promise<BoardClient> {
  const name = await notesName(centre);
  const client = await openDocument({ url, name, cookie: person.cookie, ...(doc && { doc }) });
  opened.push(client);
  return client;
}

const remarks = ({ doc }: { doc: Y.Doc }) => doc.getMap<Remark>("remarks");
const texts = (client: BoardClient) => [...remarks(client).values()].map(({ text }) => text).sort();
const isSigned = (note: Remark | undefined) => note?.by !== undefined;

async function remark(client: BoardClient, text: string): Promise<string> {
  const id = key();
  remarks(client).set(id, { node: grid, text });
  await client.whenDoc(() => isSigned(remarks(client).get(id)), "the signed remark");
  return id;
}

/** All that the database holds of these notes, as one document. */
async function stored(): Promise<Y.Doc> {
  await server.system.boards.settle();
  const doc = new Y.Doc();
  for (const { update } of await listNoteUpdates(server.parts.store.read, `notes:${item}`)) {
    Y.applyUpdate(doc, Buffer.from(update, "base64"));
  }
  return doc;
}

describe("notes", () => {
  it("of two people at once merge, are signed by place and post, and outlive the server", async () => {
    const [one, two] = await Promise.all([open(centre), open(room)]);
    await Promise.all([remark(one, "先走这一格"), remark(two, "路已通")]);
    const both = ["先走这一格", "路已通"].sort();
    await Promise.all(
      [one, two].map((client) => client.whenDoc(() => texts(client).length === 2, "both")),
    );
    expect(texts(one)).toEqual(both);
    expect(texts(two)).toEqual(both);
    const signed = [...remarks(one).values()].map(({ by, at }) => ({ by, at }));
    const at = Date.parse("2020-01-27T07:00:00+08:00");
    expect(signed).toContainEqual({ by: "池淮镇 综合信息指挥室", at });

    one.doc.getMap("pins").set(grid, {});
    one.doc.getMap("highlights").set(grid, { colour: "sand", by: "县长" });
    await two.whenDoc(
      () => two.doc.getMap("pins").has(grid) && two.doc.getMap("highlights").has(grid),
      "pin and highlight",
    );
    expect(two.doc.getMap("highlights").get(grid)).toMatchObject({
      colour: "sand",
      by: expect.stringMatching(/^开化县 /),
    });
    const now = { remarks: remarks(two).toJSON(), pins: two.doc.getMap("pins").toJSON() };

    expect(texts({ doc: await stored() } as BoardClient)).toEqual(both);
    const twin = await startTwin(server);
    try {
      const after = await open(room, undefined, twin.url);
      expect({ remarks: remarks(after).toJSON(), pins: after.doc.getMap("pins").toJSON() }).toEqual(
        now,
      );
      after.stop();
    } finally {
      await twin.stop();
    }
  });

  it("take in what was written while away", async () => {
    const first = await open(room);
    await remark(first, "在线时");
    first.provider.disconnect();
    const late = key();
    remarks(first).set(late, { node: grid, text: "离线时" });
    const other = await open(centre);
    await remark(other, "别人写的");
    first.provider.connect();
    await other.whenDoc(() => isSigned(remarks(other).get(late)), "the late remark");
    await first.whenDoc(() => texts(first).length === 3, "all three");
    expect(texts(other)).toEqual(["别人写的", "在线时", "离线时"].sort());
    expect(remarks(other).get(late)!.by).toBe("池淮镇 综合信息指挥室");
  });

  it("never hold an ID number or a phone, not even a deleted one", async () => {
    const other = await open(centre);
    const seen: string[] = [];
    other.doc.on("update", (update: Uint8Array) =>
      seen.push(Buffer.from(update).toString("latin1")),
    );
    const writer = await open(room);
    const id = await remark(writer, `找${ID_NUMBER}，电话${PHONE}`);
    expect(remarks(writer).get(id)!.text).toBe("找[证件号已隐去]，电话[手机号已隐去]");
    await other.whenDoc(() => remarks(other).has(id), "the remark");
    const all = [Y.encodeStateAsUpdate(other.doc), Y.encodeStateAsUpdate(await stored())];
    for (const bytes of [...seen, ...all.map((one) => Buffer.from(one).toString("latin1"))]) {
      expect(bytes).not.toContain(ID_NUMBER);
      expect(bytes).not.toContain(PHONE);
    }
    for (const { update } of await listNoteUpdates(server.parts.store.read, `notes:${item}`)) {
      expect(Buffer.from(update, "base64").includes(ID_NUMBER)).toBe(false);
    }
  });

  it("are taken back by whoever may write", async () => {
    const writer = await open(room);
    const other = await open(centre);
    const id = await remark(writer, "写错了");
    await other.whenDoc(() => remarks(other).has(id), "the remark");
    remarks(other).delete(id);
    await writer.whenDoc(() => !remarks(writer).has(id), "its end");
    expect(Buffer.from(Y.encodeStateAsUpdate(await stored())).includes("写错了")).toBe(false);
  });
});

describe("what is no note", () => {
  it.each<[string, (doc: Y.Doc) => void]>([
    ["an unknown top-level key", (doc) => doc.getMap("rows").set("x", 1)],
    ["a list", (doc) => doc.getArray("remarks").push(["x"])],
    ["a text", (doc) => doc.getText("free").insert(0, "x")],
    ["a nested type", (doc) => doc.getMap("remarks").set(key(), new Y.Map())],
    ["bytes", (doc) => doc.getMap("remarks").set(key(), new Uint8Array(9))],
    ["a document", (doc) => doc.getMap("remarks").set(key(), new Y.Doc())],
    ["a row out of sight", (doc) => remarks({ doc }).set(key(), { node: "330824107", text: "x" })],
    ["a pin out of sight", (doc) => doc.getMap("pins").set("330824107", {})],
    ["an empty remark", (doc) => remarks({ doc }).set(key(), { node: grid, text: "" })],
    ["a long remark", (doc) => remarks({ doc }).set(key(), { node: grid, text: "长".repeat(501) })],
    [
      "more than a remark",
      (doc) => remarks({ doc }).set(key(), { node: grid, text: "x", no: 1 } as Remark),
    ],
    ["a control character", (doc) => remarks({ doc }).set(key(), { node: grid, text: "\u0000" })],
    ["a key that tells", (doc) => remarks({ doc }).set(ID_NUMBER, { node: grid, text: "x" })],
    ["the county's own colour", (doc) => doc.getMap("highlights").set(grid, { colour: "红" })],
  ])("%s reaches nobody, and three of it end the connection", async (_, write) => {
    const watcher = await open(centre);
    await remark(watcher, "在先");
    const before = Buffer.from(Y.encodeStateAsUpdate(watcher.doc)).toString("hex");
    const writer = await open(room);
    for (let n = 0; n < 3; n += 1) write(writer.doc);
    expect(await writer.closed()).toBe(4403);
    const after = await open(centre);
    expect(Buffer.from(Y.encodeStateAsUpdate(after.doc)).toString("hex")).toBe(before);
    expect(Buffer.from(Y.encodeStateAsUpdate(watcher.doc)).toString("hex")).toBe(before);
  });

  it("a frame over 64 KiB is not taken", async () => {
    const writer = await open(room);
    writer.doc.transact(() => {
      for (let n = 0; n < 200; n += 1) {
        remarks(writer).set(key(), { node: grid, text: "满".repeat(300) });
      }
    });
    await remark(await open(centre), "别的");
    const after = await open(centre);
    expect(texts(after)).toEqual(["别的"]);
  });
});

describe("presence", () => {
  const users = (client: BoardClient) =>
    [...client.provider.awareness.getStates().values()].flatMap(({ user }) => user ?? []);

  it("says place and post, whatever the client claims, and ends with the connection", async () => {
    const one = await open(centre);
    const two = await open(room);
    two.provider.awareness.setLocalState({
      user: { name: "方舟", post: "县领导" },
      row: grid,
      x: 1,
    });
    const theirs = () => one.provider.awareness.getStates().get(two.doc.clientID);
    await one.whenDoc(() => theirs()?.row === grid, "the other's presence");
    expect(theirs()).toEqual({ user: { place: "池淮镇", post: "综合信息指挥室" }, row: grid });
    expect(users(one).length).toBeGreaterThan(0);
    two.provider.disconnect();
    await one.whenDoc(() => theirs() === undefined, "the other's end");
  });
});
