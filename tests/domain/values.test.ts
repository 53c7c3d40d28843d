import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Field, ReplyValues } from "#contract/forms";
import { NIL } from "#contract/nil";
import { parseFields } from "#domain/form/fields";
import { echoValues, isNilReport, readValues, type ValuesInput } from "#domain/form/values";
import { atLocal } from "#domain/time/zone";

const now = atLocal(2020, 1, 27, 16, 0);
const form = (text: string): Field[] => {
  const result = parseFields(text);
  if (!result.ok) throw new Error(result.message);
  return result.fields;
};
const DAY = form("在册:整数!,新增:整数!,异常:整数!");
const read = (fields: Field[], positional: string[], more: Partial<ValuesInput> = {}) =>
  readValues(fields, { positional, named: [], now, ...more });
const values = (fields: Field[], positional: string[], more: Partial<ValuesInput> = {}) => {
  const result = read(fields, positional, more);
  if (!result.ok) throw new Error(result.message);
  ReplyValues.parse(result.values);
  return result.values;
};

describe("numbers as people type them", () => {
  const six = { 在册: 6, 新增: 0, 异常: 0 };

  test.each<[string[], object]>([
    [["6", "0", "0"], six],
    [["６", "０", "０"], six],
    [["六户", "0", "零"], six],
    [["6个，0，0"], six],
    [["6 0 0"], six],
    [["6、0、0"], six],
    [["在册六，新增0，异常没有"], { 在册: 6, 新增: 0, 异常: NIL }],
    [["在册六，新增0，异常没有。"], { 在册: 6, 新增: 0, 异常: NIL }],
    [["在册六户,", "新增0", "异常没有"], { 在册: 6, 新增: 0, 异常: NIL }],
    [["异常0", "6", "0"], six],
    [["6", "异常0", "0"], six],
    [["在册：6；新增：0；异常：0"], six],
    [["在册", "6", "新增", "0", "异常", "0"], six],
    [["在册是六户，新增为0，异常有0"], six],
    [["二十三", "１２", "无"], { 在册: 23, 新增: 12, 异常: NIL }],
  ])("%j", (positional, expected) => {
    expect(values(DAY, positional)).toEqual(expected);
  });

  test("pairs, and pairs mixed with positions, in form order", () => {
    const named = [
      { key: "异常", value: "０" },
      { key: "在册", value: "六户" },
    ];
    expect(JSON.stringify(values(DAY, ["新增0"], { named }))).toBe('{"在册":6,"新增":0,"异常":0}');
    expect(values(DAY, ["0"], { named })).toEqual(six);
  });

  test("a unit of the field's own is taken off", () => {
    expect(values(form("进度:整数(%)"), ["95%"])).toEqual({ 进度: 95 });
  });

  test("decimals and money", () => {
    const fields = form("水位:小数(米),金额:金额");
    expect(values(fields, ["3.25米", "386.50元"])).toEqual({ 水位: 3.25, 金额: 386.5 });
    expect(read(fields, ["1.23456"])).toMatchObject({
      message: expect.stringContaining("4位小数"),
    });
    expect(read(fields, ["1", "1.234"])).toMatchObject({
      message: expect.stringContaining("2位小数"),
    });
  });
});

