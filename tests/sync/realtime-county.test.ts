import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { sized } from "../support/size.ts";
import { type County, startCounty } from "./support/county.ts";
import type { Report } from "./support/county-clients.ts";
import { writeMany } from "./support/many-messages.ts";
import { startTwin, type Twin } from "./support/twin.ts";

/** Yongtai's own count of grid workers (SPEC §5.3). */
const ALL = 1401;
const WORKERS = sized({ small: 250, full: ALL });
const STALLED = 50;
const MISSED = 200;

let server: TestServer;
let county: County;
let twin: Twin | undefined;

beforeAll(async () => {
  server = await startTestServer({ profile: "yongtai", at: "2022-04-06 08:00" });
  county = startCounty();
}, 60_000);
afterAll(async () => {
  county.stop();
  await twin?.stop();
  await server.stop();
});

it(`one order reaches ${WORKERS} phones exactly once while 50 of them stall`, {
  timeout: sized({ small: 90_000, full: 300_000 }),
}, async () => {
  const workers = server.data.assignments.filter(({ post }) => post === "grid_worker");
  const everybody = [...new Set(workers.map(({ person }) => person))];
  expect(everybody).toHaveLength(ALL);
  const people = everybody.slice(0, WORKERS);
  const tokens = await Promise.all(
    people.map(async (person) => {
      const { token } = await server.parts.identity.issueBearer(person, { by: "test" });
      return token;
    }),
  );
  expect(tokens).toHaveLength(WORKERS);
  const leader = await server.asPerson("谢远");
  const { realtime } = server.system;
  const memory = process.memoryUsage().rss;
  const connect = { do: "connect", url: server.url, tokens, stalling: STALLED } as const;
  const connected = await county.order<{ ms: number }>(connect);
  expect(realtime.stats().sockets).toBe(WORKERS);
  const each = (process.memoryUsage().rss - memory) / WORKERS / 1024;

  await county.order({ do: "stall" });
  const before = realtime.stats();
  const cpu = process.cpuUsage();
  const sentAt = Date.now();
  const line = "/指挥令 立即入户排查 范围=全县:工作网格 截止=18:00 确认=是";
  const { body } = await leader.say("#永泰县指挥部", line);
  expect(body).toMatchObject({ ok: true });
  const answeredAt = Date.now();
  const item = (await leader.get("/api/items")).body.items[0].id;
  const arrived = await county.order<{ last: number; events: number }>({ do: "await", item });
  const spent = process.cpuUsage(cpu);
  const after = realtime.stats();
  expect(after.direct).toBe(before.direct);

  const resumed = await county.order<{ ms: number }>({ do: "resume", item });
  const report = await county.order<Report>({ do: "report", item });
  expect(report).toMatchObject({ exactlyOnce: WORKERS, cards: WORKERS, breaks: [] });
  expect(report.reconnected).toBe(STALLED / 2);
  expect(realtime.stats().sockets).toBe(WORKERS);
  console.log(
    `${WORKERS} connected in ${connected.ms.toFixed(0)} ms, rss +${each.toFixed(1)} KB each\n` +
      `order: answered after ${answeredAt - sentAt} ms, last arrival ${arrived.last - sentAt} ms, ` +
      `${arrived.events} deliveries by ${after.published - before.published} publications, ` +
      `server CPU ${((spent.user + spent.system) / 1000).toFixed(0)} ms all in ` +
      `(${((spent.user + spent.system) / arrived.events).toFixed(0)} µs a delivery with writing it)\n` +
      `50 stalled whole again after ${resumed.ms.toFixed(0)} ms`,
  );

  await county.order({ do: "leave" });
  const here = workers.filter(({ person }) => people.includes(person));
  const villages = [...new Set(here.map(({ node }) => villageOf(node)))];
  for (const village of villages) await writeMany(server, `staff:${village}`, MISSED);
  twin = await startTwin(server);
  const idle = process.cpuUsage();
  const { url } = twin;
  const back = await county.order<{ connected: number; handshakes: number; ms: number }>({
    ...{ do: "return", url, events: MISSED },
  });
  // Nobody's first handshake was lost in the rush, nor cut by the limit on those who never ask.
  expect(back.handshakes).toBe(WORKERS);
  const work = process.cpuUsage(idle);
  const again = await county.order<Report>({ do: "report", item });
  expect(again).toMatchObject({ exactlyOnce: WORKERS, breaks: [] });
  console.log(
    `all back after a restart with ${MISSED} missed each, read from the database: connected after ` +
      `${back.connected.toFixed(0)} ms, consistent after ${back.ms.toFixed(0)} ms, ` +
      `server CPU ${((work.user + work.system) / 1000).toFixed(0)} ms`,
  );
});

function villageOf(node: string): string {
  const { tree } = server.system.kernel.org();
  return tree.lineage(node).find((up) => up.level === "village")!.id;
}
