import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SOURCES = fileURLToPath(new URL("../../web/src", import.meta.url));

/** The device's own clock; `Date.now` is read in one place, clock/now.ts. */
const OWN_CLOCK = /\bDate\.now\b|\bnew Date\(\)|\bDate\(\)/;

test("the web asks this device's clock in one place only", () => {
  const asking = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|svelte)$/.test(name) && !name.includes("paraglide"))
    .filter((name) => OWN_CLOCK.test(readFileSync(join(SOURCES, name), "utf8")));
  expect(asking).toEqual([join("lib", "clock", "now.ts")]);
});
