import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCommandLine, type KeyKind, parseLine, splitList, splitRules } from "#domain/text/line";
import { parseDecimal } from "#domain/text/numerals";
import { fold } from "#domain/text/text";

const TEXT = ["说明", "原因", "内容", "公开", "结论", "回应", "意见", "补充", "正文"];
const WORDS = ["范围", "截止", "回执", "响应", "字段", "规则", "核实", "急", "户", "类别", "依据"];

/** A command like `/任务`: unknown keys are unknown. */
function closed(key: string): KeyKind | undefined {
  return TEXT.includes(key) ? "text" : WORDS.includes(key) ? "word" : undefined;
}
/** `/报`: any other key is a field. */
const report = (key: string): KeyKind => closed(key) ?? "open";

const words = (text: string, kind = closed) => parseLine(text, kind).words.map((w) => w.text);
const pairs = (text: string, kind: (key: string) => KeyKind | undefined = closed) =>
  Object.fromEntries(parseLine(text, kind).pairs.map((p) => [p.key, p.value]));

describe("isCommandLine", () => {
  test.each([
    "/收到",
    "／收到",
    "、收到",
    "  /收到",
    "　/收到",
    "@传令 /收到",
    "＠余航 @任务  、报 6",
    "/",
    "\n/报",
  ])("%j is", (s) => expect(isCommandLine(s)).toBe(true));
  test.each([
    "收到",
    "收到/明白",
    "大米、青菜",
    "@传令/收到",
    "@传令 你好 /收到",
    "",
    " ",
    "1/2",
    "说：/报",
  ])("%j is not", (s) => expect(isCommandLine(s)).toBe(false));
});

describe("name and body", () => {
  test.each([
    ["/收到", "收到"],
    ["／Ａｃｋ T0127-01", "ack"],
    ["/Sign-Off W1", "sign-off"],
    ["、报 6 0 0", "报"],
    ["/报6 0 0", "报"],
    ["/ 报 6 0 0", "报"],
    ["/报：6 0 0", "报"],
    ["@任务 /报 6", "报"],
    ["/", ""],
    ["收到", ""],
  ])("%j → %j", (text, name) => expect(parseLine(text, report).name).toBe(name));

  test("the name's offsets mark it in the message", () => {
    const text = "@任务 ／ Ｔａｓｋ 标题";
    const { nameStart, nameEnd } = parseLine(text, closed);
    expect(text.slice(nameStart, nameEnd)).toBe("Ｔａｓｋ");
  });

  test.each([
    ["/报6 0 0", ["6", "0", "0"]],
    ["/报：6 0 0", ["6", "0", "0"]],
    ["/催T0127-01", ["T0127-01"]],
    ["@任务 /收到 令17", ["令17"]],
  ])("%j leaves the words %j", (text, expected) => expect(words(text)).toEqual(expected));

  test("the further lines are the body, trimmed at the end only", () => {
    const line = parseLine("/批报 T0127-01\n  王家边 6 0 0\n杨林一=9\n\n", closed);
    expect(line.words.map((w) => w.text)).toEqual(["T0127-01"]);
    expect(line.pairs).toEqual([]);
    expect(line.body).toBe("  王家边 6 0 0\n杨林一=9");
    expect(parseLine("/收到\n \n", closed).body).toBeNull();
    expect(parseLine("/收到", closed).body).toBeNull();
  });
});

