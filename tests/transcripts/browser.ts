import { type Browser, chromium, type Page } from "@playwright/test";
import { ensureChromium } from "../support/chromium.mjs";
import type { Client } from "./client.ts";
import { pattern } from "./match.ts";

/** A page in a real browser, opened by a signed-in person. */
export interface OpenPage {
  /** Waits until the page shows the fragment. @throws Error with what it shows instead */
  shows(fragment: string): Promise<void>;
  close(): Promise<void>;
}

/** Generous, for a page starts with a browser of its own. */
const SHOWN_WITHIN = 15_000;

/** @throws NoBrowser when this machine has none and can get none */
export async function openPage(client: Client, url: string): Promise<OpenPage> {
  const browser = await launch();
  try {
    // Waiting looks again and again by a script, which the pages' own policy rightly refuses.
    const context = await browser.newContext({ bypassCSP: true });
    await context.addCookies(client.cookies.map((cookie) => ({ ...cookie, url })));
    const page = await context.newPage();
    await page.goto(url);
    return { shows: (fragment) => waitFor(fragment, page), close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** This machine has no browser and can get none: the step is left out, and says so. */
export class NoBrowser extends Error {
  override readonly name = "NoBrowser";
}

/** The Chromium of the browser tests, which is fetched when there is none. */
async function launch(): Promise<Browser> {
  const executablePath = process.env.LINGDA_CHROMIUM ?? (await foundOrFetched());
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

async function foundOrFetched(): Promise<string> {
  try {
    return await ensureChromium();
  } catch (error) {
    throw new NoBrowser((error as Error).message);
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
