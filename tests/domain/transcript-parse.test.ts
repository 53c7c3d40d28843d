import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseClock } from "../transcripts/clock.ts";
import { holds, missing } from "../transcripts/match.ts";
import { parseTranscript } from "../transcripts/parse.ts";
import type { Action, Claim } from "../transcripts/syntax.ts";

const at = (time: string) => Date.parse(`2020-01-27T${time}+08:00`);

/** A file whose fence holds these lines, the fixture on line 2. */
function file(...lines: string[]): string {
  return ["```transcript", "fixture kaihua-day", ...lines, "```"].join("\n");
}

function action(line: string): Action | undefined {
  return parseTranscript(file(line), "a.md").steps[0]?.action;
}

function claim(check: string): Claim | undefined {
  return parseTranscript(file("clock 2020-01-27 07:00", `  => ${check}`), "a.md").steps[0]
    ?.checks[0]?.claim;
}

describe("the file", () => {
  test("gives steps with their checks and the lines they stand on", () => {
    const parsed = parseTranscript(
      [
        "# 令17", // 1
        "Prose with => 「nothing」 in it.",
        "```transcript",
        "profile kaihua       # the county", // 4
        "fixture ./day.json",
        "",
        "clock 2020-01-27 07:00",
        "# a line of its own",
        "余航 #航头一网格: 收到   # said aloud", // 9
        "  => tally 令17 @航头村 1/2", // 10
        "=> quiet #城东一网格",
        "```",
        "More prose.",
        "```transcript",
        "offline 陈默", // 15
        "```",
      ].join("\n"),
      "a.md",
    );
    expect(parsed).toEqual({
      profile: { line: 4, source: "profile kaihua", value: "kaihua" },
      fixture: { line: 5, source: "fixture ./day.json", value: "./day.json" },
      steps: [
        {
          line: 7,
          source: "clock 2020-01-27 07:00",
          action: { kind: "clock", at: at("07:00:00") },
          checks: [],
        },
        {
          line: 9,
          source: "余航 #航头一网格: 收到",
          action: {
            ...{ kind: "say", person: "余航", channel: "#航头一网格" },
            ...{ cid: null, quote: null, files: [], text: "收到" },
          },
          checks: [
            {
              line: 10,
              source: "=> tally 令17 @航头村 1/2",
              claim: { kind: "tally", item: "令17", node: "航头村", fragments: ["1/2"] },
            },
            {
              line: 11,
              source: "=> quiet #城东一网格",
              claim: { kind: "quiet", channels: ["#城东一网格"] },
            },
          ],
        },
        {
          line: 15,
          source: "offline 陈默",
          action: { kind: "offline", person: "陈默" },
          checks: [],
        },
      ],
    });
  });

  test("keeps other fences as prose, also one that quotes a transcript", () => {
    const quoting = [
      "````markdown",
      "```transcript",
      "nonsense",
      "```",
      "````",
      "```sh",
      "ls",
      "```",
    ];
    const parsed = parseTranscript([...quoting, file("offline 陈默")].join("\n"), "a.md");
    expect(parsed.steps.map(({ line }) => line)).toEqual([11]);
  });

  test.each([
    ["no steps", "a.md:1: no steps", "# only prose"],
    ["a fixture alone", "a.md:1: no steps", file()],
    ["no fixture", "a.md:2: no fixture", "```transcript\noffline 陈默\n```"],
    ["a fence left open", "a.md:1: this fence is never closed", "```transcript\noffline 陈默"],
    ["a check first", "a.md:3: a check stands before", file("=> quiet #城东一网格")],
    ["a late profile", "a.md:4: profile belongs", file("offline 陈默", "profile kaihua")],
    ["two fixtures", "a.md:3: fixture is given twice", file("fixture other", "offline 陈默")],
    ["an unknown step", "a.md:3: neither a step nor a check: “余航 收到”", file("余航 收到")],
    ["a silent person", "a.md:3: 余航 says nothing", file("余航 #航头一网格:")],
    [
      "what no message takes",
      "a.md:3: “qoute=令17” is nothing a message takes; write cid=a1, quote=令17",
      file("余航 #航头一网格 qoute=令17: 收到"),
    ],
    ["a quote of nothing", "a.md:3: 「」 is empty", file("余航 #航头一网格 quote=「 」: 收到")],
    ["news without a number", "a.md:4: write: => new", file("offline 陈默", "=> new #航头一网格")],
    ["news of nobody's", "a.md:4: write: => new", file("offline 陈默", "=> new 航头一网格 1")],
    ["a push of nothing", "a.md:4: write: => push", file("offline 陈默", "=> push 余航")],
    ["a push unquoted", "a.md:4: “令17” stands outside", file("offline 陈默", "=> push 余航 令17")],
    ["a wrong clock", "a.md:3: “07:00” is no time", file("clock 07:00")],
    ["30 February", "a.md:3: “2020-02-30 07:00” is no time", file("clock 2020-02-30 07:00")],
    [
      "a hook without JSON",
      "a.md:3: the body of the hook is not JSON",
      file("hook kaihua/video x"),
    ],
    ["a hook without source", "a.md:3: write: hook", file("hook video {}")],
    ["a page without path", "a.md:3: write: browser", file("browser 周敏 board")],
    [
      "an unknown check",
      "a.md:4: “tallly” is no check",
      file("offline 陈默", "=> tallly 令17 1/2"),
    ],
    ["a bare check", "a.md:4: write: => tally", file("offline 陈默", "=> tally 令17 @航头村")],
    [
      "text unquoted",
      "a.md:4: “17号” stands outside 「」",
      file("offline 陈默", "=> refused 17号"),
    ],
    ["an empty quote", "a.md:4: 「」 is empty", file("offline 陈默", "=> 「 」")],
    ["a name for a channel", "a.md:4: write: => only", file("offline 陈默", "=> only 杨林镇")],
  ])("refuses %s", (_, message, markdown) => {
    expect(() => parseTranscript(markdown, "a.md")).toThrow(message);
  });
});