describe("lines of the two days", () => {
  test("/指挥令: the title keeps its comma as typed", () => {
    const line = parseLine(
      "/指挥令 全面执行网格工作制，网格员全部到岗 范围=全县 回执=负责人 截止=09:00",
      closed,
    );
    expect(line.words.map((w) => w.raw)).toEqual(["全面执行网格工作制，网格员全部到岗"]);
    expect(line.pairs.map((p) => [p.key, p.value, p.unknown])).toEqual([
      ["范围", "全县", false],
      ["回执", "负责人", false],
      ["截止", "09:00", false],
    ]);
  });

  test("/专项: field specifications and rules stay whole", () => {
    expect(
      pairs(
        "/专项 返乡人员日核 范围=全县:网格 字段=在册:整数!,新增:整数!,异常:整数! 规则=异常>0须说明;已核<=应核;甲!=乙;丙=丁 响应=10:30 核实=是",
      ),
    ).toEqual({
      范围: "全县:网格",
      字段: "在册:整数!,新增:整数!,异常:整数!",
      规则: "异常>0须说明;已核<=应核;甲!=乙;丙=丁",
      响应: "10:30",
      核实: "是",
    });
  });

  test("/线索: free text, then keys", () => {
    const line = parseLine(
      "/线索 1户4人今晚自外省返村，小孩高烧咳嗽需送医，请指挥室协助核查 类别=医疗急救 急=是 户=王家边-023",
      closed,
    );
    expect(line.words[0]?.raw).toBe("1户4人今晚自外省返村，小孩高烧咳嗽需送医，请指挥室协助核查");
    expect(line.pairs.map((p) => p.value)).toEqual(["医疗急救", "是", "王家边-023"]);
  });

  test("/办结: text values hold commas and end at the next key", () => {
    expect(pairs("/办结 X0127-01 结论=排除 公开=已送医检查，排除风险，请大家安心")).toEqual({
      结论: "排除",
      公开: "已送医检查，排除风险，请大家安心",
    });
  });

  test("/进展: dashes and text around keys", () => {
    expect(words("/进展 X0127-01 镇车已出发，走杨林—华埠—县城线")).toEqual([
      "X0127-01",
      "镇车已出发,走杨林—华埠—县城线",
    ]);
  });
});

