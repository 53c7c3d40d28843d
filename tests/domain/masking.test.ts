import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskPersonal } from "#domain/masking";

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
  "",
])("%j stays", (text) => expect(all(text)).toEqual({ text, masked: [] }));

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
