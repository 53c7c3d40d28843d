import { afterAll, beforeAll, expect, it } from "vitest";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type Reply, type TestKernel } from "../support/kernel.ts";

const GRID = "#东山一网格";
const ASKS = "算作“收到”吗";

let k: TestKernel;
const labels: string[] = [];
beforeAll(async () => {
  k = await openTestKernel({ bots });
  for (const title of ["甲", "乙", "丙"]) {
    const line = `/任务 ${title} 范围=东山一网格 字段=人数:整数!,备注:文字 截止=23:00`;
    labels.push(/T\d+-\d+/.exec(await k.done("东村书记", "#东山村", line))![0]);
  }
});
afterAll(() => k.stop());

const told = (reply: Reply) => (reply.ok ? reply.private.join() : reply.error.code);
const say = (text: string, more = {}) => k.say("邱网格", GRID, text, more);

it("is talk while it quotes talk, and its writer is not asked", async () => {
  await k.done("邱组长", GRID, "物资到了");
  const quote = (await k.messages(GRID)).at(-1)!.id;
  for (const line of ["收到", "收到，马上去", `收到 ${labels[0]}`, "我们收到了"]) {
    expect(await say(line, { quote })).toMatchObject({ ok: true, result: { text: "已发送" } });
    expect((await k.messages(GRID)).at(-1)).toMatchObject({ text: line, quote });
  }
  expect(told(await say("我们收到了", { quote }))).toBe("");
  expect(told(await say("我们收到了"))).toContain(ASKS);
});

it("binds to the number beside it, and to nothing where there is none such", async () => {
  expect(told(await say("收到"))).toBe("ambiguous");
  expect(await k.done("邱网格", GRID, `${labels[1]}收到`)).toContain(`已收到 ${labels[1]}`);
  const before = (await k.messages(GRID)).length;
  expect(told(await say("收到，T0101-77"))).toBe("not_found");
  expect(await k.messages(GRID)).toHaveLength(before);
});

it("waits for none from who has reported", async () => {
  await k.done("邱网格", GRID, `/报 ${labels[0]} 3`);
  expect(await k.done("邱网格", GRID, "收到")).toContain(`已收到 ${labels[2]}`);
  expect(await k.done("邱网格", GRID, "收到")).toBe("已发送");
});

it("binds to the card it quotes, whatever name is called beside it", async () => {
  const line = "/任务 丁 范围=东山一网格 字段=人数:整数! 截止=23:00";
  const label = /T\d+-\d+/.exec(await k.done("东村书记", "#东山村", line))![0];
  const { id } = (await k.messages(GRID)).findLast((m) => m.item?.includes(label))!;
  const reply = await say("@东村书记收到", { quote: id });
  expect(reply).toMatchObject({ ok: true, result: { text: expect.stringContaining(label) } });
});
