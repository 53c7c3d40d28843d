import type { Locator, Page } from "@playwright/test";
import { boardIsThere, placeRow, work } from "./support/board.ts";
import { callAs } from "./support/caller.ts";
import { answer, card, log, message, openChannel, say, sayAfterPreview } from "./support/chat.ts";
import { sidewaysIn } from "./support/fits.ts";
import { makeJpeg } from "./support/jpeg.ts";
import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";
import { Wire } from "./support/wire.ts";

const VILLAGE = "staff:350125103205";

test("issued here, acknowledged and answered on the phone, counted on card and board there", async ({
  as,
}) => {
  test.setTimeout(120_000);
  const county = await as("池敏", "desktop");
  const worker = await as("卢霞", "phone");
  await openChannel(county, "#永泰县指挥部");
  await sayAfterPreview(
    county,
    "/任务 户情再摸排 范围=葛岭镇:工作网格 字段=住户:整数!,已摸排:整数!,外来:整数! 响应=30分钟 截止=2小时内 核实=是",
  );
  await expect(answer(county)).toContainText("已发出");
  const id = /T\d{4}-\d+/.exec(await answer(county).innerText())![0];
  const leader = await as("谢远", "desktop", { at: `/board/${id}` });
  await boardIsThere(leader);
  await expect(work(leader, "未响应")).toContainText("71");

  await test.step("收到, from the card in the channel", async () => {
    await openChannel(worker, "@任务");
    await card(worker, "户情再摸排").getByRole("button", { name: "收到", exact: true }).tap();
    await expect(card(worker, "户情再摸排").getByRole("button", { name: "已收到" })).toBeDisabled();
    await expect(card(county, "户情再摸排")).toContainText("响应1");
    await expect(work(leader, "未响应")).toContainText("70");
  });

  await test.step("填报", async () => {
    await card(worker, "户情再摸排").getByRole("button", { name: "填报" }).tap();
    await worker.getByLabel(/^已摸排/).fill("20");
    await worker.getByLabel(/^外来/).fill("3");
    await worker.getByRole("button", { name: "提交" }).tap();
    await expect(worker.getByText(/^已送到/)).toBeVisible();
    await expect(card(county, "户情再摸排")).toContainText("已报1");
    await expect(work(leader, "未报")).toContainText("70");
    await leader.getByRole("searchbox", { name: "按地名找" }).fill("溪洋");
    await expect(placeRow(leader, "溪洋1号")).toContainText("已报");
  });
});

