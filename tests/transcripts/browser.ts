import type { Client } from "./client.ts";
import { pattern } from "./match.ts";

/** A page in a real browser, opened by a signed-in person. */
export interface OpenPage {
  /** Waits until the page shows the fragment. @throws Error with what it shows instead */
  shows(fragment: string): Promise<void>;
  close(): Promise<void>;
}

/** Playwright is optional (SPEC §8), so its own types may be absent; this is what is used of it. */
interface Playwright {
  chromium: { launch(): Promise<Browser> };
}
interface Browser {
  newContext(): Promise<Context>;
  close(): Promise<void>;
}
interface Context {
  addCookies(cookies: { name: string; value: string; url: string }[]): Promise<void>;
  newPage(): Promise<Page>;
}
interface Page {
  goto(url: string): Promise<unknown>;
  innerText(selector: string): Promise<string>;
  waitForFunction(code: string, arg: undefined, options: { timeout: number }): Promise<unknown>;
}

/** A variable, so that neither the compiler nor the server's install asks for it. */
const PACKAGE = "@playwright/test";
const SHOWN_WITHIN = 10_000;

/** @throws Error in one clear line when this machine has no browser */
export async function openPage(client: Client, url: string): Promise<OpenPage> {
  const browser = await launch();
  try {
    const context = await browser.newContext();
    await context.addCookies(client.cookies.map((cookie) => ({ ...cookie, url })));
    const page = await context.newPage();
    await page.goto(url);
    return { shows: (fragment) => waitFor(fragment, page), close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function launch(): Promise<Browser> {
  try {
    const { chromium } = (await import(PACKAGE)) as Playwright;
    return await chromium.launch();
  } catch (error) {
    const [why] = (error as Error).message.split("\n");
    throw new Error(`no browser here: install ${PACKAGE} and its chromium (${why})`);
  }
}

async function waitFor(fragment: string, page: Page): Promise<void> {
  const { source } = pattern(fragment);
  const shown = `new RegExp(${JSON.stringify(source)})
    .test(document.body.innerText.replace(/\\s+/g, " "))`;
  try {
    await page.waitForFunction(shown, undefined, { timeout: SHOWN_WITHIN });
  } catch {
    throw new Error(`the page shows: ${await page.innerText("body")}`);
  }
}
