import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TargetView, TimelineEntry } from "#contract/nouns";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

const HQ = "#开化县指挥部";
const ORDER = encodeURIComponent("令17");

let server: TestServer;
let leader: TestPerson;
let worker: TestPerson;
let stranger: TestPerson;
let village: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  const names = ["方舟", "余航", "邱实", "余林"];
  const people = await Promise.all(names.map((name) => server.asPerson(name)));
  [leader, worker, stranger, village] = people as [TestPerson, TestPerson, TestPerson, TestPerson];
  const line = "/指挥令 全面执行网格工作制 范围=池淮镇:网格 回执=负责人 截止=09:00 确认=是";
  const issued = await leader.say(HQ, line);
  expect(issued.body).toMatchObject({ ok: true });
});
afterAll(() => server.stop());

describe("an item", () => {
  it("opens by its printed, short and full id", async () => {
    const { body } = await leader.get(`/api/items/${ORDER}`);
    expect(body).toMatchObject({ label: "指挥部令〔2020〕17号", kind: "order", state: "open" });
    for (const id of [body.id, body.label]) {
      expect((await leader.get(`/api/items/${encodeURIComponent(id)}`)).body.id).toBe(body.id);
    }
  });

  it("says what may be done with it as a whole, to each their own", async () => {
    const acts = async (who: typeof leader) => (await who.get(`/api/items/${ORDER}`)).body.acts;
    expect(await acts(leader)).toEqual(["close", "revoke"]);
    expect(await acts(worker)).toEqual([]);
  });

  it("is hidden from those it does not touch", async () => {
    for (const part of ["", "/targets", "/silent", "/timeline", "/tally"]) {
      const { status, body } = await stranger.get(`/api/items/${ORDER}${part}`);
      expect([status, body.error.code]).toEqual([404, "not_found"]);
    }
    expect((await stranger.get("/api/items")).body.items).toEqual([]);
  });

  it("is listed by kind, state and place", async () => {
    const count = async (query: string) =>
      (await leader.get(`/api/items${query}`)).body.items.length;
    expect(await count("")).toBe(1);
    expect(await count("?kind=order&state=open")).toBe(1);
    expect(await count("?kind=task")).toBe(0);
    expect(await count("?state=closed")).toBe(0);
    expect(await count(`?node=${encodeURIComponent("航头村")}`)).toBe(1);
    expect(await count(`?node=${encodeURIComponent("杨林镇")}`)).toBe(0);
    expect((await worker.get("/api/items")).body.items).toHaveLength(1);
  });

  it("shows each the targets of their own subtree", async () => {
    const seen = async (person: TestPerson) =>
      (await person.get(`/api/items/${ORDER}/targets`)).body.targets as TargetView[];
    expect((await seen(leader)).map((row) => row.nodeName)).toHaveLength(4);
    expect((await seen(worker)).map((row) => row.nodeName)).toEqual(["航头一网格"]);
    expect((await seen(worker))[0]!.responsible[0]).toMatchObject({ name: "余航" });
  });

  it("waits for those who have to answer, until they have", async () => {
    const waiting = async () => (await worker.get("/api/items?waiting=me")).body.items;
    expect((await waiting())[0].todo).toMatchObject([{ what: "签收", nodeName: "航头一网格" }]);
    expect((await worker.get("/api/me")).body.waiting).toBe(1);
    const tally = async () => (await leader.get(`/api/items/${ORDER}/tally`)).body;
    expect((await tally()).line).toBe("应签收4 已签收0/4 0.0%(迟0)");
    expect((await worker.say("#航头一网格", "收到")).body).toMatchObject({ ok: true });
    expect(await waiting()).toEqual([]);
    const { line, more } = await tally();
    expect(line).toBe("应签收4 已签收1/4 25.0%(迟0)");
    expect(more).toContain("未签收：池淮一网格、池淮二网格、石门一网格");
  });

  it("says of one's own place how it stands, and of nobody else's", async () => {
    const own = async (person: TestPerson) => (await person.get(`/api/items/${ORDER}`)).body.own;
    expect(await own(worker)).toEqual([
      {
        ...{ node: expect.any(String), nodeName: "航头一网格", state: "已收到", mendable: false },
        at: Date.parse("2020-01-27T07:00:00+08:00"),
      },
    ]);
    expect(await own(leader)).toEqual([]);
    expect(await own(village)).toEqual([]);
  });

  it("counts at a place, and names nobody to those who only see totals there", async () => {
    const at = (person: TestPerson, node: string) =>
      person.get(`/api/items/${ORDER}/tally?node=${encodeURIComponent(node)}`);
    expect((await at(village, "航头村")).body.line).toContain("已签收1/1 100.0%");
    const town = (await at(village, "池淮镇")).body;
    expect(town.counts.expected).toBe(4);
    expect(town.more).toEqual([]);
    expect((await at(village, "石门村")).status).toBe(404);
  });

  it("tells its story by places and posts", async () => {
    const { entries }: { entries: TimelineEntry[] } = (
      await leader.get(`/api/items/${ORDER}/timeline`)
    ).body;
    const texts = entries.map((entry) => entry.text);
    expect(texts[0]).toMatch(/^开化县 发出/);
    expect(texts.some((text) => text.startsWith("航头一网格 签收"))).toBe(true);
    expect(texts.join()).not.toContain("余航");
  });

  it("is told to be no id in words", async () => {
    const { status, body } = await leader.get(`/api/items/${encodeURIComponent("什么呀")}`);
    expect(status).toBe(422);
    expect(body.error.message).toContain("什么呀");
  });
});

describe("a preview", () => {
  it("says what would happen and writes nothing", async () => {
    const before = (await leader.get("/api/items")).body.items.length;
    const text = "/指挥令 试一试 范围=全县 回执=负责人 截止=12:00";
    const { body } = await leader.post("/api/commands/preview", { cid: "p1", channel: HQ, text });
    expect(body).toMatchObject({ ok: true, preview: { people: expect.any(Number) } });
    expect((await leader.get("/api/items")).body.items).toHaveLength(before);
  });
});

describe("the manual clock", () => {
  it("moves on, never back", async () => {
    const moved = await server.clock("2020-01-27 08:00");
    expect(moved.body).toMatchObject({ ok: true, now: Date.parse("2020-01-27T08:00:00+08:00") });
    const back = await server.clock("2020-01-27 07:30");
    expect([back.status, back.body.error.code]).toEqual([422, "bad_argument"]);
  });
});