describe("a number in groups of three", () => {
  const STOCK = form("库存:整数!,新到:整数,缺口:整数");
  const readings = (fields: Field[], positional: string[]) => {
    const result = read(fields, positional);
    if (result.ok) return result.values;
    return result.readings?.map(({ label }) => label) ?? result.message;
  };

  test("named, or the only one asked for, is one number", () => {
    for (const typed of ["1,234", "1，234", "１，２３４", "¥1,234", "1,234个", "1234.0"]) {
      expect(values(STOCK, [], { named: [{ key: "库存", value: typed }] })).toEqual({ 库存: 1234 });
      expect(values(form("库存"), [typed])).toEqual({ 库存: 1234 });
      expect(values(form("库存"), [`库存${typed}`])).toEqual({ 库存: 1234 });
    }
    expect(values(form("库存"), ["- 1,200,000"])).toEqual({ 库存: -1_200_000 });
    expect(values(form("库存"), ["库存", "7万", "5千", "4百"])).toEqual({ 库存: 75_400 });
  });

  test.each<[string[], string[]]>([
    [["1,234"], ["库存1234", "库存1 新到234"]],
    [["1，234"], ["库存1234", "库存1 新到234"]],
    [["库存1,234"], ["库存1234", "库存1 新到234"]],
    [["缺口1,234"], ["缺口1234", "缺口1 库存234"]],
    [["1,234,567"], ["库存1234567", "库存1 新到234 缺口567"]],
    [
      ["5", "1,234"],
      ["库存5 新到1234", "库存5 新到1 缺口234"],
    ],
  ])("%j among several fields is asked about", (positional, labels) => {
    expect(readings(STOCK, positional)).toEqual(labels);
  });

  test("is one where its parts would be too many, and none where it is no group", () => {
    expect(readings(STOCK, ["1,234", "5", "6"])).toEqual({ 库存: 1234, 新到: 5, 缺口: 6 });
    expect(readings(STOCK, ["42,42,3"])).toEqual({ 库存: 42, 新到: 42, 缺口: 3 });
    expect(readings(STOCK, ["0,123"])).toEqual({ 库存: 0, 新到: 123 });
    expect(readings(STOCK, ["1、234"])).toEqual({ 库存: 1, 新到: 234 });
    expect(readings(form("库存,备注:文字"), ["库存5", "买了1,200斤"])).toEqual({
      库存: 5,
      备注: "买了1,200斤",
    });
    expect(readings(form("库存,备注:文字"), ["1,234"])).toEqual(["库存1234", "库存1 备注234"]);
  });
});

describe("a dash between name and number", () => {
  test.each<[string, string[], object]>([
    ["在册:整数(0-100)", ["在册-6"], { 在册: 6 }],
    ["在册,新增", ["在册-0", "新增—3"], { 在册: 0, 新增: 3 }],
    ["在册", ["在册——6"], { 在册: 6 }],
    ["在册", ["在册--6"], { 在册: 6 }],
    ["气温", ["气温=-6"], { 气温: -6 }],
    ["气温", ["气温：-6"], { 气温: -6 }],
    ["气温", ["气温 -6"], { 气温: -6 }],
    ["气温", ["-6"], { 气温: -6 }],
    ["气温", ["气温零下6"], { 气温: -6 }],
  ])("%s %j", (fields, positional, expected) => {
    expect(values(form(fields), positional)).toEqual(expected);
  });

  test("is asked about where the field takes both", () => {
    expect(read(form("在册,新增"), ["在册-6", "新增0"])).toMatchObject({
      ok: false,
      field: "在册",
      readings: [{ label: "在册=6" }, { label: "在册=-6" }],
    });
  });
});

test("about so many is refused with a sentence, and a unit of the field's own is its own", () => {
  for (const typed of ["十余", "几十", "三五", "二十多户"]) {
    const named = [{ key: "在册", value: typed }];
    expect(read(DAY, ["0", "0"], { named })).toMatchObject({
      ok: false,
      field: "在册",
      message: `“在册”要填准确的数，不要约数，你写的是“${typed}”`,
    });
  }
  expect(values(form("投入:小数(万元)"), ["3万元"])).toEqual({ 投入: 3 });
  expect(values(form("投入:小数(元)"), ["3万元"])).toEqual({ 投入: 30_000 });
  expect(values(form("里程:小数(千米)"), ["3千米"])).toEqual({ 里程: 3 });
});

test("a time of yesterday offers the hour alone", () => {
  expect(read(form("到:时间"), ["昨晚8点"])).toMatchObject({
    ok: false,
    field: "到",
    readings: [{ label: "20:00", edits: [{ typed: "昨晚8点", meant: "20:00" }] }],
  });
});

test("words keep no number of a person", () => {
  expect(values(form("在册,备注:文字"), ["6", "户主138 0000 1234"])).toEqual({
    在册: 6,
    备注: "户主[手机号已隐去]",
  });
});

