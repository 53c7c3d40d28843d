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

/** Which database the program may work on: a demo's passwords are public. `morning`: a demo as `npm start` makes it. */
type Kind = "demo" | "morning" | "plain";

const DEMO: Record<Kind, string> = { demo: "quiet", morning: "1", plain: "0" };

/** The real program over the database in this folder; an empty one is made a demo first. */
export function startProgram(folder: string, kind: Kind = "demo"): Promise<Program> {
  const child = spawn(BUN, ["server/main.ts"], {
    cwd: ROOT,
    env: environment(folder, kind),
    stdio: ["ignore", "pipe", "pipe"],
  });
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
    child.once("close", (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
}

/** What a small program of ours prints. @param folder with the database it works on, if it does */
export function runProgram(args: string[], folder?: string): Promise<string> {
  const env = folder === undefined ? process.env : environment(folder, "plain");
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
function environment(folder: string, kind: Kind): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([key]) => !/^LINGDA_|^(REDIS_URL|PUBLIC_URL)$/.test(key),
  );
  return {
    ...Object.fromEntries(own),
    DATABASE_URL: join(folder, "lingda.db"),
    HOST: "127.0.0.1",
    PORT: "0",
    LINGDA_DEMO: DEMO[kind],
    LOG_LEVEL: "warn",
  };
}