describe("pairs", () => {
  test.each([
    ["/报 在册=6 新增=0 异常=0"],
    ["/报 在册=6，新增=0，异常=0"],
    ["/报 在册=6,新增=0、异常=0"],
    ["／报　在册＝６　新增＝０，异常＝０"],
    ["/报 在册=6， 新增=0 ，异常=0"],
    ["/报 在册= 6 新增= 0 异常=0"],
  ])("fields of %j", (text) =>
    expect(pairs(text, report)).toEqual({ 在册: "6", 新增: "0", 异常: "0" }),
  );

  test("a comma without a key after it belongs to the value", () => {
    expect(pairs("/报 去向=重庆,武汉，新增=2", report)).toEqual({ 去向: "重庆,武汉", 新增: "2" });
    expect(pairs("/任务 除=甲村，乙村 范围=全县，截止=18:00")).toEqual({
      除: "甲村,乙村",
      范围: "全县,截止=18:00",
    });
  });

  test.each([
    ["/报 库存=- 1,200 新到=3", ["库存=- 1,200", "新到=3"], []],
    ["/报 库存=一百 五 十 二 缺口=0", ["库存=一百 五 十 二", "缺口=0"], []],
    ["/报 库存=7万 5千 4百", ["库存=7万 5千 4百"], []],
    ["/报 库存=100 5 10", ["库存=100"], ["5", "10"]],
    ["/报 库存=一百 王家边", ["库存=一百"], ["王家边"]],
  ])("%s: a field's number runs on over a blank while it is one", (text, pairs, words) => {
    const line = parseLine(text, report, (_, value) => parseDecimal(value) !== null);
    expect(line.pairs.map(({ key, value }) => `${key}=${value}`)).toEqual(pairs);
    expect(line.words.map((word) => word.text)).toEqual(words);
  });

  test("positional values and a key after a comma", () => {
    const line = parseLine("/报 T0127-01 6 0 0，说明=一户，外出 新增=1", report);
    expect(line.words.map((w) => w.text)).toEqual(["T0127-01", "6", "0", "0"]);
    expect(line.pairs.map((p) => [p.key, p.value])).toEqual([
      ["说明", "一户，外出"],
      ["新增", "1"],
    ]);
  });

  test("an alarm glued to free text by a comma is not swallowed; other text is left alone", () => {
    expect(pairs("/线索 小孩高烧，急=是")).toEqual({ 急: "是" });
    expect(words("/线索 方程，甲=乙")).toEqual(["方程,甲=乙"]);
  });

  test("text values are kept as typed and pass over keys that the command does not have", () => {
    expect(pairs("/任务 标题 说明=体温３８．５，甲=乙 丙=丁　再看 截止=18:00")).toEqual({
      说明: "体温３８．５，甲=乙 丙=丁　再看",
      截止: "18:00",
    });
  });

  const form = (key: string): KeyKind | undefined => (key === "备注" ? "prose" : report(key));
  const filled = (text: string) => {
    const line = parseLine(text, form, undefined, ["库存", "金额", "备注"]);
    return [
      ...line.words.map((word) => word.text),
      ...line.pairs.map(({ key, value }) => `${key}=${value}`),
    ];
  };
  test.each([
    ["/报 6 0 说明=门锁坏 A=3", ["6", "0", "说明=门锁坏 A=3"]],
    ["/报 6 0 说明=门锁坏　Ａ＝３ 库存=1", ["6", "0", "说明=门锁坏　Ａ＝３", "库存=1"]],
    ["/报 A=3 说明=门锁坏", ["A=3", "说明=门锁坏"]],
    ["/报 备注=住户A=3，电话B=4 C=5 库存=5", ["备注=住户A=3，电话B=4 C=5", "库存=5"]],
    ["/报 备注=还差 5 箱，已催，金额=30", ["备注=还差 5 箱，已催", "金额=30"]],
    ["/报 备注=还差 5 箱 金额30", ["金额30", "备注=还差 5 箱"]],
    ["/报 备注= A=3 原因=雨", ["备注=A=3", "原因=雨"]],
    ["/报 备注= 库存=3", ["备注=", "库存=3"]],
  ])("%s: with the form known, what no field is called stays in the text", (text, parts) =>
    expect(filled(text)).toEqual(parts),
  );

  test("unknown keys are flagged where nothing open takes them", () => {
    const text = "/任务 标题 范唯=全县 截止=18:00";
    const [bad, good] = parseLine(text, closed).pairs;
    expect(bad).toMatchObject({ key: "范唯", value: "全县", unknown: true });
    expect(text.slice(bad?.start, bad?.end)).toBe("范唯=全县");
    expect(good).toMatchObject({ key: "截止", unknown: false });
    expect(parseLine("/报 范唯=1", report).pairs[0]?.unknown).toBe(false);
  });

  test.each([
    ["/线索 已核<=应核", "已核<=应核"],
    ["/线索 异常>=3", "异常>=3"],
    ["/线索 甲!=乙", "甲!=乙"],
    ["/线索 甲==乙", "甲==乙"],
    ["/线索 1+1=2", "1+1=2"],
    ["/线索 https://a.cn/?k=v", "https://a.cn/?k=v"],
    ["/线索 =好", "=好"],
  ])("no key in %j", (text, word) => {
    expect(parseLine(text, closed).pairs).toEqual([]);
    expect(words(text)).toEqual([word]);
  });

  test("empty values stay empty before another key and at the end", () => {
    expect(pairs("/任务 截止= 范围=全县 原因=")).toEqual({ 截止: "", 范围: "全县", 原因: "" });
    expect(pairs("/任务 原因= 截止=18:00 说明= 甲=乙")).toEqual({
      原因: "",
      截止: "18:00",
      说明: "甲=乙",
    });
  });
});

