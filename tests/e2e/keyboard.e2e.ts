import { answer, card, composer } from "./support/chat.ts";
import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";

test("a town's room works without a mouse", async ({ device, demo }) => {
  const id = await issueTask(demo.url);
  const page = await device("desktop");

  await test.step("signs in", async () => {
    await page.goto("/sign-in");
    await page.getByLabel("账号").focus();
    await page.keyboard.type("鲍捷");
    await page.keyboard.press("Tab");
    await page.keyboard.type("lingda-demo");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("navigation", { name: "主导航" })).toBeVisible();
  });

  await test.step("jumps to a channel by initials", async () => {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.type("glz");
    await expect(page.getByRole("option", { name: /葛岭镇/ }).first()).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "#葛岭镇" })).toBeVisible();
  });

  await test.step("an Enter inside an input method sends nothing", async () => {
    await composer(page).focus();
    await page.keyboard.type("zhidao");
    await composer(page).dispatchEvent("keydown", {
      key: "Enter",
      isComposing: true,
      keyCode: 229,
    });
    await expect(composer(page)).toHaveValue("zhidao");
    await composer(page).fill("");
  });

  await test.step("asks and is answered", async () => {
    await page.keyboard.type(`/汇总 ${id}`);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await expect(answer(page)).toContainText("应报71");
  });

  await test.step("is where it was when the column closes", async () => {
    const title = card(page, "户情再摸排").getByRole("link", { name: "户情再摸排" });
    await title.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "户情再摸排" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(title).toBeFocused();
  });

  await test.step("reaches everything by Tab, with a visible focus", async () => {
    await page.goto("/todo");
    // Behind the last of a page that has not come yet, Tab leaves the page.
    await expect(page.getByRole("main").getByRole("link", { name: "户情再摸排" })).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
    const reached = new Set<string>();
    for (let i = 0; i < 12; i += 1) {
      await page.keyboard.press("Tab");
      const focus = await page.evaluate(() => {
        const element = document.activeElement!;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return {
          text: element.textContent?.trim(),
          outline: outlineStyle !== "none" && outlineWidth !== "0px",
        };
      });
      expect(focus.outline, focus.text).toBe(true);
      reached.add(focus.text ?? "");
    }
    expect([...reached].join(" ")).toMatch(/跳转.*等我处理.*看板/);
  });
});
