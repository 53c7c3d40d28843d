import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { playBusyDay } from "./support/busy-day.ts";
import { screensOf, visit } from "./support/screens.ts";
import { statesOf } from "./support/states.ts";
import { SIZES, type Size, test } from "./support/test.ts";

const FOLDER = fileURLToPath(new URL("../screenshots", import.meta.url));

/** `npm run screenshots`: one picture of every screen, size, theme and language. */
for (const size of Object.keys(SIZES) as Size[]) {
  for (const theme of ["light", "dark"] as const) {
    for (const locale of ["zh-CN", "en"]) {
      test(`${size} ${theme} ${locale}`, async ({ device, demo }) => {
        test.setTimeout(300_000);
        const day = await playBusyDay(demo.url);
        const page = await device(size, { colorScheme: theme, reducedMotion: "reduce" });
        await page.addInitScript((chosen) => {
          localStorage.setItem("lingda.locale", chosen);
        }, locale);
        await visit(page, [size], [...screensOf(day), ...statesOf(day)], async ({ name }) => {
          await page.screenshot({ path: join(FOLDER, `${name}-${size}-${theme}-${locale}.png`) });
        });
      });
    }
  }
}
