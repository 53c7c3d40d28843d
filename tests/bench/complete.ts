import { generateCounty } from "#db/generate";
import { loadProfile } from "#db/profiles";
import { loadRegistry } from "#db/registry";
import { complete } from "#kernel/complete/complete";
import { bots } from "../../server/bots.ts";
import { openTestKernel } from "../support/kernel.ts";

/** What completion costs per keystroke on the whole of Yongtai with eight tasks open; medians. */
const REPEATS = 15;
const LINES = [
  "/",
  "/r",
  "/任务 x ",
  "/任务 x 范围=",
  "/任务 x 范围=y",
  "/任务 x 范围=全县:",
  "/任务 x 范围=未报:",
  "/任务 x 截止=",
  "/结案 ",
  "/汇总 w",
  "/找 l",
];

const data = generateCounty(loadProfile("yongtai"), loadRegistry());
const k = await openTestKernel({ bots, data, at: data.at });
const root = data.nodes.find((node) => node.parent === null)!;
const leader = data.assignments.find((a) => a.node === root.id && a.post === "leader")!.person;
const account = data.people.find((one) => one.id === leader)!.account;
const channel = `hq:${root.id}`;
for (let i = 0; i < 8; i += 1) {
  const form = "字段=在册:整数!,异常:整数! 截止=23:00 确认=是";
  await k.done(account, channel, `/任务 第${i}件 范围=全县:工作网格 ${form}`);
}
for (const text of LINES) {
  const taken: number[] = [];
  for (let i = 0; i < REPEATS; i += 1) {
    const from = performance.now();
    await complete(k.kernel, leader, { text, cursor: text.length, channel });
    taken.push(performance.now() - from);
  }
  const median = taken.sort((a, b) => a - b)[Math.floor(REPEATS / 2)]!;
  console.log(`completion of ${text}: ${median.toFixed(2)} ms`);
}
await k.stop();
