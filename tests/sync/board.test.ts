import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { BOARD_MAP } from "#contract/board";
import type { BoardOffer } from "#contract/board-documents";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";
import { type BoardClient, openDocument, refusedDocument } from "./support/board-client.ts";
import { startTwin } from "./support/twin.ts";

const FORM = "字段=在册:整数!,接种:是否,去向:单选(省内|省外),备注:文字";

let server: TestServer;
let centre: TestPerson;
let room: TestPerson;
let otherRoom: TestPerson;
let worker: TestPerson;
let otherWorker: TestPerson;
const opened: BoardClient[] = [];

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day" });
  centre = await server.asPerson("汪洋");
  room = await server.asPerson("余晖");
  otherRoom = await server.asPerson("程立");
  worker = await server.asPerson("余航");
  otherWorker = await server.asPerson("邱实");
}, 60_000);
afterAll(async () => {
  for (const client of opened) client.stop();
  await server.stop();
});

/** A special for every grid of the county, handed on by two of its three towns. */
async function issued(): Promise<string> {
  const { body } = await centre.say(
    "#开化县指挥部",
    `/专项 返乡日核 范围=全县:网格 ${FORM} 截止=18:00 核实=是`,
  );
  const id: string = body.result.item;
  await room.say("#池淮镇指挥室", `/下达 ${id}`);
  await otherRoom.say("#杨林镇指挥室", `/下达 ${id}`);
  return id;
}

async function offerOf(person: TestPerson, id: string): Promise<BoardOffer> {
  const { status, body } = await person.get(`/api/board/${id}`);
  expect(status).toBe(200);
  return body;
}

async function open(person: TestPerson, name: string): Promise<BoardClient> {
  const client = await openDocument({ url: server.url, name, cookie: person.cookie });
  opened.push(client);
  return client;
}

const nameOf = (offer: BoardOffer, town?: string) =>
  offer.documents.find((one) => one.town === town)!.name;

const STATE = (client: BoardClient, place: string) =>
  client.board.rows.find(({ name }) => name === place)?.state;

describe("what is offered", () => {
  it("gives the county every document, a town its own, a grid worker the totals only", async () => {
    const id = await issued();
    const all = await offerOf(centre, id);
    expect(all.documents[0]!.name).toMatch(new RegExp(`^board:${id}@[0-9a-z]+$`));
    expect(all.documents).toHaveLength(4);
    expect(all).toMatchObject({ role: "writer", notes: `notes:${id}` });

    const own = await offerOf(room, id);
    expect(own.documents.map(({ town }) => town)).toEqual(["330824117"]);
    expect(own.documents[0]!.name).toBe(nameOf(all, own.documents[0]!.town));
    expect(own.notes).toBe(`notes:${id}:${own.documents[0]!.town}`);

    const below = await offerOf(worker, id);
    expect(below).toMatchObject({ documents: [], role: "totals" });
    expect(below.notes).toBeUndefined();
  });

  it("is 404 for what is out of sight, 401 for strangers", async () => {
    expect((await centre.get("/api/board/T0101-99")).status).toBe(404);
    expect((await server.send("/api/board/T0101-99")).status).toBe(401);
  });

  it("opens to a village head when every row is the village's", async () => {
    const head = await server.asPerson("余林");
    const { body } = await head.say("#航头村", "/任务 清沟 范围=本辖区:网格 截止=18:00 核实=否");
    const offer = await offerOf(head, body.result.item);
    expect(offer.documents).toHaveLength(2);
    const client = await open(head, offer.documents[0]!.name);
    expect(client.board.rows.map(({ name }) => name)).toEqual(["航头一网格"]);
    expect((await offerOf(otherRoom, body.result.item).catch(() => null))?.documents ?? []).toEqual(
      [],
    );
  });
});

