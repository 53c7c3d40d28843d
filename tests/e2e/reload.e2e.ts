import type { Page } from "@playwright/test";
import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";

const VILLAGE = "/c/staff%3A350125103205";
const composer = (page: Page) => page.getByRole("combobox", { name: "消息或命令" });

/** The server takes commands, and its answers get lost until they may pass. */
async function loseAnswers(
  page: Page,
): Promise<{ arrived: Promise<void>; pass: () => Promise<void> }> {
  let heard = () => {};
  const arrived = new Promise<void>((resolve) => {
    heard = resolve;
  });
  await page.route("**/api/commands", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch();
    heard();
    // Neither answered nor broken off: the page waits, as behind a hill.
  });
  return { arrived, pass: () => page.unroute("**/api/commands") };
}

test("what is on its way when the page is loaded anew is not offered a second time", async ({
  as,
  demo,
}) => {
  const item = await issueTask(demo.url);
  const page = await as("卢霞", "phone", { at: VILLAGE });

  await test.step("a line of talk", async () => {
    const answers = await loseAnswers(page);
    await composer(page).fill("渡口已停航");
    await page.getByRole("button", { name: "发送" }).tap();
    await answers.arrived;
    await page.reload();
    await expect(composer(page)).toHaveValue("");
    await answers.pass();
    await page.reload();
    await expect(page.getByRole("main").getByText("渡口已停航")).toHaveCount(1);
    await expect(composer(page)).toHaveValue("");
  });

  await test.step("a refused one is a draft again", async () => {
    await composer(page).fill("/报 T9999-99 6 0");
    await page.getByRole("button", { name: "发送" }).tap();
    await expect(page.getByRole("alert").first()).toBeVisible();
    await page.reload();
    await expect(composer(page)).toHaveValue("/报 T9999-99 6 0");
    await composer(page).fill("");
  });

  await test.step("what was typed into a command's form is there again", async () => {
    await page.goto(`/todo?do=difficulty&with.item=${item}`);
    await page.getByLabel(/^说明/).fill("路断了，绕过去要");
    await page.reload();
    await expect(page.getByLabel(/^说明/)).toHaveValue("路断了，绕过去要");
  });

  await test.step("a reply", async () => {
    await page.goto(`/todo?fill=${item}`);
    const answers = await loseAnswers(page);
    await page.getByLabel(/^已摸排/).fill("20");
    await page.getByLabel(/^外来/).fill("3");
    await page.getByRole("button", { name: "提交" }).tap();
    await answers.arrived;
    expect(await demo.countReplies()).toBe(1);
    await page.reload();
    // What the form shows now is the server's, for a correction: no draft of this device is left.
    await expect(page.getByLabel(/^已摸排/)).toBeVisible();
    const drafts = await page.evaluate(() =>
      Object.keys(localStorage).filter((key) => key.startsWith("lingda.reply")),
    );
    expect(drafts).toEqual([]);
    await answers.pass();
    await page.goto("/todo");
    await expect(page.getByText(/^今天已办/)).toBeVisible({ timeout: 20_000 });
    expect(await demo.countReplies()).toBe(1);
  });
});
