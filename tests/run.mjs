import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { delimiter, join } from "node:path";
import { ensureWebBuilt } from "../server/build-web.mjs";
import { ensureInstalled, root } from "../server/install.mjs";
import { ensureChromium } from "./support/chromium.mjs";
import { folderForTests } from "./support/memory-folder.mjs";
import { playwrightCommand } from "./support/playwright.mjs";
import { closeWithSums, step, totals } from "./support/steps.mjs";
import { execute, vitest, withReport } from "./support/vitest.mjs";

/**
 * `npm test`: installs what is missing, builds the web unless it stands as the sources are, runs
 * every `check:…` script of package.json, as many at a time as there are cores, and then all tests,
 * those in a real browser last; whatever fails on the way, it goes on, and closes with one line of
 * sums. A check counts as one test. With files (`npm test -- tests/kernel/book.test.ts`) those alone,
 * without the checks. Plain Node without packages, like `npm start`.
 */
const named = process.argv.slice(2);
const inBrowser = named.filter((file) => file.includes(".e2e."));
const others = named.filter((file) => !inBrowser.includes(file));
process.env.TMPDIR = folderForTests();
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
  const [hasBrowser] = await Promise.all([findBrowser(), named.length === 0 && allChecks()]);
  if (named.length === 0 || others.length > 0) await step("tests", () => vitest(others));
  // Pages of an older build would say nothing about these sources.
  if (isBuilt && hasBrowser && inBrowser.length > 0) {
    await step("browser tests", () => playwright(inBrowser));
  } else if (isBuilt && hasBrowser && named.length === 0) {
    await step("browser tests", () => playwright(["--grep-invert=@alone"]));
    // What judges a time has the machine to itself.
    await step("browser test alone", () => playwright(["--grep=@alone", "--workers=1"]));
  }
}
closeWithSums();

/** Some transcripts open a page too, and say so themselves where there is no browser. */
function findBrowser() {
  return step("browser", async () => {
    process.env.LINGDA_CHROMIUM = await ensureChromium();
    return { passed: 0 };
  });
}

/** Each core takes the next one, those that take longest first. */
async function allChecks() {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const slow = ["check:web", "check:imports", "check:types"];
  const names = Object.keys(scripts).filter((name) => name.startsWith("check:"));
  const waiting = [...new Set([...slow.filter((name) => names.includes(name)), ...names])];
  const work = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      await step(name, () => check(scripts[name]));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
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

/** The whole program in a real Chromium. @param {string[]} which of its tests, and how */
async function playwright(which) {
  const { command, args, env } = await playwrightCommand("e2e", ["--reporter=list,json", ...which]);
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
