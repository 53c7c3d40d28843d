import { afterAll, beforeAll, expect, it } from "vitest";
import type { SilentPlace } from "#contract/nouns";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

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
