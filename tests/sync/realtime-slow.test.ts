import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestPerson, TestServer } from "../support/server.ts";
import { connectLive, type LiveClient } from "./support/live-client.ts";
import { useLiveDay, VILLAGE } from "./support/live-day.ts";
import { openStallProxy, type StallProxy } from "./support/stall-proxy.ts";

const STALLED = 50;
const HEALTHY = 5;
/** Near the longest text there is: a client that reads nothing falls behind fast. */
const LONG = "情".repeat(20_000);
/** More than loopback's buffers and the server's limit take together. */
const MOST = 400;

const day = useLiveDay();
let server: TestServer;
let head: TestPerson;
let worker: TestPerson;
let proxy: StallProxy;

beforeAll(async () => {
  ({ server } = day);
  [head, worker] = (await day.people("余林", "余航")) as [TestPerson, TestPerson];
  proxy = await openStallProxy(server.url);
});
afterAll(() => proxy.close());

async function connectMany(count: number, url: string): Promise<LiveClient[]> {
  const options = { url, cookie: worker.cookie, cursors: {}, reconnects: true };
  const many = await Promise.all(Array.from({ length: count }, () => connectLive(options)));
  day.clients.push(...many);
  return many;
}

it("clients that stop reading are cut, others notice nothing, and all are whole again", {
  timeout: 60_000,
}, async () => {
  const healthy = await connectMany(HEALTHY, server.url);
  const stalled = await connectMany(STALLED, proxy.url);
  const { realtime } = server.system;
  expect(realtime.stats().sockets).toBe(HEALTHY + STALLED);
  proxy.stall();

  const rss = process.memoryUsage().rss;
  const delays: number[] = [];
  let sent = 0;
  while (realtime.stats().sockets > HEALTHY && sent < MOST) {
    const began = performance.now();
    sent += 1;
    expect((await head.say(VILLAGE, `${sent} ${LONG}`)).body.ok).toBe(true);
    await Promise.all(healthy.map((client) => client.reaches(VILLAGE, sent)));
    delays.push(performance.now() - began);
  }
  const grown = (process.memoryUsage().rss - rss) / 1024 / 1024;
  expect(realtime.stats().sockets).toBe(HEALTHY);
  expect(sent).toBeLessThan(MOST);

  const resumed = performance.now();
  proxy.resume();
  await Promise.all(stalled.map((client) => client.reaches(VILLAGE, sent)));
  const back = Math.round(performance.now() - resumed);
  for (const client of [...healthy, ...stalled]) {
    expect(client.breaks).toEqual([]);
    expect(client.seqs(VILLAGE)).toEqual(Array.from({ length: sent }, (_, i) => i + 1));
    expect(client.resets.filter(({ channel }) => channel === VILLAGE)).toEqual([]);
  }
  for (const client of stalled) expect(client.connects).toBe(2);
  for (const client of healthy) expect(client.connects).toBe(1);
  const slowest = Math.max(...delays).toFixed(0);
  console.log(
    `${STALLED} stalled: cut after ${sent} messages of 60 KB, rss of server and clients +${grown.toFixed(0)} MB;`,
    `others' slowest message ${slowest} ms; whole again after ${back} ms`,
  );
});
