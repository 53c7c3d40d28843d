import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byteLength, cleanName, cleanText, fold } from "#domain/text/text";

const unicode = fc.string({ unit: "binary" });

describe("fold", () => {
  test.each([
    ["／报　在册＝６，新增＝０", "／报 在册=6,新增=0"],
    ["Ｔ０１２７－０１", "T0127－01"],
    ["ａｚＡＺ０９：；", "azAZ09:;"],
    ["①②㈠Ⅳ½", "①②㈠Ⅳ½"],
    ["＿［］！？（）＞", "＿［］！？（）＞"],
    ["“ａ”", "“a”"],
  ])("%s → %s", (typed, folded) => expect(fold(typed)).toBe(folded));

  test("keeps the length in UTF-16 units, and folding again changes nothing", () => {
    fc.assert(
      fc.property(unicode, (s) => {
        expect(fold(s)).toHaveLength(s.length);
        expect(fold(fold(s))).toBe(fold(s));
      }),
    );
  });
});

describe("cleanText", () => {
  test.each(["收到", "第一行\n第二行\t表格", "👨‍👩‍👧 好", "𠮷野村", "", "a\u202eb"])(
    "accepts %j",
    (s) => expect(cleanText(s)).toEqual({ ok: true, text: s }),
  );

  test.each(["\ud800", "好\udc00", "👍".slice(0, 1)])("refuses half a character in %j", (s) =>
    expect(cleanText(s)).toMatchObject({ ok: false, reason: expect.stringContaining("半个字符") }),
  );

  test.each([
    ["好\u0000", "第2个字", "U+0000"],
    ["👍好\u0007", "第3个字", "U+0007"],
    ["\u007f", "第1个字", "U+007F"],
    ["a\u0085", "第2个字", "U+0085"],
    ["a\rb", "第2个字", "U+000D"],
  ])("refuses the control character in %j and says where", (s, where, label) => {
    const cleaned = cleanText(s);
    expect(cleaned.ok).toBe(false);
    if (!cleaned.ok) expect(cleaned.reason).toContain(`${where}是控制字符（${label}）`);
  });

  test.each(["\uffff", "\ufffe", "\ufdd0", "\ufdef", "\u{1fffe}", "\u{10ffff}"])(
    "refuses what is no character: %j",
    (s) =>
      expect(cleanText(`好${s}`)).toMatchObject({
        ok: false,
        reason: expect.stringMatching(/^第2个字是乱码（U\+[0-9A-F]{4,6}）/),
      }),
  );

  test("takes a Windows line end for a line break", () => {
    expect(cleanText("王家边 6\r\n杨林一 9")).toEqual({ ok: true, text: "王家边 6\n杨林一 9" });
  });

  test("what it accepts is what was typed", () => {
    fc.assert(
      fc.property(unicode, (s) => {
        const cleaned = cleanText(s);
        if (cleaned.ok) expect(cleaned.text).toBe(s.replaceAll("\r\n", "\n"));
      }),
    );
  });
});

describe("cleanName", () => {
  test.each(["邱实", "城东一网格", "古丽·阿不都", "O'Neil", "𠮷"])("accepts %s", (s) =>
    expect(cleanName(s)).toEqual({ ok: true, text: s }),
  );
  test.each([
    "邱\u200b实",
    "\u202e邱实",
    "邱\u2066实",
    "\ufeff邱实",
    "邱\u200d实",
    "\u3164",
    "邱\n实",
    "邱\t实",
    "邱\u00ad实",
    "邱\u0001实",
    "\ud800",
  ])("refuses %j", (s) => expect(cleanName(s).ok).toBe(false));
});

test.each([
  ["", 0],
  ["abc", 3],
  ["令达", 6],
  ["👍", 4],
])("byteLength of %j is %i", (s, bytes) => expect(byteLength(s)).toBe(bytes));
