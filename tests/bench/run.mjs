import { join } from "node:path";
import { bun, ensureInstalled, root } from "../../server/install.mjs";
import { closeWithSums, step } from "../support/steps.mjs";
import { execute, vitest } from "../support/vitest.mjs";

/**
 * `npm run bench`: how long things take on the full county, printed and never asserted. A program
 * that breaks counts as failed. Ends with one line of sums.
 */
const PROGRAMS = ["relay.ts", "complete.ts", "reads.ts", "storm.ts"];
/** Tests that print times; here with all the phones of the county. */
const TIMED = ["tests/sync/realtime-county.test.ts"];

await step("install", async () => {
  await ensureInstalled();
  return {};
});
await step("peers", async () => {
  const code = await execute("npm", ["ci", "--prefix", join(root, "tests", "bench", "peers")]);
  return code === 0 ? {} : { failed: 1 };
});
for (const name of PROGRAMS) {
  await step(name, async () => {
    const code = await execute(bun, [join(root, "tests", "bench", name)], { stdio: "inherit" });
    return code === 0 ? { passed: 1 } : { failed: 1 };
  });
}
await step("a county's phones", () => vitest(TIMED, { LINGDA_FULL_SIZE: "1" }));
closeWithSums();
