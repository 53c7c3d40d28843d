import { expect, it } from "vitest";
import { bots } from "../../server/bots.ts";
import { openTestKernel } from "../support/kernel.ts";

it("/汇总, /日报 and /催 without a number speak of one's own place, however much is new elsewhere", async () => {
  const k = await openTestKernel({ bots });
  try {
    const room = "#东山镇指挥室";
    const own = "/任务 走访 范围=东山村:网格 字段=户:整数! 截止=18:00";
    expect(await k.done("程指挥", room, own)).toContain("T0127-01");
    for (let n = 0; n < 11; n += 1) {
      const line = `/任务 巡查${n} 范围=码头网格 字段=处:整数! 截止=18:00`;
      await k.done("余指挥", "#西岙乡指挥室", line);
    }
    const summed = await k.done("东村书记", "#东山村", "/汇总");
    expect(summed).toContain("T0127-01 走访（东山村）");
    expect(summed).not.toContain("巡查");
    const report = await k.done("程指挥", room, "/日报");
    expect(report).toContain("任务1 ");
    expect(report).toMatch(/未办结1：.*走访/);
    expect(await k.done("汪中心", "#岭县指挥部", "/日报")).toContain("任务12 ");
    expect(await k.done("程指挥", room, "/催")).toContain("已催2个");
  } finally {
    await k.stop();
  }
});
