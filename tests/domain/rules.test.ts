import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Field, type ReplyValues, Rule } from "#contract/forms";
import { NIL } from "#contract/nil";
import { parseFields } from "#domain/form/fields";
import { judge } from "#domain/form/judge";
import { parseRules } from "#domain/form/rules";

const form = (text: string): Field[] => {
  const result = parseFields(text);
  if (!result.ok) throw new Error(result.message);
  return result.fields;
};
const FIELDS = form("在册,新增,异常,应核,已核,水位:小数,备注:文字,必须项,新增户,65岁以上,类别1");
const rulesOf = (text: string, fields = FIELDS): Rule[] => {
  const result = parseRules(text, fields);
  if (!result.ok) throw new Error(result.message);
  return result.rules;
};
const verdict = (text: string, values: ReplyValues, note = "") =>
  judge(rulesOf(text), values, { note });

describe("parseRules", () => {
  test("the three shapes of SPEC 1.10", () => {
    const rules = rulesOf("已核<=应核;异常>0须说明；新增>20提示");
    expect(rules).toEqual([
      {
        kind: "hold",
        cond: { left: [{ sign: 1, field: "已核" }], op: "<=", right: [{ sign: 1, field: "应核" }] },
      },
      {
        kind: "need",
        cond: { left: [{ sign: 1, field: "异常" }], op: ">", right: [{ sign: 1, number: 0 }] },
        fields: [],
        note: true,
      },
      {
        kind: "warn",
        cond: { left: [{ sign: 1, field: "新增" }], op: ">", right: [{ sign: 1, number: 20 }] },
      },
    ]);
    for (const rule of rules) expect(Rule.parse(rule)).toEqual(rule);
  });

  test.each<[string, string]>([
    ["已核≤应核", "<="],
    ["已核＜＝应核", "<="],
    ["已核≥应核", ">="],
    ["已核＞＝应核", ">="],
    ["已核≠应核", "!="],
    ["已核！＝应核", "!="],
    ["已核＝应核", "="],
    ["已核＜应核", "<"],
    ["已核 > 应核", ">"],
  ])("%s", (text, op) => {
    expect(rulesOf(text)[0]?.cond.op).toBe(op);
  });

  test("sums on both sides", () => {
    expect(rulesOf("在册+新增-1>=应核－已核")[0]?.cond).toEqual({
      left: [
        { sign: 1, field: "在册" },
        { sign: 1, field: "新增" },
        { sign: -1, number: 1 },
      ],
      op: ">=",
      right: [
        { sign: 1, field: "应核" },
        { sign: -1, field: "已核" },
      ],
    });
  });

  test("names are matched longest first, 须 and digits in them included", () => {
    expect(rulesOf("必须项>0须备注,说明")[0]).toMatchObject({
      cond: { left: [{ field: "必须项" }] },
      fields: ["备注"],
      note: true,
    });
    expect(rulesOf("新增户<=65岁以上+1.5")[0]?.cond).toMatchObject({
      left: [{ field: "新增户" }],
      right: [{ field: "65岁以上" }, { number: 1.5 }],
    });
  });

  test("说明 is the field of that name when the form has one", () => {
    expect(rulesOf("异常>0须说明", form("异常,说明:文字"))[0]).toMatchObject({
      fields: ["说明"],
      note: false,
    });
  });

  test("no rules is no rules", () => {
    expect(rulesOf(" ； ")).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["已合<=应核", "已合", "不是字段，本表有：在册、新增"],
    ["已核<=应合", "应合", "不是字段"],
    ["异常>0须原因", "原因", "不是字段"],
    ["异常>0须", "异常>0须", "后面缺字段"],
    ["异常>0须备注,", "异常>0须备注,", "后面缺字段"],
    ["异常>0 报警", "报警", "后面只能接"],
    ["异常>0提示啊", "提示啊", "后面只能接"],
    ["异常", "异常", "这里要用 < <= > >= = != 比较"],
    ["异常>", "异常>", "缺字段或数"],
    ["异常>=>0", ">0", "缺字段或数"],
    ["异常==0", "=0", "缺字段或数"],
    ["异常>-1", "-1", "缺字段或数"],
    ["1<2", "1<2", "里没有字段"],
    ["备注>0", "备注", "是文字，不能比大小"],
    ["异常>0;process.exit()>0", "process.exit()", "不是字段"],
    ["异常*2>0", "*2>0", "这里要用"],
    ["constructor>0", "constructor", "不是字段"],
  ])("refuses %s at %s: %s", (text, token, message) => {
    const result = parseRules(text, FIELDS);
    if (result.ok) throw new Error(`accepted ${text}`);
    expect(result.token).toBe(token);
    expect(result.message).toContain(message);
  });

  test("never throws", () => {
    const bits = fc.constantFrom(
      "异常",
      "已核",
      ">",
      "<",
      "=",
      "!",
      "+",
      "-",
      "须",
      "提示",
      "说明",
      "0",
      ";",
      "备注",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(bits, { maxLength: 12 }).map((b) => b.join("")),
    );
    fc.assert(
      fc.property(text, (s) => {
        const result = parseRules(s, FIELDS);
        if (result.ok) for (const rule of result.rules) Rule.parse(rule);
        else expect(result.message).not.toBe("");
      }),
    );
  });
});

