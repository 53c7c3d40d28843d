import { afterEach, expect, it } from "vitest";
import { listCards } from "#db/messages";
import { hhmm } from "#domain/time/format-time";
import type { TestKernel } from "../support/kernel.ts";
import { itemOf, openReminded } from "../support/nudge.ts";

let k: TestKernel;
afterEach(() => k.stop());

const HQ = "#永泰县指挥部";

/** What is due when: the item, its card in each channel, and the cards in the workers' own talks. */
async function dues(): Promise<string> {
  const item = await itemOf(k, "0406", 1);
  const cards = (await listCards(k.kernel.read, item.id)).filter(
    ({ text }) => !/^(【已撤回】)?延期：/.test(text),
  );
  const due = (text: string) => /^截止 .* (\d\d:\d\d)$/m.exec(text)![1]!;
  const inChannel = (name: string) =>
    cards.filter(({ channel }) => channel === k.channel(name)).map(({ text }) => due(text));
  const talks = cards.filter(({ channel }) => channel.startsWith("bot:"));
  return [
    hhmm(item.dueAt!),
    ...["#葛岭镇", "#溪洋村", "#赤壁村", HQ].map((name) => inChannel(name).join()),
    [...new Set(talks.map(({ text }) => due(text)))].sort().join(),
  ].join(" ");
}

it("an item and its cards say the deadline as it is, and again after it is taken back", async () => {
  k = await openReminded("yongtai-day");
  const body = "材料另交\n截止 各村自定";
  await k.done("池敏", HQ, `/任务 摸排 范围=溪洋1号,溪洋3号,赤壁村 截止=18:00\n${body}`);
  expect(await dues()).toBe("18:00 18:00 18:00 18:00 18:00 18:00");
  await k.done("鲍捷", "#葛岭镇", "/延期 T0406-01 溪洋1号 到=20:00 原因=桥塌了");
  // The village's card speaks of two places, and goes on saying what holds for all.
  expect(await dues()).toBe("18:00 18:00 18:00 18:00 18:00 18:00,20:00");
  await k.done("池敏", HQ, "/延期 T0406-01 到=19:00 原因=下雨");
  expect(await dues()).toBe("19:00 19:00 19:00 19:00 19:00 19:00,20:00");
  await k.done("池敏", HQ, "/撤回");
  expect(await dues()).toBe("18:00 18:00 18:00 18:00 18:00 18:00,20:00");
  await k.done("鲍捷", "#葛岭镇", "/撤回");
  expect(await dues()).toBe("18:00 18:00 18:00 18:00 18:00 18:00");
  const item = await itemOf(k, "0406", 1);
  for (const { text } of await listCards(k.kernel.read, item.id)) {
    if (text.includes("材料另交")) expect(text).toContain(body);
  }
});
