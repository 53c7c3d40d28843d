import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Field, ReplyValues } from "#contract/forms";
import { NIL } from "#contract/nil";
import { fromUnits, toUnits } from "#domain/count/exact";
import { addSums, contributionSums, coverage, subtractSums, sumsLine } from "#domain/count/sums";

const field = (name: string, type: Field["type"], options?: string[]): Field => ({
  name,
  type,
  required: false,
  ...(options && { options }),
});

const FIELDS = [
  field("在册", "整数"),
  field("水位", "小数"),
  field("发热", "是否"),
  field("方式", "单选", ["电话", "入户"]),
  field("缺", "多选", ["口罩", "酒精"]),
  field("备注", "文字"),
  field("现场", "照片"),
];

describe("contributionSums", () => {
  test("numbers add, choices count per option, the rest is left out", () => {
    const values: ReplyValues = {
      在册: 6,
      水位: 1.5,
      发热: false,
      方式: "电话",
      缺: ["口罩", "酒精"],
      备注: "正常",
      现场: ["a"],
    };
    expect(contributionSums(FIELDS, values)).toEqual({
      在册: 6,
      水位: 1.5,
      "发热=否": 1,
      "方式=电话": 1,
      "缺=口罩": 1,
      "缺=酒精": 1,
    });
  });

  test("nil, zero and blank stay three different things", () => {
    expect(contributionSums(FIELDS, { 在册: NIL, 方式: NIL })).toEqual({ "在册∅": 1, "方式∅": 1 });
    expect(contributionSums(FIELDS, { 在册: 0 })).toEqual({});
    expect(contributionSums(FIELDS, {})).toEqual({});
    expect(contributionSums(FIELDS, NIL)).toEqual({ "∅": 1 });
    expect(contributionSums(FIELDS, null)).toEqual({});
  });

  test("values of fields the item does not have are ignored", () => {
    expect(contributionSums(FIELDS, { 别的: 5 })).toEqual({});
  });

  test("running deltas equal a recount, decimals included", () => {
    const reply = fc.option(
      fc.oneof(
        fc.constant(NIL),
        fc.record(
          {
            在册: fc.oneof(fc.integer({ min: -50, max: 5000 }), fc.constant(NIL)),
            水位: fc.integer({ min: -99_999, max: 99_999 }).map((n) => n / 10_000),
            发热: fc.boolean(),
            缺: fc.subarray(["口罩", "酒精"]),
          },
          { requiredKeys: [] },
        ),
      ),
    );
    fc.assert(
      fc.property(
        fc.array(reply, { minLength: 5, maxLength: 5 }),
        fc.array(fc.tuple(fc.nat(4), reply), { maxLength: 30 }),
        (start, steps) => {
          const now = [...start];
          const recount = () =>
            now.map((r) => contributionSums(FIELDS, r ?? null)).reduce(addSums, {});
          let running = recount();
          for (const [i, after] of steps) {
            const delta = subtractSums(
              contributionSums(FIELDS, after),
              contributionSums(FIELDS, now[i] ?? null),
            );
            now[i] = after;
            running = addSums(running, delta);
          }
          expect(running).toEqual(recount());
        },
      ),
    );
  });

  test("0.1 three times is 0.3", () => {
    const tenth = contributionSums(FIELDS, { 水位: 0.1 });
    expect(addSums(addSums(tenth, tenth), tenth)).toEqual({ 水位: 0.3 });
  });
});

describe("money of a county", () => {
  const MONEY = [field("金额", "金额")];
  const said = (cents: number) => ({
    金额: Number(`${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, "0")}`),
  });
  const yuan = (cents: bigint) =>
    Number(`${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`);

  test("is exact to the cent over 14,199 units, in any order, corrections included", () => {
    // Up to 4,899,999,999.99 each: seventy million millions in all, where a number still tells cents apart.
    const cents = fc.array(fc.integer({ min: 0, max: 489_999_999_999 }), {
      minLength: 14_199,
      maxLength: 14_199,
    });
    fc.assert(
      fc.property(
        fc.noShrink(cents),
        fc.noShrink(fc.array(fc.nat(14_198), { maxLength: 200 })),
        (all, mended) => {
          let running = {};
          for (const c of all) running = addSums(running, contributionSums(MONEY, said(c)));
          for (const i of mended) {
            const after = 489_999_999_999 - all[i]!;
            const delta = subtractSums(
              contributionSums(MONEY, said(after)),
              contributionSums(MONEY, said(all[i]!)),
            );
            running = addSums(running, delta);
            all[i] = after;
          }
          const total = all.reduce((sum, c) => sum + BigInt(c), 0n);
          expect(running).toEqual({ 金额: yuan(total) });
          const backwards = all
            .toReversed()
            .reduce((sum, c) => addSums(sum, contributionSums(MONEY, said(c))), {});
          expect(backwards).toEqual(running);
          expect(sumsLine(MONEY, running)).toBe(`金额${yuan(total)}`);
        },
      ),
      { numRuns: 5 },
    );
  });

  test.each([0.3, -0.3, 0.0001, -12.34, 1234567.89, 69_999_999_999_999.99, 0, 5])(
    "%d survives its units",
    (n) => {
      expect(fromUnits(toUnits(n))).toBe(n);
    },
  );
});

describe("sumsLine and coverage", () => {
  const day = ["在册", "新增", "异常"].map((name) => field(name, "整数"));

  test("the county line of Kaihua row 16", () => {
    const replies = [
      [6, 0, 0],
      [9, 1, 0],
      [7, 0, 0],
      [5, 0, 0],
      [11, 2, 0],
      [8, 0, 0],
      [4, 0, 0],
      [6, 1, 0],
      [22, 3, 0],
      [18, 1, 0],
      [15, 2, 0],
      [13, 0, 0],
    ].map(([在册 = 0, 新增 = 0, 异常 = 0]) => contributionSums(day, { 在册, 新增, 异常 }));
    expect(sumsLine(day, replies.reduce(addSums, {}))).toBe("在册124 新增10 异常0");
    expect(sumsLine(day, replies.slice(0, 4).reduce(addSums, {}))).toBe("在册27 新增1 异常0");
  });

  test("choices, nil answers and nil replies are shown apart", () => {
    const all = [
      contributionSums(FIELDS, { 在册: 6, 发热: true, 方式: "电话", 缺: ["口罩"] }),
      contributionSums(FIELDS, { 在册: NIL, 发热: NIL, 缺: ["口罩", "酒精"], 备注: "x" }),
      contributionSums(FIELDS, NIL),
    ].reduce(addSums, {});
    expect(sumsLine(FIELDS, all)).toBe(
      "在册6(没有1) 水位0 发热(是1 否0 没有1) 方式(电话1 入户0) 缺(口罩2 酒精1) 零报告1",
    );
  });

  test("a name ending in a digit keeps its distance", () => {
    expect(sumsLine([field("类别1", "整数")], { 类别1: 5 })).toBe("类别1:5");
  });

  test("覆盖 prints the pair and never 100.0% short of it", () => {
    const pair = { a: "已落实", b: "应到" };
    expect(coverage({ 已落实: 20, 应到: 20 }, pair)).toBe("覆盖20/20 100.0%");
    expect(coverage({ 已落实: 746, 应到: 747 }, pair)).toBe("覆盖746/747 99.9%");
    expect(coverage({ 应到: 20 }, pair)).toBe("覆盖0/20 0.0%");
    expect(coverage({}, pair)).toBe("覆盖0/0 —");
    expect(coverage({ 已落实: 1.5, 应到: 3 }, pair)).toBe("覆盖1.5/3 50.0%");
  });
});
