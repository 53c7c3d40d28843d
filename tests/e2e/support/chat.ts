import type { Locator, Page } from "@playwright/test";
import { expect } from "./test.ts";

/** Through what is on the screen: the tree on a desktop, the tab and its list on a phone. */
export async function openChannel(page: Page, name: string): Promise<void> {
  const filter = page.getByRole("searchbox", { name: /^找频道/ });
  if (page.viewportSize()!.width < 768) await toChannelList(page);
  await filter.fill(name.replace(/^[#@]/, ""));
  await page
    .getByRole("list", { name: "频道" })
    .getByRole("link", { name: new RegExp(`^${name}(\\s|$)`) })
    .click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await expect(composer(page)).toBeVisible();
}

/** On a phone a channel has the screen to itself: back first, then the tab. */
async function toChannelList(page: Page): Promise<void> {
  const tab = page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "消息" });
  const back = page.getByRole("link", { name: /^返回/ });
  await expect(tab.or(back).first()).toBeVisible();
  if (await back.isVisible()) await back.click();
  await tab.click();
}

/** Where one writes. */
export function composer(page: Page): Locator {
  return page.getByRole("combobox", { name: "消息或命令" });
}

/** Types a line and sends it; completions that offer themselves are left alone. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole("button", { name: "发送", exact: true }).click();
}

/** Sends a line that fans out, after looking at its preview. @returns the preview's text */
export async function sayAfterPreview(page: Page, text: string): Promise<string> {
  await say(page, text);
  const preview = page.getByRole("region", { name: "预览" });
  await expect(preview).toBeVisible();
  const lines = await preview.innerText();
  await preview.getByRole("button", { name: /^发送/ }).click();
  await expect(preview).toBeHidden();
  return lines;
}

/** What the program answered to the line just sent, done or refused. */
export function answer(page: Page): Locator {
  return page.locator("main").locator("[role=status], [role=alert]").last();
}

/** The messages on the screen. */
export function log(page: Page): Locator {
  return page.getByRole("log", { name: "消息记录" });
}

/** The card of an item among the messages. */
export function card(page: Page, title: string): Locator {
  return log(page)
    .getByRole("article")
    .filter({ has: page.getByRole("heading", { name: title }) })
    .last();
}

/** The message with these words among those on the screen. */
export function message(page: Page, text: string): Locator {
  return log(page).getByRole("article").filter({ hasText: text }).last();
}

/** Chooses from a message's menu, which a thumb opens by ⋯ and a mouse when it is over the row. */
export async function act(page: Page, text: string, verb: string): Promise<void> {
  const row = message(page, text);
  await row.hover();
  await row.getByRole("button", { name: "这条消息能做的" }).click();
  await page
    .getByRole("menuitem", { name: verb, exact: true })
    .or(page.getByRole("dialog").getByRole("button", { name: verb, exact: true }))
    .click();
}
