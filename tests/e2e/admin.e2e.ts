import type { Page, Response } from "@playwright/test";
import { expect, test } from "./support/test.ts";

const INVITATIONS = { at: "/admin/invitations" };

/** Chooses people of one's area on the page of invitations and makes their codes. @returns the links */
async function makeCodes(page: Page, count: number): Promise<string[]> {
  const boxes = page.getByRole("checkbox");
  await expect(boxes.nth(count)).toBeVisible();
  for (let i = 0; i < count; i += 1) await boxes.nth(i).check();
  const links: string[] = [];
  const take = async (response: Response) => {
    if (!response.url().endsWith("/api/commands")) return;
    links.push((await response.json()).result.link);
  };
  page.on("response", take);
  await page.getByRole("button", { name: `出邀请码（${count}）` }).click();
  await expect(page.getByRole("img", { name: /的登录二维码$/ })).toHaveCount(count);
  await expect.poll(() => links.length).toBe(count);
  page.off("response", take);
  return links;
}

/** A4 pages that a print takes. */
async function pagesOf(page: Page): Promise<number> {
  const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
  return pdf.match(/\/Type\s*\/Page\b/g)!.length;
}

test("twelve codes go onto one sheet, and each signs a phone in that asks nothing more", async ({
  as,
  device,
}) => {
  const room = await as("鲍捷", "desktop", INVITATIONS);
  const [link] = await makeCodes(room, 12);
  expect(await pagesOf(room)).toBe(1);

  const phone = await device("phone");
  await phone.goto(link!);
  await expect(phone.getByRole("navigation", { name: "主导航" })).toBeVisible();
  expect(phone.url()).not.toContain("#i=");

  await room.goto("/admin/devices");
  await expect(room.getByText(/安卓|手机|电脑|平板/).first()).toBeVisible();
});

test("a code that is taken back closes what the phone shows, with a sentence", async ({
  as,
  device,
}) => {
  const room = await as("鲍捷", "desktop", INVITATIONS);
  const [link] = await makeCodes(room, 1);
  const phone = await device("phone");
  await phone.goto(link!);
  await expect(phone.getByRole("navigation", { name: "主导航" })).toBeVisible();
  // Connected: from here on a cut is felt at once.
  const live = phone
    .waitForEvent("websocket")
    .then((socket) => socket.waitForEvent("framereceived"));
  await phone.goto("/directory");
  await expect(phone.getByRole("combobox", { name: "找地方或人" })).toBeVisible();
  await live;

  room.on("dialog", (dialog) => void dialog.accept());
  await room
    .getByRole("button", { name: /^收回.+的邀请码$/ })
    .first()
    .click();
  await expect(room.getByText(/的邀请码已收回/)).toBeVisible();
  await expect(phone.getByText("这台设备已退出登录")).toBeVisible({ timeout: 2_000 });
  await expect(phone.getByRole("combobox", { name: "找地方或人" })).toBeHidden();
});

test("a lost phone is signed out from the list of devices", async ({ as, device }) => {
  const room = await as("鲍捷", "desktop", INVITATIONS);
  const [link] = await makeCodes(room, 1);
  const phone = await device("phone");
  await phone.goto(link!);
  await expect(phone.getByRole("navigation", { name: "主导航" })).toBeVisible();
  await room.goto("/admin/devices");
  await room
    .getByRole("button", { name: /^让.+退出登录$/ })
    .first()
    .click();
  await expect(room.getByText(/这台设备已退出登录/)).toBeVisible();
  await expect(phone.getByText("这台设备已退出登录")).toBeVisible();
});
