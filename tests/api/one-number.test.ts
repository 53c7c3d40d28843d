import { afterAll, beforeAll, expect, it } from "vitest";
import type { SilentPlace } from "#contract/nouns";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";
import { openDocument } from "../sync/support/board-client.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 09:00" });
});
afterAll(() => server.stop());

const PEOPLE: [name: string, channel: string, mayNudge: boolean][] = [
  ["汪洋", "#开化县指挥部", true],
  ["程立", "#杨林镇指挥室", true],
  ["罗明", "#杨林村", true],
  ["邱实", "#王家边网格", false],
];

/** What the list of who has not comes to, unfolded level by level; each place is its rows and what is below. */
async function missingBelow(person: TestPerson, path: string, node?: string): Promise<number> {
  const at = node === undefined ? "" : `?node=${encodeURIComponent(node)}`;
  let sum = 0;
  for (const place of await person.all<SilentPlace>(`${path}/silent${at}`, "places")) {
    const below = place.unfolds ? await missingBelow(person, path, place.node) : null;
    // Unfolded, a place stands once more on top for what it is asked itself.
    expect([place.node, below ?? place.targets.length]).toEqual([place.node, place.missing]);
    sum += place.missing;
  }
  return sum;
}

it.each([
  ["方舟", "/指挥令 全部到岗 范围=全县 截止=18:00 确认=是"],
  ["汪洋", "/任务 摸排 范围=全县:网格 字段=在册:整数! 截止=18:00 路由=直达"],
])(
  "one number everywhere, and as many are reminded as the button says: %s %s",
  async (by, line) => {
    const issuer = await server.asPerson(by);
    const sent = await issuer.say("#开化县指挥部", line);
    expect(sent.body).toMatchObject({ ok: true });
    const id: string = sent.body.result.item;
    const path = `/api/items/${encodeURIComponent(id)}`;
    for (const [name, channel, mayNudge] of PEOPLE.toReversed()) {
      const person = await server.asPerson(name);
      const { countedAt } = (await person.get(path)).body;
      const tallyOf = async () =>
        (await person.get(`${path}/tally?node=${encodeURIComponent(countedAt)}`)).body;
      const tally = await tallyOf();
      const answered = by === "方舟" ? tally.counts.acked : tally.counts.replied;
      expect(await missingBelow(person, path)).toEqual(tally.counts.expected - answered);
      const said = await person.say(channel, `/汇总 ${id}`);
      expect(said.body.result.text).toContain(tally.line);
      expect([name, tally.nudge !== null]).toEqual([name, mayNudge]);
      if (!mayNudge) continue;
      const { places } = tally.nudge;
      expect(places).toBeGreaterThan(0);
      const nudged = await person.say(channel, `/催 ${id}`);
      expect([name, nudged.body.result.text]).toEqual([
        name,
        expect.stringContaining(`已催${places}个`),
      ]);
      expect((await tallyOf()).nudge).toMatchObject({ places: 0 });
      const { justNudged } = (await tallyOf()).nudge;
      expect(justNudged).toBeGreaterThanOrEqual(places);
    }
  },
);

it("the order's file, the board's totals and what waits say it too", async () => {
  const [leader, centre, grid] = await Promise.all(
    ["方舟", "汪洋", "邱实"].map((name) => server.asPerson(name)),
  );
  const order = await leader!.say("#开化县指挥部", "/指挥令 排查 范围=全县 截止=18:00 确认=是");
  const basis: string = order.body.result.item;
  const line = `/任务 排查 范围=全县:网格 字段=在册:整数! 截止=18:00 路由=直达 核实=是 依据=${basis}`;
  const id: string = (await centre!.say("#开化县指挥部", line)).body.result.item;
  expect((await grid!.say("#王家边网格", `/报 ${id} 6`)).body).toMatchObject({ ok: true });

  const expected: number[] = [];
  for (const [name, , isAbove] of PEOPLE) {
    const person = await server.asPerson(name);
    const { countedAt } = (await person.get(`/api/items/${id}`)).body;
    const tally = (await person.get(`/api/items/${id}/tally?node=${countedAt}`)).body;
    expected.push(tally.counts.expected);
    expect(tally.counts).toMatchObject({ replied: 1, verified: 0 });

    const file = (await person.get(`/api/items/${basis}/file`)).body;
    if (isAbove) {
      const [task] = file.tasks.filter((one: { id: string }) => one.id === id);
      expect([name, task.carriedOut.line]).toEqual([name, tally.line]);
    }

    const { documents, ticket } = (await person.get(`/api/board/${id}`)).body;
    // Below the town nobody may see every row of a document; they are answered by …/targets.
    expect([name, documents.length > 0]).toEqual([name, ["汪洋", "程立"].includes(name)]);
    const shown: string[] = [];
    for (const { name: document } of documents) {
      const client = await openDocument({ url: server.url, name: document, ticket });
      // A board is behind the database by its flush.
      const { totals } = await client.when(
        ({ totals: { node, line: now } }) => node !== countedAt || now === tally.line,
        `${tally.line} on ${name}'s board`,
      );
      if (totals.node === countedAt) shown.push(totals.line);
      client.stop();
    }
    expect([name, shown]).toEqual([name, documents.length > 0 ? [tally.line] : []]);

    const { items } = (await person.get("/api/items?waiting=me")).body;
    const todo = items.find((one: { id: string }) => one.id === id)?.todo ?? [];
    const toVerify = todo.filter(({ what }: { what: string }) => what === "核实");
    const open = tally.counts.replied - tally.counts.verified;
    expect([name, toVerify.map(({ n }: { n: number }) => n)]).toEqual([
      name,
      name === "程立" ? [open] : [],
    ]);
  }
  // From the county down each counts less: it is the viewer's own number, not everybody's.
  expect(expected).toEqual(expected.toSorted((a, b) => b - a));
  expect(new Set(expected).size).toBeGreaterThan(2);
});
