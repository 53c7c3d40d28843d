import type { Page } from "@playwright/test";
import { type Caller, callAs } from "./support/caller.ts";
import { message, openChannel } from "./support/chat.ts";
import { expect, type Size, test } from "./support/test.ts";

const RESIDENTS = "#溪洋1号·住户";

const tree = (page: Page) => page.getByRole("list", { name: "频道" });
const link = (page: Page, name: string) =>
  tree(page).getByRole("link", { name: new RegExp(`^${name}(\\s|$)`) });
const unfold = (page: Page, name: string) =>
  tree(page).getByRole("button", { name: new RegExp(`^展开${name}下面的`) });
const fold = (page: Page, name: string) =>
  tree(page).getByRole("button", { name: new RegExp(`^收起${name}下面的`) });
const looksOf = async (who: Caller) => {
  const log = await who.get<{ entries: { command: string; channelName: string }[] }>(
    "/api/command-log",
  );
  return log.entries.filter(({ command }) => command === "look").map((one) => one.channelName);
};

for (const size of ["desktop", "phone"] as const satisfies Size[]) {
  test(`the channels of a county hang in its tree (${size})`, async ({ as, demo }) => {
    const page = await as("鄢明", size);
    const worker = await callAs(demo.url, "卢霞");
    const leader = await callAs(demo.url, "谢远");

    await test.step("one's own branch is open, grids are folded over their residents", async () => {
      await page.goto("/c");
      await expect(fold(page, "#葛岭镇")).toBeVisible();
      const line = tree(page)
        .getByRole("listitem")
        .filter({ has: page.getByRole("link", { name: "#溪洋村" }) });
      await expect(line).toHaveAttribute("aria-level", "3");
      await unfold(page, "溪洋基础一").click();
      await expect(link(page, RESIDENTS)).toBeHidden();
      await unfold(page, "溪洋1号").click();
      await expect(link(page, RESIDENTS)).toBeVisible();
    });

    await test.step("what arrives below a fold is seen on it", async () => {
      await fold(page, "溪洋基础一").click();
      await expect(link(page, RESIDENTS)).toBeHidden();
      await worker.say(RESIDENTS, "明天上午停水");
      await expect(unfold(page, "溪洋基础一")).toHaveAccessibleName(/有未读$/);
      await unfold(page, "溪洋基础一").click();
      await expect(link(page, RESIDENTS)).toHaveAccessibleName(/有未读$/);
      await expect(fold(page, "溪洋基础一")).not.toHaveAccessibleName(/有未读$/);
      await fold(page, "#葛岭镇").click();
      await worker.say("#溪洋村", "@鄢明 看一下");
      await expect(link(page, "#葛岭镇")).toHaveAccessibleName(/1处点名叫你$/);
      // Under a thumb what waits stands first as well.
      await expect(link(page, "#溪洋村")).toHaveCount(size === "phone" ? 1 : 0);
      await unfold(page, "#葛岭镇").click();
    });

    await test.step("members see who may look in, and the places above are ways there", async () => {
      await openChannel(page, "#溪洋村");
      await expect(page.getByText("县综合指挥中心、葛岭镇综治中心可查看")).toBeVisible();
      const path = page.getByRole("navigation", { name: "在哪里" });
      await expect(path.getByRole("link")).toHaveText(["永泰县", "葛岭镇"]);
    });

    await test.step("who looks in is told, and stands in the record alone", async () => {
      const other = await as("谢远", size);
      await other.goto("/c");
      await expect(unfold(other, "#葛岭镇")).toBeVisible();
      await unfold(other, "#葛岭镇").click();
      await expect(link(other, "#溪洋村")).toHaveAccessibleName("#溪洋村 不是成员");
      const filter = other.getByRole("searchbox", { name: /^找频道/ });
      await filter.fill("xyc");
      await expect(link(other, "#溪洋村")).toHaveAccessibleName(/葛岭镇/);
      expect(await looksOf(leader)).toEqual([]);
      await link(other, "#溪洋村").click();
      await expect(message(other, "@鄢明 看一下")).toBeVisible();
      await expect(other.getByText("你不是这里的成员，这次查看已记入操作记录")).toBeVisible();
      expect(await looksOf(leader)).toEqual(["溪洋村"]);
      await expect(message(page, "查看")).toBeHidden();

      const path = other.getByRole("navigation", { name: "在哪里" });
      await path.getByRole("link", { name: "永泰县" }).click();
      await expect(other.getByRole("heading", { name: "#永泰县指挥部" })).toBeVisible();
      await expect(other.getByText("你不是这里的成员")).toBeHidden();
    });

    if (size === "phone") return;
    await test.step("arrows walk it", async () => {
      await page.getByRole("searchbox", { name: /^找频道/ }).fill("");
      await link(page, "#溪洋村").focus();
      await page.keyboard.press("ArrowLeft");
      await expect(unfold(page, "#溪洋村")).toBeVisible();
      await page.keyboard.press("ArrowLeft");
      await expect(link(page, "#葛岭镇")).toBeFocused();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await expect(fold(page, "溪洋基础一")).toBeFocused();
      await page.keyboard.press("Home");
      await expect(fold(page, "永泰县")).toBeFocused();
    });
  });
}
