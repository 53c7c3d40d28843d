import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatClock } from "./clock.ts";
import { ROOT } from "./fixture.ts";
import { HOOK_SECRET } from "./hook.ts";

const READY = /listening on (http:\/\/\S+)/;
const READY_LINE = /^.*listening on http:.*$/m;
const READY_WITHIN = 60_000;
/** Characters of a failed program's output that are worth showing. */
const TAIL = 2_000;

export interface Server {
  url: string;
  /** Account → the invitation that signs it in. */
  invitations: Record<string, string>;
  /** The end of its warnings and errors. */
  complaints(): string;
  stop(): Promise<void>;
}

export interface Seeding {
  /** Name, or absolute path. */
  profile: string;
  fixture: string;
  /** Epoch milliseconds at which the clock stands. */
  at: number;
}

/**
 * Seeds a fresh database and starts a server on it with a manual clock.
 * @throws Error with the end of what the program printed, when either fails
 */
export async function startServer({ profile, fixture, at }: Seeding): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "lingda-transcript-"));
  const env = environment(join(folder, "lingda.db"));
  const letters = join(folder, "invitations.json");
  const discard = () => rmSync(folder, { recursive: true, force: true });
  let server: Program | null = null;
  try {
    const args = ["--profile", profile, "--fixture", fixture, "--invitations", letters];
    await run("db/seed.ts", [...args, "--at", formatClock(at).slice(0, 16)], env).ended(0);
    const invitations = JSON.parse(readFileSync(letters, "utf8")) as Record<string, string>;
    server = run("server/main.ts", [], env);
    const url = await server.printed(READY);
    const running = server;
    const stop = async () => {
      await running.kill();
      discard();
    };
    return {
      url,
      invitations,
      complaints: () => running.output().replace(READY_LINE, "").trim(),
      stop,
    };
  } catch (error) {
    await server?.kill();
    discard();
    throw error;
  }
}

/** The developer's own settings must not reach the play. */
function environment(databaseUrl: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([key]) => !/^LINGDA_|^(REDIS_URL|PUBLIC_URL)$/.test(key),
  );
  return {
    ...Object.fromEntries(own),
    DATABASE_URL: databaseUrl,
    HOST: "127.0.0.1",
    PORT: "0",
    LINGDA_CLOCK: "manual",
    LINGDA_HOOK_SECRET: HOOK_SECRET,
    LOG_LEVEL: "warn",
  };
}

interface Program {
  /** Waits for the end. @throws Error when it is another than this */
  ended(code: number): Promise<void>;
  /** Waits for a line and gives its first group. */
  printed(line: RegExp): Promise<string>;
  /** The end of what it printed so far. */
  output(): string;
  kill(): Promise<void>;
}

function run(script: string, args: string[], env: NodeJS.ProcessEnv): Program {
  const child: ChildProcess = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const end = new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      output += error.message;
      resolve(null);
    });
    child.once("close", resolve);
  });
  const tail = () => output.slice(-TAIL).trim();
  const failure = (what: string) => new Error(`${script} ${what}\n${tail()}`);
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  child.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  return {
    async ended(code) {
      const ending = await end;
      if (ending !== code) throw failure(`ended with ${ending}`);
    },
    async printed(line) {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const look = () => {
        const [, found] = line.exec(output) ?? [];
        if (found) resolve(found);
      };
      child.stdout?.on("data", look);
      look();
      const late = () => reject(failure(`printed no ${line} within ${READY_WITHIN / 1000} s`));
      const timer = setTimeout(late, READY_WITHIN);
      void end.then((code) => reject(failure(`ended with ${code}`)));
      return promise.finally(() => {
        clearTimeout(timer);
        child.stdout?.off("data", look);
      });
    },
    output: tail,
    async kill() {
      child.kill("SIGTERM");
      await end;
    },
  };
}