describe("watching", () => {
  it("shows a reply to two clients at once, in one update, by place and post", async () => {
    const id = await issued();
    const all = await offerOf(centre, id);
    const own = await offerOf(room, id);
    const county = await open(centre, nameOf(all));
    const town = await openDocument({
      url: server.url,
      name: own.documents[0]!.name,
      ticket: own.ticket,
    });
    opened.push(town);
    expect(STATE(county, "航头一网格")).toBe("已派");
    const before = { county: county.updates, town: town.updates };

    const isReported = (client: BoardClient) =>
      client.when(
        ({ rows }) => rows.some(({ name, state }) => name === "航头一网格" && state === "已报"),
        "the reply",
      );
    const seen = Promise.all([isReported(county), isReported(town)]);
    const canary = "住址梧桐巷八号";
    const said = await worker.say(
      "#航头一网格",
      `/报 ${id} 在册=6 接种=是 去向=省外 备注=${canary}`,
    );
    expect(said.body).toMatchObject({ ok: true });
    const [big, small] = await seen;
    expect(county.updates).toBe(before.county + 1);
    expect(town.updates).toBe(before.town + 1);

    const row = big.rows.find(({ name }) => name === "航头一网格")!;
    expect(row).toMatchObject({
      path: "池淮镇/航头村/航头一网格",
      state: "已报",
      post: "网格员",
      values: { 在册: 6, 接种: true, 去向: "省外" },
      given: ["备注"],
      nil: false,
      version: 1,
    });
    expect(small.rows.find(({ name }) => name === "航头一网格")).toEqual(row);
    expect(big.totals.line).toBe((await centre.get(`/api/items/${id}/tally`)).body.line);
    expect(small.totals.line).toBe(
      (await room.get(`/api/items/${id}/tally?node=${small.totals.node}`)).body.line,
    );
    // Nothing a person wrote in words, nor anybody's name.
    for (const client of [county, town]) {
      const bytes = Buffer.from(Y.encodeStateAsUpdate(client.doc));
      for (const word of [canary, "梧桐", "余航"]) {
        expect(bytes.includes(word)).toBe(false);
      }
    }
  });

  it("reads the same after a restart, under another epoch; the old one is closed with 4404", async () => {
    const id = await issued();
    await worker.say("#航头一网格", `/报 ${id} 在册=6`);
    await worker.say("#航头一网格", `/报 ${id} 在册=7 确认=是`);
    await otherWorker.say("#王家边网格", "收到");
    await otherWorker.say("#王家边网格", `/困难 ${id} 类=人手 缺人`);
    await room.say("#池淮镇指挥室", `/核实 ${id} 航头一网格`);
    const offer = await offerOf(centre, id);
    const before = await open(centre, nameOf(offer));
    const board = await before.when(
      ({ rows }) => rows.some(({ state }) => state === "已核"),
      "the verified row",
    );

    const twin = await startTwin(server);
    try {
      const { cookie } = centre;
      const again = await fetch(`${twin.url}/api/board/${id}`, { headers: { cookie } });
      const name = nameOf((await again.json()) as BoardOffer);
      expect(name).not.toBe(nameOf(offer));
      const after = await openDocument({ url: twin.url, name, cookie });
      expect(after.board).toEqual(board);
      after.stop();
      const old = { url: twin.url, name: nameOf(offer), cookie };
      expect(await refusedDocument(old)).toBe(4404);
      // A browser that kept the old document cannot bring it along either.
      expect(await refusedDocument({ ...old, doc: before.doc })).toBe(4404);
    } finally {
      await twin.stop();
    }
  });
});

