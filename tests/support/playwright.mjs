import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../server/install.mjs";
import { ensureChromium } from "./chromium.mjs";

/**
 * How Playwright is run, under Node: arguments and environment.
 * @param {"e2e" | "screenshots"} project which of the browser's programs
 * @param {string[]} more further arguments
 */
export async function playwrightCommand(project, more = []) {
  const cli = join(root, "node_modules", "@playwright", "test", "cli.js");
  const config = join(root, "tests", "e2e", "playwright.config.ts");
  // Two runs at once would clear away each other's traces.
  const output = join(tmpdir(), `lingda-e2e-${process.pid}`);
  return {
    command: process.execPath,
    args: [
      cli,
      "test",
      `--config=${config}`,
      `--project=${project}`,
      `--output=${output}`,
      ...more,
    ],
    env: { ...process.env, LINGDA_CHROMIUM: await ensureChromium() },
  };
}
