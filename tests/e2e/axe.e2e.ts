import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { screensOf, visit } from "./support/screens.ts";
import { issueTask } from "./support/task.ts";
import { expect, SIZES, type Size, test } from "./support/test.ts";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const size of Object.keys(SIZES) as Size[]) {
  for (const theme of ["light", "dark"] as const) {
    test(`nothing serious for axe on any screen, ${size}, ${theme}`, async ({ device, demo }) => {
      test.setTimeout(180_000);
      const item = await issueTask(demo.url);
      const page = await device(size, { colorScheme: theme, reducedMotion: "reduce" });
      await visit(page, size, screensOf(item), async ({ name }) => {
        expect.soft(await faults(page, theme), name).toEqual([]);
      });
    });
  }
}

/** What is wrong, and where, of what keeps somebody out; the dark theme differs in colours alone. */
async function faults(page: Page, theme: "light" | "dark"): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (theme === "light") axe.withTags(WCAG);
  else axe.withRules(["color-contrast"]);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary}`),
    );
}