describe("steps", () => {
  const said = {
    ...({ kind: "say", person: "汪洋", channel: "#开化县指挥部" } as const),
    ...{ cid: null, quote: null, files: [] },
  };
  test.each<[string, Action]>([
    ["clock 2020-01-27 20:10:05", { kind: "clock", at: at("20:10:05") }],
    ["汪洋 #开化县指挥部: /下达 令17 原因=a: b", { ...said, text: "/下达 令17 原因=a: b" }],
    ["汪洋 #开化县指挥部：第一行⏎第二行", { ...said, text: "第一行\n第二行" }],
    ["汪洋 #开化县指挥部: 集合 # 三号楼", { ...said, text: "集合 # 三号楼" }],
    ["汪洋 @任务 cid=a1: /报 6 0 0", { ...said, channel: "@任务", cid: "a1", text: "/报 6 0 0" }],
    ["汪洋 #开化县指挥部 quote=令17: 收到", { ...said, quote: { item: "令17" }, text: "收到" }],
    [
      "汪洋 #开化县指挥部 quote=「截止 09:00: 到岗」 cid=a1: 收到",
      { ...said, quote: { fragment: "截止 09:00: 到岗" }, cid: "a1", text: "收到" },
    ],
    [
      "汪洋 #开化县指挥部 with=a.jpg,b.png：桥头水位",
      { ...said, files: ["a.jpg", "b.png"], text: "桥头水位" },
    ],
    ["汪洋 #开化县指挥部 with=photo.jpg:", { ...said, files: ["photo.jpg"], text: "" }],
    ["online 陈默", { kind: "online", person: "陈默" }],
    [
      'hook kaihua/video {"type": "x", "n": 1}',
      { kind: "hook", source: "kaihua/video", body: '{"type": "x", "n": 1}' },
    ],
    ["browser 周敏 /board/T0208-01", { kind: "browser", person: "周敏", path: "/board/T0208-01" }],
  ])("%s", (line, expected) => {
    expect(action(line)).toEqual(expected);
  });
});