test("a room's task is one live card, and a difficulty shows its ways out as buttons", async ({
  as,
  demo,
}) => {
  const centre = await callAs(demo.url, "池敏");
  const line =
    "/任务 桥涵巡查 范围=溪洋村:工作网格 字段=处数:整数! 截止=3小时内 路由=指挥室 核实=是";
  await centre.say("hq:350125", `${line} 确认=是`);
  await centre.leave();
  const room = await as("鲍捷", "desktop");
  await openChannel(room, "#葛岭镇");
  const task = card(room, "桥涵巡查");
  const buttons = async (of: Locator) =>
    (await of.getByRole("button").allInnerTexts()).filter((text) => text !== "");

  await test.step("passed down from the card, which says from then on who has not", async () => {
    await expect(task).toContainText(/还有2小时5\d分[\s\S]*待下达3/);
    await expect(task).not.toContainText("/下达");
    await task.getByRole("button", { name: "下达(3)" }).click();
    const form = room.getByRole("region", { name: "下达" });
    await expect(form.getByText(/^桥涵巡查 T/)).toBeVisible();
    await form.getByRole("button", { name: "提交" }).click();
    await form.getByRole("button", { name: "完成" }).click();
    await expect(task.getByRole("button", { name: "催(3)" })).toBeVisible();
    await expect(task).not.toContainText("待下达");
    // Who has not is one line, each with whom to call; pressed, the row asks what the call found.
    const places = task.locator("[data-silent-place]");
    await expect(places).toHaveText([/^溪洋1号 卢霞/, /^溪洋2号 卢斌/, /^溪洋3号 /]);
    await expect(places.getByRole("link", { name: /^打电话给/ })).toHaveCount(3);
    await expect(task).not.toContainText("未报：");
    await expect(task.getByRole("button", { name: "代报" })).toBeHidden();
    await task.getByRole("button", { name: "还差3", exact: true, expanded: false }).click();
    await expect(task.getByRole("listitem").getByText("溪洋2号")).toBeVisible();
    await task.getByRole("button", { name: "还差3", exact: true, expanded: true }).click();
    await expect(log(room).getByRole("heading", { name: "桥涵巡查" })).toHaveCount(1);
  });

  const worker = await as("卢斌", "phone");
  await openChannel(worker, "@任务");
  const own = card(worker, "桥涵巡查");
  const town = "staff:350125103";
  const phone = await as("鲍捷", "phone", { at: `/c/${encodeURIComponent(town)}` });
  const last = (page: Page) => message(page, "巡查记录25。");
  const rising = (page: Page) => page.getByRole("region", { name: "这里等你处理" });
  const tops = async () => Promise.all([room, phone].map((page) => topOf(last(page))));
  await expect(card(phone, "桥涵巡查")).toBeVisible();
  const colleague = await callAs(demo.url, "鲍捷");
  for (let i = 1; i <= 25; i += 1) await colleague.say(town, `巡查记录${i}。`);
  await colleague.leave();
  for (const page of [room, phone]) await expect(last(page)).toBeInViewport({ ratio: 1 });
  await expect(rising(room)).toBeHidden();
  const before = await tops();
  await test.step("the worker says what is in the way, and the card goes on from there", async () => {
    await own.getByRole("button", { name: "有困难" }).tap();
    await worker.getByRole("radio", { name: "交通" }).tap();
    await worker.getByLabel("说明").fill("桥面塌了");
    const chooser = worker.waitForEvent("filechooser");
    await worker.getByRole("button", { name: "选照片" }).tap();
    const photo = await makeJpeg(worker, 640, 480);
    await (await chooser).setFiles({ name: "桥面.jpg", mimeType: "image/jpeg", buffer: photo });
    await expect(worker.getByRole("img", { name: "桥面.jpg" })).toBeVisible();
    await worker.getByRole("button", { name: "提交" }).tap();
    await expect(worker.getByText(/^已告诉综治中心：溪洋2号 交通：桥面塌了/)).toBeVisible();
    await worker.getByRole("button", { name: "完成" }).tap();
    await expect(own).toContainText(/你说了有困难 交通：桥面塌了\s*已告诉葛岭镇综治中心/);
    expect(await buttons(own)).toEqual(["填报", "困难解除"]);
  });

  await test.step("out of sight it rises to the channel's end, moves nothing and leads to its card", async () => {
    for (const page of [room, phone]) {
      await expect(rising(page)).toHaveText(/桥涵巡查\s*有困难\(1\)/);
      expect((await rising(page).boundingBox())!.height).toBeLessThan(60);
      await expect(last(page)).toBeInViewport({ ratio: 1 });
      expect.soft(await sidewaysIn(page)).toEqual([]);
    }
    expect(await tops()).toEqual(before);
    for (const page of [room, phone]) {
      await rising(page)
        .getByRole("button", { name: /桥涵巡查/ })
        .click();
      await expect(card(page, "桥涵巡查")).toBeInViewport();
      await expect(card(page, "桥涵巡查")).toContainText("困难1");
      await expect(rising(page)).toBeHidden();
      await page.getByRole("button", { name: "到最新" }).click();
      await expect(rising(page)).toBeVisible();
    }
  });

  await test.step("the room's private card has the ways out, and one of them is gone where it stands", async () => {
    await openChannel(room, "@任务");
    const told = card(room, "困难：溪洋2号");
    await expect(told.getByRole("button", { name: /^看大图/ })).toBeVisible();
    await expect(told.getByRole("link", { name: /^打电话给卢斌/ })).toBeVisible();
    expect(await buttons(told)).toEqual(["已协调", "延期", "代报", "免报"]);
    await told.getByRole("button", { name: "已协调" }).click();
    await expect(told.getByLabel("溪洋2号的困难怎么协调的？")).toBeFocused();
    await room.keyboard.type("从渡口走");
    await told.getByRole("button", { name: "已协调" }).click();
    await expect(told.getByRole("button", { name: /已协调|代报|免报/ })).toHaveCount(0);
    await expect(card(worker, "困难已协调：溪洋2号 从渡口走")).toBeVisible();
    await expect(own.getByRole("button", { name: "有困难" })).toBeVisible();
  });

  await test.step("on a phone the room finds it in the item, and the worker ends it alone", async () => {
    const caller = await callAs(demo.url, "卢斌");
    const { item } = await caller.say("@任务", "/困难 类=人手 一个人抬不动");
    await caller.leave();
    await phone.goto(`/todo?item=${item}&tab=hard`);
    const row = phone.getByRole("tabpanel").getByRole("listitem");
    await phone.getByRole("tab", { name: "附件" }).tap();
    await expect(row).toHaveText(/溪洋2号\s*困难/);
    await phone.getByRole("tab", { name: /^困难/ }).tap();
    await expect(row).toContainText(/溪洋2号[\s\S]*人手：一个人抬不动/);
    await expect(row.getByRole("button", { name: "已协调" })).toBeVisible();
    expect.soft(await sidewaysIn(phone)).toEqual([]);
    await own.getByRole("button", { name: "困难解除" }).tap();
    await expect(worker.getByRole("button", { name: "撤回" })).toBeVisible();
    await expect(phone.getByRole("tab", { name: "困难 0" })).toBeVisible();
    await expect(phone.getByText("没有人说有困难")).toBeVisible();
  });

  await test.step("longer is a way out of it, told to the worker, and their card says until when", async () => {
    const caller = await callAs(demo.url, "卢斌");
    await caller.say("@任务", "/困难 类=交通 要绕远路");
    await caller.leave();
    await phone.getByRole("tabpanel").getByRole("button", { name: "延期" }).tap();
    const form = phone.getByRole("region", { name: "延期" });
    await form.getByLabel(/^到/).fill("明日18:00");
    await form.getByLabel(/^原因/).fill("桥还没有修好");
    await form.getByRole("button", { name: "提交" }).tap();
    await expect(form.getByText(/已延期到 .*18:00，.*溪洋2号.*困难按已协调算/)).toBeVisible();
    await expect(message(worker, "延期：")).toContainText("原因：桥还没有修好");
    const first = log(worker).getByRole("article").filter({ hasText: "桥涵巡查" }).first();
    await expect(first).toContainText(/截止 .*18:00[\s\S]*还有/);
    await expect(first.getByRole("button", { name: "有困难" })).toBeVisible();
  });
});

