import type { Page } from "@playwright/test";

/** What would make a phone scroll sideways, or lies outside its screen; nothing, on a good page. */
export function sidewaysIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const nameOf = (e: Element) =>
      `${e.tagName} ${e.className} ${e.textContent?.trim().slice(0, 30)}`;
    const all = [...document.body.querySelectorAll("*")];
    const scrolls = all.filter((e) => {
      const { overflowX } = getComputedStyle(e);
      return /auto|scroll/.test(overflowX) && e.scrollWidth > e.clientWidth + 1;
    });
    const outside = [...document.querySelectorAll("button, a, input, h1, h2")].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width > 1 && box.right > innerWidth + 1 && box.left < innerWidth;
    });
    const isWide = document.documentElement.scrollWidth > innerWidth;
    return [...(isWide ? ["the page"] : []), ...scrolls.map(nameOf), ...outside.map(nameOf)];
  });
}
