import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { calls } from "../../server/http/calls.ts";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";
import { stored } from "../support/uploads.ts";

let server: TestServer;
let centre: TestPerson;
let room: TestPerson;
let item: string;
/** What a path's placeholders stand for. */
let placed: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer({ fixture: "yongtai-day" });
  centre = await server.asPerson("池敏");
  room = await server.asPerson("鲍捷");
  const worker = await server.asPerson("卢霞");
  const done = async (person: TestPerson, channel: string, text: string) => {
    const { body } = await person.say(channel, text);
    if (!body.ok) throw new Error(`${text}: ${body.error.message}`);
    return body;
  };
  const HQ = "#永泰县指挥部";
  const task = (title: string, more: string) =>
    done(centre, HQ, `/任务 ${title} 范围=葛岭镇:工作网格 确认=是 ${more}`);
  const order = "/指挥令 全部到岗 范围=葛岭镇:工作网格 截止=3小时内 确认=是";
  const basis = (await done(await server.asPerson("谢远"), HQ, order)).result.item;
  await task("另一件", "截止=18:00 依据=令1");
  const { result } = await task("户情", "字段=住户:整数 截止=2小时内 依据=令1 路由=直达");
  await done(worker, "@任务", `/报 ${result.item} 20`);
  await done(worker, "@任务", `/报 ${result.item} 21`);
  const [message] = (await done(room, "#葛岭镇", "今晚八点开会")).messages;
  const hq = (await centre.get(`/api/channels/${encodeURIComponent(HQ)}/messages`)).body.messages;
  const quote = hq.findLast((one: { item: string }) => one.item === result.item).id;
  const text = new TextEncoder().encode("一");
  const sent = [await stored(server, centre, "一.txt", text)];
  sent.push(await stored(server, centre, "二.txt", text));
  const attachments = sent.map(({ id }) => id);
  expect((await centre.say(HQ, "名单", { quote, attachments })).body).toMatchObject({ ok: true });
  const series = (await task("日报", "字段=在岗:整数 频次=每2小时 截止=1小时 路由=直达")).result
    .item;
  item = result.item;
  const node = (await targetsOf()).find(({ nodeName }) => nodeName === "溪洋1号")!.node;
  placed = { id: item, basis, series, node, message, code: "葛岭镇" };
});
afterAll(() => server.stop());

const targetsOf = () =>
  centre.all<{ node: string; nodeName: string }>(
    `/api/items/${encodeURIComponent(item)}/targets`,
    "targets",
  );

/** Answers that hold a list which cannot grow: posts of a person, words at a cursor, towns of a county. */
const NO_LISTS = new Set([
  "/api/me",
  "/api/profile",
  "/api/commands/complete",
  "/api/board/:id",
  "/api/channels/:id",
  "/api/items/:id",
  "/api/items/:id/tally",
  "/api/ledgers/:key",
  "/api/attachments/:id",
  "/api/nodes/:code",
  "/api/unlanded",
  "/healthz",
  "/readyz",
]);
const lists = calls.filter(({ method, path }) => method === "get" && !NO_LISTS.has(path));

function pathOf(path: string): string {
  const { basis, series, ...named } = { ...placed };
  if (path.startsWith("/api/channels")) named.id = "#葛岭镇";
  if (path.endsWith("/file")) named.id = basis!;
  if (path.endsWith("/rounds")) named.id = series!;
  if (path.endsWith("/people")) named.code = "永泰县";
  return path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(named[name]!));
}

/** The rows of all lists of an answer, in the order given. */
function rowsOf(body: Record<string, unknown>, keys: string[]): unknown[] {
  return keys.flatMap((key) => body[key] as unknown[]);
}

