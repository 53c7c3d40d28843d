import type { Locator, Page } from "@playwright/test";
import { expect } from "./test.ts";

/** Comes back when the rows of the board that is open are there. */
export async function boardIsThere(page: Page): Promise<void> {
  await expect(page.getByText(/^应报\d+ /).first()).toBeVisible();
}

/** The tree table of a desktop. */
export function tree(page: Page): Locator {
  return page.getByRole("treegrid");
}

/** The line of a place in the tree. */
export function placeRow(page: Page, name: string): Locator {
  return tree(page)
    .getByRole("row")
    .filter({ has: page.getByText(name, { exact: true }) });
}

/** One of the large numbers that are work. */
export function work(page: Page, name: string): Locator {
  return page.getByRole("button", { name: new RegExp(`^${name} \\d+，`) });
}

/** How many cells of the heat grid have this shape: each begins with one move in the shape's paths. */
export async function cells(page: Page, shape: string): Promise<number> {
  const paths = page.locator(`[data-heat] g.shape-${shape}`);
  const counts = await paths.evaluateAll((groups) =>
    groups.map((group) => {
      const drawn = group.querySelector("path")?.getAttribute("d") ?? "";
      return drawn.match(/M/g)?.length ?? 0;
    }),
  );
  return counts.reduce((sum, n) => sum + n, 0);
}
