import { expect, it } from "vitest";
import { hasChinese, waysFor } from "./chromium.mjs";

it.each([
  ["root on Debian", true, true, ["installed", "downloaded", "debian", "playwright"]],
  ["root elsewhere", true, false, ["installed", "downloaded", "playwright"]],
  ["anybody else on Debian", false, true, ["installed", "downloaded", "playwright"]],
])("%s looks for a Chromium in this order", (_, isRoot, hasApt, ways) => {
  expect(waysFor({ isRoot, hasApt })).toEqual(ways);
});

it.each([
  ["a font", { status: 0, stdout: "/usr/share/fonts/NotoSansCJK.ttc: Noto Sans CJK SC" }, true],
  ["none", { status: 0, stdout: "\n" }, false],
  ["no way to ask", { status: null, stdout: "" }, null],
])("Chinese among the machine's fonts: %s", (_, listed, found) => {
  expect(hasChinese(listed)).toBe(found);
});
