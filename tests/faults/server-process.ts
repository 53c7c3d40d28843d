import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { folderOnDisk } from "../support/memory-folder.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const READY = /listening on (http:\/\/\S+)/;

/** A county in a SQLite file of its own, and the real program that may be killed and started again. */
export interface ServerProcess {
  /** The database file. */
  file: string;
  /** Account → the invitation that signs it in. */
  invitations: Record<string, string>;
  /** Starts the program on the file as it is. @returns its address, a new one each time */
  start(): Promise<string>;
  /** SIGKILL: no handler runs, nothing is flushed. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Kills what runs and removes the folder. */
  remove(): Promise<void>;
}

/** Seeds a fixture into a fresh folder; nothing runs yet. */
export async function seedCounty(profile: string, fixture: string): Promise<ServerProcess> {
  const folder = mkdtempSync(join(folderOnDisk(), "lingda-faults-"));
  const file = join(folder, "lingda.db");
  const letters = join(folder, "invitations.json");
  const env = environment(file);
  const seeding = run(
    ["db/seed.ts", "--profile", profile, "--fixture", fixture, "--invitations", letters],
    env,
  );
  if ((await seeding.ended) !== 0) throw new Error(`seeding failed:\n${seeding.output()}`);
  let running: Program | null = null;
  const kill = async () => {
    running?.child.kill("SIGKILL");
    await running?.ended;
    running = null;
  };
  return {
    file,
    invitations: JSON.parse(readFileSync(letters, "utf8")),
    start: () => {
      running = run(["server/main.ts"], env);
      return addressOf(running);
    },
    kill,
    remove: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The developer's own settings must not reach it. */
function environment(file: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([key]) => !/^LINGDA_|^(REDIS_URL|PUBLIC_URL)$/.test(key),
  );
  return {
    ...Object.fromEntries(own),
    DATABASE_URL: file,
    HOST: "127.0.0.1",
    PORT: "0",
    LINGDA_CLOCK: "manual",
    LOG_LEVEL: "warn",
  };
}

interface Program {
  child: ChildProcess;
  ended: Promise<number | null>;
  output(): string;
}

function run(args: string[], env: NodeJS.ProcessEnv): Program {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { child, ended, output: () => output };
}

function addressOf(program: Program): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const [, url] = READY.exec(program.output()) ?? [];
      if (url) resolve(url);
    };
    program.child.stdout?.on("data", look);
    void program.ended.then((code) =>
      reject(new Error(`the server ended with ${code}:\n${program.output()}`)),
    );
    look();
  });
}
