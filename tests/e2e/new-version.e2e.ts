import type { Page } from "@playwright/test";
import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";
import { twoBuilds } from "./support/two-builds.ts";

/** The server has been given a newer build: it names another version. */
async function renew(page: Page): Promise<void> {
  await page.route("**/_app/version.json", (route) =>
    route.fulfill({ json: { version: "a newer one" } }),
  );
}

/** Marks the page as it stands; a page loaded anew has no mark. */
function mark(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.documentElement.dataset.marked = "";
  });
}

function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => "marked" in document.documentElement.dataset);
}

/** The clock goes on until the page has been loaded anew by itself. */
async function untilLoaded(page: Page): Promise<void> {
  await expect(async () => {
    await page.clock.runFor("00:10");
    expect(await isMarked(page)).toBe(false);
  }).toPass({ timeout: 20_000 });
}

test("a new version is told, and taken only at a quiet moment; by a wall at once", async ({
  as,
  demo,
}) => {
  // Two devices one after the other, each loaded several times.
  test.setTimeout(120_000);
  const item = await issueTask(demo.url);

  await test.step("not while something is being filled in", async () => {
    const page = await as("卢霞", "phone");
    await page.clock.install();
    await page.goto(`/todo?fill=${item}`);
    await page.getByLabel(/^已摸排/).fill("20");
    const told = page.waitForResponse("**/_app/version.json");
    await page.clock.runFor("06:00");
    await (await told).finished();
    await expect(page.getByText(/^有新版本/)).not.toBeAttached();
    await renew(page);
    await mark(page);
    await page.clock.runFor("06:00");
    await expect(page.getByText(/^有新版本/)).toBeAttached();
    await page.clock.runFor("03:00");
    expect(await isMarked(page)).toBe(true);
    await expect(page.getByLabel(/^已摸排/)).toHaveValue("20");

    await page.getByRole("button", { name: "关闭" }).last().click();
    await expect(page.getByLabel(/^已摸排/)).toBeHidden();
    await untilLoaded(page);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    // The same server still names it: nothing is loaded again and again.
    await mark(page);
    await page.clock.runFor("20:00");
    expect(await isMarked(page)).toBe(true);
    await page.context().close();
  });

  await test.step("a wall stays a wall", async () => {
    const page = await as("池敏", "desktop");
    await page.clock.install();
    await page.goto(`/board/${item}`);
    await page.getByRole("button", { name: "大屏" }).click();
    await expect(page.getByRole("dialog", { name: "大屏" })).toBeVisible();
    await mark(page);
    // The version it has already is no new one.
    const asked = page.waitForResponse("**/_app/version.json");
    await page.clock.runFor("06:00");
    await (await asked).finished();
    await page.clock.runFor("06:00");
    await expect(page.getByText(/^有新版本/)).toBeHidden();
    expect(await isMarked(page)).toBe(true);
    await renew(page);
    await page.clock.runFor("05:00");
    await untilLoaded(page);
    await expect(page.getByRole("dialog", { name: "大屏" })).toBeVisible();
  });
});

test("an old page and its worker give way to a new build: it opens without a line, and nothing unsent is lost", async ({
  as,
  demo,
}) => {
  const item = await issueTask(demo.url);
  const builds = await twoBuilds(demo.url);
  const page = await as("卢霞", "phone", { baseURL: builds.url, serviceWorkers: "allow" });
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  builds.takesCommands = false;
  await page.goto(`/todo?fill=${item}`);
  await page.getByLabel(/^已摸排/).fill("20");
  await page.getByLabel(/^外来/).fill("3");
  await page.getByRole("button", { name: "提交" }).tap();
  await expect(page.getByText("已存手机", { exact: true }).first()).toBeVisible();

  builds.renew();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByText(/^有新版本/)).toBeAttached();
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null))
    .toBe(true);
  await page.getByRole("button", { name: "关闭" }).last().click();
  await mark(page);
  // By its key: a tap right upon the one before would be a double one, which counts once.
  await page.getByRole("button", { name: "更新到新版本" }).press("Enter");
  await expect(async () => expect(await isMarked(page)).toBe(false)).toPass({ timeout: 10_000 });
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting === null))
    .toBe(true);

  await test.step("all of the new build is there, and nothing of the old", async () => {
    const kept = () =>
      page.evaluate(async () => {
        const names = await caches.keys();
        const requests = await Promise.all(
          names.map(async (name) => (await caches.open(name)).keys()),
        );
        return requests.flat().map(({ url }) => new URL(url).pathname);
      });
    await expect
      .poll(async () => (await kept()).filter((path) => path.startsWith("/_app/")).toSorted())
      .toEqual(builds.files.toSorted());
  });

  await page.context().setOffline(true);
  await page.goto("/help");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText(/1条已存手机/)).toBeVisible();
  expect(await demo.countReplies()).toBe(0);
  builds.takesCommands = true;
  await page.context().setOffline(false);
  await expect.poll(demo.countReplies, { timeout: 45_000 }).toBe(1);
  await builds.stop();
});

test("an unknown address says so and stays, with a way to the start", async ({ device }) => {
  const page = await device("phone");
  // Kit asks for the version before it believes that there is no such page.
  const told = page.waitForResponse("**/_app/version.json");
  await page.goto("/chat/old-link");
  await (await told).finished();
  await mark(page);
  await expect(page.getByText("没有这个页面")).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(await isMarked(page)).toBe(true);
  await page.getByRole("button", { name: "回首页" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
});
