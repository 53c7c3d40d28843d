import type { Page } from "@playwright/test";
import { sidewaysIn } from "./support/fits.ts";
import { issueTask } from "./support/task.ts";
import { expect, signIn, test } from "./support/test.ts";

/** A phone held sideways, and a smaller one. */
const SIDEWAYS = [
  { width: 740, height: 360 },
  { width: 640, height: 360 },
];

test("a phone held sideways keeps two thirds of its height for what one reads", async ({
  as,
  demo,
}) => {
  const item = await issueTask(demo.url);
  const phone = await as("鲍捷", "phone", { viewport: SIDEWAYS[0]!, at: "/todo" });
  await look(phone, "/todo", "户情再摸排");
  await look(phone, "/c/staff%3A350125103", "葛岭镇");
  await look(phone, `/todo?item=${item}`, "户情再摸排");
  await look(phone, `/board/${item}`, "户情再摸排");
  await look(phone, "/c/staff%3A350125103?do=task", "任务");
  await phone.context().clearCookies();
  await signIn(phone, "卢霞", `/todo?fill=${item}`);
  await look(phone, null, "户情再摸排");
  await look(phone, "/todo", "户情再摸排");
});

/** @param path null where one is */
async function look(phone: Page, path: string | null, shows: string): Promise<void> {
  await phone.setViewportSize(SIDEWAYS[0]!);
  if (path !== null) await phone.goto(path);
  await expect(phone.getByText(shows).filter({ visible: true }).first()).toBeVisible();
  await phone.waitForLoadState("networkidle");
  for (const size of SIDEWAYS) {
    await phone.setViewportSize(size);
    const at = `${path} ${size.width}×${size.height}`;
    await expect.soft
      .poll(() => shareOf(phone), { message: at, timeout: 2_000 })
      .toBeGreaterThan(2 / 3);
    expect.soft(await sidewaysIn(phone), at).toEqual([]);
  }
}

/** How much of the height the box has that one scrolls, of those on top. */
function shareOf(phone: Page): Promise<number> {
  return phone.evaluate(() => {
    const shares = [...document.querySelectorAll("*")].flatMap((e) => {
      const isScrolled = /auto|scroll/.test(getComputedStyle(e).overflowY);
      const box = e.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return isScrolled && e.contains(top) ? [box.height / innerHeight] : [];
    });
    return Math.max(0, ...shares);
  });
}