describe("judge", () => {
  test.each<[string, ReplyValues, string[]]>([
    ["已核<=应核", { 已核: 55, 应核: 52 }, ["已核55大于应核52，请改其中一个"]],
    ["已核<=应核", { 已核: 52, 应核: 52 }, []],
    ["已核<应核", { 已核: 52, 应核: 52 }, ["已核52不小于应核52，请改其中一个"]],
    ["已核>应核", { 已核: 52, 应核: 52 }, ["已核52不大于应核52，请改其中一个"]],
    ["已核>=应核", { 已核: 51, 应核: 52 }, ["已核51小于应核52，请改其中一个"]],
    ["已核=应核", { 已核: 51, 应核: 52 }, ["已核51不等于应核52，请改其中一个"]],
    ["已核!=应核", { 已核: 52, 应核: 52 }, ["已核52等于应核52，请改其中一个"]],
    ["在册<=1000", { 在册: 1001 }, ["在册1001大于1000，请改“在册”"]],
    [
      "在册+新增=应核",
      { 在册: 30, 新增: 25, 应核: 52 },
      ["在册30+新增25=55不等于应核52，请改其中一个"],
    ],
    ["在册-1>=应核", { 在册: 3, 应核: 3 }, ["在册3-1=2小于应核3，请改其中一个"]],
    ["类别1<=3", { 类别1: 5 }, ["类别1:5大于3，请改“类别1”"]],
    ["水位=0.3", { 水位: 0.1 + 0.2 }, []],
    ["水位+水位+水位<=0.3", { 水位: 0.1 }, []],
  ])("%s over %o", (text, values, refusals) => {
    expect(verdict(text, values)).toEqual({ refusals, warnings: [] });
  });

  test("须 asks for the reply's 说明 or for fields", () => {
    expect(verdict("异常>0须说明", { 异常: 2 }).refusals).toEqual(["异常2大于0，须填“说明”"]);
    expect(verdict("异常>0须说明", { 异常: 2 }, "  ").refusals).toHaveLength(1);
    expect(verdict("异常>0须说明", { 异常: 2 }, "已送医").refusals).toEqual([]);
    expect(verdict("异常>0须说明", { 异常: 0 }).refusals).toEqual([]);
    expect(verdict("异常>0须备注,说明", { 异常: 1 }).refusals).toEqual([
      "异常1大于0，须填“备注、说明”",
    ]);
    expect(verdict("异常>0须备注,说明", { 异常: 1, 备注: "见" }).refusals).toEqual([
      "异常1大于0，须填“说明”",
    ]);
    expect(verdict("异常>0须备注", { 异常: 1, 备注: NIL }).refusals).toEqual([]);
  });

  test("提示 warns and never refuses", () => {
    expect(verdict("新增>20提示", { 新增: 25 })).toEqual({
      refusals: [],
      warnings: ["新增25大于20，请核对"],
    });
    expect(verdict("新增>20提示", { 新增: 20 })).toEqual({ refusals: [], warnings: [] });
  });

  test("a condition over a blank or nil field is not judged", () => {
    const silent = { refusals: [], warnings: [] };
    expect(verdict("已核<=应核", { 已核: 55 })).toEqual(silent);
    expect(verdict("已核<=应核", { 已核: 55, 应核: NIL })).toEqual(silent);
    expect(verdict("异常>0须说明;新增>20提示", { 异常: NIL })).toEqual(silent);
    expect(verdict("在册+新增<=1", { 在册: 9 })).toEqual(silent);
  });

  test("every rule is judged, in order", () => {
    const { refusals, warnings } = verdict("已核<=应核;异常>0须说明;新增>20提示", {
      已核: 55,
      应核: 52,
      异常: 1,
      新增: 21,
    });
    expect(refusals).toHaveLength(2);
    expect(warnings).toHaveLength(1);
  });

  test("a bare condition refuses exactly when it is false", () => {
    const compare = {
      "<": (a: number, b: number) => a < b,
      "<=": (a: number, b: number) => a <= b,
      ">": (a: number, b: number) => a > b,
      ">=": (a: number, b: number) => a >= b,
      "=": (a: number, b: number) => a === b,
      "!=": (a: number, b: number) => a !== b,
    };
    const op = fc.constantFrom(...(Object.keys(compare) as (keyof typeof compare)[]));
    const n = fc.integer({ min: -5, max: 5 });
    fc.assert(
      fc.property(op, n, n, n, (sign, a, b, c) => {
        const { refusals } = verdict(`在册+新增${sign}应核`, { 在册: a, 新增: b, 应核: c });
        expect(refusals.length === 0).toBe(compare[sign](a + b, c));
      }),
    );
  });
});
