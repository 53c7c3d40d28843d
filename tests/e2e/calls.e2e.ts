import type { Locator, Page } from "@playwright/test";
import type { TargetView } from "#contract/nouns";
import { callAs } from "./support/caller.ts";
import { answer, composer, openChannel, say } from "./support/chat.ts";
import { sidewaysIn } from "./support/fits.ts";
import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";

const RESULTS = ["已电话告知", "未接通", "关机"];

/** Dials nothing: a desktop's question what to open tel: with would take every later press. */
function withoutDialler(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.addEventListener("click", (event) => {
      if ((event.target as Element).closest("a[href^='tel:']")) event.preventDefault();
    });
  });
}

/** Unfolds places until so many of the silent stand in the list. */
async function unfold(list: Locator, n: number): Promise<Locator> {
  const rows = list.locator("li[data-place]");
  await expect(list.getByRole("button", { expanded: false }).first()).toBeVisible();
  while ((await rows.count()) < n) {
    const before = await rows.count();
    await list.getByRole("button", { expanded: false }).first().click();
    await expect(rows.nth(before)).toBeVisible();
  }
  return rows;
}

/** Presses ☎ of the n-th who has not, and what the call found, in that row itself. */
async function callDown(page: Page, rows: Locator, n: number, found: string) {
  const row = rows.nth(n);
  await row
    .getByRole("link", { name: /^打电话给/ })
    .first()
    .click();
  const results = row.getByRole("group", { name: /的电话结果$/ });
  if (n === 0) {
    await expect(results.getByRole("button")).toHaveText([...RESULTS, ""]);
    expect.soft(await sidewaysIn(page)).toEqual([]);
  }
  await results.getByRole("button", { name: found, exact: true }).click();
  await expect(results).toBeHidden();
  // How it ended stands in the row; nothing lies over the rows below.
  await expect(row.getByRole("status")).toHaveText(/^已记：/);
  await expect(page.locator("[aria-live]").getByRole("paragraph")).toHaveCount(0);
}

test("twelve silent grids are called and logged without leaving the list", async ({ as, demo }) => {
  const item = await issueTask(demo.url);
  const centre = await callAs(demo.url, "池敏");
  const logged = async (is: (target: TargetView) => boolean) =>
    (await centre.get<{ targets: TargetView[] }>(`/api/items/${item}/targets`)).targets.filter(is)
      .length;

  await test.step("on a phone's board, with a thumb", async () => {
    const phone = await as("鲍捷", "phone", { at: `/board/${item}` });
    await withoutDialler(phone);
    const list = phone.getByRole("region", { name: /^还差\d+/ });
    const rows = await unfold(list, 4);
    for (let n = 0; n < 4; n += 1) {
      await callDown(phone, rows, n, n % 2 === 0 ? "未接通" : "已电话告知");
    }
    await expect(list.getByText(/去电1次没通/).first()).toBeVisible();
    await expect(list.getByText(/\d\d:\d\d已电话告知/).first()).toBeVisible();
    await expect(phone).toHaveURL(new RegExp(`/board/${item}`));
    expect(await logged(({ calls }) => calls.failed === 1)).toBe(2);
    expect(await logged(({ calls }) => calls.toldAt !== null)).toBe(2);
  });

  await test.step("in the panel of the desk, where a call can be left out", async () => {
    const room = await as("鲍捷", "desktop", {
      at: `/c/${encodeURIComponent("staff:350125103")}?item=${item}`,
    });
    await withoutDialler(room);
    await room.getByRole("tab", { name: /^未报 \d+/ }).click();
    const rows = await unfold(room.getByRole("tabpanel"), 17);
    const first = rows.first();
    await first
      .getByRole("link", { name: /^打电话给/ })
      .first()
      .click();
    await first.getByRole("button", { name: "没有打，收起" }).click();
    await expect(first.getByRole("button", { name: "没有打，收起" })).toBeHidden();
    // A desk has a telephone of its own: the results stand in the row at hand, each has a key, and
    // the next row follows. Twelve calls are thirteen keys, so two minutes are ten seconds a call.
    const keys = ["1", "2", "3"];
    await room.keyboard.press("j");
    for (let n = 0; n < 12; n += 1) {
      const row = rows.nth(n + 1);
      await expect(row).toBeFocused();
      await expect(first.getByRole("group")).toBeHidden();
      await expect(row.getByRole("group").getByRole("button")).toHaveText(RESULTS);
      await room.keyboard.press(keys[n % 3]!);
      await expect(row.getByRole("status")).toHaveText(/^已记：/);
    }
    await expect(rows.nth(13)).toBeFocused();
    await expect(room.getByRole("tab", { name: /^未报 71$/ })).toBeVisible();
    // Three of them had been called from the phone already, and the last call is what counts.
    expect(await logged(({ calls }) => calls.failed > 0)).toBe(9);
    expect(await logged(({ calls }) => calls.toldAt !== null)).toBe(4);
    // Logged without a line, and the line comes back: the row no longer says that it waits.
    const kept = rows.nth(13);
    await room.context().setOffline(true);
    await room.keyboard.press("2");
    await expect(kept.getByRole("status")).toHaveText(/已存手机/);
    await room.context().setOffline(false);
    await expect(kept.getByRole("status")).toHaveText(/^已记：/);
    await room.getByRole("tab", { name: "过程" }).click();
    await expect(room.getByText("去电 关机（第1次）").first()).toBeVisible();
  });

  await test.step("the centre answers for a town out of contact, from its own list", async () => {
    const desk = await as("池敏", "desktop");
    await openChannel(desk, "#永泰县指挥部");
    // Refused, and led on by a button: the line waits in the field for its reason.
    await say(desk, `/报 ${item} 住户=9 已摸排=9 外来=0 代=溪洋1号 渠道=对讲`);
    await desk.getByRole("button", { name: "报葛岭镇失联" }).click();
    await expect(composer(desk)).toHaveValue("/失联 葛岭镇 原因=");
    await expect(composer(desk)).toBeFocused();
    await desk.keyboard.type("光缆断");
    await desk.getByRole("button", { name: "发送", exact: true }).click();
    await expect(answer(desk)).toContainText("葛岭镇已列为失联");
    await desk.goto("/todo");
    const list = desk.getByRole("region", { name: "失联，代答 71" });
    const row = list.getByRole("listitem").first();
    await expect(row.getByText("镇失联，县里可代答")).toBeVisible();
    await expect(row.getByRole("button", { name: "代报" })).toBeVisible();
    await centre.say("#永泰县指挥部", "/失联 葛岭镇 恢复");
    await desk.reload();
    await expect(list).toBeHidden();
  });
  await centre.leave();
});
