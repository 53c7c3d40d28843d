import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const BUN = join(ROOT, "node_modules", "bun", "bin", "bun.exe");
const READY = /listening on (http:\/\/\S+)/;

export interface Program {
  /** Where it listens. */
  url: string;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

/** The real program over the database in this folder, which is no demo's. */
export function startProgram(folder: string): Promise<Program> {
  return runningProgram(["server/main.ts"], folder);
}

/** A program of ours that goes on, once it has said where it listens. @param folder with its database, if it has one */
export function runningProgram(args: string[], folder?: string): Promise<Program> {
  const env = environment(folder);
  const child = spawn(BUN, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let output = "";
    const look = (chunk: Buffer) => {
      output += chunk;
      const [, url] = READY.exec(output) ?? [];
      if (url) resolve({ url, stop: () => stop(child) });
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`${args[0]} ended with ${code}:\n${output}`)));
  });
}

/** What a small program of ours prints, which works on the database in this folder. */
export function runProgram(args: string[], folder: string): Promise<string> {
  const env = environment(folder);
  const child = spawn(BUN, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(output.trim());
      else reject(new Error(`${args.join(" ")} ended with ${code}`));
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.kill("SIGTERM");
  return gone;
}

/** The developer's own settings must not reach it. */
function environment(folder?: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([key]) => !/^LINGDA_|^(REDIS_URL|PUBLIC_URL)$/.test(key),
  );
  return {
    ...Object.fromEntries(own),
    ...(folder === undefined ? {} : { DATABASE_URL: join(folder, "lingda.db") }),
    HOST: "127.0.0.1",
    PORT: "0",
    LINGDA_DEMO: "0",
    LOG_LEVEL: "warn",
  };
}
