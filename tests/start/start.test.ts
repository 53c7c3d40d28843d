import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COPIED = [
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "server",
  "db",
  "bots",
  "web",
];

let temporary: string;
/** A checkout where somebody unpacked it on a desktop. */
let checkout: string;
beforeAll(() => {
  temporary = mkdtempSync(join(tmpdir(), "lingda-start-"));
  checkout = join(temporary, "新建 文件夹 (2)", "令达 100%");
  for (const name of COPIED)
    cpSync(join(ROOT, name), join(checkout, name), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(ROOT, "node_modules"), join(checkout, "node_modules"));
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

interface Started {
  child: ChildProcess;
  /** Null when it ended instead. */
  url: string | null;
  output: string;
  code: number | null;
}

async function start(
  command: string,
  args: string[],
  env: Record<string, string>,
): Promise<Started> {
  const child = spawn(command, args, {
    cwd: checkout,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, HOST: "127.0.0.1", PORT: "0" },
      ...{ LINGDA_DEMO: "0", LOG_LEVEL: "warn", ...env },
    },
  });
  const started: Started = { child, url: null, output: "", code: null };
  await new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        started.output += chunk;
        started.url = /listening on (http:\/\/\S+)/.exec(started.output)?.[1] ?? null;
        if (started.url !== null) resolve();
      });
    }
    child.once("close", (code) => {
      started.code = code;
      resolve();
    });
  });
  return started;
}

async function stop({ child }: Started): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  await closed;
}

describe("npm start", () => {
  it("works from a folder with blanks, brackets, Chinese and %, and keeps its port", async () => {
    const seeded = await start(process.execPath, ["db/seed.ts", "--fixture", "yongtai-day"], {});
    expect(seeded.output).not.toContain("Error");
    const first = await start("npm", ["start"], {});
    expect(first.url, first.output).not.toBeNull();
    try {
      expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
      expect(await (await fetch(first.url!)).text()).toContain("<title>");
      expect((await fetch(`${first.url}/api/docs`)).status).toBe(200);
      expect(existsSync(join(checkout, "data", "lingda.db"))).toBe(true);

      const { port } = new URL(first.url!);
      const second = await start(process.execPath, ["server/main.ts"], { PORT: port });
      expect(second.code).toBe(1);
      expect(second.output.trim()).toMatch(new RegExp(`^端口 ${port} 已被别的程序占用：[^\\n]+$`));
    } finally {
      await stop(first);
    }
  }, 180_000);
});

describe("a taken port", () => {
  const families = Object.values(networkInterfaces()).flatMap((of) => of?.map((a) => a.address));
  const loopbacks = ["127.0.0.1", "::1"].filter((address) => families.includes(address));

  it.each(loopbacks.flatMap((taken) => ["0.0.0.0", "127.0.0.1"].map((host) => [taken, host])))(
    "on %s is refused to HOST=%s before anything is written",
    async (hostname, HOST) => {
      const other = Bun.listen({ hostname: hostname!, port: 0, socket: { data() {} } });
      try {
        const file = join(temporary, "untouched.db");
        const env = { HOST: HOST!, PORT: String(other.port), DATABASE_URL: file };
        const refused = await start(process.execPath, ["server/main.ts"], env);
        expect(refused.code).toBe(1);
        expect(refused.output.trim()).toMatch(
          new RegExp(`^端口 ${other.port} 已被别的程序占用：[^\\n]+PORT=[^\\n]+$`),
        );
        expect(existsSync(file)).toBe(false);
      } finally {
        other.stop(true);
      }
    },
  );
});
