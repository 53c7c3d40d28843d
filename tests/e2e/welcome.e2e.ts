import type { FrameLocator, Locator, Page } from "@playwright/test";
import { composer } from "./support/chat.ts";
import { expect, test } from "./support/test.ts";

// As the first start leaves it: the phone has something else to do as well.
test.use({ welcome: true, morning: true, permissions: ["clipboard-read", "clipboard-write"] });

const tour = (page: Page) => page.getByRole("region", { name: "试一遍" });
const step = (page: Page, name: string): Locator =>
  tour(page).getByRole("listitem").filter({ hasText: name });
const phone = (page: Page): FrameLocator => page.frameLocator('iframe[title="卢霞的手机"]');

test("a visitor at a desk sees both sides of a first task, and each step ticks when it has come to pass", async ({
  device,
}) => {
  const page = await device("desktop");
  await page.goto("/");
  await page.getByRole("button", { name: /^池敏 县里/ }).click();

  await test.step("the task waits in the composer, and the phone is somebody else's", async () => {
    await expect(composer(page)).toHaveValue(/^\/任务 户情再摸排 /);
    await expect(phone(page).getByText("今天还有1件事").first()).toBeVisible();
    await expect(page.getByText(/^池敏/).first()).toBeVisible();
    await expect(step(page, "发任务")).not.toContainText("做到了");
  });

  await page.getByRole("button", { name: "发送", exact: true }).click();
  await page.getByRole("region", { name: "预览" }).getByRole("button", { name: /^发送/ }).click();
  await expect(step(page, "发任务")).toContainText("做到了");
  await expect(tour(page).getByRole("status")).toContainText("看右边的手机：任务到了");
  await expect(step(page, "手机收到")).not.toContainText("做到了");

  // It comes above what was there before.
  await expect(phone(page).getByRole("heading", { level: 2 }).first()).toHaveText(/户情再摸排/);
  await phone(page).getByRole("button", { name: "收到", exact: true }).first().click();
  await expect(step(page, "手机收到")).toContainText("做到了");

  await phone(page).getByRole("button", { name: "填报", exact: true }).first().click();
  await phone(page).getByLabel("已摸排").fill("20");
  await phone(page).getByLabel("外来").fill("3");
  await expect(step(page, "填报")).not.toContainText("做到了");
  await phone(page).getByRole("button", { name: "提交" }).click();
  await expect(step(page, "填报")).toContainText("做到了");
  await expect(step(page, "看板变了")).not.toContainText("做到了");

  await tour(page).getByRole("button", { name: "打开看板" }).click();
  await expect(step(page, "看板变了")).toContainText("做到了");
  await page.getByRole("button", { name: "复制战报" }).click();
  await expect(step(page, "复制战报")).toContainText("做到了");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("已报1");
  await expect(tour(page).getByRole("status")).toContainText("五步走完");

  await test.step("others answer, once at a time", async () => {
    const button = tour(page).getByRole("button", { name: "让其他网格回一回" });
    await button.click();
    await expect(button).toBeDisabled();
    await expect(page.getByText(/24个网格在2秒里陆续回/)).toBeVisible();
    await expect(page.getByText(/^应报71 .*已报(?:[2-9] |\d\d)/).first()).toBeVisible();
  });

  await test.step("what was ticked stays over a reload, and one starts over with a new task", async () => {
    await page.reload();
    await expect(step(page, "复制战报")).toContainText("做到了");
    await tour(page).getByRole("button", { name: "重来" }).click();
    await expect(step(page, "发任务")).not.toContainText("做到了");
    await expect(composer(page)).toHaveValue(/^\/任务 户情再摸排 /);
  });

  await test.step("it is put away, for good, and comes back when asked for", async () => {
    await tour(page).getByRole("button", { name: "先不看" }).click();
    await expect(tour(page)).toBeHidden();
    await page.reload();
    await expect(composer(page)).toBeVisible();
    await expect(page.locator("iframe")).toHaveCount(0);
    await page.goto("/me");
    await page.getByRole("button", { name: "试一遍：发任务到看板" }).click();
    await expect(tour(page)).toBeVisible();
  });

  await test.step("the phone speaks the desk's language", async () => {
    await expect(phone(page).getByRole("navigation", { name: "主导航" })).toBeVisible();
    await page.getByText("English", { exact: true }).click();
    const theirs = page.frameLocator("iframe");
    await expect(theirs.getByRole("navigation", { name: "Main" })).toBeVisible();
  });
});

test("a phone has one side only", async ({ as }) => {
  const page = await as("池敏", "phone", { at: "/todo" });
  await expect(page.getByRole("heading", { name: "这是演示县" })).toBeVisible();
  await expect(page.locator("iframe")).toHaveCount(0);
});