describe("who may open what", () => {
  it("never shows a town the rows of another", async () => {
    const id = await issued();
    const all = await offerOf(centre, id);
    const mine = await offerOf(room, id);
    for (const { name, town } of all.documents) {
      if (town === mine.documents[0]!.town) continue;
      expect(await refusedDocument({ url: server.url, name, cookie: room.cookie })).toBe(4404);
    }
    const client = await open(room, mine.documents[0]!.name);
    expect(client.board.rows.length).toBeGreaterThan(1);
    for (const { path } of client.board.rows) expect(path).toMatch(/^池淮镇\//);
    const theirs = { url: server.url, name: `notes:${id}:330824107`, cookie: room.cookie };
    expect(await refusedDocument(theirs)).toBe(4404);
    expect(await refusedDocument({ ...theirs, name: `notes:${id}` })).toBe(4404);
    expect(
      await refusedDocument({ ...theirs, name: mine.documents[0]!.name, cookie: worker.cookie }),
    ).toBe(4404);
  });

  it("closes guesses with 4404, strangers and forged tickets with 4401, foreign pages with 4403", async () => {
    const id = await issued();
    const { documents, ticket } = await offerOf(centre, id);
    const { url } = server;
    const { cookie } = centre;
    const [{ name }] = documents as [{ name: string }];
    const guesses = [
      ...["board", "board:", `board:${id}`, `board:${id}@`, `board:${id}@0`, `${name}x`],
      ...[`${name}@1`, `board:${id}:999999999@${name.split("@")[1]}`, `notes:${id}@1`, "notes:x"],
      ...[
        `notes:${id}:999999999`,
        "%E0%A4%A",
        `board:${id}%23@1`,
        "..%2F..%2Fetc",
        "a".repeat(3000),
      ],
    ];
    for (const guess of guesses) {
      expect([guess, await refusedDocument({ url, name: guess, cookie })]).toEqual([guess, 4404]);
    }
    expect(await refusedDocument({ url, name })).toBe(4401);
    expect(await refusedDocument({ url, name: "board:x@1" })).toBe(4401);
    const forged = `${ticket.slice(0, -1)}${ticket.endsWith("A") ? "B" : "A"}`;
    expect(await refusedDocument({ url, name, ticket: forged })).toBe(4401);
    expect(await refusedDocument({ url, name, cookie, ticket: forged })).toBe(4401);
    expect(await refusedDocument({ url, name, cookie, origin: "https://evil.example" })).toBe(4403);
    const own = await openDocument({ url, name, cookie, origin: url });
    own.stop();
    expect((await server.send(`/yjs/${name}`)).status).toBe(426);
  });

  it("a reader that writes changes nothing, for nobody", async () => {
    const id = await issued();
    const { documents } = await offerOf(centre, id);
    const reader = await open(centre, nameOf({ documents } as BoardOffer));
    const other = await open(centre, nameOf({ documents } as BoardOffer));
    const before = Buffer.from(Y.encodeStateAsUpdate(other.doc)).toString("hex");
    reader.doc.getMap(BOARD_MAP).set("base", { n: 9, rows: [] } as never);
    reader.doc.getMap("mine").set("x", 1);
    reader.provider.awareness.setLocalState({ user: "我" });
    // What comes after it on the same connection is answered: the writes were passed over.
    const vector = Y.encodeStateVector(new Y.Doc());
    expect(vector.length).toBeGreaterThan(0);
    const third = await open(centre, nameOf({ documents } as BoardOffer));
    expect(Buffer.from(Y.encodeStateAsUpdate(third.doc)).toString("hex")).toBe(before);
    expect(Buffer.from(Y.encodeStateAsUpdate(other.doc)).toString("hex")).toBe(before);
    expect(third.provider.awareness.getStates().size).toBe(1);
    expect(reader.closes).toEqual([]);
  });
});

describe("being sent away", () => {
  it("closes within two seconds of signing out, and does not let back in", async () => {
    const leaving = await server.asPerson("方圆");
    const id = await issued();
    const { documents, ticket } = await offerOf(leaving, id);
    const [{ name }] = documents as [{ name: string }];
    const byCookie = await openDocument({ url: server.url, name, cookie: leaving.cookie });
    const byTicket = await openDocument({ url: server.url, name, ticket });
    opened.push(byCookie, byTicket);
    const started = performance.now();
    await leaving.post("/api/sign-out", {});
    expect(await Promise.all([byCookie.closed(), byTicket.closed()])).toEqual([4503, 4503]);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(await refusedDocument({ url: server.url, name, ticket })).toBe(4401);
  });
});

it("/看板 answers with the link and how one's own subtree stands", async () => {
  const id = await issued();
  const { body } = await room.say("#池淮镇指挥室", `/看板 ${id}`);
  expect(body.result.text).toContain(`/board/${id}`);
  expect(body.result.text).toContain("池淮镇");
  const { line } = (await room.get(`/api/items/${id}/tally?node=池淮镇`)).body;
  expect(body.result.text).toContain(line);
  expect((await room.say("#池淮镇指挥室", "/看板 T0101-99")).body.error.code).toBe("not_found");
});
