import type { CDPSession, Page } from "@playwright/test";
import { issueTask } from "./support/task.ts";
import { expect, test } from "./support/test.ts";

/** An old phone at the edge of the village: 4× slower, 1.6 Mbit/s, 150 ms (UX 1.4). */
const SLOW_CPU = 4;
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
const MOST_FILES = 12;

test("a worker's first page is a dozen scripts at most, small, and asks for each thing once", async ({
  as,
  demo,
}) => {
  await issueTask(demo.url);
  const signedIn = await as("卢霞", "phone");
  // A fresh cache, and what the sign-in left in it is gone.
  const cookies = await signedIn.context().cookies();
  const context = await signedIn.context().browser()!.newContext({ baseURL: demo.url });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  const asked = watchQuestions(page);
  const scripts = await countScripts(line);
  await line.send("Network.emulateNetworkConditions", SLOW_LINE);
  await line.send("Emulation.setCPUThrottlingRate", { rate: SLOW_CPU });

  await page.goto("/todo");
  await expect(page.getByRole("heading", { name: "户情再摸排" })).toBeVisible();
  await page.waitForLoadState("networkidle");

  const bytes = scripts().reduce((sum, { size }) => sum + size, 0);
  const usable = await paintedAt(page);
  console.log(
    `first page: ${scripts().length} scripts, ${Math.round(bytes / 1000)} KB compressed, contents painted after ${usable} ms at 4× CPU, 1.6 Mbit/s, 150 ms`,
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
  // One way there and back for who one is, which the page itself asks, and one for all the rest.
  for (const { path, after } of first)
    if (path === "/api/items" || path === "/api/channels") expect(after).toEqual(["/api/me"]);
  expect(scripts().length).toBeLessThanOrEqual(MOST_FILES);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});

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

/** When the largest thing on the screen was painted, after the address was entered. Milliseconds. */
function paintedAt(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          resolve(Math.round(list.getEntries().at(-1)!.startTime));
        }).observe({ type: "largest-contentful-paint", buffered: true });
      }),
  );
}
