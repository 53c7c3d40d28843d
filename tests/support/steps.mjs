import { isStopped } from "./vitest.mjs";

/** What all steps counted together. */
export const totals = { passed: 0, failed: 0, skipped: 0 };

/** Runs one step, adds what it counted and says how long it took. @returns whether all was well */
export async function step(name, run) {
  console.log(`▸ ${name}`);
  const started = Date.now();
  const counted = await run().catch((error) => {
    console.error(error.message);
    return { failed: 1 };
  });
  for (const key of Object.keys(totals)) totals[key] += counted[key] ?? 0;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${counted.failed ? "✗" : "✓"} ${name} ${seconds} s`);
  if (isStopped()) process.exit(1);
  return !counted.failed;
}

/** Ends the program with one line. */
export function closeWithSums() {
  console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  process.exit(totals.failed === 0 ? 0 : 1);
}
