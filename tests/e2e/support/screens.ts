import type { Locator, Page } from "@playwright/test";
import type { BusyDay } from "./busy-day.ts";
import { expect, SIZES, type Size, signIn, test } from "./test.ts";

/** A screen as a person of the demo finds it, with a task under way. */
export interface Screen {
  name: string;
  /** Null: nobody is signed in. */
  who: string | null;
  path: string;
  /** What brings it up, where the address alone does not. */
  press?: (page: Page) => Promise<void>;
  /** What shows that it has come. */
  ready: (page: Page) => Locator;
  /** Where it exists only in one size. */
  only?: Size;
  /** What has to be undone before the next. */
  leave?: (page: Page) => Promise<void>;
}

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const anyHeading = (page: Page) => page.getByRole("heading").first();
const place = (page: Page) => page.getByRole("main").getByText("葛岭镇").first();
const task = (page: Page) => page.getByText("户情再摸排").first();
const form = (page: Page) => page.locator("form").last();

/** What stands on a board or beside it, and is opened by hand. */
const WALL: Omit<Screen, "path"> = {
  ...{ name: "board-wall", who: "池敏", only: "desktop" },
  press: (page) => page.getByRole("button", { name: /^(大屏|Wall)$/ }).click(),
  ready: (page) => page.getByRole("dialog"),
};
const PLACE: Omit<Screen, "path"> = {
  ...{ name: "board-place", who: "池敏", only: "desktop" },
  press: async (page) => {
    await page.getByRole("searchbox", { name: /^(按地名找|Find a place)/ }).fill("溪洋3号");
    await page.getByRole("treegrid").getByText("溪洋3号", { exact: true }).click();
  },
  ready: (page) => page.getByRole("complementary", { name: "溪洋3号" }),
};
const ROUNDS: Omit<Screen, "path"> = {
  ...{ name: "board-rounds", who: "池敏", only: "desktop" },
  press: (page) => page.getByRole("button", { name: /^(各轮|Rounds)$/ }).click(),
  ready: (page) => page.getByRole("table", { name: /^(各轮|Rounds)$/ }),
};
const READERS: Omit<Screen, "path"> = {
  ...{ name: "readers", who: "鲍捷" },
  ready: (page) => page.getByRole("heading", { name: /^(谁看过|Who has read)/ }),
};

/** 卢霞, as the demo county numbers its people. */
const WORKER = "yongtai-p000681";

/** Every screen there is, in the order of SPEC §1.25. */
export function screensOf({ task: item, order, series, message }: BusyDay): Screen[] {
  return [
    { name: "sign-in", who: null, path: "/sign-in", ready: form },
    { name: "chat-county", who: "池敏", path: "/c/hq%3A350125", ready: task },
    { name: "board", who: "池敏", path: "/board", ready: task },
    { name: "board-item", who: "池敏", path: `/board/${item}`, ready: place },
    { ...WALL, path: `/board/${item}` },
    { ...PLACE, path: `/board/${item}` },
    { ...ROUNDS, path: `/board/${series}` },
    { name: "directory", who: "池敏", path: "/directory", ready: place },
    { name: "directory-place", who: "池敏", path: "/directory/350125103", ready: place },
    { name: "orders", who: "池敏", path: "/orders", ready: title },
    { name: "orders-item", who: "池敏", path: `/orders/${order}`, ready: title },
    { name: "admin-no-right", who: "池敏", path: "/admin", ready: title },
    { name: "command-form", who: "池敏", path: "/c/hq%3A350125?do=task", ready: form },
    { name: "admin", who: "鲍捷", path: "/admin", ready: title },
    { name: "admin-invitations", who: "鲍捷", path: "/admin/invitations", ready: title },
    { name: "admin-devices", who: "鲍捷", path: "/admin/devices", ready: title },
    { name: "admin-profile", who: "鲍捷", path: "/admin/profile", ready: title },
    { name: "admin-log", who: "鲍捷", path: "/admin/log", ready: title },
    { name: "chat-town", who: "鲍捷", path: "/c/staff%3A350125103", ready: title },
    { ...READERS, path: `/c/staff%3A350125103?readers=${message}` },
    { name: "channels", who: "鲍捷", path: "/c", only: "phone", ready: channelFilter },
    { name: "item", who: "鲍捷", path: `/todo?item=${item}`, ready: task },
    { name: "todo-room", who: "鲍捷", path: "/todo", ready: title },
    { name: "help", who: "鲍捷", path: "/help", ready: title },
    { name: "me", who: "鲍捷", path: "/me", ready: title },
    { name: "todo-leader", who: "谢远", path: "/todo", ready: task },
    { name: "talk-worker", who: "卢霞", path: `/c/bot%3Atasker%3A${WORKER}`, ready: task },
    { name: "chat-village", who: "卢霞", path: "/c/staff%3A350125103205", ready: title },
    { name: "trace", who: "卢霞", path: "/me/trace", ready: title },
    { name: "todo-worker", who: "卢霞", path: "/todo", ready: task },
    { name: "reply-form", who: "卢霞", path: `/todo?fill=${item}`, ready: form },
    { name: "not-found", who: "卢霞", path: "/no-such-page", ready: anyHeading },
  ];
}

function channelFilter(page: Page): Locator {
  return page.getByRole("searchbox", { name: /^找频道|^Find a channel/ });
}

/**
 * Goes through the screens, signing in anew where it is another's, and calls back on each in each
 * size: one visit, and the window changed; what was opened by hand is opened in each size anew.
 */
export async function visit(
  page: Page,
  sizes: Size[],
  screens: Screen[],
  look: (screen: Screen, size: Size) => Promise<void>,
): Promise<void> {
  let who: string | null = null;
  const devtools = await page.context().newCDPSession(page);
  const take = async (size: Size) => {
    await page.setViewportSize(SIZES[size].viewport);
    const enabled = size === "phone";
    await devtools.send("Emulation.setTouchEmulationEnabled", { enabled, maxTouchPoints: 1 });
  };
  const open = async (screen: Screen) => {
    if (screen.who !== who) await page.context().clearCookies();
    if (screen.who !== null && screen.who !== who) await signIn(page, screen.who, screen.path);
    else await page.goto(screen.path);
    who = screen.who;
    await screen.press?.(page);
  };
  for (const screen of screens) {
    await test.step(screen.name, async () => {
      let isOpen = false;
      for (const size of sizes) {
        if (screen.only !== undefined && screen.only !== size) continue;
        if (sizes.length > 1) await take(size);
        if (!isOpen) await open(screen);
        isOpen = screen.press === undefined;
        await expect(screen.ready(page)).toBeVisible();
        await page.waitForLoadState("networkidle");
        await look(screen, size);
        await screen.leave?.(page);
      }
    });
  }
}
