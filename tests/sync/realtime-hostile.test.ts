import { sql } from "drizzle-orm";
import * as fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestPerson, TestServer } from "../support/server.ts";
import { connectLive } from "./support/live-client.ts";
import { useLiveDay, VILLAGE } from "./support/live-day.ts";
import { openRaw } from "./support/raw-socket.ts";
import { startTwin, type Twin } from "./support/twin.ts";
import { until } from "./support/until.ts";

const day = useLiveDay();
let server: TestServer;
let twin: Twin;
let worker: TestPerson;
const lines: string[] = [];
const uncaught: unknown[] = [];
const note = (error: unknown) => uncaught.push(error);

beforeAll(async () => {
  ({ server } = day);
  worker = await server.asPerson("余航");
  const log = pino({ level: "warn" }, { write: (line: string) => lines.push(line) });
  twin = await startTwin(server, log);
  process.on("uncaughtException", note);
  process.on("unhandledRejection", note);
});
afterAll(async () => {
  process.off("uncaughtException", note);
  process.off("unhandledRejection", note);
  await twin.stop();
});

/** Everything a person can have written. */
async function rows(): Promise<number[]> {
  const { store } = server.parts;
  const tables = ["message", "event", "command", "channel", "cursor", "timer", "item", "target"];
  const counts = tables.map((name) => store.read.$count(sql.raw(`"${name}"`)));
  return Promise.all(counts);
}

/** What was emitted goes out, and what came in is heard. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Somebody comes in and is served, and nobody else is left: whoever was sent away is gone by then. */
async function servesOneAlone(): Promise<void> {
  const client = await connectLive({ url: twin.url, cookie: worker.cookie });
  expect(await client.ask("open", { channel: VILLAGE })).toEqual({ ok: true });
  expect(twin.system.realtime.stats().sockets).toBe(1);
  client.close();
}

describe("frames of nobody's client", () => {
  it.each<[string, string | Uint8Array]>([
    ["binary", new Uint8Array([52, 50, 1, 2])],
    ["a packet with attachments to come", '451-["watch",{"_placeholder":true,"num":0}]'],
    ["another namespace", "40/admin,"],
    ["an answer nobody asked for", "430[]"],
    ["a second handshake", "40{}"],
    ["an upgrade", "5"],
    ["a probe", "2probe"],
    ["nothing", ""],
    ["broken JSON", '42["watch",{'],
    ["a reserved name", '42["disconnecting"]'],
    ["no name", "42[{}]"],
  ])("end the connection: %s", async (_, frame) => {
    const raw = await openRaw(twin.url, worker.cookie);
    raw.send(frame);
    expect(await raw.closed).toBeGreaterThanOrEqual(1000);
  });

  it("end it when they are giant", async () => {
    const big = await openRaw(twin.url, worker.cookie);
    big.send(`42["watch","${"x".repeat(100_000)}"]`);
    expect(await big.closed).toBe(1008);
    const giant = await openRaw(twin.url, worker.cookie);
    giant.send(`42["watch","${"x".repeat(1_500_000)}"]`);
    // Bun ends it before anybody reads it: with 1009, or with no word at all.
    expect([1006, 1009]).toContain(await giant.closed);
  });

  it("end it when they come too fast", async () => {
    const raw = await openRaw(twin.url, worker.cookie);
    for (let n = 0; n < 500; n += 1) raw.send('42["typing",{"channel":"x"}]');
    expect(await raw.closed).toBe(1008);
  });

  it("send away who never asks to come in", async () => {
    const hasty = await startTwin(server, undefined, { connectWithin: 200 });
    const started = performance.now();
    const raw = await openRaw(hasty.url, worker.cookie, null);
    expect(await raw.closed).toBeGreaterThanOrEqual(1000);
    // Not by the five seconds of a server that was told nothing.
    expect(performance.now() - started).toBeLessThan(4_500);
    await hasty.stop();
  });
});

describe("events that are none", () => {
  it("are refused, then the connection ends, with a line of log a second", async () => {
    lines.length = 0;
    const client = await connectLive({ url: twin.url, cookie: worker.cookie });
    const answer = await client.ask("post", { channel: VILLAGE, text: "越过命令写一条" });
    expect(answer).toMatchObject({ ok: false, error: { code: "malformed" } });
    const started = performance.now();
    for (let n = 0; n < 40 && client.connected; n += 1) {
      client.socket.emit("watch", { item: { $ne: 1 }, node: null });
      client.socket.emit("__proto__", { constructor: {} });
      await nextTurn();
    }
    await until(() => !client.connected, "the end of the connection");
    const seconds = Math.ceil((performance.now() - started) / 1000);
    expect(lines.length).toBeGreaterThanOrEqual(1);
    expect(lines.length).toBeLessThanOrEqual(1 + seconds);
    expect(lines.join()).not.toContain("越过");
  });
});

describe("10,000 frames of garbage", () => {
  const SOCKETS = 400;
  const FRAMES = 25;
  const garbage = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((json) => `42["watch",${json}]`),
    fc.json().map((json) => `42${json}`),
    fc
      .tuple(fc.constantFrom("open", "leave", "typing", "unwatch"), fc.anything())
      .map(([name, data]) => `42${fc.stringify([name, data])}`),
    fc.record({ cursors: fc.anything(), token: fc.anything() }).map((o) => `40${fc.stringify(o)}`),
  );

  it("write nothing, crash nothing and leave nothing behind", { timeout: 60_000 }, async () => {
    const before = await rows();
    lines.length = 0;
    const seed = 20_261_121;
    const samples = fc.sample(fc.array(garbage, { minLength: FRAMES, maxLength: FRAMES }), {
      ...{ numRuns: SOCKETS, seed },
    });
    const heap = process.memoryUsage().rss;
    const started = performance.now();
    for (const [i, frames] of samples.entries()) {
      const raw = await openRaw(twin.url, worker.cookie, i % 3 === 0 ? null : {});
      for (const frame of frames) raw.send(frame);
      raw.close();
      await raw.closed;
    }
    const grown = (process.memoryUsage().rss - heap) / 1024 / 1024;
    const took = Math.round(performance.now() - started);
    console.log(
      `seed ${seed}: ${SOCKETS * FRAMES} frames in ${took} ms, rss +${grown.toFixed(1)} MB`,
    );
    await servesOneAlone();
    expect(await rows()).toEqual(before);
    expect(uncaught).toEqual([]);
    expect(lines.length).toBeLessThanOrEqual(SOCKETS);
    expect(lines.some((line) => line.includes('"level":50'))).toBe(false);
  });
});
