import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dropInvisible, seenOf } from "#domain/text/invisible";
import { isCommandLine } from "#domain/text/line";
import { cleanName } from "#domain/text/text";

/** One of each: Cf, selectors, tags, and what is drawn as nothing without being Cf. */
const HIDDEN = [
  0x00ad, 0x034f, 0x061c, 0x070f, 0x17b4, 0x180b, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f,
  0x202a, 0x202e, 0x2060, 0x2061, 0x2066, 0x2069, 0x206a, 0xfe00, 0xfe0f, 0xfeff, 0xfff9, 0xfffb,
  0x1d173, 0xe0001, 0xe0041, 0xe007f, 0xe0100, 0xe01ef,
];
const BLANK = [0x2028, 0x2029, 0x115f, 0x1160, 0x3164, 0xffa0, 0x2800];
const label = (code: number) => `U+${code.toString(16)}`;

describe.each(HIDDEN.map((code) => [label(code), String.fromCodePoint(code)]))("%s", (_, char) => {
  test("neither hides a command nor spoils a word", () => {
    expect(dropInvisible(`${char}/报${char} T0127-01 7${char}`)).toBe("/报 T0127-01 7");
    expect(isCommandLine(`${char}/报 7`)).toBe(true);
    expect(isCommandLine(`@任务${char} ${char}、报 7`)).toBe(true);
  });

  test("is refused in a name", () => expect(cleanName(`邱${char}实`).ok).toBe(false));
});

test.each(BLANK.map((code) => [label(code), String.fromCodePoint(code)]))(
  "%s looks like a blank and is one",
  (_, char) => {
    expect(dropInvisible(`/报 6${char}0${char}`)).toBe("/报 6 0 ");
    expect(isCommandLine(`${char}/报 7`)).toBe(true);
    expect(cleanName(`邱${char}实`).ok).toBe(false);
  },
);

test.each(["👨‍👩‍👧", "⚠️暴雨", "❤️‍🔥", "👍🏽", "1️⃣2️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩🏽‍🚒去了", "🇨🇳"])(
  "the joiners of an emoji stay: %s",
  (emoji) => {
    expect(dropInvisible(`${emoji}\u200b`)).toBe(emoji);
    expect(cleanName(emoji)).toEqual({ ok: true, text: emoji });
  },
);

test.each([
  ["6\ufe0f", "6"],
  ["\u200d👍", "👍"],
  ["👍\u200d", "👍"],
  ["👍\u200d好", "👍好"],
  ["👍\u{e0041}\u{e0042}", "👍"],
])("joiners that join nothing go: %j", (typed, seen) => expect(dropInvisible(typed)).toBe(seen));

test("offsets lead there and back", () => {
  const typed = "\u200b/任\u200b务 检\ufeff查";
  const { text, seen, typed: at } = seenOf(typed);
  expect(text).toBe("/任务 检查");
  expect(seen(typed.length)).toBe(text.length);
  expect(typed.slice(at(4), at(6))).toBe("检\ufeff查");
});

test("what is seen is seen the same again, and has no more than was typed", () => {
  const strange = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...[...HIDDEN, ...BLANK].map((code) => String.fromCodePoint(code))),
      fc.constantFrom("👨", "👩🏽", "/", "报", "6", " "),
    ),
  });
  fc.assert(
    fc.property(strange, (typed) => {
      const once = dropInvisible(typed);
      expect(dropInvisible(once)).toBe(once);
      expect(seenOf(typed).text).toBe(once);
      expect(once.length).toBeLessThanOrEqual(typed.length);
    }),
  );
});
