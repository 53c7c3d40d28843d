import type { BrowserContext, Page } from "@playwright/test";
import { callAs } from "./support/caller.ts";
import { issueTask } from "./support/task.ts";
import { expect, SIZES, signIn, test } from "./support/test.ts";

const VILLAGE = "/c/staff%3A350125103205";
const composer = (page: Page) => page.getByRole("combobox", { name: "消息或命令" });

/** A worker's phone that lacks something; `lack` runs in every page before all else. */
async function phoneWithout(context: BrowserContext, lack: () => void): Promise<Page> {
  await context.addInitScript(lack);
  const page = await context.newPage();
  await signIn(page, "卢霞", "/todo");
  return page;
}

test("odd devices work, and say what they cannot", async ({ browser, demo }) => {
  // Five devices one after the other.
  test.setTimeout(150_000);
  const item = await issueTask(demo.url);
  const phone = () => browser.newContext({ baseURL: demo.url, ...SIZES.phone });

  await test.step("a clock that is 26 hours slow: the time left is the server's", async () => {
    const page = await phoneWithout(await phone(), () => {
      const off = -26 * 3_600_000;
      const own = Date.now;
      Date.now = () => own() + off;
    });
    await expect(page.getByText(/还有(2小时|1小时59分)/)).toBeVisible();
    await expect(
      page.getByText("这台设备的时间慢了1天2小时，这里一律按服务器的时间"),
    ).toBeVisible();
    await page.goto(VILLAGE);
    await expect(composer(page)).toBeVisible();
    const late = page.waitForRequest((request) => /"clientAt"/.test(request.postData() ?? ""));
    await page.context().setOffline(true);
    await composer(page).fill("钟慢了也照样说话");
    await page.getByRole("button", { name: "发送" }).tap();
    await expect(page.getByText(/1条已存手机/)).toBeVisible();
    await page.context().setOffline(false);
    const { clientAt } = (await late).postDataJSON() as { clientAt: number };
    expect(Math.abs(clientAt - Date.now())).toBeLessThan(60_000);
    await page.context().close();
  });

  await test.step("no localStorage", async () => {
    const page = await phoneWithout(await phone(), () => {
      Object.defineProperty(globalThis, "localStorage", {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    });
    await expect(page.getByRole("heading", { name: "户情再摸排" })).toBeVisible();
    await expect(page.getByText(/这个浏览器不让本站保存设置/)).toBeVisible();
    await page.context().close();
  });

  await test.step("no IndexedDB: what is sent is sent at once, or stays in the form", async () => {
    const page = await phoneWithout(await phone(), () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("denied", "SecurityError");
      };
    });
    await expect(page.getByText(/不让本站保存数据：没有信号时发不出去/)).toBeVisible();
    await page.getByRole("button", { name: "填报", exact: true }).tap();
    await page.getByLabel(/^已摸排/).fill("20");
    await page.getByLabel(/^外来/).fill("3");
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "提交" }).tap();
    await expect(page.getByText(/没有连上/).first()).toBeVisible();
    await expect(page.getByLabel(/^已摸排/)).toHaveValue("20");
    await page.context().setOffline(false);
    // Not a second tap at once, which would be a double one and means the first alone.
    await page.getByRole("button", { name: "提交" }).press("Enter");
    await expect(page.getByText(/^已送到/).first()).toBeVisible();
    await page.goto(VILLAGE);
    await composer(page).fill("没有存也能说");
    await page.getByRole("button", { name: "发送" }).tap();
    await expect(page.getByRole("main").getByText("没有存也能说")).toBeVisible();
    await expect(composer(page)).toHaveValue("");
    await page.context().close();
  });

  await test.step("no sockets: talk and board are asked for by the clock", async () => {
    const context = await browser.newContext({ baseURL: demo.url, ...SIZES.desktop });
    await context.addInitScript(() => Reflect.deleteProperty(globalThis, "WebSocket"));
    const page = await context.newPage();
    await signIn(page, "鲍捷", "/c/staff%3A350125103");
    await expect(composer(page)).toBeVisible();
    const leader = await callAs(demo.url, "张帆");
    await leader.say("staff:350125103", "没有长连接也看得到");
    await leader.leave();
    await expect(page.getByRole("main").getByText("没有长连接也看得到")).toBeVisible();
    await expect(page.getByText(/实时连接用不了（浏览器或网络不支持）/)).toBeVisible({
      timeout: 20_000,
    });
    await page.goto(`/board/${item}`);
    await expect(page.getByText(/实时连接用不了，每15秒刷新一次/)).toBeVisible();
    await expect(page.getByRole("treegrid").getByText("溪洋村").first()).toBeVisible();
    await context.close();
  });

  await test.step("Chinese letters are letters, not boxes", async () => {
    const page = await browser.newPage({ baseURL: demo.url });
    await page.goto("/sign-in");
    const drawn = await page.evaluate(() =>
      ["令", "达", "镇"].map((letter) => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 40 });
        const pen = canvas.getContext("2d")!;
        pen.font = `32px ${getComputedStyle(document.body).fontFamily}`;
        pen.fillText(letter, 2, 32);
        return canvas.toDataURL();
      }),
    );
    expect(new Set(drawn).size, "install a Chinese font: apt-get install fonts-noto-cjk").toBe(3);
    await page.close();
  });
});
