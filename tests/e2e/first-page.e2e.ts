import { gzipSync } from "node:zlib";
import type { BrowserContextOptions, CDPSession, Page, Response } from "@playwright/test";
import { issueTask } from "./support/task.ts";
import { expect, SIZES, test } from "./support/test.ts";

/** An old phone at the edge of the village: 4× slower, 1.6 Mbit/s, 150 ms (UX 1.4). */
const SLOW_CPU = 4;
/** Slower than the machine the goal was set on, which does {@link pace}'s work in so many milliseconds. */
const USUAL_PACE = 33;
const SLOW_LINE = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 94_000,
};

interface Question {
  path: string;
  /** What had been answered when this was asked. */
  after: string[];
}

/** Compressed script a first page may bring along, and in how many files: each costs its way there and back. */
const MOST_BYTES = 150_000;
/** The same where a proxy knows no better than gzip. */
const MOST_GZIPPED = 150 * 1024;
const MOST_FILES = 12;
/** After so many milliseconds the worker reads what to do. */
const USABLE = 2_000;
/** Whatever else this machine does can only add to a visit's time, so the best of so many counts. */
const VISITS = 9;
/** Work that takes so many times its own time was done on a machine that is not ours alone. */
const CROWDED = 1.5;

const TITLE = "户情再摸排";

const NAME =
  "a worker's first page is a dozen scripts at most, small, asks for each thing once, and is read within two seconds";

test(NAME, { tag: "@alone" }, async ({ as, demo }) => {
  test.setTimeout(120_000);
  await issueTask(demo.url);
  const signedIn = (await as("卢霞", "phone")).context();
  const storageState = await signedIn.storageState();
  const browser = signedIn.browser()!;
  const visits: { readAt: number; crowding: number }[] = [];
  while (visits.length < VISITS && !visits.some(({ readAt }) => readAt <= USABLE)) {
    const before = crowding();
    // Of what the browser has fetched nothing is left; of what the device keeps, who was here.
    const kept = { baseURL: demo.url, storageState };
    const context = await browser.newContext({ ...SIZES.phone, ...kept, serviceWorkers: "allow" });
    const page = await context.newPage();
    await page.addInitScript(noteWhenRead, TITLE);
    const line = await context.newCDPSession(page);
    const asked = watchQuestions(page);
    const scripts = await countScripts(line);
    const responses: Response[] = [];
    page.on("response", (response) => responses.push(response));
    await line.send("Network.emulateNetworkConditions", SLOW_LINE);
    // A machine that is slow by itself this minute is slowed down by so much less.
    const rate = Math.max(2, Math.min(SLOW_CPU, (SLOW_CPU * USUAL_PACE) / pace()));
    await line.send("Emulation.setCPUThrottlingRate", { rate });

    await page.goto("/todo");
    // Before anything is looked for: Playwright's own script would take the page's time.
    await page.waitForLoadState("networkidle");
    await expect(page.getByRole("heading", { name: TITLE })).toBeVisible();

    const bytes = scripts().reduce((sum, { size }) => sum + size, 0);
    const readAt = await page.evaluate(() => (globalThis as Noted).readAt!);
    visits.push({ readAt, crowding: Math.max(before, crowding()) });
    console.log(
      `first page: ${scripts().length} scripts, ${Math.round(bytes / 1000)} KB compressed, read after ${readAt} ms at ${rate.toFixed(1)}× CPU, 1.6 Mbit/s, 150 ms`,
    );
    // Something that happens meanwhile asks for the list once more, after the page has been drawn.
    const first = asked.filter(
      ({ path, after }) => path !== "/api/channels" || !after.includes(path),
    );
    expect(first.map(({ path }) => path).toSorted()).toEqual([
      "/api/channels",
      "/api/command-log",
      "/api/commands",
      "/api/items",
      "/api/me",
    ]);
    // Who one is and what the first screen shows are asked by the page itself, before all else.
    for (const { path, after } of first)
      if (/\/(me|items|channels)$/.test(path)) expect(after).toEqual([]);
    expect(scripts().length).toBeLessThanOrEqual(MOST_FILES);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    const gzipped = await gzippedScripts(responses);
    expect(gzipped).toBeGreaterThan(20_000);
    expect(gzipped).toBeLessThanOrEqual(MOST_GZIPPED);
    await context.close();
  }
  const best = Math.min(...visits.map(({ readAt }) => readAt));
  const isCrowded = visits.every(({ crowding }) => crowding > CROWDED);
  // All but the time has been looked at.
  test.skip(
    best > USABLE && isCrowded,
    `the time is not judged: other programs had this machine, read after ${best} ms at best`,
  );
  expect(best, "ms until a worker reads what to do").toBeLessThanOrEqual(USABLE);
});

