import { afterEach, expect, it } from "vitest";
import { itemOf } from "#views/items";
import { targetViews } from "#views/targets";
import { viewerOf } from "#views/viewer";
import type { TestKernel } from "../support/kernel.ts";
import { openReminded } from "../support/nudge.ts";

let k: TestKernel;
afterEach(() => k.stop());

it("可能收不到 stands in the preview and beside the phone, and in no tally", async () => {
  const missing = new Set<string>();
  k = await openReminded("yongtai-day", {
    at: "2022-04-06 10:00",
    mayMiss: (person) => missing.has(person),
  });
  const channel = k.channel("#永泰县指挥部");
  const { kernel } = k;
  const leader = kernel.org().byAccount("谢远")!.id;
  const text = "/指挥令 值守 范围=溪洋1号,溪洋2号 截止=18:00";
  const shown = async () => {
    const seen = await kernel.preview(leader, { cid: crypto.randomUUID(), channel, text });
    return seen.ok ? seen.preview.lines : [seen.error.message];
  };
  expect((await shown()).filter((line) => line.includes("收不到"))).toEqual([]);
  missing.add(kernel.org().byAccount("卢霞")!.id);
  expect(await shown()).toContain("可能收不到1，请打电话");
  await k.done("谢远", "#永泰县指挥部", `${text} 确认=是`);
  const viewer = viewerOf(kernel, leader);
  const rows = await targetViews(viewer, await itemOf(viewer, "令1"));
  const marks = rows.map(({ nodeName, responsible }) => [nodeName, responsible[0]!.mayMiss]);
  expect(Object.fromEntries(marks)).toEqual({ 溪洋1号: true, 溪洋2号: false });
  expect(await k.done("谢远", "#永泰县指挥部", "/汇总 令1")).not.toContain("收不到");
});
