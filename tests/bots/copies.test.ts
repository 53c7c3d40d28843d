import { afterEach, expect, it } from "vitest";
import { listCards } from "#db/messages";
import type { TestKernel } from "../support/kernel.ts";
import { itemOf, openReminded } from "../support/nudge.ts";

let k: TestKernel;
afterEach(() => k.stop());

const HQ = "#永泰县指挥部";

/** The item's cards in these channels, each `channel: first line`. */
async function cardsIn(names: string[]): Promise<string[]> {
  const item = await itemOf(k, "0406", 1);
  const cards = await listCards(k.kernel.read, item.id);
  return names.flatMap((name) =>
    cards
      .filter(({ channel }) => channel === k.channel(name))
      .map(({ text, mentions }) => `${name}: ${text.split("\n")[0]} @${mentions.length}`),
  );
}

it("one copy a place passed over, calling nobody, which ends as a copy", async () => {
  k = await openReminded("yongtai-day");
  await k.done("池敏", HQ, "/任务 摸排 范围=溪洋1号,溪洋3号,赤壁村 截止=18:00");
  expect(await cardsIn(["#葛岭镇", "#溪洋村", "#赤壁村", "#红星乡", HQ])).toEqual([
    "#葛岭镇: 【抄送】任务 · T0406-01 摸排 @0",
    "#溪洋村: 任务 · T0406-01 摸排 @2",
    "#赤壁村: 任务 · T0406-01 摸排 @2",
    `${HQ}: 任务 · T0406-01 摸排 @0`,
  ]);
  await k.done("池敏", HQ, "/结案 T0406-01 原因=不用了");
  expect(await cardsIn(["#葛岭镇", "#溪洋村"])).toEqual([
    "#葛岭镇: 【已结案】【抄送】任务 · T0406-01 摸排 @0",
    "#溪洋村: 【已结案】任务 · T0406-01 摸排 @2",
  ]);
});
