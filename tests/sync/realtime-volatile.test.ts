import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";
import { connectLive, type LiveClient } from "./support/live-client.ts";
import { settle, until } from "./support/until.ts";

const COUNTY = "330824";
const TOWN = "330824117";
const VILLAGE = "staff:330824117207";

let server: TestServer;
let centre: TestPerson;
let head: TestPerson;
let worker: TestPerson;
let stranger: TestPerson;
let item: string;
const clients: LiveClient[] = [];

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  const names = ["方舟", "余林", "余航", "邱实"];
  [centre, head, worker, stranger] = (await Promise.all(names.map(server.asPerson))) as [
    TestPerson,
    TestPerson,
    TestPerson,
    TestPerson,
  ];
  const order = "/指挥令 网格员全部到岗 范围=池淮镇 截止=09:00";
  const { body } = await centre.say("#开化县指挥部", order);
  expect(body).toMatchObject({ ok: true });
  item = (await centre.get("/api/items")).body.items[0].id;
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(() => server.stop());

async function live(person: TestPerson): Promise<LiveClient> {
  const client = await connectLive({ url: server.url, cookie: person.cookie });
  clients.push(client);
  return client;
}

const tallyAt = async (person: TestPerson, node: string) =>
  (await person.get(`/api/items/${item}/tally?node=${node}`)).body;

describe("tallies", () => {
  it("come to those who watch the place, coalesced, and end as the database has them", async () => {
    const watcher = await live(centre);
    const bystander = await live(centre);
    expect(await watcher.ask("watch", { item, node: COUNTY })).toEqual({ ok: true });
    const signers = ["叶森", "叶萍", "叶松", "徐岩", "徐婷"];
    const people = await Promise.all(signers.map(server.asPerson));
    const started = performance.now();
    const replies = await Promise.all(people.map((p) => p.say("@传令", "收到")));
    expect(replies.map(({ body }) => body.ok)).toEqual(people.map(() => true));
    const stored = await tallyAt(centre, COUNTY);
    expect(stored.line).toContain("5/");
    const isLatest = () => watcher.tallies.at(-1)?.version === stored.version;
    await until(isLatest, "the latest tally");
    expect(watcher.tallies.at(-1)).toEqual(stored);
    const seconds = (performance.now() - started) / 1000;
    expect(watcher.tallies.length).toBeLessThanOrEqual(1 + Math.ceil(seconds * 4));
    const versions = watcher.tallies.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(bystander.tallies).toEqual([]);
  });

  it("name who is missing only to those who may see the rows", async () => {
    const [above, below] = [await live(centre), await live(worker)];
    expect(await above.ask("watch", { item, node: TOWN })).toEqual({ ok: true });
    expect(await below.ask("watch", { item, node: TOWN })).toEqual({ ok: true });
    expect((await head.say("@传令", "收到")).body.ok).toBe(true);
    await until(() => above.tallies.length > 0 && below.tallies.length > 0, "both tallies");
    expect(above.tallies.at(-1)?.more.join()).toContain("航头一网格");
    expect(below.tallies.at(-1)?.more.join()).not.toContain("未签收");
    expect(below.tallies.at(-1)).toEqual(await tallyAt(worker, TOWN));
  });

  it("are refused like their call, and end with unwatch", async () => {
    const client = await live(stranger);
    const refused = await client.ask("watch", { item, node: TOWN });
    expect(refused).toMatchObject({ ok: false, error: { code: "not_found" } });
    const watcher = await live(centre);
    await watcher.ask("watch", { item, node: TOWN });
    await watcher.ask("unwatch", { item, node: TOWN });
    expect((await worker.say("@传令", "收到")).body.ok).toBe(true);
    await settle();
    expect(watcher.tallies).toEqual([]);
  });
});

describe("presence and typing", () => {
  it("count who has the channel open, by place and post, and forget them when they go", async () => {
    const [a, b] = [await live(head), await live(worker)];
    await a.ask("open", { channel: VILLAGE });
    await b.ask("open", { channel: VILLAGE });
    await until(() => a.presences.at(-1)?.people === 2, "two people");
    const { here } = a.presences.at(-1)!;
    expect(here).toContainEqual({ nodeName: "航头一网格", post: expect.any(String) });
    expect(JSON.stringify(a.presences)).not.toContain("余航");
    b.close();
    await until(() => a.presences.at(-1)?.people === 1, "one person");
  });

  it("tell the others that somebody types, not the one who does, and not too often", async () => {
    const [a, b] = [await live(head), await live(worker)];
    await a.ask("open", { channel: VILLAGE });
    await b.ask("open", { channel: VILLAGE });
    for (let n = 0; n < 5; n += 1) await b.ask("typing", { channel: VILLAGE });
    await until(() => a.typings.length > 0, "typing");
    await settle();
    expect(a.typings).toEqual([
      { channel: VILLAGE, nodeName: "航头一网格", post: expect.any(String) },
    ]);
    expect(b.typings).toEqual([]);
  });
});
