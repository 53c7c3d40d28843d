import { it } from "vitest";
import { bots } from "../../server/bots.ts";
import { complete } from "#kernel/complete";
import { openTestKernel } from "../support/kernel.ts";
it("try", async () => {
  const k = await openTestKernel({ bots, at: "2020-01-27 08:00" });
  await k.done("方县长", "#岭县指挥部", "/指挥令 到岗 范围=东山镇 截止=18:00");
  console.log(await k.done("程指挥", "#东山镇指挥室", "/任务 户情 范围=东山一网格,东山二网格 字段=在册:整数!,方式:单选(电话|入户),好:是否 截止=18:00"));
  const show = async (who: string, ch: string, line: string) => {
    const cursor = line.includes("|") ? line.indexOf("|") : line.length;
    const text = line.replace("|", "");
    const c = await complete(k.kernel, who, { text, cursor, channel: k.channel(ch) });
    console.log(who, line, JSON.stringify([c.from, c.to]), c.options.map((o) => `${o.kind}:${o.insert}`).join("  "));
  };
  for (const l of ["/", "/rw", "/zhl", "/ta", "/签", "/任|务 x", "/任务 ", "/任务 户情 ", "/任务 户情 jz", "/任务 户情 截止=", "/任务 户情 截止=18", "/任务 户情 截止= ", "/任务 户情 范围=", "/任务 户情 范围=东山镇:", "/任务 户情 范围=未", "/任务 户情 范围=未报:", "/任务 户情 范围=东山一网格,x", "/任务 户情 范围=级别:", "/任务 户情 除=d", "/任务 户情 原因=“a |", "/任务 户情 缓急=", "/任务 户情 字段=在册:", "/任务 户情 字段=", "/任务 户情 依据=", "/结案 ", "/结案 T", "/汇总 ", "/收到 ", "/核实 T0127-01 ", "/任务 户情 截|止=18:00 范围=东山镇", "/任务 户情 截止=18|:00 范围=东山镇"]) await show("程指挥", "#东山镇指挥室", l);
  for (const l of ["/", "/报 ", "/报 在", "/报 在册=6 ", "/报 在册=6,", "/报 在册=6 方式=", "/报 T0127-01 6 方", "/报 好=", "/任务 ", "/名录 ", "/找 d"]) await show("邱网格", "#东山一网格", l);
  for (const l of ["/报 ", "/收到 ", "/汇总 ", "/找 "]) await show("江网格", "#西岙一网格", l);
  for (const l of ["/任务 户情 范围=", "/任务 户情 范围=级别:", "/任务 x 范围=级别:一级:", "/收到 ", "/任务 x 范围=xa"]) await show("方县长", "#岭县指挥部", l);
  await k.stop();
});