/** What a page is made of: for most calls one list. */
const KEYS: Record<string, string[]> = {
  "/api/sessions": ["devices"],
  "/api/pushes": ["pushes"],
  "/api/tree": ["nodes"],
  "/api/people": ["people"],
  "/api/nodes/:code/people": ["gaps"],
  "/api/nodes/:code/seats": ["gaps", "seats"],
  "/api/nodes/:code/sessions": ["holders"],
  "/api/channels": ["channels"],
  "/api/channel-tree": ["places"],
  "/api/channels/:id/messages/:message/readers": ["unread", "read"],
  "/api/commands": ["commands"],
  "/api/command-log": ["entries"],
  "/api/items": ["items"],
  "/api/items/:id/targets": ["targets"],
  "/api/items/:id/silent": ["places"],
  "/api/items/:id/targets/:node/versions": ["versions"],
  "/api/items/:id/rounds": ["rows"],
  "/api/items/:id/timeline": ["entries"],
  "/api/items/:id/attachments": ["attachments"],
  "/api/items/:id/file": ["documents", "tasks"],
};
/** What else is asked, for a list of more than one row. */
const MORE: Record<string, string> = {
  "/api/tree": "&depth=2",
  "/api/people": `&find=${encodeURIComponent("葛岭")}`,
  "/api/items/:id/silent": `&node=${encodeURIComponent("葛岭镇")}`,
};
/** One device, a county where every place has somebody, and nobody reminded yet. */
const SCARCE: Record<string, number> = {
  "/api/sessions": 0,
  "/api/pushes": -1,
  "/api/nodes/:code/people": -1,
};
/** Read by seq; and what no kind of this county has yet, which kernel/lines and kernel/ledgers page. */
const ELSEWHERE = new Set([
  "/api/channels/:id/messages",
  "/api/items/:id/lines",
  "/api/ledgers/:key/rows",
]);
const opaque = lists.filter(({ path }) => !ELSEWHERE.has(path));

it("every list of the API takes a page and answers next", () => {
  for (const { path, query, answer } of lists) {
    expect([path, query?.safeParse({ limit: "200" }).success]).toEqual([path, true]);
    expect([path, query?.safeParse({ limit: "201" }).success]).toEqual([path, false]);
    const { properties = {} } = z.toJSONSchema(answer as z.ZodType, {
      io: "output",
      unrepresentable: "any",
    });
    expect([path, Object.keys(properties)]).toEqual([path, expect.arrayContaining(["next"])]);
  }
  expect(opaque.map(({ path }) => path).sort()).toEqual(Object.keys(KEYS).sort());
});

describe.each(Object.entries(KEYS))("%s", (path, keys) => {
  const asker = () => (/seats|nodes.+sessions|channels/.test(path) ? room : centre);
  it("gives by pages of one what it gives at once", async () => {
    const query = MORE[path] ?? "";
    const whole = (await asker().get(`${pathOf(path)}?limit=200${query}`)).body;
    const rows = rowsOf(whole, keys).slice(0, 4);
    expect(rows.length).toBeGreaterThan(SCARCE[path] ?? 1);
    const got: unknown[] = [];
    let after = "";
    for (let n = 0; n < rows.length; n += 1) {
      const { status, body } = await asker().get(`${pathOf(path)}?limit=1${query}${after}`);
      expect([status, rowsOf(body, keys).length]).toEqual([200, 1]);
      got.push(...rowsOf(body, keys));
      after = `&after=${encodeURIComponent(body.next)}`;
      expect(typeof body.next === "string").toBe(n + 1 < rowsOf(whole, keys).length);
    }
    expect(got).toEqual(rows);
  });

  it.each(["limit=0", "limit=201", "limit=x", "after=x", "after=WyJlbHNlIiwxXQ"])(
    "refuses %s with a sentence",
    async (query) => {
      const { status, body } = await asker().get(`${pathOf(path)}?${query}`);
      expect([status, body.error.code, body.error.field]).toEqual([
        400,
        "malformed",
        query.split("=")[0],
      ]);
      expect(body.error.message).toMatch(/[\u4e00-\u9fff]/);
      expect(body.error.message).not.toContain("Too small");
    },
  );
});

