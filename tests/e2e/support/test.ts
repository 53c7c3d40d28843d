import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { type Demo, startDemo } from "./demo-county.ts";

export { expect };

export const SIZES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
} satisfies Record<string, BrowserContextOptions>;

export type Size = keyof typeof SIZES;

interface At {
  /** The address that is opened. */
  at?: string;
}

interface Fixtures {
  /** Whether the county has its morning behind it; otherwise nothing has happened in it. */
  morning: boolean;
  /** Whether a desk is shown both sides of a first task; otherwise whoever sits there has put that away. */
  welcome: boolean;
  /** A county with a server of its own. */
  demo: Demo;
  /** Someone of the demo cast at a device of their own, signed in, on the first screen unless told where. */
  as: (who: string, size: Size, more?: BrowserContextOptions & At) => Promise<Page>;
  /** A device of its own where nobody is signed in. */
  device: (size: Size, more?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  morning: [false, { option: true }],
  welcome: [false, { option: true }],
  demo: async ({ morning }, use) => {
    const demo = await startDemo(morning);
    await use(demo);
    await demo.stop();
  },
  device: async ({ browser, demo, welcome }, use) => {
    const open = async (size: Size, more: BrowserContextOptions = {}) => {
      const storageState = welcome ? undefined : putAway(demo.url);
      const context = await browser.newContext({
        ...{ baseURL: demo.url, storageState, ...SIZES[size], ...more },
      });
      return context.newPage();
    };
    await use(open);
    await Promise.all(browser.contexts().map((context) => context.close()));
  },
  as: async ({ device }, use) => {
    await use(async (who, size, { at, ...more } = {}) => {
      const page = await device(size, more);
      await signIn(page, who, at);
      return page;
    });
  },
});

/** A device on which 先不看 was pressed. */
function putAway(origin: string): BrowserContextOptions["storageState"] {
  const localStorage = [{ name: "lingda.welcome-hidden", value: "1" }];
  return { cookies: [], origins: [{ origin, localStorage }] };
}

/** As a phone that was here before: the session is there, and the first screen opens, or another. */
export async function signIn(page: Page, who: string, at?: string): Promise<void> {
  const data = { account: who, password: "lingda-demo" };
  const entered = await page.request.post("/api/sign-in", { data });
  expect(entered.status(), await entered.text()).toBe(200);
  await page.goto(at ?? "/");
  if (at === undefined)
    await expect(page.getByRole("navigation", { name: /^(主导航|Main)$/ })).toBeVisible();
}
