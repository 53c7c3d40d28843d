import type { Page } from "@playwright/test";
import type { BusyDay } from "./busy-day.ts";
import type { Screen } from "./screens.ts";

const ROOM = "/c/staff%3A350125103";

const composer = (page: Page) => page.getByRole("combobox", { name: /^(消息或命令|Message)/ });
const alert = (page: Page) => page.getByRole("alert").first();
const stateView = (page: Page) => page.getByRole("main").getByRole("heading", { level: 2 });

/** What opens on a screen, and what a screen says when something is refused, missing or cut off. */
export function statesOf({ task }: BusyDay): Screen[] {
  return [
    {
      ...{ name: "sign-in-refused", who: null, path: "/sign-in" },
      press: async (page) => {
        await page.getByRole("textbox", { name: /^(账号|Account)/ }).fill("鲍捷");
        await page.getByLabel(/^(密码|Password)/).fill("不是这个");
        await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
      },
      ready: alert,
    },
    {
      ...{ name: "palette-empty", who: "鲍捷", path: "/todo" },
      press: async (page) => {
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.keyboard.press("Control+k");
        await page.getByRole("dialog").getByRole("combobox").fill("没有这样的地方");
      },
      // Nothing is called so; people are looked up on a press.
      ready: (page) => page.getByRole("option", { name: /没有这样的地方/ }),
    },
    {
      ...{ name: "message-menu", who: "鲍捷", path: ROOM },
      press: async (page) => {
        const row = page.locator("article[data-row]").last();
        await row.waitFor();
        await row.press("Enter");
      },
      ready: (page) => page.getByRole("menuitem").or(page.getByRole("dialog")).first(),
    },
    {
      ...{ name: "completions", who: "鲍捷", path: ROOM },
      press: (page) => composer(page).fill("/"),
      ready: (page) => page.getByRole("option").first(),
    },
    {
      ...{ name: "composer-tiles", who: "鲍捷", path: ROOM, only: "phone" },
      press: (page) => page.getByRole("button", { name: /^(办事|Act)$/ }).click(),
      ready: (page) => page.getByRole("list", { name: /^(办事|Act)$/ }),
    },
    {
      ...{ name: "preview", who: "池敏", path: "/c/hq%3A350125" },
      press: async (page) => {
        await composer(page).fill("/任务 试一试 范围=葛岭镇:工作网格 字段=住户:整数! 截止=2小时内");
        await composer(page).press("Enter");
      },
      ready: (page) => page.getByRole("button", { name: /^(发送给|Send to)/ }),
    },
    {
      ...{ name: "reply-refused", who: "卢霞", path: `/todo?fill=${task}` },
      press: (page) => page.getByRole("button", { name: /^(提交|Submit)$/ }).click(),
      ready: (page) => page.locator("[aria-invalid=true]").first(),
    },
    { name: "board-no-right", who: "卢霞", path: "/board/2026-T0101-99", ready: stateView },
    { name: "channel-no-right", who: "卢霞", path: "/c/staff%3A350125101", ready: stateView },
    { name: "order-no-right", who: "卢霞", path: "/orders/2026-order-9", ready: stateView },
    {
      ...{ name: "offline", who: "卢霞", path: "/todo" },
      press: async (page) => {
        // What the first page still fetches would be lost with the line, not the page asked for.
        await page.waitForLoadState("networkidle");
        await page.context().setOffline(true);
        await page.getByRole("link", { name: /^(看板|Board)/ }).click();
      },
      ready: (page) => stateView(page).filter({ hasText: /没有连上|No connection/ }),
      leave: (page) => page.context().setOffline(false),
    },
  ];
}