it("messages are read on by seq until there are no more", async () => {
  const path = `/api/channels/${encodeURIComponent("#永泰县指挥部")}/messages`;
  const all = (await centre.get(`${path}?after=0&limit=200`)).body;
  const first = (await centre.get(`${path}?after=0&limit=1`)).body;
  const rest = (await centre.get(`${path}?after=${first.next}&limit=200`)).body;
  expect([...first.messages, ...rest.messages]).toEqual(all.messages);
  expect([all.next, rest.next, (await centre.get(path)).body.next]).toEqual([null, null, null]);
});

it("what is new meanwhile moves no row from one page to another", async () => {
  const whole = (await centre.get("/api/items")).body.items;
  const first = (await centre.get("/api/items?limit=2")).body;
  await server.clock(whole[0].at + 60_000);
  await centre.say("#永泰县指挥部", "/任务 刚刚发的 范围=葛岭镇:工作网格 截止=2小时内 确认=是");
  expect((await centre.get("/api/items")).body.items[0].title).toBe("刚刚发的");
  const second = (await centre.get(`/api/items?limit=2&after=${first.next}`)).body;
  const ids = (items: { id: string }[]) => items.map(({ id }) => id);
  expect(ids([...first.items, ...second.items])).toEqual(ids(whole.slice(0, 4)));
});

describe("compression", () => {
  /** The bytes as they come over the line: `fetch` would unpack them. */
  async function raw(path: string, headers: Record<string, string>): Promise<Response> {
    return fetch(server.url + path, {
      headers: { cookie: centre.cookie, ...headers },
      decompress: false,
    });
  }
  const bytes = async (response: Response) => (await response.arrayBuffer()).byteLength;

  it("packs what is accepted, and says that it depends on it", async () => {
    const plain = await raw("/api/commands", { "accept-encoding": "identity" });
    const br = await raw("/api/commands", { "accept-encoding": "gzip, deflate, br" });
    const gzip = await raw("/api/commands", { "accept-encoding": "gzip, br;q=0" });
    expect(
      [plain, br, gzip].map(({ headers }) => [
        headers.get("content-encoding"),
        headers.get("vary"),
        headers.get("content-type"),
      ]),
    ).toEqual(
      [null, "br", "gzip"].map((coding) => [
        coding,
        "accept-encoding",
        expect.stringContaining("application/json"),
      ]),
    );
    const whole = await plain.text();
    expect(gunzipSync(new Uint8Array(await gzip.arrayBuffer())).toString()).toBe(whole);
    expect(await bytes(br)).toBeLessThan(whole.length / 4);
  });

  it("leaves tiny answers and refusals alone, and keeps their cookies and status", async () => {
    const packed = { "accept-encoding": "br" };
    const tiny = await raw("/healthz", packed);
    expect([tiny.status, tiny.headers.get("content-encoding")]).toEqual([200, null]);
    const refused = await raw("/api/items?limit=0", packed);
    expect([refused.status, refused.headers.get("content-encoding")]).toEqual([400, null]);
    expect(await refused.json()).toMatchObject({ error: { code: "malformed" } });
  });
});

it.each([
  "/api/items/:id/targets",
  "/api/items/:id/timeline",
  "/api/items/:id/attachments",
  "/api/items/:id/targets/:node/versions",
])("the cursor of one item is none of another's: %s", async (path) => {
  const of = (id: string) => pathOf(path).replace(encodeURIComponent(item), encodeURIComponent(id));
  const { next } = (await centre.get(`${of(item)}?limit=1`)).body;
  const { status, body } = await centre.get(`${of(placed.basis!)}?limit=1&after=${next}`);
  expect([status, body.error.field]).toEqual([400, "after"]);
  expect((await centre.get(`${of(item)}?limit=1&after=${next}`)).status).toBe(200);
});
