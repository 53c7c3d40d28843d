import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the maintenance database of this run's PostgreSQL server. */
    postgresUrl: string;
  }
}

/** One PostgreSQL for a whole test run, started only when a file of the `postgres` project runs. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const program = fileURLToPath(new URL("./postgres-server.ts", import.meta.url));
  // Detached: a Ctrl-C meant for the run must not reach the server before the run has ended.
  const server = spawn(process.execPath, [program], { stdio: "pipe", detached: true });
  let log = "";
  server.stderr.on("data", (chunk) => {
    log += chunk;
  });
  const exited = once(server, "exit");
  const [line] = await Promise.race([once(server.stdout, "data"), exited.then(() => [null])]);
  if (line === null) throw new Error(`PostgreSQL did not start:\n${log}`);
  project.provide("postgresUrl", String(line).trim());
  return async () => {
    server.stdin.end();
    await exited;
  };
}
