import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io, type Socket } from "socket.io-client";
import { startBusyCounty } from "./busy-county.ts";
import { type Door, startPeer } from "./door.ts";
import { atRate, percentiles } from "./load.ts";
import { print, type Row } from "./table.ts";

/**
 * P3 of PROOF: every worker of the full county replies at once, and corrects it at once; over HTTP,
 * acknowledged and durable. Beside it, in turn and on the same cores, a plain fastify program on
 * better-sqlite3 that commits each reply, and a bare socket.io server that stores nothing.
 */
const ROUNDS = 3;
/** Requests under way at once. */
const AT_ONCE = 200;
const OFFERED = { rate: 1_000, seconds: 5 };
const LONE = { rate: 20, seconds: 5 };

/** A way to send one worker's reply to a task, and what it costs. */
interface Contender {
  name: string;
  door: Door;
  workers: number;
  /** Makes a task; replies name it. */
  task(): Promise<number>;
  send(worker: number, task: number, n: number): Promise<void>;
}

interface Figures {
  first: number[];
  corrections: number[];
  cpu: number[];
  ms: number[];
  offered: number[];
  lone: number;
}

const folder = mkdtempSync(join(tmpdir(), "lingda-bench-"));
const county = await startBusyCounty(0, { but: "葛岭镇", readers: ["池敏"] });
const workers = county.workers.length;
const fastify = await startPeer("fastify-sqlite.mjs", [join(folder, "peer.db"), String(workers)]);
const echo = await startPeer("echo.mjs", []);
const sockets = await connect(echo.url, 50);
let cid = 0;
let tasks = 0;

const contenders: Contender[] = [
  {
    name: "Lingda",
    door: county.door,
    workers,
    task: () => county.issue(),
    send: async (worker, task, n) => {
      const { id, token } = county.workers[worker]!;
      cid += 1;
      const text = `/报 ${county.labels[task]} 住户=41 外来=${n}`;
      const body = { cid: `bench-${cid}`, channel: `bot:tasker:${id}`, text };
      await post(`${county.url}/api/commands`, token, body);
    },
  },
  {
    name: "fastify + better-sqlite3",
    door: fastify,
    workers,
    task: async () => ++tasks,
    send: async (worker, task, n) => {
      cid += 1;
      const body = { cid: `bench-${cid}`, task, values: { 住户: 41, 外来: n } };
      await post(`${fastify.url}/reply`, `token-${worker}`, body);
    },
  },
  {
    name: "socket.io echo, nothing stored",
    door: echo,
    workers,
    task: async () => ++tasks,
    send: async (worker, task, n) => {
      await sockets[worker % sockets.length]!.emitWithAck("reply", {
        ...{ cid: "c", task, values: { 住户: 41, 外来: n } },
      });
    },
  },
];

const figures = new Map<string, Figures>(
  contenders.map(({ name }) => [
    name,
    { first: [], corrections: [], cpu: [], ms: [], offered: [], lone: 0 },
  ]),
);
try {
  for (const one of contenders) await storm(one, await one.task(), 0);
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const one of contenders) {
      const found = figures.get(one.name)!;
      const task = await one.task();
      const first = await storm(one, task, round);
      const second = await storm(one, task, round + 100);
      found.first.push(first.rate);
      found.corrections.push(second.rate);
      found.cpu.push(first.cpu);
      found.ms.push(...first.ms);
    }
  }
  for (const one of contenders) {
    const found = figures.get(one.name)!;
    const task = await one.task();
    const send = (nth: number) => timed(() => one.send(nth % one.workers, task, nth));
    found.offered = await atRate(OFFERED.rate, OFFERED.seconds, send);
    const before = one.door.cpu();
    const lone = await atRate(LONE.rate, LONE.seconds, send);
    found.lone = ((one.door.cpu() - before) / lone.length) * 1e6;
  }
  report();
} finally {
  for (const socket of sockets) socket.disconnect();
  await Promise.all([county.stop(), fastify.stop(), echo.stop()]);
  rmSync(folder, { recursive: true });
}

/** Everybody at once: how many a second, µs of the server's processor each, how long each took. */
async function storm(
  { door, workers: all, send }: Contender,
  task: number,
  n: number,
): Promise<{ rate: number; cpu: number; ms: number[] }> {
  const before = door.cpu();
  const from = performance.now();
  const ms: number[] = [];
  let next = 0;
  const line = async () => {
    for (let worker = next++; worker < all; worker = next++) {
      ms.push(await timed(() => send(worker, task, n)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  const spent = (performance.now() - from) / 1_000;
  return { rate: all / spent, cpu: ((door.cpu() - before) / all) * 1e6, ms };
}

function report(): void {
  const [ours, plain, bare] = contenders.map(({ name }) => figures.get(name)!);
  for (const [name, one] of figures) {
    const rate = (all: number[]) => median(all).toFixed(0);
    console.log(
      `${name}: first ${rate(one.first)}/s, corrections ${rate(one.corrections)}/s, ` +
        `${median(one.cpu).toFixed(0)} µs each; in the storm ${percentiles(one.ms)}; ` +
        `at ${OFFERED.rate}/s ${percentiles(one.offered)}; a lone one ${one.lone.toFixed(0)} µs`,
    );
  }
  const rows: Row[] = [
    ["P3 first replies/s", median(ours!.first), median(plain!.first), "≥", 1.5],
    ["P3 corrections/s", median(ours!.corrections), median(plain!.corrections), "≥", 1.5],
    ["P3 first replies/s beside the echo", median(ours!.first), median(bare!.first), "≥", 0.25],
    ["P3 CPU µs a reply", median(ours!.cpu), median(plain!.cpu), "≤", 1.2],
    ["P3 storm p99 ms", percentile(ours!.ms, 0.99), null, "≤", 500],
    [`P3 p99 ms at ${OFFERED.rate}/s`, percentile(ours!.offered, 0.99), null, "≤", 30],
    ["P3 CPU µs of a lone reply", ours!.lone, null, "≤", 1_000],
  ];
  print(rows);
}

async function connect(url: string, n: number): Promise<Socket[]> {
  const all = Array.from({ length: n }, () => io(url, { transports: ["websocket"] }));
  await Promise.all(all.map((socket) => new Promise<void>((done) => socket.on("connect", done))));
  return all;
}

async function post(address: string, token: string, body: object): Promise<void> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${address}: ${text}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function median(all: readonly number[]): number {
  return percentile(all, 0.5);
}

function percentile(all: readonly number[], part: number): number {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
}
