import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { bun, ensureInstalled, root } from "./install.mjs";
import { runWithProgress } from "./progress.mjs";

const web = join(root, "web");

/** Written last, into a folder that each build empties first: an interrupted build has none. */
const stamp = join(web, "build", ".sources");

/** What the pages are made of. */
const SOURCES = [
  join(web, "src"),
  join(web, "messages"),
  join(web, "static"),
  join(web, "project.inlang", "settings.json"),
  join(web, "project.inlang", "messages-plugin.js"),
  join(web, "tsconfig.json"),
  join(web, "vite.config.ts"),
  join(web, "vite"),
  join(root, "server", "contract"),
  join(root, "server", "domain"),
  join(root, "package-lock.json"),
];

/** Made by the build itself. */
const GENERATED = join(web, "src", "lib", "i18n", "paraglide");

/**
 * Builds the web unless web/build was made from these very sources. Contents are compared, not
 * dates, which a clone and a checkout set anew; reading them all takes some milliseconds.
 * @throws Error with what Vite said
 */
export async function ensureWebBuilt() {
  if (read(stamp) !== digestOfSources()) await buildWeb();
}

/** Builds the web, whatever is there. */
async function buildWeb() {
  // Vite takes both for the end of a file's name.
  if (/[#?]/.test(root)) {
    throw new Error(
      `构建网页时文件夹名里不能有 # 或 ?，请改名后再来（rename the folder without # or ?）：${root}`,
    );
  }
  // Taken before, so that a file saved during the build makes the next start build again.
  const digest = digestOfSources();
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  await runWithProgress("构建网页 building the web", bun, ["--bun", vite, "build"], {
    cwd: web,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  writeFileSync(stamp, digest);
}

function digestOfSources() {
  const hash = createHash("sha1");
  for (const file of SOURCES.flatMap(filesIn)) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** The file itself, or all files below the folder, in an order that does not change. */
function filesIn(path) {
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOTDIR") return [path];
    if (error.code === "ENOENT") return [];
    throw error;
  }
  return entries
    .map((entry) => join(path, entry.name))
    .filter((child) => child !== GENERATED)
    .sort()
    .flatMap(filesIn);
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** `npm run build` */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await ensureInstalled();
    await buildWeb();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