describe("other types", () => {
  test.each<[string, string[], object]>([
    ["发热:是否", ["是"], { 发热: true }],
    ["发热:是否", ["没有"], { 发热: false }],
    ["方式:单选(电话|入户|微信)", ["电话"], { 方式: "电话" }],
    ["方式:单选(电话|入户|微信)", ["微"], { 方式: "微信" }],
    ["方式:单选(电话|入户)", ["方式入户"], { 方式: "入户" }],
    ["方式:单选(电话|电话回访)", ["电话"], { 方式: "电话" }],
    ["方式:单选(电话|无)", ["无"], { 方式: "无" }],
    ["方式:单选(电话|入户)", ["无"], { 方式: NIL }],
    ["缺:多选(口罩|酒精|手套),在册", ["手套、口罩，6"], { 缺: ["口罩", "手套"], 在册: 6 }],
    ["缺:多选(口罩|酒精),在册", ["缺口罩 酒精", "在册6"], { 缺: ["口罩", "酒精"], 在册: 6 }],
    ["缺:多选(口罩|酒精)", ["没有"], { 缺: NIL }],
    ["日:日期", ["1月28日"], { 日: "2019-01-28" }],
    ["日:日期", ["27日"], { 日: "2020-01-27" }],
    ["返乡日期:日期", ["返乡日期28日"], { 返乡日期: "2019-12-28" }],
    ["日:日期(未来)", ["1月28日"], { 日: "2020-01-28" }],
    ["日:日期(未来)", ["8日"], { 日: "2020-02-08" }],
    ["到:时间", ["24时"], { 到: "24:00" }],
    ["日:日期", ["2020-01-05"], { 日: "2020-01-05" }],
    ["到:时间", ["18:05"], { 到: "18:05" }],
    ["到:时间", ["下午3点半"], { 到: "15:30" }],
    ["地:节点", ["石门村"], { 地: "石门村" }],
    ["在册,备注:文字", ["6", "一切正常，", "无异常"], { 在册: 6, 备注: "一切正常， 无异常" }],
    ["备注:文字,在册", ["正常", "6"], { 备注: "正常", 在册: 6 }],
    ["备注:文字,在册", ["备注一切正常，无异常，在册6"], { 备注: "一切正常，无异常", 在册: 6 }],
    ["备注:文字", ["Ａ类①"], { 备注: "Ａ类①" }],
    ["备注:文字", ["没有"], { 备注: NIL }],
    ["新增:整数,备注:文字", ["6", "新增户均已核"], { 新增: 6, 备注: "新增户均已核" }],
    ["外,外来", ["外来3，外2"], { 外: 2, 外来: 3 }],
    ["现场:照片,在册", ["6"], { 在册: 6 }],
  ])("%s %j", (fields, positional, expected) => {
    expect(values(form(fields), positional)).toEqual(expected);
  });

  test("attachments come by name", () => {
    const named = [{ key: "现场", value: "a1,a2" }];
    expect(values(form("现场:照片!"), [], { named })).toEqual({ 现场: ["a1", "a2"] });
  });
});

describe("refusals name the field and what to do", () => {
  test.each<[string, string[], string | null, string]>([
    ["在册:整数!,异常:整数!", ["6", "很多"], "异常", "“异常”要填整数，你写的是“很多”"],
    ["在册:整数!,异常:整数!", ["6", "1.5"], "异常", "“异常”要填整数，你写的是“1.5”"],
    ["在册:整数!,异常:整数!", ["在册6，异常很多"], "异常", "“异常”要填整数，你写的是“很多”"],
    ["在册:整数!,异常:整数!", ["6"], "异常", "还差必填的“异常”，没有就写：异常没有"],
    ["在册:整数!,异常:整数!", [], "在册", "还差必填的“在册、异常”，没有就写：在册没有"],
    ["在册:整数!,异常:整数!", ["6", "0", "0"], null, "一共2栏（在册、异常），多出了“0”"],
    ["在册,异常", ["在册6", "在册7"], "在册", "“在册”填了两次，请只留一个"],
    ["在册,异常", ["6", "异常"], "异常", "“异常”后面没有值"],
    ["温度:小数(35-42)", ["120"], "温度", "“温度”只能填35-42，你写的是“120”"],
    ["在册", ["99999999999"], "在册", "“在册”的数太大了，你写的是“99999999999”"],
    ["方式:单选(电话|入户)", ["短信"], "方式", "“方式”只能选电话、入户，你写的是“短信”"],
    ["方式:单选(电话|电邮)", ["电"], "方式", "“方式”有电话、电邮，请写全，你写的是“电”"],
    ["缺:多选(口罩|酒精)", ["棉被"], "缺", "“缺”只能选口罩、酒精，你写的是“棉被”"],
    ["发热:是否", ["也许"], "发热", "“发热”要填是或否，你写的是“也许”"],
    ["日:日期", ["30分钟"], "日", "“日”：看不懂日期“30分钟”，请写成 1月27日、27日 或 昨天"],
    ["到:时间", ["尽快"], "到", "“到”：看不懂时间“尽快”，请写成 18:00 或 下午6点"],
    ["备注:文字(3)", ["一二三四"], "备注", "“备注”最多3个字，你写了4个"],
    ["现场:照片!", [], "现场", "还差必填的“现场”，没有就写：现场没有"],
  ])("%s %j", (fields, positional, field, message) => {
    expect(read(form(fields), positional)).toEqual({ ok: false, field, message });
  });

  test("an unknown pair lists the fields, __proto__ included", () => {
    for (const key of ["在馆", "__proto__", "constructor"]) {
      expect(read(DAY, [], { named: [{ key, value: "6" }] })).toEqual({
        ok: false,
        field: key,
        message: `没有“${key}”这一栏，可填：在册、新增、异常`,
      });
    }
  });

  test("a pair without a value, or given twice", () => {
    const twice = [
      { key: "在册", value: "6" },
      { key: "在册", value: "7" },
    ];
    expect(read(DAY, [], { named: twice })).toMatchObject({ ok: false, field: "在册" });
    const empty = [{ key: "在册", value: " " }];
    expect(read(DAY, [], { named: empty })).toMatchObject({ message: "“在册”后面没有值" });
  });
});

