import { callAs } from "./support/caller.ts";
import { answer, openChannel, say } from "./support/chat.ts";
import { sidewaysIn } from "./support/fits.ts";
import { layoutShift } from "./support/layout-shifts.ts";
import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";

test("first contact at seventy: from the QR code to a reply in three taps and three numbers", async ({
  device,
  demo,
}) => {
  await issueTask(demo.url);
  const village = await callAs(demo.url, "鄢明");
  const { link } = await village.say("#溪洋村", "/邀请 卢霞");
  await village.leave();
  const phone = await device("phone");
  await phone.addInitScript(() => localStorage.setItem("lingda.type", "large"));
  let taps = 0;
  const tap = async (name: string) => {
    taps += 1;
    expect.soft(await sidewaysIn(phone), name).toEqual([]);
    await phone.getByRole("button", { name, exact: true }).tap();
  };

  await phone.goto(String(link));
  await expect(phone.getByRole("heading", { name: "今天还有1件事" })).toBeVisible();
  await tap("填报");
  for (const [name, number] of [
    ["住户", "93"],
    ["已摸排", "20"],
    ["外来", "3"],
  ] as const) {
    await phone.getByLabel(new RegExp(`^${name}`)).fill(number);
  }
  await tap("提交");
  await expect(phone.getByText(/^已送到葛岭镇综治中心/)).toBeVisible();
  await tap("完成");
  expect(taps).toBe(3);

  await test.step("the day says where it has arrived and until when it can be mended", async () => {
    const sent = phone.getByRole("status").filter({ hasText: "已送到" });
    await expect(sent).toContainText(/已送到葛岭镇综治中心 \d\d:\d\d，[今明]天 \d\d:\d\d前可以改/);
    await sent.getByRole("link", { name: "改" }).tap();
    await expect(phone.getByLabel(/^已摸排/)).toHaveValue("20");
  });
});

test("收到 said in the talk counts on the card, and the trace says what was done", async ({
  as,
  demo,
}) => {
  const item = await issueTask(demo.url);
  const label = item.slice(5);
  const worker = await as("卢霞", "phone");
  await expect(worker.getByRole("button", { name: "收到", exact: true })).toBeEnabled();
  await openChannel(worker, "@任务");
  await say(worker, "收到");
  await expect(answer(worker)).toContainText("已收到");
  await worker.goBack();
  await worker.getByRole("link", { name: "待办" }).tap();
  await expect(worker.getByRole("button", { name: "已收到" })).toBeDisabled();
  const elsewhere = await callAs(demo.url, "卢霞");
  await elsewhere.say("@任务", "/报 已摸排=20 外来=3 说明=王家两人在外");
  await elsewhere.leave();

  await worker.getByText(/^今天已办 1$/).tap();
  await worker.getByRole("link", { name: "我的足迹" }).tap();
  await expect(worker.getByRole("heading", { name: "共2条" })).toBeVisible();
  const rows = worker.getByRole("main").getByRole("listitem");
  await expect(rows.nth(0)).toHaveText(new RegExp(`^报 ${label} 溪洋1号\\s*\\d\\d:\\d\\d$`));
  await expect(rows.nth(1)).toHaveText(new RegExp(`^收到 ${label}\\s*\\d\\d:\\d\\d$`));
  await expect(worker.getByText("王家两人在外")).toBeHidden();
  await worker.getByRole("radio", { name: "昨天" }).tap();
  await expect(worker.getByText("这一天没有记录")).toBeVisible();
});