test("what a card leads on to is a button; the reason it wants is asked for right there", async ({
  as,
  demo,
}) => {
  const id = (await issueTask(demo.url, "桥涵复查", "溪洋1号", " 路由=指挥室")).slice(5);
  const [room, worker] = await Promise.all(["鲍捷", "卢霞"].map((who) => callAs(demo.url, who)));
  const town = "staff:350125103";
  await room!.say(town, `/下达 ${id}`);
  await worker!.say(VILLAGE, `/报 ${id} 住户=41 已摸排=20 外来=3`);
  await room!.say(town, `/核实 ${id} 全部`);
  await room!.say(town, `/上报 ${id}`);
  await Promise.all([room!.leave(), worker!.leave()]);
  const desk = await as("池敏", "desktop");

  await test.step("sent back with a reason", async () => {
    await openChannel(desk, "#永泰县指挥部");
    const up = message(desk, "葛岭镇 终报");
    const back = up.getByRole("button", { name: "退回葛岭镇" });
    await back.click();
    const reason = up.getByLabel("退回葛岭镇：原因");
    await expect(reason).toBeFocused();
    await back.click();
    await expect(up.getByText("请先写原因")).toBeVisible();
    await reason.fill("外来人数 再问一遍");
    await reason.press("Enter");
    await expect(desk.getByText("已退回葛岭镇：外来人数 再问一遍")).toBeVisible();
    await expect(reason).toBeHidden();
    await expect(back).toBeVisible();
  });

  await test.step("closed, after which it leads on to nothing", async () => {
    await openChannel(desk, "@任务");
    const done = message(desk, "已全部完成");
    await expect(done).toContainText(/^\s*任务\s[\s\S]*可以结案了/);
    await expect(done).not.toContainText("/结案");
    await done.getByRole("button", { name: "结案" }).click();
    await expect(card(desk, "桥涵复查")).toContainText("【已结案】");
    await expect(log(desk).getByRole("button", { name: "结案" })).toHaveCount(0);
  });
});

test("a card says where one's own place stands, and follows", async ({ as, demo }) => {
  const id = (await issueTask(demo.url)).slice(5);
  const [leader, room, elsewhere] = await Promise.all(
    ["谢远", "鲍捷", "卢霞"].map((who) => callAs(demo.url, who)),
  );
  await leader!.say("hq:350125", "/指挥令 网格员全部到岗 范围=葛岭镇 截止=3小时内 确认=是");
  const worker = await as("卢霞", "phone");
  await openChannel(worker, "#溪洋村");
  const own = (title: string) =>
    card(worker, title)
      .getByRole("paragraph")
      .filter({ hasText: /溪洋1号 已/ });

  await elsewhere!.say(VILLAGE, "/收到 令1");
  await expect(own("网格员全部到岗")).toContainText("已收到");
  await expect(own("户情再摸排")).toBeHidden();
  await elsewhere!.say(VILLAGE, `/报 ${id} 已摸排=20 外来=3`);
  await expect(own("户情再摸排")).toContainText("已报");
  await room!.say("staff:350125103", `/退回 ${id} 溪洋1号 原因=外来人数要再问一遍`);
  await expect(own("户情再摸排")).toBeHidden();
  await expect(card(worker, "户情再摸排").getByRole("button", { name: "填报" })).toBeVisible();
  await elsewhere!.say(VILLAGE, `/报 ${id} 已摸排=21 外来=4`);
  await room!.say("staff:350125103", `/核实 ${id} 溪洋1号`);
  await expect(own("户情再摸排")).toContainText("已核");

  await own("户情再摸排").getByRole("link", { name: "改" }).tap();
  await expect(worker.getByLabel(/^已摸排/)).toHaveValue("21");
  await Promise.all([leader, room, elsewhere].map((one) => one!.leave()));
});

