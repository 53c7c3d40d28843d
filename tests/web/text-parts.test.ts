import fc from "fast-check";
import { expect, test } from "vitest";
import { partsOf } from "../../web/src/lib/chat/text-parts.ts";

test.each([
  ["@池敏 请看 T0127-01", ["mention:@池敏", "text: 请看 ", "item:T0127-01"]],
  [
    "见 https://example.com/a?b=1，谢谢",
    ["text:见 ", "link:https://example.com/a?b=1", "text:，谢谢"],
  ],
  ["2026-T1122-01#3 未报", ["item:2026-T1122-01#3", "text: 未报"]],
  ["打☎ ***1234，快", ["text:打", "phone:☎ ***1234", "text:，快"]],
  ["没有特别的", ["text:没有特别的"]],
])("%s", (text, parts) => {
  expect(partsOf(text).map((part) => `${part.kind}:${part.text}`)).toEqual(parts);
});

test("a known name ends where it ends, whatever follows it", () => {
  expect(partsOf("@余航请回话", ["余航"])).toEqual([
    { kind: "mention", text: "@余航" },
    { kind: "text", text: "请回话" },
  ]);
});

test("nothing is lost", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.string()), (text, names) => {
      expect(
        partsOf(text, names)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
