import type { Page } from "@playwright/test";

/** How far the page has jumped since it was loaded, as browsers reckon it (CLS); 0.1 is good. */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as Shift).value;
        });
        observer.observe({ type: "layout-shift", buffered: true });
        // What is buffered comes before the next task.
        setTimeout(() => resolve(sum), 0);
        interface Shift extends PerformanceEntry {
          value: number;
        }
      }),
  );
}
