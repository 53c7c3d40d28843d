import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskPersonal } from "#domain/text/masking";

const ID = "[证件号已隐去]";
const PHONE = "[手机号已隐去]";
const all = (text: string) => maskPersonal(text, { allowPhones: false });

describe("identity numbers", () => {
  test.each([
    ["330824198001011234"],
    ["33082419800101123X"],
    ["33082419800101123x"],
    ["３３０８２４１９８００１０１１２３４"],
    ["330824 19800101 1234"],
    ["330824-1980-0101-1234"],
    ["3308 2419 8001 0112 34"],
    ["330824800101123"],
    ["330824 800101 123"],
    ["350125200212319999"],
    ["330824 19900101 001X"],
    ["330824.19900101.001X"],
    ["330824·1990·0101·001Ｘ"],
    ["330824（19900101）001X"],
    ["330824\u00a019900101\u00a0001x"],
    ["330824\u200b19900101\u200d001X"],
    ["330824 900101 001"],
    ["330824.900101.001"],
    ["三三零八二四 一九九零零一零一 零零一X"],
  ])("%s", (number) => {
    expect(all(`身份证${number}，请核`)).toEqual({
      text: `身份证${ID}，请核`,
      masked: [{ kind: "id", count: 1 }],
    });
  });

  test("even where phones are allowed, and counted", () => {
    expect(
      maskPersonal("甲330824198001011234 乙330824198001015678 13800138000", { allowPhones: true }),
    ).toEqual({ text: `甲${ID} 乙${ID} 13800138000`, masked: [{ kind: "id", count: 2 }] });
  });

  test("beside another number", () => {
    expect(all("12 330824198001011234").text).toBe(`12 ${ID}`);
    expect(all("330824198001011234 13800138000").text).toBe(`${ID} ${PHONE}`);
    expect(all("330824800101123 456").text).toBe(`${ID} 456`);
  });
});

describe("mobile numbers", () => {
  test.each([
    "13800138000",
    "１３８００１３８０００",
    "138 0013 8000",
    "138-0013-8000",
    "+8613800138000",
    "+86 138 0013 8000",
    "86-13800138000",
    "008613800138000",
    "19912345678",
    "138 00001234",
    "138-00001234",
    "1380000 1234",
    "1380000-1234",
    "138.0000.1234",
    "138．0000．1234",
    "138。0000。1234",
    "138·0000·1234",
    "138\u00a00000\u00a01234",
    "138\u20070000\u202f1234",
    "138\u30000000\u30001234",
    "138\u200b0000\u200b1234",
    "138\u00ad0000\u20601234",
    "138—0000—1234",
    "138‐0000‑1234",
    "138－0000－1234",
    "138 - 0000 - 1234",
    "138_0000_1234",
    "138~0000~1234",
    "138/0000/1234",
    "138（0000）1234",
    "138「0000」1234",
    "138  0000  1234",
    "1 3 8 0 0 0 0 1 2 3 4",
    "1-3-8-0-0-0-0-1-2-3-4",
    "13-800-001-234",
    "+86-138-0000-1234",
    "(+86)138 0000 1234",
    "（＋８６）１３８００００１２３４",
    "0086 138 0000 1234",
    "一三八零零零零一二三四",
    "幺三八〇〇〇〇幺二三四",
    "壹叁捌零零零零壹贰叁肆",
    "一三八 〇〇〇〇 一二三四",
    "138零零零零1234",
    "1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4",
    "𝟏𝟑𝟖𝟎𝟎𝟎𝟎𝟏𝟐𝟑𝟒",
  ])("%s", (number) => {
    expect(all(`电话${number}联系`)).toEqual({
      text: `电话${PHONE}联系`,
      masked: [{ kind: "phone", count: 1 }],
    });
    expect(maskPersonal(number, { allowPhones: true })).toEqual({ text: number, masked: [] });
  });
});

