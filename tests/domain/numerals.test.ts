import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isInexact, isNothing, parseDecimal, parseInteger } from "#domain/text/numerals";
import corpus from "./data/zh-numbers.json";

describe("parseInteger", () => {
  test.each<[string, number]>([
    ["0", 0],
    ["12", 12],
    ["１２", 12],
    ["007", 7],
    ["〇", 0],
    ["零", 0],
    ["六", 6],
    ["两", 2],
    ["十", 10],
    ["十五", 15],
    ["二十", 20],
    ["二十三", 23],
    ["一百", 100],
    ["两百", 200],
    ["一百零五", 105],
    ["一百五", 150],
    ["一百一十五", 115],
    ["一百十五", 115],
    ["一千零五", 1005],
    ["三千六", 3600],
    ["九千九百九十九", 9999],
    ["一万", 10_000],
    ["一万二", 12_000],
    ["一万零二", 10_002],
    ["十二万三千四百五十六", 123_456],
    ["1.2万", 12_000],
    ["1.1万", 11_000],
    ["3千", 3000],
    ["二〇二〇", 2020],
    ["一〇五", 105],
    ["负五", -5],
    ["-5", -5],
    ["－５", -5],
    ["+30", 30],
    ["-0", 0],
    [" 6 ", 6],
    ["六户", 6],
    ["6个", 6],
    ["6 人", 6],
    ["二十三人次", 23],
    ["两百名", 200],
    ["386万元", 3_860_000],
    ["3辆", 3],
    ["十二处", 12],
    ["三天", 3],
    ["5件", 5],
    ["1,299", 1299],
    ["1，234", 1234],
    ["3万4000", 34_000],
    ["3万4", 34_000],
    ["25万6千", 256_000],
    ["1千零20", 1020],
    ["1千200", 1200],
    ["廿三", 23],
    ["卅", 30],
    ["五百卅四", 534],
    ["¥1200", 1200],
    ["￥1,200.00", 1200],
    ["1.0", 1],
    ["10万万", 1_000_000_000],
    ["五亿零六", 500_000_006],
    ["一亿三", 130_000_000],
    ["壹贰叁", 123],
    ["柒仟捌佰伍拾肆", 7854],
    ["壹仟贰佰叁拾肆元整", 1234],
    ["拾万零五十六", 100_056],
    ["一万三", 13_000],
    ["二百五", 250],
    ["千三", 1300],
    ["负 一百二十万", -1_200_000],
    ["- 1,200,000", -1_200_000],
    ["零下5度", -5],
    ["7万 5千 4百", 75_400],
  ])("%s is %i", (typed, value) => {
    expect(parseInteger(typed)).toBe(value);
  });

  test.each([
    "",
    " ",
    "个",
    "没有",
    "无",
    "6.5",
    "1.23456万",
    "6个个",
    "三五",
    "两三",
    "七八",
    "十几",
    "十七八",
    "一二",
    "几",
    "半",
    "百",
    "万",
    "一百零",
    "二十百",
    "6-7",
    "1,29",
    "0,123",
    "1,2345",
    "10 000",
    "3万40",
    "3万400",
    "1.5万3千",
    "二两",
    "一百两",
    "五六七",
    "3千米",
    "一个半",
    "百分之五",
    "①",
    "٣",
    "6a",
    "--6",
    "负",
    "第3",
    "约6户",
    "6 0",
    "一点五",
    "99999999999999999999",
  ])("%j is no exact whole number", (typed) => expect(parseInteger(typed)).toBeNull());

  test("reads back every number as it is said", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (n) => {
        expect(parseInteger(said(n))).toBe(n);
        expect(parseInteger(`${n}`)).toBe(n);
      }),
    );
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (s) => {
        const n = parseInteger(s);
        expect(n === null || Number.isSafeInteger(n)).toBe(true);
      }),
    );
  });
});

describe("parseDecimal", () => {
  test.each<[string, number]>([
    ["386.50", 386.5],
    ["386.50元", 386.5],
    ["36。5", 36.5],
    ["３６．５", 36.5],
    ["-0.5", -0.5],
    ["三点五", 3.5],
    ["三点零五", 3.05],
    ["36点5", 36.5],
    ["1.25万", 12_500],
    ["6", 6],
    ["二十三", 23],
    ["1234567890123.5", 1234567890123.5],
    ["￥1,200.50", 1200.5],
    ["11.92亿", 1_192_000_000],
    ["3.5千万", 35_000_000],
    ["两千点零", 2000],
    [".77", 0.77],
  ])("%s is %d", (typed, value) => expect(parseDecimal(typed)).toBe(value));

  test.each(["", "1.2.3", "5.", "三点", "一点半", "abc", "1.2.", "点五"])("%j is none", (typed) =>
    expect(parseDecimal(typed)).toBeNull(),
  );
});

test.each(corpus.numbers)("$phrase, as people write it", ({ phrase, value, inexact }) => {
  expect(parseDecimal(phrase)).toBe(inexact ? null : value);
  expect(isInexact(phrase)).toBe(inexact === true);
});

test.each([
  ..."十余万 三五 几十 一千多万 十几 两三个 七八百 三四十 20多户 约6户 近百户 好几百 三十来户".split(
    " ",
  ),
])("%s is about so many", (typed) => {
  expect(parseDecimal(typed)).toBeNull();
  expect(isInexact(typed)).toBe(true);
});

test.each("6 二百五 很多 6-7 abc 1月27日 王家边".split(" "))("%s is not vague", (typed) =>
  expect(isInexact(typed)).toBe(false),
);

test.each([
  ["没有", true],
  ["无", true],
  [" 没有。 ", true],
  ["0", false],
  ["〇", false],
  ["", false],
  ["没", false],
  ["无异常", false],
])("isNothing(%j) is %s", (typed, nothing) => expect(isNothing(typed)).toBe(nothing));

/** A number as it is read aloud, the long way: 一千零五, 十二万零三. */
function said(n: number): string {
  if (n === 0) return "零";
  const [high, low] = [Math.floor(n / 10_000), n % 10_000];
  if (high === 0) return below(low);
  return `${below(high)}万${low === 0 ? "" : (low < 1000 ? "零" : "") + below(low)}`;
}

function below(n: number): string {
  const digits = [...String(n)].map(Number);
  const spoken = digits.map((d, i) =>
    d === 0 ? "零" : "零一二三四五六七八九"[d] + ["", "十", "百", "千"][digits.length - 1 - i]!,
  );
  return spoken.join("").replace(/零+/g, "零").replace(/零$/, "");
}
