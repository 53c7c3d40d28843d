import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ensureWebBuilt } from "../server/build-web.mjs";
import { bun, ensureInstalled, root } from "../server/install.mjs";
import { playwrightCommand } from "./support/playwright.mjs";

/**
 * `npm test`: installs what is missing, builds the web, runs every `check:…` script of package.json
 * and then all tests, those in a real browser last; whatever fails on the way, it goes on, and
 * closes with one line of sums. A check counts as one test. Plain Node without packages, like
 * `npm start`.
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
  // First, for the checks look at what it generates.
  const isBuilt = await step("web", async () => {
    await ensureWebBuilt();
    return { passed: 1 };
  });
  for (const [name, command] of Object.entries(scripts())) {
    if (name.startsWith("check:")) await step(name, () => check(command));
  }
  await step("tests", vitest);
  // Pages of an older build would say nothing about these sources.
  if (isBuilt) await step("browser tests", playwright);
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 ? 0 : 1);

/** Runs one step, adds what it counted and says how long it took. @returns whether all was well */
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
  return !counted.failed;
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
  const runner = join(root, "node_modules", "vitest", "vitest.mjs");
  return withReport(async (file, read) => {
    const code = await execute(
      bun,
      ["--bun", runner, "run", "--reporter=default", "--reporter=json", `--outputFile=${file}`],
      { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, TZ: "Asia/Kathmandu" } },
    );
    return count(read(), code);
  });
}

/** The whole program in a real Chromium, which is installed when there is none. */
async function playwright() {
  const { command, args, env } = playwrightCommand("e2e", ["--reporter=list,json"]);
  return withReport(async (file, read) => {
    const code = await execute(command, args, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    });
    const { stats, errors } = read();
    const failed = stats.unexpected + stats.flaky + errors.length;
    return {
      passed: stats.expected,
      failed: failed === 0 && code !== 0 ? 1 : failed,
      skipped: stats.skipped,
    };
  });
}

/** A file for a JSON report, and how to read it; gone afterwards. */
async function withReport(use) {
  const folder = mkdtempSync(join(tmpdir(), "lingda-test-"));
  const file = join(folder, "report.json");
  try {
    return await use(file, () => JSON.parse(readFileSync(file, "utf8")));
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
