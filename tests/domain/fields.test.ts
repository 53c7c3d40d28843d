import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Field } from "#contract/forms";
import { describeField, parseFields, withPrefill } from "#domain/form/fields";

const parsed = (text: string) => {
  const result = parseFields(text);
  if (!result.ok) throw new Error(result.message);
  return result;
};
const one = (text: string) => parsed(text).fields[0];

test("未来 makes a day look ahead, is told, and is of no other type", () => {
  const read = parseFields("返乡日期:日期!(未来)");
  expect(read).toMatchObject({
    ok: true,
    fields: [{ type: "日期", required: true, future: true }],
  });
  if (read.ok) expect(describeField(read.fields[0]!)).toBe("返乡日期（日期，必填，未来）");
  expect(parseFields("时刻:时间(未来)")).toMatchObject({ ok: false, token: "未来" });
  expect(parseFields("返乡日期:日期(以后)")).toMatchObject({ ok: false, token: "以后" });
});

describe("parseFields", () => {
  test("the fields of the transcripts", () => {
    const required = { type: "整数", required: true };
    expect(parsed("在册:整数!,新增:整数!,异常:整数!").fields).toEqual([
      { name: "在册", ...required },
      { name: "新增", ...required },
      { name: "异常", ...required },
    ]);
    const coverage = parsed("应到:整数!,已落实:整数!").fields;
    expect(coverage.map((field) => field.name)).toEqual(["应到", "已落实"]);
  });

  test.each([
    ["在册 整数 新增 整数", "在册 新增", "整数 整数"],
    ["在册 整数!,新增 文字", "在册 新增", "整数 文字"],
    ["在册:整数! 新增:小数 (0 - 30)", "在册 新增", "整数 小数"],
    ["方式 枚举(电话|入户) 照片 照片", "方式 照片", "单选 照片"],
    ["水位 : 小数 ! (0 - 30)", "水位", "小数"],
  ])("%s, parted by blanks, are fields of their own", (text, names, types) => {
    const { fields } = parsed(text);
    expect(fields.map(({ name }) => name).join(" ")).toBe(names);
    expect(fields.map(({ type }) => type).join(" ")).toBe(types);
  });

  test.each([
    ["返乡 人数", ["返乡,人数", "返乡人数"]],
    ["在册 新增 异常", ["在册,新增,异常", "在册新增异常"]],
    ["在册 整数 新增", ["在册:整数,新增"]],
    ["在册:整数! 新增,异常", ["在册:整数!,新增,异常"]],
    ["在册,返乡 人数", ["在册,返乡,人数", "在册,返乡人数"]],
  ])("%s may be one or several, and both are offered", (text, suggestions) => {
    expect(parseFields(text)).toMatchObject({ ok: false, suggestions });
  });

  test.each<[string, Field]>([
    ["在册", { name: "在册", type: "整数", required: false }],
    ["在册!", { name: "在册", type: "整数", required: true }],
    ["在册(户)", { name: "在册", type: "整数", required: false, unit: "户" }],
    ["在册：整数！（户）", { name: "在册", type: "整数", required: true, unit: "户" }],
    [
      "水位:小数(0-30.5米)",
      { name: "水位", type: "小数", required: false, min: 0, max: 30.5, unit: "米" },
    ],
    ["温差:小数(-10~10)", { name: "温差", type: "小数", required: false, min: -10, max: 10 }],
    [
      "在册:整数(0-100，户)!",
      { name: "在册", type: "整数", required: true, min: 0, max: 100, unit: "户" },
    ],
    ["备注:文字(200)", { name: "备注", type: "文字", required: false, max: 200 }],
    ["备注:文字(20字)", { name: "备注", type: "文字", required: false, max: 20 }],
    [
      "方式:单选(电话|入户)",
      { name: "方式", type: "单选", required: false, options: ["电话", "入户"] },
    ],
    [
      "方式:单选!(电话|入户)",
      { name: "方式", type: "单选", required: true, options: ["电话", "入户"] },
    ],
    [
      "方式:枚举(电话/入户)",
      { name: "方式", type: "单选", required: false, options: ["电话", "入户"] },
    ],
    [
      "缺:多选（口罩、酒精，手套）",
      { name: "缺", type: "多选", required: false, options: ["口罩", "酒精", "手套"] },
    ],
    [
      "隔离:单选(1-3天|4-7天)",
      { name: "隔离", type: "单选", required: false, options: ["1-3天", "4-7天"] },
    ],
    ["现场:照片", { name: "现场", type: "照片", required: false }],
    [
      "户数:整数!=名录.户数",
      {
        name: "户数",
        type: "整数",
        required: true,
        prefill: { from: "node", figure: "households" },
      },
    ],
    [
      "外来=流动人口",
      {
        name: "外来",
        type: "整数",
        required: false,
        prefill: { from: "node", figure: "migrants" },
      },
    ],
    ["在册:整数=上次", { name: "在册", type: "整数", required: false, prefill: { from: "last" } }],
    [
      "在册:整数=T0127-01.在册",
      {
        name: "在册",
        type: "整数",
        required: false,
        prefill: { from: "item", item: "T0127-01", field: "在册" },
      },
    ],
    [
      "在册:整数=T0127-01.3.在册",
      {
        name: "在册",
        type: "整数",
        required: false,
        prefill: { from: "item", item: "T0127-01.3", field: "在册" },
      },
    ],
    ["65岁以上:整数", { name: "65岁以上", type: "整数", required: false }],
  ])("%s", (text, field) => {
    expect(one(text)).toEqual(field);
    expect(Field.parse(field)).toEqual(field);
  });

  test("list separators inside brackets do not split", () => {
    const { fields } = parsed("甲:单选(a,b)，乙:整数、丙");
    expect(fields.map((field) => field.name)).toEqual(["甲", "乙", "丙"]);
  });

  test("names that are tally words, or 说明, are accepted with a hint", () => {
    const { hints, fields } = parsed("已核:整数!,应核:整数!,说明:文字");
    expect(fields).toHaveLength(3);
    expect(hints).toEqual([
      "字段“已核”与进度用词同名，只在“数据”一行合计",
      "字段“说明”与回复自带的说明同名，按字段收",
    ]);
    expect(parsed("在册").hints).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["", "", "字段是空的"],
    [",，", ",，", "字段是空的"],
    ["在册,在册", "在册", "写了两次"],
    ["在册:数量", "数量", "不认识类型“数量”"],
    [":整数", ":整数", "缺字段名"],
    ["在册:单选(甲|乙", "在册:单选(甲|乙", "看不懂字段"],
    ["在册)", "在册)", "不能作字段名"],
    ["方式:单选", "", "至少两个选项"],
    ["方式:单选(甲)", "甲", "至少两个选项"],
    ["方式:单选(甲|甲)", "甲", "写了两次"],
    ["方式:单选(甲|“乙”)", "“乙”", "不能带标点"],
    ["在册:整数(100-0)", "100-0", "范围反了"],
    ["在册:整数(0-1.5)", "0-1.5", "范围也要写整数"],
    ["在册:整数(1<2)", "1<2", "范围或单位"],
    ["发热:是否(户)", "户", "用不上"],
    ["备注:文字(0)", "0", "用不上"],
    ["在册=很多", "很多", "预填"],
    ["备注:文字=户数", "户数", "预填"],
    ["在册:整数=令17.在册", "令17.在册", "预填"],
    ["新增+在册", "新增+在册", "不能作字段名"],
    ["123", "123", "不能作字段名"],
    ["__proto__", "__proto__", "不能作字段名"],
    ["constructor:文字", "constructor", "不能作字段名"],
    ["在\u202e册", "在\u202e册", "不能作字段名"],
    ["在\u200b册", "在\u200b册", "不能作字段名"],
    ["代:整数", "代", "填报自带的一项"],
    [
      "一二三四五六七八九十一二三四五六七八九十一",
      "一二三四五六七八九十一二三四五六七八九十一",
      "太长",
    ],
  ])("refuses %j at %j: %s", (text, token, message) => {
    const result = parseFields(text);
    if (result.ok) throw new Error(`accepted ${text}`);
    expect(result.token).toBe(token);
    expect(result.message).toContain(message);
  });

  test("at most forty", () => {
    const names = (n: number) => Array.from({ length: n }, (_, i) => `甲${i}`).join(",");
    expect(parsed(names(40)).fields).toHaveLength(40);
    expect(parseFields(names(41))).toMatchObject({
      ok: false,
      message: "最多40个字段，现在有41个",
    });
  });

  test("never throws, and what it accepts is a valid form", () => {
    const bits = fc.constantFrom(
      "在册",
      "整数",
      "单选",
      ":",
      "!",
      "(",
      ")",
      "|",
      ",",
      "=",
      "0-9",
      "上次",
      "甲",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(bits, { maxLength: 14 }).map((b) => b.join("")),
    );
    fc.assert(
      fc.property(text, (s) => {
        const result = parseFields(s);
        if (result.ok) for (const field of result.fields) Field.parse(field);
        else expect(result.message).not.toBe("");
      }),
    );
  });
});

describe("withPrefill", () => {
  const table = { 住户: "households", 人口: "population" } as const;

  test("fills common number fields from the county's table, never over the issuer", () => {
    const { fields } = parsed("住户:整数!,已摸排:整数!,人口:文字");
    expect(withPrefill(fields, table).map((field) => field.prefill)).toEqual([
      { from: "node", figure: "households" },
      undefined,
      undefined,
    ]);
    const [kept] = withPrefill(parsed("住户=上次").fields, table);
    expect(kept?.prefill).toEqual({ from: "last" });
  });
});

describe("describeField", () => {
  test.each([
    ["在册", "在册（整数）"],
    ["在册!(户)=名录.户数", "在册（整数，必填，单位户，预填名录.户数）"],
    ["水位:小数!(0-30米)=上次", "水位（小数，必填，0-30米，预填上次）"],
    ["方式:单选(电话|入户)", "方式（单选，电话|入户）"],
    ["备注:文字(200)", "备注（文字，最多200字）"],
    ["甲=T0127-01.乙", "甲（整数，预填T0127-01.乙）"],
  ])("%s → %s", (text, words) => {
    expect(describeField(one(text) as Field)).toBe(words);
  });
});
