import { randomUUID } from "node:crypto";
import { request } from "@playwright/test";
import type { Tally } from "#contract/tally";
import { card } from "./support/chat.ts";
import { expect, test } from "./support/test.ts";

/** The county's leader issues an order, to a town unless told otherwise, over the plain interface. @returns its id */
async function issueOrder(url: string, scope = "葛岭镇"): Promise<string> {
  const leader = await request.newContext({ baseURL: url });
  try {
    await leader.post("/api/sign-in", { data: { account: "谢远", password: "lingda-demo" } });
    const text = `/指挥令 网格员全部到岗 范围=${scope} 截止=2小时内 确认=是\n请逐户核对在家人员。`;
    const sent = await leader.post("/api/commands", {
      data: { cid: randomUUID(), channel: "hq:350125", text },
    });
    expect(sent.status(), await sent.text()).toBe(200);
    return (await sent.json()).result.item;
  } finally {
    await leader.dispose();
  }
}

test("an order shows who has not acknowledged, and prints with its code", async ({ as, demo }) => {
  const id = await issueOrder(demo.url);
  const page = await as("鲍捷", "desktop", { at: "/orders" });
  await page.getByRole("link", { name: /网格员全部到岗/ }).click();
  await expect(page).toHaveURL(new RegExp(encodeURIComponent(id)));
  await expect(page.getByText(/^还差\d+，共\d+$/)).toBeVisible();
  await expect(page.getByRole("link", { name: /^打电话给.+ \d{11}$/ }).first()).toBeVisible();
  await expect(page.getByText("还没有按这件发出的任务")).toBeVisible();
  // By the level below, as everywhere.
  await expect(page.getByRole("button", { name: /^葛岭村 ?还差/ })).toBeVisible();

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("img", { name: "扫码看最新" })).toBeVisible();
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows.filter({ hasText: "未签收" }).first()).toBeVisible();
  await expect(page.getByRole("navigation", { name: "主导航" })).toBeHidden();
});

test("a town sees one number of a county's order everywhere, and 催 reminds as many as it says", async ({
  as,
  demo,
}) => {
  const id = await issueOrder(demo.url, "全县");
  const at = encodeURIComponent(id);
  const page = await as("鲍捷", "desktop", { at: `/c/${encodeURIComponent("staff:350125103")}` });
  const inChat = card(page, "网格员全部到岗");
  // Two spellings of 催, and how many it bears.
  const remind = /^催(?:未报)?\((\d+)\)$/;
  const line = inChat.getByText(/应签收\d+ /).last();
  const asked = /应签收\d+/.exec((await line.textContent())!)![0];
  const n = remind.exec(
    (await inChat.getByRole("button", { name: remind }).textContent())!.trim(),
  )![1]!;
  const whole = (await (await page.request.get(`/api/items/${at}/tally`)).json()) as Tally;
  expect(Number(asked.slice("应签收".length))).toBeLessThan(whole.counts.expected!);

  await test.step("the panel", async () => {
    await inChat.getByRole("link", { name: "网格员全部到岗" }).click();
    const panel = page.getByRole("region", { name: "网格员全部到岗" });
    await expect(panel.getByText(new RegExp(`${asked} `)).last()).toBeVisible();
    await expect(panel.getByRole("button", { name: remind })).toHaveText(`催(${n})`);
  });
  await test.step("the board", async () => {
    await page.goto(`/board/${at}`);
    await expect(page.getByText(new RegExp(`^${asked} `)).first()).toBeVisible();
    await expect(page.getByRole("button", { name: remind })).toHaveText(`催未报(${n})`);
  });
  await test.step("the library, where 催 is pressed", async () => {
    await page.goto("/orders");
    await page.getByRole("link", { name: /网格员全部到岗/ }).click();
    const total = asked.slice("应签收".length);
    await expect(page.getByText(`还差${total}，共${total}`, { exact: true })).toBeVisible();
    await page.getByRole("button", { name: `催(${n})`, exact: true }).click();
    await expect(page.getByText(new RegExp(`已催${n}个`))).toBeVisible();
    // Nobody is left to remind, and why not stands beside it.
    await expect(page.getByRole("button", { name: "催(0)" })).toBeDisabled();
    await expect(page.getByText(`刚催过${n}`, { exact: true })).toBeVisible();
  });
});

test("who has issued an order takes it back where it is read, with a reason", async ({
  as,
  demo,
}) => {
  const id = await issueOrder(demo.url);
  const page = await as("谢远", "desktop", { at: `/orders/${encodeURIComponent(id)}` });
  await page.getByRole("button", { name: "撤令", exact: true }).click();
  await page.getByRole("textbox", { name: "原因" }).fill("内容有误");
  await page.getByRole("button", { name: "预览" }).click();
  await page.getByRole("button", { name: "发送" }).click();
  await expect(page.getByText("这件已经废止，不要再按它办。")).toBeVisible();
  await expect(page.getByText("撤销：内容有误")).toBeVisible();
  await expect(page.getByRole("button", { name: "撤令", exact: true })).toHaveCount(0);
});