test("a 收到 that was typed is on the card at once", async ({ as, demo }) => {
  const centre = await callAs(demo.url, "池敏");
  await centre.say(
    "hq:350125",
    "/任务 户情再摸排 范围=葛岭镇:工作网格 字段=住户:整数! 响应=30分钟 截止=2小时内 确认=是",
  );
  await centre.leave();
  const worker = await as("卢霞", "phone");
  await openChannel(worker, "@任务");
  await expect(card(worker, "户情再摸排").getByRole("button", { name: "收到" })).toBeEnabled();
  await say(worker, "收到");
  await expect(card(worker, "户情再摸排").getByRole("button", { name: "已收到" })).toBeDisabled();
});

test("a line that was cut leaves no gap, no double, and the reader where they read", async ({
  device,
  demo,
}) => {
  const head = await callAs(demo.url, "鄢明");
  for (let i = 1; i <= 40; i += 1) await head.say(VILLAGE, `旧消息${i}。`);
  const page = await device("phone");
  const wire = await Wire.of(page);
  await page.goto(`/c/${encodeURIComponent(VILLAGE)}`);
  await page.getByRole("button", { name: /^卢霞/ }).click();
  await expect(message(page, "旧消息40。")).toBeVisible();
  await log(page).hover();
  await page.mouse.wheel(0, -600);
  await expect(page.getByRole("button", { name: "到最新" })).toBeVisible();
  const before = await log(page).evaluate((box) => box.scrollTop);

  await page.route("**/api/**", (route) => route.abort());
  await wire.cut();
  for (let i = 1; i <= 5; i += 1) await head.say(VILLAGE, `新消息${i}。`);
  await page.unroute("**/api/**");
  wire.mend();

  await expect
    .poll(() => log(page).evaluate((box) => box.scrollHeight - box.clientHeight), {
      timeout: 20_000,
    })
    .toBeGreaterThan(before + 600);
  expect(await log(page).evaluate((box) => box.scrollTop)).toBe(before);
  await page.getByRole("button", { name: "到最新" }).click();
  for (let i = 1; i <= 5; i += 1) {
    await expect(log(page).getByText(`新消息${i}。`, { exact: true })).toHaveCount(1);
  }
  await head.leave();
});

test("where no socket gets through, the same comes by asking", async ({ device, demo }) => {
  const page = await device("phone");
  const wire = await Wire.of(page);
  await wire.cut();
  await page.goto(`/c/${encodeURIComponent(VILLAGE)}`);
  await page.getByRole("button", { name: /^卢霞/ }).click();
  await say(page, "这里没有长连接");
  await expect(message(page, "这里没有长连接")).toBeVisible();
  const head = await callAs(demo.url, "鄢明");
  await head.say(VILLAGE, "也收得到");
  await expect(message(page, "也收得到")).toBeVisible();
  await expect(page.getByText("没有连上")).toBeHidden();
  await head.leave();
});

test("signed out from another device: what was open is closed", async ({ as, demo }) => {
  const page = await as("鲍捷", "desktop");
  await openChannel(page, "#葛岭镇");
  const elsewhere = await callAs(demo.url, "鲍捷");
  await elsewhere.say("staff:350125103", "/退出设备");
  await expect(page.getByRole("button", { name: "登录", exact: true })).toBeVisible();
  await expect(log(page)).toBeHidden();
  await elsewhere.leave();
});

test("a channel out of sight says so, and where to go on", async ({ as }) => {
  const worker = await as("卢霞", "phone", { at: "/c/hq%3A350125" });
  await expect(worker.getByText("没有这个频道，或不在你的范围里")).toBeVisible();
  await worker.getByRole("button", { name: "返回待办" }).tap();
  await expect(worker).toHaveURL(/\/todo$/);
});

/** Where something stands on the screen, in whole pixels. */
async function topOf(one: Locator): Promise<number> {
  return Math.round((await one.boundingBox())!.y);
}