test.each([
  "T0127-01",
  "Q0406-01-07",
  "2020-T0127-01",
  "T0127-01.3",
  "330824107222",
  "330824115006",
  "330723200203001",
  "330723200203001007",
  "3307232002030010070012",
  "330824107",
  "指挥部令〔2020〕17号",
  "溪洋1-017",
  "/报 42 42 3",
  "/报 1500 1200 300",
  "/日推 分派 Q0406-01 39=赤壁2号 40=红星1号",
  "2020-01-27 18:00",
  "12800138000",
  "138001380001",
  "330824198013011234",
  "990824198001011234",
  "6222021234567890123",
  "20200127180000123",
  "118.13800138000",
  "0570-6014567",
  "123456789012345678",
  "350125103205",
  "350125 103205",
  "村码350125103205，网格350125103205001",
  "指挥部令〔2020〕17号",
  "通告〔2020〕138号、令17、令1380",
  "T0127-01 13 80 0",
  "Q0406-01-07、N0208-138",
  "2020年1月27日18时至1月28日8时",
  "2020-01-27 18:00—2020-01-28 08:00",
  "2020.1.3-2020.2.10 12:30",
  "2020-1-3 2020-2-10 12:30",
  "20200127-20200210",
  "13800.00元",
  "金额1,380,000,123.45元",
  "13800001.234",
  "138000012.34",
  "118.13800138，29.13800138",
  "139.155.12.118",
  "131.0.6778.109",
  "0570-6014567",
  "（0570）6014567转138",
  "0570 6014567",
  "住户1350-1400 156人",
  "一三五户，一千三百八十人",
  "十三万八千零一十三人",
  "1. 380户 2. 450户 3. 1200户",
  "① 13 ② 80 ③ 0 ④ 138",
  "6222 0212 3456 7890 123",
  "已报1380/1429，已核1200/1429",
  "",
])("%j stays", (text) => expect(all(text)).toEqual({ text, masked: [] }));

test("the directory's numbers stay where they belong, and counts in a row are no phone", () => {
  for (const line of [
    "/报 135 1200 1100",
    "/报 1380000 1234",
    "/报 1380000.1234",
    "/报 1 3 8 0 0 0 0 1 2 3 4",
  ]) {
    expect(maskPersonal(line, { counts: true })).toEqual({ text: line, masked: [] });
  }
  expect(maskPersonal("/报 138-0000-1234 3", { counts: true }).text).toBe(`/报 ${PHONE} 3`);
});

test("no sign or invisible character between the digits of a mobile hides it", () => {
  const digit = fc.constantFrom(..."0123456789");
  const mobile = fc.tuple(
    fc.constantFrom(..."3456789"),
    fc.array(digit, { minLength: 9, maxLength: 9 }),
  );
  const between = fc.constantFrom(
    "",
    "",
    "-",
    "－",
    "—",
    "_",
    "\u00a0",
    "\u2003",
    "\u200b",
    "\u200d",
    "\u2060",
    "\u00ad",
    "·",
    " - ",
    ")",
    "「",
    "～",
    "\u200b-\u200b",
  );
  const gaps = fc.array(between, { minLength: 10, maxLength: 10 });
  const script = fc.constantFrom(
    "0123456789",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "零幺二三四五六七八九",
  );
  fc.assert(
    fc.property(mobile, gaps, script, ([second, rest], gapList, digits) => {
      const number = ["1", second, ...rest].map((d) => [...digits][Number(d)]!);
      const spelled = number.map((d, i) => (i === 0 ? "" : gapList[i - 1]!) + d).join("");
      expect(all(`请打${spelled}找他`)).toEqual({
        text: `请打${PHONE}找他`,
        masked: [{ kind: "phone", count: 1 }],
      });
    }),
    { numRuns: 500 },
  );
});

test("masks once and for all, and touches nothing else", () => {
  const piece = fc.oneof(
    fc.constantFrom("330824198001011234", "13800138000", " ", "-", "，", "电话", "X", "６"),
    fc.string({ unit: "binary", maxLength: 3 }),
    fc.stringMatching(/^[0-9]{1,19}$/),
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((p) => p.join("")),
      (text) => {
        const once = all(text);
        expect(all(once.text)).toEqual({ text: once.text, masked: [] });
        if (once.masked.length === 0) expect(once.text).toBe(text);
      },
    ),
  );
});
