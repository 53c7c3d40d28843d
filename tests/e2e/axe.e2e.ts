import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { playBusyDay } from "./support/busy-day.ts";
import { layoutShift } from "./support/layout-shifts.ts";
import { screensOf, visit } from "./support/screens.ts";
import { statesOf } from "./support/states.ts";
import { expect, test } from "./support/test.ts";

const builder = createRequire(import.meta.url).resolve("@axe-core/playwright");
/** The program that looks: half a megabyte, so it is brought once for each screen and not for each look. */
const AXE = readFileSync(createRequire(builder).resolve("axe-core/axe.min.js"), "utf8");
const IS_THERE = "void axe";
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** A page that jumps more than this while it opens loses its reader's place: the sum of browsers' CLS. */
const MOST_SHIFT = 0.1;
const STILL = /^(sign-in|chat|talk|board|todo)/;

/** Each screen once; by whose they are, so that one signs in once and the workers share them. */
const WHOSE: Record<string, (who: string | null) => boolean> = {
  "the county's": (who) => who === "池敏",
  "a town's": (who) => who === "鲍捷",
  "everybody else's": (who) => who !== "池敏" && who !== "鲍捷",
};

for (const [whose, isTheirs] of Object.entries(WHOSE)) {
  test(`nothing serious for axe on ${whose} screens, and nothing jumps`, async ({
    device,
    demo,
  }) => {
    test.setTimeout(240_000);
    const day = await playBusyDay(demo.url);
    const page = await device("desktop");
    const screens = [...screensOf(day), ...statesOf(day)].filter(({ who }) => isTheirs(who));
    await visit(page, ["desktop", "phone"], screens, async ({ name }, size) => {
      if (size === "desktop" && STILL.test(name)) {
        expect.soft(await layoutShift(page), `${name} jumps`).toBeLessThan(MOST_SHIFT);
      }
      await page.evaluate(AXE);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect
          .soft(await faults(page, colorScheme), `${name}, ${size}, ${colorScheme}`)
          .toEqual([]);
      }
    });
  });
}

/** What is wrong, and where, of what keeps somebody out; the dark theme differs in colours alone. */
async function faults(page: Page, theme: "light" | "dark"): Promise<string[]> {
  // Legacy: without a blank page for every report, which only frames of other origins need.
  const axe = new AxeBuilder({ page, axeSource: IS_THERE }).setLegacyMode();
  // What is well is not written down: that takes as long as to find what is not.
  axe.options({ resultTypes: ["violations"], elementRef: false });
  if (theme === "light") axe.withTags(WCAG);
  else axe.withRules(["color-contrast"]);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary}`),
    );
}