describe("quotes", () => {
  test.each([
    ["/任务 范围=“大田 乡，Ａ” 截止=18:00"],
    ['/任务 范围="大田 乡，Ａ" 截止=18:00'],
    ["/任务 范围=「大田 乡，Ａ」 截止=18:00"],
  ])("%s: as typed, without the quotes", (text) =>
    expect(pairs(text)).toEqual({ 范围: "大田 乡，Ａ", 截止: "18:00" }),
  );

  test("a quoted title may hold spaces and what looks like a key", () => {
    const text = "/任务 “返乡 截止=人员” 截止=18:00";
    const line = parseLine(text, closed);
    expect(line.words).toMatchObject([
      { text: "返乡 截止=人员", raw: "返乡 截止=人员", quoted: true, start: 4, end: 14 },
    ]);
    expect(line.pairs).toHaveLength(1);
  });

  test("quotes inside a value stay and protect what they hold", () => {
    expect(pairs("/任务 说明=他说“没有 截止=没有”，再看 截止=１８：００")).toEqual({
      说明: "他说“没有 截止=没有”，再看",
      截止: "18:00",
    });
    expect(pairs("/任务 范围=Ａ“Ｂ Ｃ”Ｄ")).toEqual({ 范围: "A“Ｂ Ｃ”D" });
  });

  test("a quote that is never closed is an ordinary character", () => {
    expect(pairs("/任务 说明=“未完 截止=18:00")).toEqual({ 说明: "“未完", 截止: "18:00" });
    expect(words('/任务 12" 屏')).toEqual(['12"', "屏"]);
    expect(pairs("/任务 说明=“甲“乙 丙” 截止=18:00")).toEqual({
      说明: "“甲“乙 丙”",
      截止: "18:00",
    });
  });
});

describe("any text at all", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "/",
      " ",
      "　",
      "=",
      "＝",
      ",",
      "，",
      "、",
      "“",
      "”",
      '"',
      "「",
      "」",
      "\n",
      "@",
    ),
    fc.constantFrom("说明", "截止", "在册", "６", "a", "!=", "<=", "==", "👍", "𠮷"),
    fc.string({ unit: "binary", maxLength: 3 }),
  );
  const typed = fc.array(piece, { maxLength: 40 }).map((p) => p.join(""));

  test("parses, and offsets lead back to what was typed", () => {
    fc.assert(
      fc.property(typed, fc.boolean(), (tail, open) => {
        const text = `/${tail}`;
        const line = parseLine(text, open ? report : closed);
        expect(fold(text.slice(line.nameStart, line.nameEnd)).toLowerCase()).toBe(line.name);
        for (const { start, end, raw, text: folded } of line.words) {
          expect(end).toBeGreaterThan(start);
          const slice = text.slice(start, end);
          expect([slice, slice.slice(1, -1)]).toContain(raw);
          expect([raw, fold(raw)]).toContain(folded);
        }
        for (const { start, end, key, value } of line.pairs) {
          const slice = fold(text.slice(start, end));
          expect(slice.startsWith(`${key}=`)).toBe(true);
          expect(slice).toContain(fold(value));
        }
        const spans = [...line.words, ...line.pairs].sort((a, b) => a.start - b.start);
        spans.forEach(({ start }, i) => {
          expect(start).toBeGreaterThanOrEqual(spans[i - 1]?.end ?? line.nameEnd);
        });
      }),
      { numRuns: 500 },
    );
  });

  test("hostile repetition is read in no time", () => {
    for (const unit of ["“", '"', ",a", " a", "(", ", ", "@a "]) {
      const text = `/任务 说明=${unit.repeat(30_000)}`;
      expect(() => parseLine(text, closed)).not.toThrow();
      expect(splitList(text).length).toBeGreaterThan(0);
    }
  });
});

describe("lists and rules", () => {
  test.each([
    ["大米10斤,青菜3斤，口罩1包、鸡蛋", ["大米10斤", "青菜3斤", "口罩1包", "鸡蛋"]],
    [" 甲 ,, 乙 ,", ["甲", "乙"]],
    ["“甲,乙”,丙", ["甲,乙", "丙"]],
    ["状态:单选(好,坏),数:整数（个、户）", ["状态:单选(好,坏)", "数:整数（个、户）"]],
    ["a((b,c),d),e", ["a((b,c),d)", "e"]],
    ["a(b,c", ["a(b", "c"]],
    ["a),b", ["a)", "b"]],
    ["", []],
  ])("list %j", (text, items) => expect(splitList(text)).toEqual(items));

  test.each([
    ["已核<=应核;异常>0须说明；新增>20提示", ["已核<=应核", "异常>0须说明", "新增>20提示"]],
    ["“甲;乙”须丙", ["“甲;乙”须丙"]],
  ])("rules %j", (text, rules) => expect(splitRules(text)).toEqual(rules));
});
