import { ensureInstalled } from "../../server/install.mjs";
import { closeWithSums, step } from "../support/steps.mjs";
import { vitest } from "../support/vitest.mjs";

/**
 * `npm run faults`: what the program survives, at full size: kills in the middle of replies, floods
 * and garbage on its sockets, clients that stall, whole random days recounted on both databases.
 * The same tests as in `npm test`, which plays a small form of them. Ends with one line of sums.
 */
const PROOFS = [
  "tests/faults/",
  "tests/kernel/recount.test.ts",
  "tests/sync/board-property.test.ts",
  "tests/sync/board-hostile.test.ts",
  "tests/sync/realtime-county.test.ts",
  "tests/sync/realtime-hostile.test.ts",
  "tests/sync/realtime-slow.test.ts",
];

await step("install", async () => {
  await ensureInstalled();
  return {};
});
await step("faults", () => vitest(PROOFS, { LINGDA_FULL_SIZE: "1" }));
closeWithSums();
