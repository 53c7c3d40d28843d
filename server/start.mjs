import { spawn } from "node:child_process";
import { ensureWebBuilt } from "./build-web.mjs";
import { bun, ensureInstalled, root } from "./install.mjs";

/**
 * `npm start`: installs what is missing, builds the web when its sources changed, then runs the
 * server under Bun with the demo county.
 * Plain Node without packages, so that it works on a machine that has nothing but Node and npm.
 * The server migrates and seeds by itself; `LINGDA_DEMO=0 npm start` leaves the demo out.
 */
try {
  await ensureInstalled();
  await ensureWebBuilt();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const server = spawn(bun, ["server/main.ts"], {
  cwd: root,
  stdio: "inherit",
  env: { LINGDA_DEMO: "1", ...process.env },
});

// At a terminal the server gets Ctrl-C itself and once more from here; it ends on the first.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => server.kill(signal));
}

server.on("error", (error) => {
  console.error(`could not start ${bun}: ${error.message}`);
  process.exit(1);
});

server.on("exit", (code, signal) => {
  if (signal === null) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
