import { expect, it } from "vitest";
import { waysFor } from "./chromium.mjs";

it.each([
  ["root on Debian", true, true, ["installed", "downloaded", "debian", "playwright"]],
  ["root elsewhere", true, false, ["installed", "downloaded", "playwright"]],
  ["anybody else on Debian", false, true, ["installed", "downloaded", "playwright"]],
])("%s looks for a Chromium in this order", (_, isRoot, hasApt, ways) => {
  expect(waysFor({ isRoot, hasApt })).toEqual(ways);
});
