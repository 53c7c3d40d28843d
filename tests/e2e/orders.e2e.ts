import { randomUUID } from "node:crypto";
import { request } from "@playwright/test";
import { expect, test } from "./support/test.ts";

/** The county's leader issues an order to a town, over the plain interface. @returns its id */
async function issueOrder(url: string): Promise<string> {
  const leader = await request.newContext({ baseURL: url });
  try {
    await leader.post("/api/sign-in", { data: { account: "谢远", password: "lingda-demo" } });
    const text = "/指挥令 网格员全部到岗 范围=葛岭镇 截止=2小时内 确认=是\n请逐户核对在家人员。";
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
  const page = await as("鲍捷", "desktop");
  await page.goto("/orders");
  await page.getByRole("link", { name: /网格员全部到岗/ }).click();
  await expect(page).toHaveURL(new RegExp(encodeURIComponent(id)));
  await expect(page.getByText(/^还差\d+，共\d+$/)).toBeVisible();
  await expect(page.getByRole("link", { name: /^\d{11}$/ }).first()).toBeVisible();
  await expect(page.getByText("还没有按这件发出的任务")).toBeVisible();

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("img", { name: "扫码看最新" })).toBeVisible();
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows.filter({ hasText: "未签收" }).first()).toBeVisible();
  await expect(page.getByRole("navigation", { name: "主导航" })).toBeHidden();
});
