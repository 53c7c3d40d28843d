import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { playBusyDay } from "./support/busy-day.ts";
import { screensOf, visit } from "./support/screens.ts";
import { expect, SIZES, type Size, test } from "./support/test.ts";

/** Screens of people at work, each in the size in which it is used most. */
const LOOKED_AT: Record<Size, string[]> = {
  desktop: [
    "chat-county",
    "board-place",
    "orders-item",
    "chat-town",
    "item",
    "todo-room",
    "directory",
    "admin-log",
  ],
  phone: ["board-item", "todo-leader", "talk-worker", "trace", "todo-worker", "reply-form"],
};
/** What was typed in this county: commands, titles, fields, talk, and names in the profile. */
const TYPED = ["./support/busy-day.ts", "./support/task.ts", "../../db/profiles/yongtai.json"]
  .map((path) => readFileSync(new URL(path, import.meta.url), "utf8"))
  .join("\n");
/** Numbers of documents, and what can be typed as it stands: a command's name, a pair of it. */
const PRINTED = /指挥部令〔\d+〕\d+号|令\d+|\/\S+|\S+=\S+/g;

for (const size of Object.keys(SIZES) as Size[]) {
  test(`in English no Chinese stands but names and what was typed, ${size}`, async ({
    device,
    demo,
  }) => {
    test.setTimeout(120_000);
    const day = await playBusyDay(demo.url);
    const names = new Set(await demo.names());
    const page = await device(size);
    await page.addInitScript(() => {
      localStorage.setItem("lingda.locale", "en");
      localStorage.setItem("lingda.welcomed", "1");
    });
    const screens = screensOf(day).filter(({ name }) => LOOKED_AT[size].includes(name));
    await visit(page, [size], screens, async ({ name }) => {
      expect.soft(await chineseIn(page, names), name).toEqual([]);
      if (name !== "chat-town") return;
      const composer = page.getByRole("combobox", { name: "Message or command" });
      await composer.fill("/任务 户情再摸排 范围=葛岭镇 字段=住户:整数! 截止=明日18:00");
      await composer.press("Enter");
      await expect(page.getByText(/^Goes to \d+ places/)).toBeVisible();
      expect.soft(await chineseIn(page, names), "a preview").toEqual([]);
      await composer.fill("/核实 令1");
      await composer.press("Enter");
      await expect(page.getByText(/it only wants receipts/)).toBeVisible();
      expect.soft(await chineseIn(page, names), "a refusal").toEqual([]);
    });
  });
}

/** Texts and labels with Chinese that is neither a name nor typed by somebody. */
async function chineseIn(page: Page, names: ReadonlySet<string>): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found = new Set<string>();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { parentElement, textContent } = walk.currentNode;
      if (!parentElement?.closest("script, style")) found.add(textContent ?? "");
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
      for (const name of ["aria-label", "title", "placeholder"])
        found.add(element.getAttribute(name) ?? "");
    }
    return [...found].filter((text) => /\p{Script=Han}/u.test(text));
  });
  return texts.filter((text) => {
    const runs = text.replace(PRINTED, "").match(/\p{Script=Han}[\p{Script=Han}\d]*/gu) ?? [];
    return runs.some((run) => !isOfNames(run, names));
  });
}

/** Whether it is names and typed words one after another, with a number: 溪洋3号, 住户41. */
function isOfNames(run: string, names: ReadonlySet<string>): boolean {
  if (/^[村镇乡号\d]*$/.test(run)) return true;
  for (let end = run.length; end > 0; end -= 1) {
    const head = run.slice(0, end);
    const isKnown = names.has(head) || (end > 1 && TYPED.includes(head));
    if (isKnown && isOfNames(run.slice(end), names)) return true;
  }
  return false;
}