test("what the page asked ahead is shown to nobody but whom it was asked for", async ({
  as,
  browser,
  demo,
}) => {
  const worker = await as("卢霞", "phone");
  const { origins } = await worker.context().storageState();
  const room = await as("鲍捷", "desktop");
  const { cookies } = await room.context().storageState();
  const open = async (kept: BrowserContextOptions["storageState"]) => {
    const options = { ...SIZES.desktop, baseURL: demo.url, storageState: kept };
    const page = await (await browser.newContext(options)).newPage();
    return { page, asked: watchQuestions(page) };
  };
  const rooms = async (page: Page, asked: Question[]) => {
    const lists = () => asked.filter(({ path }) => /\/(channels|items)$/.test(path));
    await expect(page.getByRole("link", { name: /葛岭镇/ }).first()).toBeVisible();
    // What the page asked for the worker is left alone, whoever it would be for.
    expect(
      lists()
        .map(({ path }) => path.slice(5))
        .slice(0, 4),
    ).toEqual(["channels", "items", "channels", "items"]);
  };

  await test.step("whose session has ended: another signs in on the page that stands there", async () => {
    const { page, asked } = await open({ cookies: [], origins });
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /^鲍捷/ }).click();
    await rooms(page, asked);
  });

  await test.step("another has signed in since on this device, by whatever door", async () => {
    const { page, asked } = await open({ cookies, origins });
    await page.goto("/todo");
    await rooms(page, asked);
  });
});

/** How many times its own time a little work takes here and now. */
function crowding(): number {
  const began = { at: performance.now(), work: process.cpuUsage() };
  let work = 0;
  while (work < 40) {
    const { user, system } = process.cpuUsage(began.work);
    work = (user + system) / 1000;
  }
  return (performance.now() - began.at) / work;
}

interface Noted {
  readAt?: number;
}

/** Runs in the page before all else: notes when a heading with this text has been painted. */
function noteWhenRead(title: string): void {
  const watch = new MutationObserver(() => {
    const headings = [...document.querySelectorAll("h2")];
    if (!headings.some(({ textContent }) => textContent?.includes(title))) return;
    watch.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        (globalThis as Noted).readAt ??= Math.round(performance.now());
      };
      port2.postMessage(null);
    });
  });
  watch.observe(document, { childList: true, subtree: true });
}

/** Bytes of the scripts among these, each compressed on its own. */
async function gzippedScripts(responses: Response[]): Promise<number> {
  const scripts = responses.filter((response) => response.request().resourceType() === "script");
  const bodies = await Promise.all(scripts.map((script) => script.body()));
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
}

/** What the page asks of the program, in the order of asking; the socket is no question. */
function watchQuestions(page: Page): Question[] {
  const asked: Question[] = [];
  const answered: string[] = [];
  const pathOf = (sent: { url(): string }) => new URL(sent.url()).pathname;
  page.on("request", (request) => {
    const path = pathOf(request);
    if (path.startsWith("/api/")) asked.push({ path, after: [...answered] });
  });
  page.on("response", (response) => {
    const path = pathOf(response);
    if (path.startsWith("/api/")) answered.push(path);
  });
  return asked;
}

/** What the page fetches from now on, as it comes over the line; the worker that keeps it for later is no part of it. */
async function countScripts(line: CDPSession): Promise<() => { path: string; size: number }[]> {
  const paths = new Map<string, string>();
  const done: { path: string; size: number }[] = [];
  line.on("Network.responseReceived", ({ requestId, response }) => {
    paths.set(requestId, new URL(response.url).pathname);
  });
  line.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const path = paths.get(requestId);
    if (path?.endsWith(".js")) done.push({ path, size: encodedDataLength });
  });
  await line.send("Network.enable");
  return () => done;
}

/** What a page does most of: reading, writing and making small things. */
const WORK = Array.from({ length: 4_000 }, (_, i) => ({
  id: `n${i}`,
  name: `第${i}网格`,
  at: [i],
}));

/** How long this machine takes for the same piece of work just now, at best of three; milliseconds. */
function pace(): number {
  const times = [1, 2, 3].map(() => {
    const from = performance.now();
    for (let i = 0; i < 12; i += 1) {
      const read = JSON.parse(JSON.stringify(WORK)) as typeof WORK;
      for (const one of read) one.name = one.name.replace(/\d+/, "");
    }
    return performance.now() - from;
  });
  return Math.min(...times);
}
