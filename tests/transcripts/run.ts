import { resolve } from "node:path";
import { playFile } from "./play.ts";

/**
 * `npm run transcript -- FILE…` (SPEC §8): plays each file on a fresh server, one after the
 * other, and exits with 1 when anything failed.
 */
const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: npm run transcript -- FILE…");
  process.exit(2);
}

let passed = 0;
let failed = 0;
for (const file of files) {
  const score = await playFile(resolve(file), { print: (line) => console.log(line) });
  passed += score.passed;
  failed += score.failed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
