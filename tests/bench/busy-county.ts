import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateCounty } from "#db/generate";
import { loadProfile } from "#db/profiles";
import { loadRegistry } from "#db/registry";
import { Org } from "#domain/org/org-index";
import { createKernel } from "#kernel/kernel";
import { createIds } from "#kernel/random-id";
import { bots } from "../../server/bots.ts";
import { openParts } from "../../server/parts.ts";
import { seed } from "../../server/seed.ts";
import { type Door, startDoor } from "./door.ts";

const SECRET = "a secret of this bench, long enough";
/** Of the towns' own tasks one in so many is still open. */
const OPEN = 5;
/** A task to every work grid of the county. */
const LINE =
  "/任务 摸排 范围=全县:工作网格 字段=住户:整数!,外来:整数! 截止=18:00 路由=直达 核实=否 确认=是";
/** Commands under way at once while the county is being filled. */
const AT_ONCE = 256;

/** Somebody with a token: who asks, or answers. */
export interface Caller {
  id: string;
  token: string;
}

/** Yongtai with a past, served by the real program in a process of its own. */
export interface BusyCounty {
  url: string;
  door: Door;
  /** By account. */
  readers: Map<string, Caller>;
  /** One responsible holder of each work grid. */
  workers: Caller[];
  /** The task that all work grids answer. */
  task: { id: string; label: string };
  /** Labels of the tasks that were issued to all work grids, the first being {@link task}. */
  labels: string[];
  /** Issues one more of them. @returns its place among the labels */
  issue(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Seeds the whole county, has the rooms of all towns but one issue so many tasks to their own villages, and
 * closes most of them; then the county asks all work grids. By commands, as people would.
 * @param but the town that issues none: to its people all those tasks are foreign
 */
export async function startBusyCounty(
  foreign: number,
  { but, readers }: { but: string; readers: string[] },
): Promise<BusyCounty> {
  const folder = mkdtempSync(join(tmpdir(), "lingda-bench-"));
  const file = join(folder, "bench.db");
  const data = generateCounty(loadProfile("yongtai"), loadRegistry());
  const org = new Org(data);
  const parts = await openParts({ databaseUrl: file, secret: SECRET });
  await seed(parts.store, parts.identity, { ...data, demoCast: [] });
  const kernel = await createKernel({
    store: parts.store,
    bots,
    now: () => data.at,
    newId: createIds(),
    random: Math.random,
    onFault: (_, error) => {
      throw error;
    },
  });
  let cid = 0;
  const send = async (person: string, channel: string, text: string) => {
    cid += 1;
    const answer = await kernel.perform(person, { cid: `fill-${cid}`, channel, text });
    if (!answer.ok) throw new Error(`${text}: ${answer.error.message}`);
    return answer.result as { item?: string; text: string };
  };
  const { post } = org.profile.room;
  const rooms = org.tree
    .withLevel("town")
    .filter(({ name }) => name !== but)
    .map((town) => ({
      person: org.holdersAt(town.id, data.at, [post])[0]!.person.id,
      channel: org.profile.room.channel === "own" ? `room:${town.id}` : `staff:${town.id}`,
      villages: org.tree.children(town.id).filter(({ level }) => level === "village"),
    }));
  const issueOne = async (n: number) => {
    const { person, channel, villages } = rooms[n % rooms.length]!;
    const { name } = villages[Math.floor(n / rooms.length) % villages.length]!;
    const line = `/任务 巡查${n} 范围=${name}:工作网格 字段=处:整数! 截止=18:00 确认=是`;
    const { item } = await send(person, channel, line);
    if (n % OPEN !== 0) await send(person, channel, `/结案 ${item} 原因=查完了`);
  };
  for (let n = 0; n < foreign; n += AT_ONCE) {
    const some = Math.min(AT_ONCE, foreign - n);
    await Promise.all(Array.from({ length: some }, (_, i) => issueOne(n + i)));
  }
  const centre = org.byAccount("池敏")!.id;
  const { item, text } = await send(centre, `hq:${org.tree.root.id}`, LINE);
  const label = /T\d+-\d+/.exec(text)![0];
  const call = async (id: string): Promise<Caller> => {
    const { token } = await parts.identity.issueBearer(id, { by: "bench" });
    return { id, token };
  };
  const grids = org.tree.withLevel("work_grid");
  const people = [...new Set(grids.map((g) => org.responsibleAt(g.id, data.at)[0]!.person.id))];
  const workers = await Promise.all(people.map(call));
  const named = await Promise.all(
    readers.map(async (name) => [name, await call(org.byAccount(name)!.id)] as const),
  );
  const ours = await call(centre);
  await parts.identity.close();
  await parts.store.close();
  const door = await serve(file);
  const { url } = door;
  const labels = [label];
  const issue = async () => {
    const body = { cid: `task-${labels.length}`, channel: `hq:${org.tree.root.id}`, text: LINE };
    const response = await fetch(`${url}/api/commands`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${ours.token}` },
      body: JSON.stringify(body),
    });
    const said = await response.text();
    if (response.status !== 200) throw new Error(said);
    return labels.push(/T\d+-\d+/.exec(said)![0]) - 1;
  };
  return {
    url,
    door,
    labels,
    issue,
    readers: new Map(named),
    workers,
    task: { id: item!, label },
    stop: async () => {
      await door.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The program on a county's file; its clock stands, so that nothing falls due meanwhile. */
function serve(file: string): Promise<Door> {
  return startDoor(process.execPath, ["server/main.ts"], {
    ...process.env,
    DATABASE_URL: file,
    HOST: "127.0.0.1",
    PORT: "0",
    LINGDA_CLOCK: "manual",
    LINGDA_SECRET: SECRET,
    LOG_LEVEL: "warn",
  });
}
