import { afterAll, beforeAll, expect, it } from "vitest";
import { bots } from "../../server/bots.ts";
import type { Reply } from "../support/kernel.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";

let k: TestKernel;
let label = "";

const at = (clock: string) => Date.parse(`2020-01-27T${clock}:00+08:00`);
const tally = async () => k.done("汪洋", "#开化县指挥部", `/汇总 ${label}`);
const whispers = (reply: Reply) => (reply.ok ? reply.private.join(" ") : reply.error.message);

beforeAll(async () => {
  k = await openTestKernel({ bots, fixture: "kaihua-day", at: "2020-01-27 09:00" });
  const line =
    "/任务 摸排 范围=杨林镇:网格 字段=在册:整数! 响应=10:00 截止=11:00 核实=否 路由=直达";
  label = /T\d+-\d+/.exec(await k.done("汪洋", "#开化县指挥部", line))![0];
});
afterAll(() => k.stop());

it("a receipt written in time on a dead line is not late; a clock that cannot be right excuses nobody", async () => {
  await k.clock("10:30");
  const said = async (account: string, channel: string, clock: string) =>
    whispers(await k.say(account, channel, `/收到 ${label}`, { clientAt: at(clock) }));
  expect(await said("邱实", "#王家边网格", "09:50")).toBe("");
  expect(await tally()).toContain("响应1(迟0)");
  expect(await said("毛琳", "#杨林一网格", "08:59")).toContain("08:59早于下达");
  expect(await tally()).toContain("响应2(迟1)");
  expect(await said("方芳", "#下庄一网格", "10:40")).toContain("10:40比现在还晚");
  expect(await tally()).toContain("响应3(迟2)");
});

it("a reply is 离线补传 only where its time can be true", async () => {
  await k.clock("11:20");
  const said = async (account: string, channel: string, clock: string) => {
    const reply = await k.say(account, channel, `/报 ${label} 6`, { clientAt: at(clock) });
    return [reply.ok ? reply.result.text : reply.error.message, whispers(reply)].join(" ");
  };
  expect(await said("邱实", "#王家边网格", "10:31")).toContain("离线补传，10:31填报 11:20送达");
  const early = await said("毛琳", "#杨林一网格", "08:30");
  expect(early).toContain("已报（补报）");
  expect(early).toContain("08:30早于下达");
  expect(await said("方芳", "#下庄一网格", "11:10")).toContain("已报（补报）");
  const ahead = await said("程远", "#平川一网格", "12:00");
  expect(ahead).toContain("已报（补报）");
  expect(ahead).toContain("12:00比现在还晚");
  // The last one's reply was also the first sign of life, and late.
  expect(await tally()).toContain("响应4(迟3) 已报4 已核0 逾期0 补报4(离线1)");
});

it("only what can have waited for a line goes to the room unasked", async () => {
  const proxied = `/报 ${label} 9 代=王家边网格 渠道=电话`;
  const sent = (clock: string) => k.say("罗明", "#杨林村", proxied, { clientAt: at(clock) });
  for (const clock of ["12:00", "08:30"]) {
    const reply = await sent(clock);
    expect(reply.ok ? reply.result.text : reply.error.code, clock).toBe("confirm");
  }
  const reply = await sent("11:10");
  expect(reply.ok && reply.result.text).toContain("已经有人报过：在册6，两报不一致");
  // A correction keeps the mark of the first reply, and no time that was not this one's.
  for (const more of [{}, { clientAt: at("12:00") }]) {
    const anew = await k.say("邱实", "#王家边网格", `/报 ${label} 7`, more);
    expect(anew.ok && anew.result.text).toContain("已报（离线补传） ");
  }
});
