import { type BusyCounty, type Caller, startBusyCounty } from "./busy-county.ts";
import { atRate, inTurn, percentiles } from "./load.ts";

/**
 * What lists and reads cost beside replies, in a county with a past: so many tasks of other towns,
 * one task at all 1,085 work grids, which are answered steadily meanwhile. Then how long a reply
 * takes without and with somebody who has a task to the whole county previewed again and again.
 */
const FOREIGN = Number(process.env.LINGDA_FOREIGN_ITEMS ?? 20_000);
const REPLIES = 150;
const SECONDS = 10;
/** A server that has just started is slower for a while, which nobody asks about here. */
const WARMING = 5;
/** The seconds are cut into so many parts, without and with previews. */
const TURNS = 5;
/** Each read of each viewer is asked for so often a second. */
const READS = 2;

const VIEWERS = { 卢霞: "a grid", 鲍捷: "a town", 池敏: "the county" };

let sent = 0;
const from = performance.now();
const county = await startBusyCounty(FOREIGN, { but: "葛岭镇", readers: Object.keys(VIEWERS) });
console.log(`${FOREIGN} foreign tasks made in ${((performance.now() - from) / 1000).toFixed(0)} s`);
try {
  await reads(county);
  await previews(county);
} finally {
  await county.stop();
}

async function reads({ url, readers, task }: BusyCounty): Promise<void> {
  const paths: Record<string, (caller: Caller) => Promise<string>> = {
    "/api/items": async () => "/api/items?limit=50",
    "/api/items, page 3": async (caller) => `/api/items?limit=50&after=${await third(caller)}`,
    "/api/items?state=open": async () => "/api/items?limit=50&state=open",
    "/api/items?waiting=me": async () => "/api/items?limit=50&waiting=me",
    "/api/me": async () => "/api/me",
    "/api/channels": async () => "/api/channels",
    "/api/items/:id": async () => `/api/items/${task.id}`,
    "/api/items/:id/targets": async () => `/api/items/${task.id}/targets?limit=50`,
  };
  /** Where the third page begins; of those who see less, the first again. */
  async function third(caller: Caller): Promise<string> {
    let after = "";
    for (let page = 1; page < 3; page += 1) {
      const { next } = await read(`${url}/api/items?limit=50${after}`, caller);
      if (next === null) break;
      after = `&after=${next}`;
    }
    return after.slice("&after=".length) || "";
  }
  const asked = await Promise.all(
    Object.entries(VIEWERS).flatMap(([account, who]) =>
      Object.entries(paths).map(async ([name, path]) => {
        const caller = readers.get(account)!;
        const address = url + (await path(caller)).replace(/&after=$/, "");
        return { name: `${name} of ${who}`, caller, address, ms: [] as number[] };
      }),
    ),
  );
  await inTurn(READS * asked.length, WARMING, asked, async (one) => {
    await read(one.address, one.caller);
  });
  await atRate(REPLIES / 3, WARMING, (n) => reply(county, n));
  const replying = atRate(REPLIES, SECONDS, (n) => reply(county, n));
  await inTurn(READS * asked.length, SECONDS, asked, async (one) => {
    one.ms.push(await timed(() => read(one.address, one.caller)));
  });
  const replied = await replying;
  for (const { name, ms } of asked) console.log(`${name}: ${percentiles(ms)}`);
  console.log(`replies meanwhile: ${percentiles(replied)}`);
}

/** By turns, since the machine's own speed drifts. */
async function previews(county: BusyCounty): Promise<void> {
  const alone: number[] = [];
  const beside: number[] = [];
  let shown = 0;
  for (let turn = 0; turn < TURNS; turn += 1) {
    alone.push(...(await atRate(REPLIES, SECONDS / TURNS, (n) => reply(county, n))));
    let over = false;
    const looping = async () => {
      for (; !over; shown += 1) await preview(county, county.readers.get("池敏")!);
    };
    const looped = looping();
    beside.push(...(await atRate(REPLIES, SECONDS / TURNS, (n) => reply(county, n))));
    over = true;
    await looped;
  }
  console.log(`replies, ${REPLIES}/s: ${percentiles(alone)}`);
  const what = `replies beside a looped preview of the whole county (${shown} shown)`;
  console.log(`${what}: ${percentiles(beside)}`);
}

function reply({ url, workers, task }: BusyCounty, n: number): Promise<number> {
  sent += 1;
  const { id, token } = workers[n % workers.length]!;
  const body = {
    cid: `bench-${sent}`,
    channel: `bot:tasker:${id}`,
    text: `/报 ${task.label} 外来=${n}`,
  };
  return timed(() => post(`${url}/api/commands`, token, body));
}

async function preview({ url }: BusyCounty, { token }: Caller): Promise<void> {
  sent += 1;
  const text = "/任务 再摸排 范围=全县:工作网格 字段=住户:整数! 截止=18:00";
  const channels = await read(`${url}/api/channels?limit=1`, { id: "", token });
  const body = { cid: `bench-${sent}`, channel: channels.channels[0].id, text };
  await post(`${url}/api/commands/preview`, token, body);
}

async function post(address: string, token: string, body: object) {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  if (response.status !== 200) throw new Error(`${address}: ${await response.text()}`);
  return response.json();
}

async function read(address: string, { token }: Caller) {
  const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  if (response.status !== 200) throw new Error(`${address}: ${await response.text()}`);
  return (await response.json()) as ReturnType<typeof JSON.parse>;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
