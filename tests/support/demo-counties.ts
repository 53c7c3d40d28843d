import { Database } from "bun:sqlite";
import { pino } from "pino";
import { bots } from "../../server/bots.ts";
import { afterMorning, demoCast, prepareCounty } from "../../server/demo.ts";
import { listen } from "../../server/listen.ts";
import { startSystem } from "../../server/system.ts";
import { copyOf } from "./database.ts";
import { openTestParts } from "./server.ts";

/**
 * A program for Bun: the demo counties of the browser tests, each with a database and a server of
 * its own. One process has them all, for to load the program takes longer than most tests.
 * `POST /` opens one and answers where it listens, `POST /?morning` one that has its morning
 * behind it; `GET /replies?url=…` says how many replies it holds, `GET /names?url=…` what its places
 * and people are called; `DELETE /?url=…` closes it.
 */
const log = pino({ level: "warn" }, pino.destination(2));
const open = new Map<string, County>();

interface County {
  file: string;
  close(): Promise<void>;
}

const control = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  // A morning takes its seconds.
  idleTimeout: 120,
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    if (request.method === "POST")
      return Response.json({ url: await openCounty(searchParams.has("morning")) });
    const url = searchParams.get("url") ?? "";
    const county = open.get(url);
    if (!county) return new Response(`no county at ${url}`, { status: 404 });
    if (pathname === "/replies") return Response.json(countReplies(county.file));
    if (pathname === "/names") return Response.json(namesIn(county.file));
    open.delete(url);
    await county.close();
    return new Response(null, { status: 204 });
  },
});
console.log(`listening on ${control.url.origin}`);

/** @returns where it listens */
async function openCounty(morning: boolean): Promise<string> {
  const name = morning ? "demo after its morning" : "demo";
  const { url: file, drop } = await copyOf(name, (empty) => makeDemo(empty, morning));
  const parts = await openTestParts(file);
  const cast = await demoCast(parts);
  const system = await startSystem(parts, {
    bots,
    clock: "system",
    log,
    cast,
    answersWithin: 2_000,
  });
  const server = listen(system, { host: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${server.port}`;
  const close = async () => {
    await server.stop();
    await system.close();
    await drop();
  };
  open.set(url, { file, close });
  return url;
}

/** As the first `npm start` makes it, without its morning unless asked for. */
async function makeDemo(file: string, morning: boolean): Promise<void> {
  const reopen = () => openTestParts(file);
  const empty = await reopen();
  await prepareCounty(empty, { demo: true, morning, profile: null }, () => {});
  const parts = await afterMorning(empty, reopen, { log, say: () => {} });
  await parts.identity.close();
  await parts.store.close();
}

/** As the file has it, whatever the server would say. */
function countReplies(file: string): number {
  const database = new Database(file, { readonly: true });
  const row = database.query<{ n: number }, []>("SELECT count(*) AS n FROM reply").get();
  database.close();
  return row!.n;
}

/** Of places, people and channels. */
function namesIn(file: string): string[] {
  const database = new Database(file, { readonly: true });
  const rows = ["node", "person", "channel"].flatMap((table) =>
    database.query<{ name: string }, []>(`SELECT name FROM ${table}`).all(),
  );
  database.close();
  return [...new Set(rows.map(({ name }) => name))];
}
