import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChannels } from "#db/channels";
import { generateCounty } from "#db/generate";
import { openStore, type SqliteStore } from "#db/open";
import { insertOrg } from "#db/org";
import { loadProfile } from "#db/profiles";
import { loadRegistry } from "#db/registry";
import { deriveChannels } from "#domain/org/channels";
import { Org } from "#domain/org/org-index";
import { createKernel } from "#kernel/kernel";
import { createIds } from "#kernel/random-id";
import { bots } from "../../server/bots.ts";

/**
 * `npm run bench`: what the relay costs on the full Yongtai county, on SQLite with synchronous=FULL.
 * Beside it a raw loop of one-row transactions on the same disk, since absolute times drift.
 */
const folder = mkdtempSync(join(tmpdir(), "lingda-bench-"));
const store = (await openStore(join(folder, "bench.db"))) as SqliteStore;
const county = generateCounty(loadProfile("yongtai"), loadRegistry());
const org = new Org(county);
store.exec("BEGIN");
await insertOrg(store.write, county);
await ensureChannels(store.write, deriveChannels(org, county.at));
store.exec("COMMIT");
const kernel = await createKernel({
  store,
  bots,
  now: () => county.at,
  newId: createIds(),
  random: Math.random,
  onFault: (_, error) => {
    throw error;
  },
});

let cid = 0;
async function send(person: string, channel: string, text: string): Promise<void> {
  cid += 1;
  const answer = await kernel.perform(person, { cid: `bench-${cid}`, channel, text });
  if (!answer.ok) throw new Error(answer.error.message);
}

async function timed(label: string, times: number, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await work();
  const spent = performance.now() - start;
  const rate = times > 1 ? `, ${Math.round((times / spent) * 1000)}/s` : "";
  console.log(`${label}: ${spent.toFixed(0)} ms${rate}`);
}

const leader = county.people.find((person) => person.account === "谢远")!.id;
const centre = county.people.find((person) => person.account === "池敏")!.id;
const root = `hq:${org.tree.root.id}`;
const grids = org.tree.withLevel("work_grid");
const workers = grids.map((grid) => org.responsibleAt(grid.id, county.at)[0]!.person.id);

await timed("one order to the whole county (1,378 places, 1,724 people)", 1, () =>
  send(leader, root, "/指挥令 全面巡查 范围=全县 截止=2小时内 确认=是"),
);
await timed("one task to 1,085 grids", 1, () =>
  send(
    centre,
    root,
    "/任务 摸排 范围=全县:工作网格 字段=住户:整数!,外来:整数! 截止=2小时内 确认=是",
  ),
);
await timed("1,085 receipts at once, acknowledged and durable", workers.length, async () => {
  await Promise.all(workers.map((person) => send(person, `bot:herald:${person}`, "收到")));
});
await timed("1,085 replies at once, acknowledged and durable", workers.length, async () => {
  await Promise.all(workers.map((person) => send(person, `bot:tasker:${person}`, "/报 外来=1")));
});
await timed("200 replies one after another", 200, async () => {
  for (const person of workers.slice(0, 200)) {
    await send(person, `bot:tasker:${person}`, `/报 T${day()}-01 外来=2`);
  }
});
store.exec("CREATE TABLE raw (n INTEGER)");
await timed("200 raw one-row commits on the same file", 200, async () => {
  for (let n = 0; n < 200; n += 1) store.exec(`INSERT INTO raw VALUES (${n})`);
});
await store.close();
rmSync(folder, { recursive: true });

function day(): string {
  return new Date(county.at + 8 * 3_600_000).toISOString().slice(5, 10).replace("-", "");
}
