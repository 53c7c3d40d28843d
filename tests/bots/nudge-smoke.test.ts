import { expect, test } from "vitest";
import { openTestKernel } from "../support/kernel.ts";
test("opens", async () => {
  const k = await openTestKernel({ bots: [], fixture: "kaihua-day" });
  expect(k.kernel.org().tree.root.name).toBe("开化县");
  await k.clock("09:00");
  expect(await k.messages("#航头村")).toEqual([]);
  await k.stop();
});