test("a room works its queue by keyboard alone", async ({ as, demo }) => {
  const item = await issueTask(demo.url);
  const label = item.slice(5);
  for (const [who, line] of [
    ["卢霞", `/报 ${label} 已摸排=20 外来=3`],
    ["卢斌", `/困难 ${label} 类=人手`],
    ["鄢明", `/报 ${label} 已摸排=30 外来=1 代=溪洋3号 渠道=电话`],
  ] as const) {
    const caller = await callAs(demo.url, who);
    await caller.say("@任务", line);
    await caller.leave();
  }
  const room = await as("鲍捷", "desktop");
  const group = (name: RegExp) => room.getByRole("region", { name });

  await test.step("what comes late pushes nothing down", async () => {
    let arrive = () => {};
    const rows = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await room.route(/\/(targets|replies)(\?|$)/, async (route) => {
      await rows;
      await route.continue();
    });
    await room.goto("/todo");
    await expect(group(/^有困难 1$/)).toBeVisible();
    await room.waitForLoadState("load");
    arrive();
    await expect(group(/^有困难 1$/)).toContainText("溪洋2号");
    await expect(group(/^待核实 2$/)).toContainText("溪洋1号");
    await expect(group(/^进行中$/)).toContainText("户情再摸排");
    expect(await layoutShift(room)).toBeLessThan(0.02);
    await room.unroute(/\/(targets|replies)(\?|$)/);
  });

  await test.step("c answers for who is in difficulty", async () => {
    await room.keyboard.press("j");
    await expect(room.locator("[data-open]:focus")).toHaveText("溪洋2号");
    await room.keyboard.press("c");
    await expect(room.getByLabel(/^已摸排/)).toBeVisible();
    // The form says what it is about, and the keys are its own.
    const form = room.getByRole("region", { name: "户情再摸排" });
    await expect(form.getByText("代溪洋2号填报")).toBeVisible();
    await expect(form.getByRole("radio", { name: "电话" })).toBeFocused();
    // The letters belong to the queue again once the form is gone.
    await room.keyboard.press("Escape");
    await expect(room.getByLabel(/^已摸排/)).toBeHidden();
  });

  await test.step("v verifies the one at hand, and the next one moves up", async () => {
    await room.keyboard.press("j");
    await room.keyboard.press("j");
    await room.keyboard.press("k");
    await expect(room.locator("[data-open]:focus")).toHaveText("溪洋1号");
    // Meanwhile the grid corrects what the room looks at, and the room's rows are still on their way.
    let arrive = () => {};
    const rows = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await room.route(/\/targets(\?|$)/, async (route) => {
      await rows;
      await route.continue();
    });
    const grid = await callAs(demo.url, "卢霞");
    await grid.say("@任务", `/报 ${label} 已摸排=22 外来=3`);
    await grid.leave();
    await room.keyboard.press("v");
    const row = room.locator("[data-row]").filter({ hasText: "溪洋1号" });
    await expect(row).toContainText(/已摸排20[\s\S]*已摸排22/);
    arrive();
    await row.getByRole("button", { name: "核实新的一份" }).click();
    await expect(group(/^待核实 1$/)).toContainText("溪洋3号");
  });

  await test.step("撤回 stands beside it for a minute", async () => {
    await room.getByRole("button", { name: "撤回" }).focus();
    await room.keyboard.press("Enter");
    await expect(group(/^待核实 2$/)).toContainText("溪洋1号");
    await expect(room.getByRole("button", { name: "撤回" })).toBeHidden();
    // Pressed twice it is done once: not the next row, which moves up under the pointer.
    const row = room.locator("[data-row]").filter({ hasText: "溪洋1号" });
    await row.getByRole("button", { name: "核实", exact: true }).dblclick();
    await expect(group(/^待核实 1$/)).toContainText("溪洋3号");
    await expect(room.getByText("没有办成")).toBeHidden();
  });

  await test.step("r sends one back with a reason", async () => {
    await room.keyboard.press("j");
    await expect(room.locator("[data-open]:focus")).toHaveText("溪洋3号");
    await room.keyboard.press("r");
    const form = room.getByRole("region", { name: "退回", exact: true });
    await expect(form.getByText("溪洋3号")).toBeVisible();
    await expect(form.getByText(`户情再摸排 ${label}`)).toBeVisible();
    await expect(form.getByLabel(/^原因/)).toBeFocused();
    await room.keyboard.type("jv和名册对不上");
    await room
      .getByRole("button", { name: /退回|提交|发送/ })
      .last()
      .focus();
    await room.keyboard.press("Enter");
    await expect(group(/^退回，等重报 1$/)).toContainText("溪洋3号");
    await expect(form.getByRole("button", { name: "完成" })).toBeFocused();
    await expect(form.getByRole("button", { name: "撤回" })).toBeVisible();
    await room.keyboard.press("Enter");
    await expect(form).toBeHidden();
  });

  await test.step("a difficulty of what was sent back is in the queue, and is seen to from there", async () => {
    const elsewhere = await callAs(demo.url, "鲍捷");
    await elsewhere.say("#葛岭镇", `/退回 ${label} 溪洋1号 原因=再问一遍`);
    await elsewhere.leave();
    const grid = await callAs(demo.url, "卢霞");
    await grid.say("@任务", `/困难 ${label} 类=交通 桥断了`);
    await grid.leave();
    const row = group(/^有困难 2$/)
      .getByRole("listitem")
      .filter({ hasText: "溪洋1号" });
    await expect(row).toContainText(/退回[\s\S]*交通：桥断了[\s\S]*再问一遍/);
    await expect(row.getByRole("button")).toHaveText(["已协调", "延期", "代报", "免报"]);
    await row.getByRole("button", { name: "已协调" }).focus();
    await room.keyboard.press("Enter");
    const form = room.getByRole("region", { name: "已协调", exact: true });
    await expect(form.getByText("溪洋1号")).toBeVisible();
    await expect(form.getByLabel("说明")).toBeFocused();
    await room.keyboard.type("船在渡口等");
    await room.keyboard.press("Tab");
    await room.keyboard.press("Enter");
    await expect(form).toContainText("困难已协调：溪洋1号 船在渡口等");
    await room.keyboard.press("Enter");
    await expect(group(/^有困难 1$/)).toContainText("溪洋2号");
    await expect(group(/^退回，等重报 2$/)).toContainText("溪洋1号");
  });

  await test.step("Enter opens the item; the keys can be turned off", async () => {
    await room.goto("/todo");
    // The first line is marked, so Enter opens it without a key before.
    await expect(group(/^退回，等重报 2$/)).toContainText("溪洋3号");
    await room.keyboard.press("Enter");
    await expect(room.getByRole("region", { name: "户情再摸排" })).toBeVisible();
    await room.goto("/me");
    await room.getByRole("radio", { name: "关", exact: true }).click();
    await room.goto("/todo");
    await expect(group(/^退回，等重报 2$/)).toContainText("溪洋3号");
    await room.keyboard.press("j");
    await expect(room.locator("[data-open]:focus")).toHaveCount(0);
  });

  await test.step("what one has entered oneself is counted, and said to be a colleague's", async () => {
    const grid = await callAs(demo.url, "卢霞");
    await grid.say("@任务", `/报 ${label} 已摸排=23 外来=3`);
    await grid.leave();
    const same = await callAs(demo.url, "鲍捷");
    await same.say("#葛岭镇", `/报 ${label} 住户=9 已摸排=9 外来=0 代=溪洋2号 渠道=电话`);
    await same.leave();
    await expect(group(/^待核实 2$/)).toContainText("溪洋1号");
    await expect(group(/^待核实 2$/)).toContainText("这1条是你报的或代报的");
  });
});
