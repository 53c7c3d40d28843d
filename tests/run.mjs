import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { bun, ensureInstalled, root } from "../server/install.mjs";

/**
 * `npm test`: installs what is missing, runs every `check:…` script of package.json and then all
 * tests, whatever fails on the way, and closes with one line of sums. A check counts as one test.
 * Plain Node without packages, like `npm start`.
 */
const totals = { passed: 0, failed: 0, skipped: 0 };
let running;
let stopped = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    stopped = true;
    running?.kill(signal);
  });
}

await step("install", async () => {
  await ensureInstalled();
  return { passed: 1 };
});
// Nothing below can run without the packages.
if (totals.failed === 0) {
  for (const [name, command] of Object.entries(scripts())) {
    if (name.startsWith("check:")) await step(name, () => check(command));
  }
  await step("tests", vitest);
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 ? 0 : 1);

/** Runs one step, adds what it counted and says how long it took. */
async function step(name, run) {
  console.log(`▸ ${name}`);
  const started = Date.now();
  const counted = await run().catch((error) => {
    console.error(error.message);
    return { failed: 1 };
  });
  for (const key of Object.keys(totals)) totals[key] += counted[key] ?? 0;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${counted.failed ? "✗" : "✓"} ${name} ${seconds} s`);
  if (stopped) process.exit(1);
}

function scripts() {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts;
}

/** A check keeps quiet unless it fails. */
async function check(command) {
  const output = [];
  const path = `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH}`;
  const code = await execute(command, [], {
    shell: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PATH: path },
    onOutput: (chunk) => output.push(chunk),
  });
  if (code === 0) return { passed: 1 };
  process.stdout.write(Buffer.concat(output));
  return { failed: 1 };
}

/**
 * The tests run under Bun, in a time zone nobody expects: a forgotten zone fails at once.
 * The numbers come from vitest's JSON report; a crash, which writes none, counts as a failure.
 */
async function vitest() {
  const folder = mkdtempSync(join(tmpdir(), "lingda-test-"));
  const report = join(folder, "report.json");
  const runner = join(root, "node_modules", "vitest", "vitest.mjs");
  try {
    const code = await execute(
      bun,
      ["--bun", runner, "run", "--reporter=default", "--reporter=json", `--outputFile=${report}`],
      { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, TZ: "Asia/Kathmandu" } },
    );
    return count(JSON.parse(readFileSync(report, "utf8")), code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Sums a report. A file that could not be loaded has no failed test of its own, and an error
 * outside any test only shows in the exit code; each of them counts as one failure.
 */
function count(report, code) {
  const broken = report.testResults.filter(
    (file) =>
      file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const failed = report.numFailedTests + broken.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Runs a program to its end. @returns its exit code; 1 when a signal ended it. */
function execute(command, args, { onOutput, ...options }) {
  return new Promise((resolve, reject) => {
    running = spawn(command, args, { cwd: root, ...options });
    running.stdout?.on("data", onOutput);
    running.stderr?.on("data", onOutput);
    running.on("error", reject);
    running.on("close", (code) => resolve(code ?? 1));
  });
}
