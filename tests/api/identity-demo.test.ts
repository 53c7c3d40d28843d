import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identityDatabase } from "../../server/parts.ts";
import { storedCosts } from "../support/identity.ts";
import { createDatabase } from "../support/postgres.ts";
import { jsonPost } from "../support/server.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The real program with these settings, until it listens or ends. */
interface Started {
  url: string | null;
  output: string;
  stop(): Promise<void>;
}

const drops: (() => Promise<void>)[] = [];
let real: string;
let demo: string;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lingda-demo-"));
  real = await emptyDatabase("real");
  demo = await emptyDatabase("demo");
});
afterAll(async () => {
  for (const drop of drops) await drop();
  rmSync(folder, { recursive: true, force: true });
});

async function emptyDatabase(name: string): Promise<string> {
  if (!isPostgres) return join(folder, `${name}.db`);
  const { url, drop } = await createDatabase();
  drops.push(drop);
  return url;
}

async function run(
  script: string[],
  databaseUrl: string,
  more: Record<string, string> = {},
): Promise<Started> {
  const child = spawn(process.execPath, script, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, HOST: "127.0.0.1", PORT: "0" },
      ...{ DATABASE_URL: databaseUrl, LINGDA_SECRET: "a secret of this test, long enough" },
      ...more,
    },
  });
  const started = { url: null as string | null, output: "", stop: () => stopped(child) };
  await new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        started.output += chunk;
        started.url = /listening on (http:\/\/\S+)/.exec(started.output)?.[1] ?? null;
        // The cast is printed after the address, if there is one.
        if (
          started.url !== null &&
          ((more.LINGDA_DEMO ?? "0") === "0" || started.output.includes("\t"))
        )
          resolve();
      });
    }
    child.once("close", () => resolve());
  });
  return started;
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  await closed;
}

/** A morning is played here on PostgreSQL; on SQLite the first `npm start` of tests/start plays one. */
const isPostgres = process.env.LINGDA_TEST_DB === "postgres";
const DEMO = isPostgres ? "1" : "quiet";

const serve = (databaseUrl: string, LINGDA_DEMO: string) =>
  run(["server/main.ts"], databaseUrl, { LINGDA_DEMO, LINGDA_PROFILE: "yongtai" });

describe("a demo and a county", () => {
  it("a county's database refuses to be a demo, and offers nobody", async () => {
    await run(["db/seed.ts", "--fixture", "yongtai-day"], real);
    const refused = await serve(real, "1");
    expect(refused.url).toBeNull();
    expect(refused.output.trim()).toBe(
      "LINGDA_DEMO=1: this database is not a demo; set LINGDA_DEMO=0 to use it",
    );
    const served = await serve(real, "0");
    const page = await (await fetch(served.url!)).text();
    await served.stop();
    expect(page).not.toContain("data-password");
    expect(page).not.toContain("演示账号");
  }, 60_000);

  it("an empty database becomes a demo only when asked to", async () => {
    const refused = await serve(demo, "0");
    expect(refused.url).toBeNull();
    expect(refused.output).toContain("the database has no county yet");
  }, 60_000);

  it("a demo offers its cast, who can sign in at a touch", async () => {
    const served = await serve(demo, DEMO);
    expect(served.output.includes("playing a morning of 永泰县")).toBe(isPostgres);
    expect(served.output).not.toContain("not taken");
    const page = await (await fetch(served.url!)).text();
    const data = /<script type="application\/json" id="cast-data">(.+?)<\/script>/.exec(page)?.[1];
    const cast = JSON.parse(data ?? "[]") as { account: string; password: string }[];
    expect(cast.length).toBeGreaterThan(3);
    for (const { account, password } of cast.slice(0, 3)) {
      const reply = await fetch(`${served.url}/api/sign-in`, jsonPost({ account, password }));
      expect(reply.status).toBe(200);
    }
    await served.stop();
    const costs = await storedCosts(identityDatabase(demo));
    expect(new Set(costs), "nothing makes the program hash cheaply").toEqual(
      new Set(["m=19456,t=2,p=1"]),
    );
  }, 120_000);

  it("a demo's database refuses to be a county, since its passwords are public", async () => {
    const refused = await serve(demo, "0");
    expect(refused.url).toBeNull();
    expect(refused.output.trim()).toMatch(/^LINGDA_DEMO=0: this database is a demo, [^\n]+$/);
  }, 60_000);
});
