import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { type Demo, startDemo } from "./demo-county.ts";

export { expect };

export const SIZES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
} satisfies Record<string, BrowserContextOptions>;

export type Size = keyof typeof SIZES;

interface Fixtures {
  /** A county with a server of its own. */
  demo: Demo;
  /** Someone of the demo cast at a device of their own, signed in with one tap. */
  as: (who: string, size: Size, more?: BrowserContextOptions) => Promise<Page>;
  /** A device of its own where nobody is signed in. */
  device: (size: Size, more?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from here.
  demo: async ({}, use) => {
    const demo = await startDemo();
    await use(demo);
    await demo.stop();
  },
  device: async ({ browser, demo }, use) => {
    const open = async (size: Size, more: BrowserContextOptions = {}) => {
      const context = await browser.newContext({ baseURL: demo.url, ...SIZES[size], ...more });
      return context.newPage();
    };
    await use(open);
    await Promise.all(browser.contexts().map((context) => context.close()));
  },
  as: async ({ device }, use) => {
    await use(async (who, size, more) => {
      const page = await device(size, more);
      await signIn(page, who);
      return page;
    });
  },
});

/** With one tap on the cast, and away with the welcome of a new device. */
export async function signIn(page: Page, who: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: new RegExp(`^${who}`) }).click();
  await expect(page.getByRole("navigation", { name: /^(主导航|Main)$/ })).toBeVisible();
}
