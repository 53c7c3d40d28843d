import { expect, it } from "vitest";
import { addSum, listSums } from "#db/tallies";
import { bots } from "../../server/bots.ts";
import { openTestKernel } from "../support/kernel.ts";

it("keeps sums beyond 2^53 ten-thousandths to the last one", async () => {
  const k = await openTestKernel({ bots });
  try {
    const add = (delta: bigint) => k.write((session) => addSum(session, "甲", "e1", "金额", delta));
    const stored = async () => (await listSums(k.kernel.read, "甲", "e1")).金额;
    await add(699_999_999_999_999_901n);
    expect(await stored()).toBe(699_999_999_999_999_901n);
    await add(98n);
    expect(await stored()).toBe(699_999_999_999_999_999n);
    await add(-699_999_999_999_999_998n);
    expect(await stored()).toBe(1n);
  } finally {
    await k.stop();
  }
});
