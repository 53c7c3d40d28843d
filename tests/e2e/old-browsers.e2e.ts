import type { Page } from "@playwright/test";
import { issueTask } from "./support/task.ts";
import { expect, SIZES, signIn, test } from "./support/test.ts";

/** Runs in the page before all else: takes away what Chrome 90 and Safari 15.4 lack. */
function takeAway(): void {
  const gone: [object, string[]][] = [
    [
      Array.prototype,
      ["at", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with"],
    ],
    [
      Object.getPrototypeOf(Uint8Array.prototype),
      ["at", "findLast", "findLastIndex", "toSorted", "toReversed", "with"],
    ],
    [String.prototype, ["at", "isWellFormed", "toWellFormed"]],
    [Object, ["hasOwn", "groupBy"]],
    [Map, ["groupBy"]],
    [Promise, ["withResolvers", "try"]],
    [Array, ["fromAsync"]],
    [
      Set.prototype,
      [
        "union",
        "intersection",
        "difference",
        "symmetricDifference",
        "isSubsetOf",
        "isSupersetOf",
        "isDisjointFrom",
      ],
    ],
    [
      Object.getPrototypeOf(Object.getPrototypeOf([].values())),
      [
        "map",
        "filter",
        "some",
        "every",
        "find",
        "flatMap",
        "reduce",
        "forEach",
        "toArray",
        "take",
        "drop",
      ],
    ],
    [AbortSignal, ["timeout", "any", "abort"]],
    [AbortSignal.prototype, ["throwIfAborted"]],
    [URLSearchParams.prototype, ["size"]],
    [HTMLFormElement.prototype, ["requestSubmit"]],
    [HTMLElement.prototype, ["inert", "popover", "showPopover", "hidePopover"]],
    [Element.prototype, ["checkVisibility", "requestFullscreen"]],
    [Crypto.prototype, ["randomUUID"]],
    [globalThis, ["structuredClone", "Iterator", "navigation", "scheduler", "CompressionStream"]],
    [Navigator.prototype, ["userAgentData"]],
  ];
  for (const [owner, names] of gone)
    for (const name of names) delete (owner as Record<string, unknown>)[name];
  // Of the styles nothing can be taken away; whoever asks is told so at least.
  const { supports } = CSS;
  CSS.supports = (...asked: [string, string?]) =>
    !/field-sizing|dvh|:has|container/.test(asked.join()) && supports.apply(CSS, asked as [string]);
}

/** The first of the page's scripts. */
const START = /\/entry\/start\.[^/]+\.js$/;
const SCRIPT = { contentType: "text/javascript" };

/** What went wrong in the page by itself. */
function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  // Before anybody is signed in the first question is refused, and Chromium notes that.
  page.on("console", (line) => {
    if (line.type() === "error" && !line.text().includes("401")) faults.push(line.text());
  });
  return faults;
}

/** The worker that keeps the pages has to run in it as well. */
const WHOLE = { serviceWorkers: "allow" } as const;

const composer = (page: Page) => page.getByRole("combobox", { name: "消息或命令" });

test("a browser that has no more than Chrome 90 signs in, answers, talks and looks at a board", async ({
  browser,
  demo,
}) => {
  const item = await issueTask(demo.url);

  await test.step("on a worker's phone", async () => {
    const context = await browser.newContext({ ...WHOLE, ...SIZES.phone, baseURL: demo.url });
    await context.addInitScript(takeAway);
    const page = await context.newPage();
    const faults = faultsOf(page);
    await signIn(page, "卢霞");
    await expect(page.getByRole("heading", { name: "户情再摸排" })).toBeVisible();
    await page.getByRole("button", { name: "填报", exact: true }).tap();
    await page.getByLabel(/^已摸排/).fill("20");
    await page.getByLabel(/^外来/).fill("3");
    await page.getByRole("button", { name: "提交" }).tap();
    await expect(page.getByText(/^已送到/).first()).toBeVisible();
    await page.goto("/c");
    await expect(page.getByRole("searchbox", { name: /^找频道/ })).toBeVisible();
    await page.goto("/c/staff%3A350125103205");
    await composer(page).fill("第一行\n第二行\n第三行");
    const tall = await composer(page).evaluate((field) => field.clientHeight);
    expect(tall).toBeGreaterThan(70);
    await page.getByRole("button", { name: "发送" }).tap();
    await expect(page.getByRole("main").getByText("第三行")).toBeVisible();
    await page.goto("/help");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(faults).toEqual([]);
    await context.close();
  });

  await test.step("at a desk", async () => {
    const context = await browser.newContext({ ...WHOLE, ...SIZES.desktop, baseURL: demo.url });
    await context.addInitScript(takeAway);
    const page = await context.newPage();
    const faults = faultsOf(page);
    await signIn(page, "池敏", `/board/${item}`);
    await expect(page.getByRole("main").getByText("葛岭镇").first()).toBeVisible();
    await page.goto("/todo");
    await expect(page.getByText("户情再摸排").first()).toBeVisible();
    await page.goto("/orders");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.goto("/directory");
    await expect(page.getByRole("main").getByText("葛岭镇").first()).toBeVisible();
    await page.getByRole("button", { name: /跳转|Ctrl K|⌘K/ }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(faults).toEqual([]);
    await context.close();
  });

  await test.step("one without modules, as the core of Internet Explorer, is told what to do", async () => {
    const page = await browser.newPage({ baseURL: demo.url });
    // What such a browser makes of the page: it runs the script it does not know to leave out, and
    // stumbles over every `import`.
    await page.route("/", async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      const body = html
        .replace("<script nomodule>", "<script>")
        .replace(/<script>\s*\{\s*__sveltekit[\s\S]*?<\/script>/, "")
        .replace(/<link[^>]*modulepreload[^>]*>/g, "");
      await route.fulfill({ response, body });
    });
    await page.goto("/");
    await expect(page.getByText("请切到极速模式")).toBeVisible();
    await page.close();
  });

  await test.step("one that knows modules, but not what stands in ours, is told as well", async () => {
    const page = await browser.newPage({ baseURL: demo.url });
    await page.route(START, (route) => route.fulfill({ ...SCRIPT, body: "class { @new #x }" }));
    await page.goto("/");
    await expect(page.getByRole("alert")).toContainText("请升级浏览器");
    await page.close();
  });

  await test.step("a slow line is no old browser, and a broken one is told from it", async () => {
    const page = await browser.newPage({ baseURL: demo.url });
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await page.route(START, async (route) => {
      await held;
      await route.continue();
    });
    const opened = page.goto("/");
    await page.waitForRequest(START);
    await expect(page.getByRole("alert")).toHaveCount(0);
    goOn();
    await opened;
    await expect(page.getByRole("button", { name: "登录", exact: true })).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await page.route(START, (route) => route.abort());
    await page.reload();
    await expect(page.getByRole("alert")).toContainText("没有下载完整");
    await page.close();
  });
});
