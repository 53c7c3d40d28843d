import { spawnSync } from "node:child_process";
import { ensureWebBuilt } from "../server/build-web.mjs";
import { ensureInstalled, root } from "../server/install.mjs";
import { playwrightCommand } from "./support/playwright.mjs";

/**
 * `npm run screenshots`: every screen in both sizes, themes and languages into tests/screenshots/,
 * for people to look at. `npm run screenshots -- -g chat` takes those whose name has it.
 */
try {
  await ensureInstalled();
  await ensureWebBuilt();
  const { command, args, env } = await playwrightCommand("screenshots", process.argv.slice(2));
  const { status } = spawnSync(command, [...args, "--reporter=list"], {
    cwd: root,
    env,
    stdio: "inherit",
  });
  process.exit(status ?? 1);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
