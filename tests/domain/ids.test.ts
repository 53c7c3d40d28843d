import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatItemId,
  formatRound,
  formatSeries,
  type ItemRef,
  LETTERS,
  type Letter,
  parseItemRef,
  shortSeries,
} from "#domain/text/ids";

describe("formatItemId", () => {
  test("two digits at least, the year only when it is another one", () => {
    const id = { letter: "T", year: 2020, monthDay: "0127", n: 1 } as const;
    expect(formatItemId(id, 2020)).toBe("T0127-01");
    expect(formatItemId(id, 2022)).toBe("2020-T0127-01");
    expect(formatItemId({ ...id, n: 123 }, 2020)).toBe("T0127-123");
    expect(formatRound("T0127-01", 3)).toBe("T0127-01#3");
    expect(formatRound("T0127-01", 3, ".")).toBe("T0127-01.3");
  });

  test("series numbers", () => {
    expect(formatSeries("指挥部令", 2020, 17)).toBe("指挥部令〔2020〕17号");
    expect(formatSeries("通告", 2020, 18)).toBe("通告〔2020〕18号");
    expect(shortSeries("order", 17)).toBe("令17");
    expect(shortSeries("notice", 18)).toBe("通18");
    expect(shortSeries("order", 3, "杨林")).toBe("杨林令3");
  });
});

describe("parseItemRef", () => {
  const item = (over: object): ItemRef =>
    ({ kind: "item", monthDay: "0127", n: 1, ...over }) as ItemRef;

  test.each<[string, ItemRef | null]>([
    ["T0127-01", item({ letter: "T" })],
    ["t0127-1", item({ letter: "T" })],
    ["Ｔ０１２７－０１", item({ letter: "T" })],
    ["T0127—01", item({ letter: "T" })],
    ["任务0127-01", item({ letter: "T" })],
    ["专项0127-01", item({ letter: "Z" })],
    ["待签稿0127-02", item({ letter: "W", n: 2 })],
    ["0127-01", item({})],
    ["2020-T0127-01", item({ letter: "T", year: 2020 })],
    ["2020-0127-01", item({ year: 2020 })],
    ["T0127-01#3", item({ letter: "T", round: 3 })],
    ["T0127-01＃3", item({ letter: "T", round: 3 })],
    ["T0127-01.3", item({ letter: "T", round: 3 })],
    [" X0127-123 ", item({ letter: "X", n: 123 })],
    // Sensors may tell of more than ten thousand things a day.
    ["2020-X0127-10000", item({ letter: "X", year: 2020, n: 10_000 })],
    ["0512-8800123", null],
    ["T0229-01", item({ letter: "T", monthDay: "0229" })],
    ["01", { kind: "today", n: 1 }],
    ["０１", { kind: "today", n: 1 }],
    ["112", { kind: "today", n: 112 }],
    ["专项320", { kind: "running", n: 320 }],
    ["专项第320条", { kind: "running", n: 320 }],
    ["令17", { kind: "series", series: "order", n: 17 }],
    ["令１７", { kind: "series", series: "order", n: 17 }],
    ["通18", { kind: "series", series: "notice", n: 18 }],
    ["通告18", { kind: "series", series: "notice", n: 18 }],
    ["杨林令3", { kind: "series", series: "order", n: 3, bodyName: "杨林" }],
    [
      "指挥部令〔2020〕17号",
      { kind: "series", series: "order", n: 17, year: 2020, bodyName: "指挥部" },
    ],
    [
      "指挥部令[2020]17号",
      { kind: "series", series: "order", n: 17, year: 2020, bodyName: "指挥部" },
    ],
    [
      "指挥部令（2020）第17号",
      { kind: "series", series: "order", n: 17, year: 2020, bodyName: "指挥部" },
    ],
    [
      "指挥部令【2020】17",
      { kind: "series", series: "order", n: 17, year: 2020, bodyName: "指挥部" },
    ],
    ["通告〔2020〕18号", { kind: "series", series: "notice", n: 18, year: 2020 }],
    ["", null],
    ["T", null],
    ["T0127", null],
    ["T0127-00", null],
    ["T0127-01#0", null],
    ["T1327-01", null],
    ["T0230-01", null],
    ["T0431-01", null],
    ["T0100-01", null],
    ["Y0127-01", null],
    ["S0127-01", null],
    ["1", null],
    ["00", null],
    ["令", null],
    ["令0", null],
    ["通知", null],
    ["专项", null],
    ["今日18:00", null],
    ["2020-01-27", null],
    ["说 令17", null],
    ["王家边网格", null],
    ["__proto__", null],
  ])("%j", (typed, expected) => {
    expect(parseItemRef(typed)).toEqual(expected);
  });

  test("reads back everything it prints", () => {
    const letters = Object.keys(LETTERS) as Letter[];
    fc.assert(
      fc.property(
        fc.record({
          letter: fc.constantFrom(...letters),
          year: fc.integer({ min: 2018, max: 2035 }),
          month: fc.integer({ min: 1, max: 12 }),
          day: fc.integer({ min: 1, max: 28 }),
          n: fc.integer({ min: 1, max: 9999 }),
          nowYear: fc.integer({ min: 2018, max: 2035 }),
        }),
        ({ letter, year, month, day, n, nowYear }) => {
          const monthDay = `${month}`.padStart(2, "0") + `${day}`.padStart(2, "0");
          const printed = formatItemId({ letter, year, monthDay, n }, nowYear);
          expect(parseItemRef(printed)).toEqual({
            kind: "item",
            letter,
            monthDay,
            n,
            ...(year !== nowYear && { year }),
          });
        },
      ),
    );
  });

  test("never throws", () => {
    fc.assert(fc.property(fc.string(), (s) => parseItemRef(s) !== undefined));
  });
});
