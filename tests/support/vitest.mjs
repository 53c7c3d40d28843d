import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bun, root } from "../../server/install.mjs";

/** Programs under way, which end when this one is told to. */
const running = new Set();
let stopped = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    stopped = true;
    for (const child of running) child.kill(signal);
  });
}

/** Whether somebody has asked for an end. */
export const isStopped = () => stopped;

/**
 * Runs tests under Bun, in a time zone nobody expects: a forgotten zone fails at once.
 * The numbers come from Vitest's JSON report; a crash, which writes none, counts as a failure.
 * @param {string[]} args files and options; all tests without them
 * @param {Record<string, string>} env beside one's own
 */
export function vitest(args = [], env = {}) {
  const runner = join(root, "node_modules", "vitest", "vitest.mjs");
  return withReport(async (file, read) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile=${file}`];
    const code = await execute(bun, ["--bun", runner, "run", ...reporters, ...args], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, TZ: "Asia/Kathmandu", ...env },
    });
    return count(read(), code);
  });
}

/** A file for a JSON report, and how to read it; gone afterwards. */
export async function withReport(use) {
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
export function execute(command, args, { onOutput = undefined, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, ...options });
    running.add(child);
    child.stdout?.on("data", onOutput);
    child.stderr?.on("data", onOutput);
    child.on("error", reject);
    child.on("close", (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}
