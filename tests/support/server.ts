import { type Logger, pino } from "pino";
import { setNumber } from "#db/counters";
import { loadFixture } from "#db/fixtures";
import { generateCounty } from "#db/generate";
import { loadMorning } from "#db/mornings";
import { loadProfile } from "#db/profiles";
import { loadRegistry } from "#db/registry";
import type { SeedData } from "#db/seed-data";
import { bots } from "../../server/bots.ts";
import { afterMorning, demoCast } from "../../server/demo.ts";
import { listen } from "../../server/listen.ts";
import { playMorning } from "../../server/morning.ts";
import { openParts, type Parts } from "../../server/parts.ts";
import { inTransaction, MORNING_MARK, seed } from "../../server/seed.ts";
import { type System, startSystem } from "../../server/system.ts";
import { copyOf } from "./database.ts";
import { QUICK } from "./identity.ts";

export interface Reply {
  status: number;
  headers: Headers;
  /** Parsed JSON; tests look into it freely. */
  body: ReturnType<typeof JSON.parse>;
}

/** A person at a phone of their own. */
export interface TestPerson {
  id: string;
  cookie: string;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  /** The rows of a list, page by page to its end; `key` names them. */
  all<T>(path: string, key: string): Promise<T[]>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Types a line in a channel, with a cid of its own unless one is given. */
  say(channel: string, text: string, more?: object): Promise<Reply>;
}

export interface TestServer {
  url: string;
  parts: Parts;
  system: System;
  data: SeedData;
  /** A request as anybody may send it. */
  send(path: string, init?: RequestInit): Promise<Reply>;
  /** Signs the person in by invitation. */
  asPerson(name: string): Promise<TestPerson>;
  /** Moves the manual clock: `2020-01-27 09:00`, or epoch ms. */
  clock(to: string | number): Promise<Reply>;
  /** What the terminal showed of the morning. */
  said: string[];
  /** Everything the databases hold, as text; on SQLite the raw bytes of their files. */
  stored(): Promise<string>;
  stop(): Promise<void>;
}

export interface TestSetting {
  /** Name of a day's fixture; without one `profile` is generated whole. */
  fixture?: string;
  profile?: string;
  /** Where the manual clock starts, Shanghai time. */
  at?: string;
  clock?: "manual" | "system";
  /** Started as a demo, whose other grids take so long to answer. Milliseconds. */
  answersWithin?: number;
  /** A demo whose morning ends then, Shanghai time; what was said on the way is in `said`. */
  morning?: string;
  /** The morning was interrupted after so many parts and gone on with. */
  interrupted?: number;
  /** By default only what is fatal is said. */
  log?: Logger;
}

/** A whole server on a free port over an empty database of this project's dialect. */
export async function startTestServer(setting: TestSetting): Promise<TestServer> {
  const data = countyOf(setting);
  const { url: databaseUrl, drop, stored } = await seeded(setting);
  const log = setting.log ?? pino({ level: "fatal" });
  const said: string[] = [];
  const from = setting.morning === undefined ? undefined : instant(setting.morning);
  const parts = await openWith(databaseUrl, setting, { log, say: (line) => said.push(line) });
  const { clock = "manual", answersWithin } = setting;
  const cast = answersWithin === undefined ? [] : await demoCast(parts);
  const system = await startSystem(parts, { bots, clock, from, log, cast, answersWithin });
  const server = listen(system, { host: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${server.port}`;
  const send = async (path: string, init?: RequestInit) => replyOf(await fetch(url + path, init));

  return {
    url,
    parts,
    system,
    data,
    send,
    asPerson: (name) => signIn(parts, data, send, name),
    clock: (to) =>
      send("/api/test/clock", jsonPost({ to: typeof to === "number" ? to : instant(to) })),
    said,
    stored,
    async stop() {
      await server.stop();
      await system.close();
      await drop();
    },
  };
}

/** As the program opens a demo whose morning is still to be played, at its first start or the next. */
async function openWith(
  url: string,
  { morning, interrupted, profile = "yongtai" }: TestSetting,
  told: Parameters<typeof afterMorning>[2],
): Promise<Parts> {
  const open = () => openTestParts(url);
  const parts = await open();
  if (morning === undefined) return parts;
  const start = instant(morning);
  await inTransaction(parts.store, (session) => setNumber(session, MORNING_MARK, start));
  if (interrupted === undefined) return afterMorning(parts, open, told);
  const begun = loadMorning(profile).slice(0, interrupted);
  const cast = await demoCast(parts);
  await playMorning(parts, { ...{ start, cast, ...told }, parts: begun });
  return afterMorning(await open(), open, told);
}

/** Shanghai time as epoch ms. */
export function instant(text: string): number {
  return Date.parse(`${text.replace(" ", "T")}+08:00`);
}

export function jsonPost(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

async function signIn(
  { identity }: Parts,
  data: SeedData,
  send: TestServer["send"],
  name: string,
): Promise<TestPerson> {
  const person = data.people.find((one) => one.name === name);
  if (!person) throw new Error(`the county has nobody called ${name}`);
  const { token } = await identity.invite(person.id, { by: "test" });
  const entered = await send("/api/sign-in", jsonPost({ invitation: token }));
  if (entered.status !== 200) throw new Error(JSON.stringify(entered.body));
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const post: TestPerson["post"] = (path, body, headers = {}) =>
    send(path, jsonPost(body, { cookie, ...headers }));
  const get: TestPerson["get"] = (path, headers = {}) =>
    send(path, { headers: { cookie, ...headers } });
  return {
    id: person.id,
    cookie,
    get,
    async all(path, key) {
      const rows = [];
      for (let after = ""; ; ) {
        const { body } = await get(`${path}${path.includes("?") ? "&" : "?"}limit=200${after}`);
        rows.push(...body[key]);
        if (body.next === null) return rows;
        after = `&after=${encodeURIComponent(body.next)}`;
      }
    },
    post,
    say: (channel, text, more = {}) =>
      post("/api/commands", { cid: crypto.randomUUID(), channel, text, ...more }),
  };
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}

function countyOf({ fixture, profile, at }: TestSetting): SeedData {
  const data = fixture
    ? loadFixture(fixture)
    : generateCounty(loadProfile(profile ?? "yongtai"), loadRegistry());
  return at === undefined ? data : { ...data, at: instant(at) };
}

/** A county of its own, which is seeded once in a worker and then copied. */
function seeded(setting: TestSetting) {
  const { fixture, profile, at } = setting;
  const name = `server ${fixture ?? `all of ${profile}`} at ${at}`;
  return copyOf(name, async (url) => {
    const { store, identity } = await openTestParts(url);
    await seed(store, identity, countyOf(setting));
    await identity.close();
    await store.close();
  });
}

export function openTestParts(databaseUrl: string): Promise<Parts> {
  const secret = "a secret of this test, long enough";
  return openParts({ databaseUrl, secret, passwordWork: QUICK });
}
