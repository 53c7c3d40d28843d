import type { Locator, Page } from "@playwright/test";

/** Screens that hang on walls: a laptop's, full and ultra high definition. */
const SCREENS = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];

/** Of the height: what is read from four metres, and the numbers that are seen on coming in. */
const LEAST = 1 / 40;
const HUGE = 1 / 8;

/** What of a wall cannot be read from four metres, is cut, or lies beside the screen; by screen. */
export async function wallFaults(page: Page, wall: Locator): Promise<string[]> {
  const before = page.viewportSize()!;
  const faults: string[] = [];
  // A window that fills its screen cannot be resized; what it takes its screen for can.
  const devtools = await page.context().newCDPSession(page);
  const pretend = (size: typeof before) =>
    devtools.send("Emulation.setDeviceMetricsOverride", {
      ...size,
      deviceScaleFactor: 1,
      mobile: false,
    });
  for (const size of SCREENS) {
    await pretend(size);
    const found = await wall.evaluate(faultsOf, { least: LEAST, huge: HUGE });
    faults.push(...found.map((fault) => `${size.width}×${size.height}: ${fault}`));
  }
  await pretend(before);
  await devtools.detach();
  return faults;
}

/** Runs in the page. */
function faultsOf(wall: Element, { least, huge }: { least: number; huge: number }): string[] {
  const faults: string[] = [];
  const named = (e: Element) => `${e.tagName} ${e.textContent?.trim().slice(0, 24)}`;
  for (const e of [wall, ...wall.querySelectorAll("*")]) {
    if (e.closest("svg, button")) continue;
    const isCut = e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
    if (isCut && getComputedStyle(e).overflow !== "visible") faults.push(`cut: ${named(e)}`);
    const box = e.getBoundingClientRect();
    const isBeside = box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.top < -1;
    if (isBeside) faults.push(`beside the screen: ${named(e)}`);
    const hasText = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent?.trim());
    const share = Number.parseFloat(getComputedStyle(e).fontSize) / innerHeight;
    if (hasText && share < least)
      faults.push(`${(1 / share).toFixed(0)}th of the height: ${named(e)}`);
    if (e.tagName === "DD" && share < huge) faults.push(`no huge number: ${named(e)}`);
  }
  // It fills the screen: the places reach down to its end.
  const places = wall.querySelector("ul")?.getBoundingClientRect();
  if (!places || places.bottom < innerHeight * 0.9) faults.push("ends above the screen's end");
  return faults;
}
