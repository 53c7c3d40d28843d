import { afterEach, expect, it } from "vitest";
import type { TestKernel } from "../support/kernel.ts";
import { openReminded } from "../support/nudge.ts";

let k: TestKernel;
afterEach(() => k.stop());

const HQ = "#永泰县指挥部";

/** The lines of a preview that speak of the night. */
async function nightOf(text: string): Promise<string[]> {
  const channel = k.channel(HQ);
  const who = k.kernel.org().byAccount("谢远")!.id;
  const shown = await k.kernel.preview(who, { cid: crypto.randomUUID(), channel, text });
  if (!shown.ok) throw new Error(shown.error.message);
  return shown.preview.lines.filter((line) => line.includes("静默"));
}

it("names the reminders that fall into quiet hours, and when they leave instead", async () => {
  k = await openReminded("yongtai-day", { at: "2022-04-06 20:00" });
  const order = "/指挥令 值守 范围=葛岭镇";
  expect(await nightOf(`${order} 截止=22:15`)).toEqual([
    "静默时段：4月6日(周三) 22:15、4月6日(周三) 22:45、4月6日(周三) 23:15 的提醒改到 4月7日(周四) 06:30 合成一条，只发给那时还没答复的",
  ]);
  // Neither now nor the deadline is night; a reminder is.
  expect(await nightOf(`${order} 截止=21:30`)).toEqual([
    expect.stringMatching(
      /^静默时段：4月6日\(周三\) 22:00、4月6日\(周三\) 22:30 的提醒改到 4月7日/,
    ),
  ]);
  expect(await nightOf(`${order} 截止=20:45`)).toEqual([]);
  expect(await nightOf(`${order} 截止=22:15 缓急=特急`)).toEqual([]);
  expect(await nightOf(`${order} 截止=22:15 回执=无`)).toEqual([]);
  expect(await nightOf(`${order} 截止=22:15 催办=-60,-30`)).toEqual([]);
  const task = "/任务 值守 范围=葛岭镇 响应=22:10 截止=明日9:00";
  expect(await nightOf(task)).toEqual([expect.stringContaining("静默时段：4月6日(周三) 22:10 的")]);
});

it("goes by the mode of each place, not by the hour of sending", async () => {
  k = await openReminded("yongtai-day", { at: "2022-04-06 20:00" });
  await k.done("谢远", HQ, "/平战 战 范围=溪洋村 原因=防汛");
  const order = "/指挥令 值守 范围=溪洋1号,溪洋2号,赤壁1号 截止=22:15";
  expect(await nightOf(order)).toEqual([expect.stringContaining("；战时的2个单位照发")]);
  expect(await nightOf("/指挥令 值守 范围=溪洋1号 截止=22:15")).toEqual([]);
  await k.clock("23:00");
  // Sent by night for the morning: nothing has to wait.
  expect(await nightOf("/指挥令 值守 范围=赤壁1号 截止=明日10:00")).toEqual([]);
});