describe("checks", () => {
  test.each<[string, Claim]>([
    ["「指挥部令〔2020〕17号」", { kind: "answer", fragments: ["指挥部令〔2020〕17号"] }],
    ["「a」「b c」", { kind: "answer", fragments: ["a", "b c"] }],
    ["#航头一网格 「令17」", { kind: "newest", channel: "#航头一网格", fragments: ["令17"] }],
    ["quiet #城东一网格", { kind: "quiet", channels: ["#城东一网格"] }],
    ["only #甲, #乙，#丙、@丁", { kind: "only", channels: ["#甲", "#乙", "#丙", "@丁"] }],
    [
      "tally 令17 应签收24 「已签收0/24 0.0%」",
      { kind: "tally", item: "令17", node: null, fragments: ["应签收24", "已签收0/24 0.0%"] },
    ],
    ["refused", { kind: "refused", fragments: [] }],
    ["refused 「原因」", { kind: "refused", fragments: ["原因"] }],
    [
      "sum Z0127-01 杨林镇 在册27 新增1",
      { kind: "sum", item: "Z0127-01", node: "杨林镇", sums: ["在册27", "新增1"] },
    ],
    [
      "state Z0127-01 王家边网格 已报",
      { kind: "state", item: "Z0127-01", node: "王家边网格", state: "已报" },
    ],
    ["timeline X0127-01 「到院」", { kind: "timeline", item: "X0127-01", fragments: ["到院"] }],
    ["sees 程立 X0127-01", { kind: "sees", person: "程立", item: "X0127-01" }],
    ["hidden 邱实 P0127-01", { kind: "hidden", person: "邱实", item: "P0127-01" }],
    ["private 沈悦 「…」", { kind: "private", person: "沈悦", fragments: ["…"] }],
    ["new #航头一网格 1", { kind: "new", channel: "#航头一网格", count: 1 }],
    ["new @余航 0", { kind: "new", channel: "@余航", count: 0 }],
    ["push 余航 2", { kind: "push", person: "余航", count: 2, fragments: [] }],
    ["push 余航 「令17」", { kind: "push", person: "余航", count: null, fragments: ["令17"] }],
    [
      "push 余航 1 「令17」「到岗」",
      { kind: "push", person: "余航", count: 1, fragments: ["令17", "到岗"] },
    ],
    ["202", { kind: "status", status: 202 }],
    ["shows 「响应率77.8%」", { kind: "shows", fragments: ["响应率77.8%"] }],
  ])("%s", (line, expected) => {
    expect(claim(line)).toEqual(expected);
  });
});

describe("matching", () => {
  test.each([
    ["已签收23/24 95.8%", "已签收2", false],
    ["已签收23/24 95.8%", "已签收23", true],
    ["已签收23/24 95.8%", "3/24", false],
    ["已签收23/24 95.8%", "23/2", false],
    ["已签收23/24 95.8%", "23/24 95", false],
    ["完成率100.0%", "0%", false],
    ["完成率100.0%", "完成率100", false],
    ["完成率100.0%", "100.0%", true],
    ["已报１２个", "已报１", false],
    ["应报8。其中3个", "应报8", true],
    ["令117 令17", "17", true],
    ["a \n b　c", "a b c", true],
    ["ab", "a b", false],
    ["1x1", "1.1", false],
    ["(迟0) [x] a+b", "(迟0) [x] a+b", true],
  ])("%j and %j: %j", (text, fragment, expected) => {
    expect(holds(text, fragment)).toBe(expected);
  });

  test("a fragment of any characters is found in itself, alone or between words", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(holds(text, text)).toBe(true);
        expect(holds(`甲 ${text} 乙`, text)).toBe(true);
      }),
    );
  });

  test("each fragment may stand in another text", () => {
    expect(missing(["应报8", "T0406-01"], ["T0406-01", "应报8", "已报8"])).toEqual(["已报8"]);
  });
});

test("a clock line is Shanghai time wherever the runner is", () => {
  expect(parseClock("1970-01-01 08:00")).toBe(0);
});
