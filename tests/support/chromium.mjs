import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "../../server/install.mjs";
import { execute } from "./vitest.mjs";

/**
 * Playwright drives any of these; the first that is there is taken. The headless shell is the same
 * engine without windows, which nobody sees here: the tests take it a fifth less of the machine.
 */
const NAMES = [
  ...["chromium-headless-shell", "chromium", "chromium-browser"],
  ...["google-chrome", "google-chrome-stable"],
];

const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Each way to a Chromium: answers the path of the program, or nothing. */
const WAYS = { installed, downloaded, debian: fromDebian, playwright: fromPlaywright };

/**
 * The Chromium of the browser tests: one that is there, else Debian's package (when root), else
 * Playwright's download. Says what it does, for both take a while.
 * @returns {Promise<string>} path of the program
 * @throws Error when there is none to be had
 */
export async function ensureChromium() {
  const isRoot = process.getuid?.() === 0;
  for (const way of waysFor({ isRoot, hasApt: existsSync("/usr/bin/apt-get") })) {
    const found = await WAYS[way]();
    if (!found) continue;
    await ensureChinese(isRoot);
    return found;
  }
  throw new Error(
    "no Chromium for the browser tests: none is installed, and neither apt-get nor `npx playwright install chromium` could bring one; install Chromium and run again",
  );
}

/**
 * Whether a machine's fonts have Chinese, by what `fc-list` answers; null where there is no such
 * program (macOS and Windows bring Chinese along).
 * @param {{ status: number | null, stdout: string }} listed
 */
export function hasChinese({ status, stdout }) {
  return status === 0 ? stdout.trim() !== "" : null;
}

/** A Chromium that was there may have come without a Chinese font: every character the same box. */
async function ensureChinese(isRoot) {
  const list = () => hasChinese(spawnSync("fc-list", [":lang=zh"], { encoding: "utf8" }));
  if (list() !== false) return;
  if (isRoot && existsSync("/usr/bin/apt-get")) {
    console.log("no Chinese font yet: apt-get install fonts-noto-cjk …");
    await fromApt(["fonts-noto-cjk"]);
  }
  if (list() === false)
    console.warn("no Chinese font: the browser draws boxes for letters; install fonts-noto-cjk");
}

/** Without what they recommend: a desktop's printers and half of Perl took a minute to unpack. */
async function fromApt(packages) {
  const options = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  await execute("apt-get", ["update", "-q"], options);
  const install = ["install", "-y", "-q", "--no-install-recommends", ...packages];
  await execute("apt-get", install, options);
}

/**
 * In which order to look: what an earlier run downloaded is found before anything is fetched again.
 * @param {{ isRoot: boolean, hasApt: boolean }} machine
 * @returns {(keyof typeof WAYS)[]}
 */
export function waysFor({ isRoot, hasApt }) {
  const fetched = isRoot && hasApt ? ["debian", "playwright"] : ["playwright"];
  return ["installed", "downloaded", ...fetched];
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

/** With fonts: without a Chinese one every character is the same empty box. */
const DEBIAN = ["chromium-headless-shell", "fonts-noto-cjk", "fonts-liberation"];

async function fromDebian() {
  console.log(`no Chromium yet: apt-get install ${DEBIAN.join(" ")} …`);
  await fromApt(DEBIAN);
  return installed();
}

/** Without the headless shell, a hundred megabytes that the tests, which name the program, never start. */
async function fromPlaywright() {
  console.log("no Chromium yet: npx playwright install chromium …");
  const cli = join(root, "node_modules", "playwright", "cli.js");
  const install = ["install", "chromium", "--no-shell"];
  await execute(process.execPath, [cli, ...install], { stdio: "inherit" });
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
