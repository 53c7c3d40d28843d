import type { MessageView } from "#contract/nouns";
import { LiveClient } from "./live-client.ts";
import { openStallProxy } from "./stall-proxy.ts";
import { until } from "./until.ts";

/**
 * The phones of a whole county in a process of their own: real socket.io clients, each with its own
 * token. Takes one JSON order a line on standard input and answers each with one line.
 */
export type Order =
  | { do: "connect"; url: string; tokens: string[]; stalling: number }
  | { do: "stall" }
  /** Waits until all but the stalled have the item's card in their own conversation. */
  | { do: "await"; item: string }
  /** Half of the stalled read on, the others lose their line and come back. */
  | { do: "resume"; item: string }
  /** Lets every client lose its line; they stay away until they are told to come back. */
  | { do: "leave" }
  /** To another server, until each has so many events more. */
  | { do: "return"; url: string; events: number }
  | { do: "report"; item: string };

export interface Report {
  /** Clients with exactly one card of the item of their own. */
  exactlyOnce: number;
  cards: number;
  events: number;
  breaks: string[];
  resets: number;
  reconnected: number;
}

/** Handshakes under way at a time: what a county's phones do in the same second. */
const AT_ONCE = 200;
const clients: LiveClient[] = [];
let stalling = 0;
let proxies: Awaited<ReturnType<typeof openStallProxy>>[] = [];
/** Epoch ms of each client's card of the awaited item. */
const arrivals: number[] = [];

const own = (client: LiveClient, item: string) =>
  client.events.filter((event) => isOwnCard(event, item)).length;

function isOwnCard({ channel, kind, item: of }: MessageView, item: string): boolean {
  return channel.startsWith("bot:") && kind === "card" && of === item;
}

async function connectAll(urls: string[], tokens: string[]): Promise<void> {
  for (let i = 0; i < tokens.length; i += AT_ONCE) {
    const wave = tokens.slice(i, i + AT_ONCE).map((token, j) => {
      const client = new LiveClient({ url: urls[i + j]!, token, cursors: {}, reconnects: true });
      client.socket.on("event", () => arrivals.push(Date.now()));
      return client;
    });
    clients.push(...wave);
    await until(() => wave.every((client) => client.connected), `wave ${i}`, 60_000);
  }
}

const handlers: { [K in Order["do"]]: (order: Extract<Order, { do: K }>) => Promise<object> } = {
  async connect({ url, tokens, stalling: count }) {
    stalling = count;
    proxies = [await openStallProxy(url), await openStallProxy(url)];
    const started = performance.now();
    const urls = tokens.map((_, i) => (i < count ? proxies[i % 2]!.url : url));
    await connectAll(urls, tokens);
    return { ms: performance.now() - started };
  },
  async stall() {
    for (const proxy of proxies) proxy.stall();
    return {};
  },
  async await({ item }) {
    const flowing = clients.slice(stalling);
    await until(() => flowing.every((client) => own(client, item) > 0), "the order", 60_000);
    return { last: Math.max(...arrivals), events: arrivals.length };
  },
  async resume({ item }) {
    const started = performance.now();
    proxies[0]?.resume();
    proxies[1]?.resume();
    proxies[1]?.drop();
    await until(() => clients.every((client) => own(client, item) > 0), "the stalled", 60_000);
    return { ms: performance.now() - started };
  },
  async leave() {
    for (const client of clients) client.socket.disconnect();
    return {};
  },
  async return({ url, events }) {
    const started = performance.now();
    const before = clients.map((client) => client.events.length);
    let handshakes = 0;
    for (const { socket } of clients) {
      socket.io.on("open", () => {
        handshakes += 1;
      });
    }
    for (const client of clients) client.moveTo(url);
    await until(() => clients.every((client) => client.connected), "all back", 60_000);
    const connected = performance.now() - started;
    const whole = () => clients.every((one, i) => one.events.length >= before[i]! + events);
    await until(whole, "all consistent", 60_000);
    return { connected, handshakes, ms: performance.now() - started };
  },
  async report({ item }) {
    const counts = clients.map((client) => own(client, item));
    const report: Report = {
      exactlyOnce: counts.filter((count) => count === 1).length,
      cards: counts.reduce((sum, count) => sum + count, 0),
      events: clients.reduce((sum, client) => sum + client.events.length, 0),
      breaks: clients.flatMap(({ breaks }) => breaks).slice(0, 10),
      resets: clients.reduce((sum, client) => sum + client.resets.length, 0),
      reconnected: clients.filter(({ connects }) => connects > 1).length,
    };
    return report;
  },
};

for await (const line of console) {
  const order = JSON.parse(line) as Order;
  const handle = handlers[order.do] as (order: Order) => Promise<object>;
  const answer = await handle(order).catch((error: Error) => ({ error: error.message }));
  console.log(JSON.stringify(answer));
}