describe("prefill", () => {
  const fields = form("住户:整数!,已摸排:整数!,外来:整数!");

  test("stands where nothing was said, and says so", () => {
    const named = [
      { key: "已摸排", value: "42" },
      { key: "外来", value: "3" },
    ];
    expect(read(fields, [], { named, prefill: { 住户: 42 } })).toEqual({
      ok: true,
      values: { 住户: 42, 已摸排: 42, 外来: 3 },
      hints: ["住户42是预填的"],
    });
  });

  test("gives way to what was typed", () => {
    expect(read(fields, ["41 40 3"], { prefill: { 住户: 42 } })).toEqual({
      ok: true,
      values: { 住户: 41, 已摸排: 40, 外来: 3 },
      hints: [],
    });
  });
});

describe("nil and blank", () => {
  test("nil, zero and blank are three things", () => {
    const fields = form("甲,乙,丙");
    expect(values(fields, ["甲没有，乙0"])).toEqual({ 甲: NIL, 乙: 0 });
  });

  test.each([
    ["无", true],
    ["零报告", true],
    [" 无。", true],
    ["没有", true],
    ["异常没有", false],
    ["无 6", false],
    ["0", false],
    ["", false],
  ])("isNilReport(%j) is %s", (text, nil) => {
    expect(isNilReport(text)).toBe(nil);
  });
});

describe("echoValues", () => {
  test("every value with its label", () => {
    expect(echoValues(DAY, { 在册: 6, 新增: 0, 异常: 0 })).toBe("在册6 新增0 异常0");
    expect(echoValues(DAY, { 在册: 6, 异常: NIL })).toBe("在册6 异常没有");
    const fields = form(
      "户(户),类别1,发热:是否,方式:单选(甲|乙),缺:多选(丙|丁),备注:文字,现场:照片,话:录音",
    );
    const all: ReplyValues = {
      户: 6,
      类别1: 5,
      发热: false,
      方式: "甲",
      缺: ["丙", "丁"],
      备注: "好",
      现场: ["a", "b"],
      话: ["c"],
    };
    expect(echoValues(fields, all)).toBe(
      "户6户 类别1:5 发热：否 方式：甲 缺：丙、丁 备注：好 现场2张 话1段",
    );
  });

  test("what is echoed reads back as the same values", () => {
    const n = fc.oneof(fc.integer({ min: -9999, max: 9_999_999 }), fc.constant(NIL));
    fc.assert(
      fc.property(fc.record({ 在册: n, 新增: n, 异常: n }), (reply) => {
        expect(values(DAY, [echoValues(DAY, reply)])).toEqual(reply);
        expect(values(DAY, [echoValues(DAY, reply).replaceAll(" ", "，")])).toEqual(reply);
      }),
    );
  });

  test("never throws on any text", () => {
    const fields = form("在册:整数!,方式:多选(甲|乙),备注:文字,日:日期");
    const bits = fc.constantFrom(
      "在册",
      "方式",
      "甲",
      "、",
      "，",
      " ",
      "六",
      "0",
      "备注",
      "没有",
      "：",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(bits, { maxLength: 14 }).map((b) => b.join("")),
    );
    fc.assert(
      fc.property(text, (s) => {
        const result = read(fields, [s]);
        if (result.ok) ReplyValues.parse(result.values);
        else expect(result.message).not.toBe("");
      }),
    );
  });
});
