import { beforeAll, describe, expect, it } from "vitest";
import type { TestPerson } from "../support/server.ts";
import { useLiveDay, VILLAGE } from "./support/live-day.ts";
import { settle, until } from "./support/until.ts";

const COUNTY = "330824";
const TOWN = "330824117";

const day = useLiveDay();
const { live } = day;
let centre: TestPerson;
let head: TestPerson;
let worker: TestPerson;
let stranger: TestPerson;
let item: string;

beforeAll(async () => {
  [centre, head, worker, stranger] = (await day.people("方舟", "余林", "余航", "邱实")) as [
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

const tallyAt = async (person: TestPerson, node: string) =>
  (await person.get(`/api/items/${item}/tally?node=${node}`)).body;

describe("tallies", () => {
  it("come to those who watch the place, coalesced, and end as the database has them", async () => {
    const watcher = await live(centre);
    const bystander = await live(centre);
    expect(await watcher.ask("watch", { item, node: COUNTY })).toEqual({ ok: true });
    expect(watcher.tallies).toEqual([await tallyAt(centre, COUNTY)]);
    const signers = ["叶森", "叶萍", "叶松", "徐岩", "徐婷"];
    const people = await day.people(...signers);
    const started = performance.now();
    const replies = await Promise.all(people.map((p) => p.say("@传令", "收到")));
    expect(replies.map(({ body }) => body.ok)).toEqual(people.map(() => true));
    const stored = await tallyAt(centre, COUNTY);
    expect(stored.line).toContain("5/");
    const isLatest = () => watcher.tallies.at(-1)?.version === stored.version;
    await until(isLatest, "the latest tally");
    expect(watcher.tallies.at(-1)).toEqual(stored);
    const seconds = (performance.now() - started) / 1000;
    expect(watcher.tallies.length).toBeLessThanOrEqual(2 + Math.ceil(seconds * 4));
    const versions = watcher.tallies.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    await settle(bystander);
    expect(bystander.tallies).toEqual([]);
  });

  it("name who is missing only to those who may see the rows", async () => {
    const [above, below] = [await live(centre), await live(worker)];
    expect(await above.ask("watch", { item, node: TOWN })).toEqual({ ok: true });
    expect(await below.ask("watch", { item, node: TOWN })).toEqual({ ok: true });
    expect((await head.say("@传令", "收到")).body.ok).toBe(true);
    await until(() => above.tallies.length > 1 && below.tallies.length > 1, "both tallies");
    expect(above.tallies.at(-1)?.more.join()).toContain("航头一网格");
    expect(below.tallies.at(-1)?.more.join()).not.toContain("未签收");
    expect(below.tallies.at(-1)).toEqual(await tallyAt(worker, TOWN));
  });

  it("are refused like their call, and end with unwatch", async () => {
    const client = await live(stranger);
    const refused = await client.ask("watch", { item, node: TOWN });
    expect(refused).toMatchObject({ ok: false, error: { code: "not_found" } });
    const watcher = await live(centre);
    // In one breath: the second waits for the first.
    await Promise.all(["watch", "unwatch"].map((name) => watcher.ask(name, { item, node: TOWN })));
    const before = watcher.tallies.length;
    const witness = await live(centre);
    await witness.ask("watch", { item, node: TOWN });
    expect((await worker.say("@传令", "收到")).body.ok).toBe(true);
    await until(() => witness.tallies.length > 1, "the tally of who still watches");
    await settle(watcher);
    expect(watcher.tallies).toHaveLength(before);
  });
});

describe("work done at a place", () => {
  it("is told to all who serve there or above, on each of their devices, and to nobody else", async () => {
    const [other, above, county, beside] = await Promise.all(
      [worker, head, centre, stranger].map((person) => live(person)),
    );
    const task = "/任务 门窗再查 范围=航头村 字段=户:整数! 截止=09:00 路由=直达";
    expect((await centre.say("#开化县指挥部", task)).body).toMatchObject({ ok: true });
    // What was issued is told as well; what follows is a reply and nothing else.
    await until(() => county!.works.length > 0, "the task's own work");
    const before = [other, above, county].map((client) => client!.works.length);
    expect((await worker.say("@任务", "/报 户=6")).body).toMatchObject({ ok: true });
    const grew = () =>
      [other, above, county].every((client, i) => client!.works.length > before[i]!);
    await until(grew, "work at the grid, the village and the county");
    expect(county!.works.at(-1)).toEqual({ node: COUNTY });
    await settle(beside!);
    expect(beside!.works).toEqual([]);
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
    await settle(a, b);
    expect(a.typings).toEqual([
      { channel: VILLAGE, nodeName: "航头一网格", post: expect.any(String) },
    ]);
    expect(b.typings).toEqual([]);
  });
});
