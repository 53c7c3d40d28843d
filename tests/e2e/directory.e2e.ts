import { expect, test } from "./support/test.ts";

test("somebody is found by initials and rung, without leaving the list", async ({ as }) => {
  const page = await as("鲍捷", "phone", { at: "/directory" });
  await page.getByRole("combobox", { name: "找地方或人" }).fill("lx");
  const people = page.getByRole("option", { name: /按姓名、岗位找“lx”/ });
  await expect(people).toBeVisible();
  // The Enter with which an input method ends its word, as Safari tells of it, chooses nothing.
  await page.getByRole("combobox", { name: "找地方或人" }).evaluate((field) => {
    const enter = { key: "Enter", keyCode: 229, bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent("keydown", enter));
  });
  await expect(people).toBeVisible();
  await people.click();
  const call = page.getByRole("link", { name: /^打给溪洋1号 网格员 卢霞/ });
  await expect(call).toHaveAttribute("href", /^tel:\d+$/);

  await test.step("and from the talks, beside everything else", async () => {
    await page.goto("/c");
    await page.getByRole("button", { name: /^找人、地方/ }).tap();
    await page.getByRole("dialog").getByRole("combobox").fill("xy1h");
    await expect(page.getByRole("option", { name: /^溪洋1号 网格员 卢霞\s*☎/ })).toBeVisible();
  });
});

test("a place is found by initials and opens with who answers for it", async ({ as }) => {
  const page = await as("鲍捷", "desktop", { at: "/directory" });
  await page.getByRole("combobox", { name: "找地方或人" }).fill("xyc");
  await page
    .getByRole("option", { name: /溪洋村/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "溪洋村" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^打给鄢明/ })).toBeVisible();
});
