import { sidewaysIn } from "./support/fits.ts";
import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";

test("大字版: larger type, targets of 56 px, nothing cut off, kept on the device", async ({
  as,
  demo,
}) => {
  await issueTask(demo.url);
  const worker = await as("卢霞", "phone", { at: "/me" });
  await worker.getByRole("radio", { name: "大字版" }).tap();
  await worker.goto("/todo");
  await expect(worker.getByRole("heading", { name: "户情再摸排" })).toBeVisible();
  const type = await worker.evaluate(() => getComputedStyle(document.body).fontSize);
  expect(Number.parseFloat(type)).toBeGreaterThanOrEqual(20);
  const room = worker.getByRole("link", { name: /^打电话给葛岭镇综治中心/ });
  const buttons = ["收到", "填报", "有困难"].map((name) =>
    worker.getByRole("button", { name, exact: true }),
  );
  for (const target of [...buttons, room]) {
    const box = await target.boundingBox();
    expect(box!.height, String(target)).toBeGreaterThanOrEqual(56);
    expect(box!.x + box!.width, String(target)).toBeLessThanOrEqual(360);
  }
});

for (const locale of ["zh-CN", "en"]) {
  test(`nothing scrolls sideways at 360 px in 大字版, ${locale}`, async ({ device, demo }) => {
    const item = await issueTask(demo.url);
    const page = await device("phone");
    await page.addInitScript((chosen) => {
      localStorage.setItem("lingda.locale", chosen);
      localStorage.setItem("lingda.type", "large");
      localStorage.setItem("lingda.welcomed", "1");
    }, locale);
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /^鲍捷/ }).click();
    await expect(page.getByRole("navigation").last()).toBeVisible();
    const paths = ["/todo", "/c", "/board", "/me", "/me/trace", "/help", `/todo?item=${item}`];
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole("heading").first()).toBeVisible();
      await page.waitForLoadState("networkidle");
      expect.soft(await sidewaysIn(page), path).toEqual([]);
    }
  });
}
