import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "../../server/install.mjs";

/** Playwright drives any of these; the first that is there is taken. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * The Chromium of the browser tests: one that is installed, else Debian's package (when root), else
 * Playwright's download. Says what it does, for both take a while.
 * @returns {string} path of the program
 * @throws Error when there is none to be had
 */
export function ensureChromium() {
  const found = installed() ?? (isDebianRoot() ? fromDebian() : undefined) ?? fromPlaywright();
  if (found) return found;
  throw new Error(
    "no Chromium for the browser tests: none is installed, and neither apt-get nor `npx playwright install chromium` could bring one; install Chromium and run again",
  );
}

function installed() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...MAC].find((file) => isProgram(file) && answers(file));
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Ubuntu's `chromium-browser` is a script that only asks for a snap. */
function answers(file) {
  return spawnSync(file, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0;
}

function isDebianRoot() {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

/** With a Chinese font: without one every character is the same empty box. */
function fromDebian() {
  console.log("no Chromium yet: apt-get install chromium fonts-noto-cjk …");
  const options = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update", "-q"], options);
  spawnSync("apt-get", ["install", "-y", "-q", "chromium", "fonts-noto-cjk"], options);
  return installed();
}

function fromPlaywright() {
  const cli = join(root, "node_modules", "playwright", "cli.js");
  const known = downloaded();
  if (known) return known;
  console.log("no Chromium yet: npx playwright install chromium …");
  spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: "inherit" });
  return downloaded();
}

/** Asked in a process of its own, so that this file loads before there are packages. */
function downloaded() {
  const ask = "console.log(require('playwright').chromium.executablePath())";
  const { stdout, status } = spawnSync(process.execPath, ["-e", ask], {
    cwd: root,
    encoding: "utf8",
  });
  const file = stdout?.trim();
  return status === 0 && file && isProgram(file) && answers(file) ? file : undefined;
}
