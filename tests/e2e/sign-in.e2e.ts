import { expect, test } from "./support/test.ts";

test("one tap on the cast signs in and explains the demo, once", async ({ device }) => {
  const page = await device("phone");
  await page.goto("/");
  await page.getByRole("button", { name: /^卢霞/ }).click();
  await expect(page.getByRole("heading", { name: "这是演示县" })).toBeVisible();
  await page.getByRole("button", { name: "开始" }).click();
  await page.reload();
  await expect(page.getByText("没有等你处理的事").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "这是演示县" })).toBeHidden();
});

test("a wrong password is refused, and the account that was typed stays", async ({ device }) => {
  const page = await device("desktop");
  await page.goto("/sign-in");
  // Who reads no Chinese finds the other language before there is a 我的 to set it in.
  await page.getByRole("button", { name: "English", exact: true }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "中文", exact: true }).click();
  await page.getByLabel("账号").fill("池敏");
  await page.getByLabel("密码").fill("not-this-one");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByText(/账号或密码/)).toBeVisible();
  await expect(page.getByLabel("账号")).toHaveValue("池敏");
  await page.getByLabel("密码").fill("lingda-demo");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "主导航" })).toBeVisible();
});

test("an address opened without a session leads back to it after signing in", async ({
  device,
}) => {
  const page = await device("desktop");
  await page.goto("/help");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fhelp$/);
  await page.getByRole("button", { name: /^鲍捷/ }).click();
  await expect(page).toHaveURL(/\/help$/);
  await expect(page.getByRole("heading", { name: "帮助", exact: true })).toBeVisible();
});

test("signing out closes what was open, also in the other tab", async ({ as }) => {
  const page = await as("鲍捷", "desktop");
  // Where nothing has been said yet nobody lands in a channel.
  await expect(page).toHaveURL(/\/todo$/);
  const other = await page.context().newPage();
  await other.goto("/todo");
  await expect(other.getByRole("navigation", { name: "主导航" })).toBeVisible();
  await page.goto("/me");
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("button", { name: "登录", exact: true })).toBeVisible();
  await other.reload();
  await expect(other.getByRole("button", { name: "登录", exact: true })).toBeVisible();
});
