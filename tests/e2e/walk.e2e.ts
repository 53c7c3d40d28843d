import type { Page } from "@playwright/test";
import { answer, card, composer, log, openChannel, say, sayAfterPreview } from "./support/chat.ts";
import { expect, SIZES, type Size, test } from "./support/test.ts";

/** Step by step what the README promises; nothing is typed but what it says. */
const TASK =
  "/任务 户情再摸排 范围=葛岭镇:工作网格 字段=住户:整数!,已摸排:整数!,外来:整数! 规则=已摸排<=住户 响应=30分钟 截止=2小时内 核实=是";
const ORDER = "/指挥令 网格员全部到岗 范围=全县 截止=3小时内";

test.use({ morning: true });

for (const size of Object.keys(SIZES) as Size[]) {
  test(`the demo walk of the README, ${size}`, async ({ as, device }) => {
    test.setTimeout(180_000);
    const county = await device(size);
    await test.step("the county is at work when one comes in, at one tap", async () => {
      await county.goto("/");
      await county.getByRole("button", { name: /^池敏/ }).click();
      await expect(county.getByText("沿溪住户排查").first()).toBeVisible();
    });
    const worker = await as("卢霞", size);
    const town = await as("鲍捷", size);
    const leader = await as("谢远", size);
    let id = "";

    await test.step("1: what waits for the town's room, and for a worker", async () => {
      await town.goto("/todo");
      await expect(queue(town, "有困难")).toContainText("溪洋2号");
      await expect(queue(town, "退回，等重报")).toContainText("赤壁2号");
      await expect(queue(town, "待核实")).toContainText("葛岭1号");
      await worker.goto("/todo");
      await expect(worker.getByRole("heading", { name: "险情巡查" })).toBeVisible();
      await openChannel(worker, "@任务");
      await say(worker, "/报 险情=0 已处置=0");
      await expect(answer(worker)).toContainText(/已报 T\d{4}-01#3 溪洋1号/);
    });

    await test.step("2: a task for all grids of a town", async () => {
      await openChannel(county, "#永泰县指挥部");
      await sayAfterPreview(county, TASK);
      await expect(answer(county)).toContainText(/T\d{4}-\d+ 已发出，应报71/);
      id = /T\d{4}-\d+/.exec(await answer(county).innerText())![0];
    });

    await test.step("3: the worker's card, and 收到", async () => {
      await expect(card(worker, "户情再摸排")).toContainText("住户");
      await say(worker, "收到");
      await expect(answer(worker)).toContainText(`已收到 ${id}`);
    });

    await test.step("4: a wrong value is refused and what was typed stays", async () => {
      const wrong = "/报 已摸排=999 外来=3";
      await say(worker, wrong);
      await expect(answer(worker)).toContainText("已摸排999大于住户");
      await expect(composer(worker)).toHaveValue(wrong);
      await expect(card(county, "户情再摸排")).toContainText("应报71");
      await expect(card(county, "户情再摸排")).toContainText("已报0");
      await say(worker, "/报 已摸排=20 外来=3");
      await expect(answer(worker)).toContainText(`已报 ${id} 溪洋1号`);
      await expect(composer(worker)).toHaveValue("");
    });

    await test.step("5: the town sees it at once, and who is missing", async () => {
      await expect(card(county, "户情再摸排")).toContainText("已报1");
      await openChannel(town, "#葛岭镇");
      await say(town, `/汇总 ${id}`);
      await expect(answer(town)).toContainText("应报71 响应1(迟0) 已报1");
      await expect(answer(town)).toContainText("等70个");
      await say(town, `/催 ${id}`);
      await expect(answer(town)).toContainText("70");
    });

    await test.step("6: submitted upward in part, after a check", async () => {
      await say(town, `/上报 ${id}`);
      await expect(answer(town)).toContainText("未核1");
      await expect(answer(town)).toContainText("未报70");
      await say(town, `/核实 ${id} 溪洋1号`);
      await expect(answer(town)).toContainText("已核1");
      await say(town, `/上报 ${id} 部分=是`);
      await expect(answer(town)).toContainText("方广1号");
    });

    await test.step("7: an order to the whole county, previewed first", async () => {
      await openChannel(leader, "#永泰县指挥部");
      const preview = await sayAfterPreview(leader, ORDER);
      expect(preview).toContain("1378个单位");
      expect(preview).toContain("共1724人");
      await expect(
        log(leader)
          .getByText(/指挥部令〔\d+〕2号/)
          .first(),
      ).toBeVisible();
      await openChannel(worker, "@传令");
      await say(worker, "收到");
      await expect(answer(worker)).toContainText("已收到");
      await say(leader, "/汇总 令2");
      await expect(answer(leader)).toContainText("已签收1/1378");
    });

    await test.step("8: one town goes to 战", async () => {
      await say(leader, "/平战 战 范围=葛岭镇 原因=防汛");
      await expect(composer(leader)).toHaveValue("");
      await expect(
        log(leader)
          .getByText(/转为战/)
          .last(),
      ).toBeVisible();
    });
  });
}

/** What a room has to do of one kind. */
function queue(page: Page, act: string) {
  return page.locator("section").filter({ has: page.getByRole("heading", { name: act }) });
}
