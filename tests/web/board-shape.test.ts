import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Field } from "#contract/forms";
import type { TargetView } from "#contract/nouns";
import type { Tally } from "#contract/tally";
import { WORDS } from "../../web/src/lib/board/counts.ts";
import { shortened } from "../../web/src/lib/board/events.ts";
import { csvOf, sheetOf } from "../../web/src/lib/board/export/export-csv.ts";
import { xlsxOf } from "../../web/src/lib/board/export/export-xlsx.ts";
import {
  cellAt,
  columnsIn,
  heatGroups,
  heatPaths,
  PITCH,
} from "../../web/src/lib/board/heat/heat.ts";
import { wallPlaces } from "../../web/src/lib/board/heat/wall-places.ts";
import { cumulate, spanOf, stepPath, ticksOf } from "../../web/src/lib/board/rounds/curve.ts";
import { type Branch, branchesOf, flatten, rowsOf } from "../../web/src/lib/board/tree/branches.ts";
import { fromTargets } from "../../web/src/lib/board/tree/from-targets.ts";
import { digitsOf } from "../../web/src/lib/board/tree/summed.ts";
import { mergeBoards } from "../../web/src/lib/board/view.ts";
import { boardOf, boardRow, county, totalsOf } from "./support/board-rows.ts";

const view = (rows = county(2, 2, 3)) => mergeBoards([boardOf(null, rows)])!;

it("shows of own rows what a board would: numbers and choices, and that the rest was given", () => {
  const types = { 在册: "整数", 方式: "单选", 情况: "文字", 现场: "照片", 接种: "是否" } as const;
  const fields = Object.entries(types).map(
    ([name, type]): Field => ({ name, type, required: false, options: ["电话", "入户"] }),
  );
  const target = (values: TargetView["values"]) =>
    ({ node: "n", marks: [], ackedAt: 1, responsible: [], values }) as unknown as TargetView;
  const tally = { line: "", counts: {}, sums: {}, version: 1 } as unknown as Tally;
  const given = { 在册: 6, 方式: "入户", 情况: "都好", 现场: ["A", "B"], 接种: { nil: true } };
  expect(fromTargets(fields, tally, [target(given), target({ nil: true })]).rows).toMatchObject([
    { values: { 在册: 6, 方式: "入户", 接种: { nil: true } }, given: ["情况", "现场"], nil: false },
    { values: {}, given: [], nil: true },
  ]);
});

describe("the tree", () => {
  it("has every parent the sum of its children, whoever misses most first", () => {
    fc.assert(
      fc.property(fc.nat(4), fc.nat(4), fc.nat(5), (towns, villages, grids) => {
        const rows = county(towns, villages, grids);
        const branches = branchesOf(view(rows), "reply");
        const check = (branch: Branch): void => {
          if (branch.row) return;
          for (const word of WORDS) {
            const below = branch.children.reduce((n, child) => n + child.counts[word], 0);
            expect(branch.counts[word]).toBe(below);
          }
          const missing = branch.children.map((child) => child.missing);
          expect(missing).toEqual(missing.toSorted((a, b) => b - a));
          branch.children.forEach(check);
        };
        branches.forEach(check);
        expect(rowsOf(branches)).toHaveLength(rows.length);
      }),
    );
  });

  it("keeps a place that answers itself beside those below it, and several who sign in one place", () => {
    const rows = [
      boardRow("葛岭镇", { id: "1", state: "已响应" }),
      boardRow("葛岭镇/溪洋村", { id: "2" }),
      boardRow("城峰镇", { id: "3" }),
      boardRow("城峰镇", { id: "4" }),
    ];
    const branches = branchesOf(view(rows), "ack");
    const shown = flatten(branches, () => true, null).map(({ key, depth }) => [key, depth]);
    expect(shown).toEqual([
      ["城峰镇", 0],
      ["3", 1],
      ["4", 1],
      ["葛岭镇", 0],
      ["葛岭镇/溪洋村", 1],
      ["1", 1],
    ]);
  });

  it("shows a township whose rows are not here by the server's totals", () => {
    const towns = [
      totalsOf("葛岭镇", { expected: 71, acked: 3, replied: 1 }, { 在册: 9 }),
      totalsOf("城峰镇"),
    ];
    const boards = [
      boardOf(null, [], { towns, totals: totalsOf("全县", { expected: 72 }) }),
      boardOf("350125", [boardRow("城峰镇/龙峰村/1号")]),
    ];
    const merged = mergeBoards(boards)!;
    expect(merged.counts.expected).toBe(72);
    const branches = branchesOf(merged, "reply");
    expect(branches.map(({ name, missing }) => [name, missing])).toEqual([
      ["葛岭镇", 70],
      ["城峰镇", 1],
    ]);
    expect(branches[0]).toMatchObject({ sums: { 在册: 9 }, children: [] });
  });

  it("sums the replies that count: none that was sent back", () => {
    const values = { 在册: 7 };
    const rows = [
      boardRow("a/1", { state: "已报", values }),
      boardRow("a/2", { state: "已核", values }),
      boardRow("a/3", { state: "退回", values }),
      boardRow("a/4", { state: "免报", values }),
    ];
    expect(branchesOf(view(rows), "reply")[0]!.sums).toEqual({ 在册: 14 });
  });

  it("opens what is open, and a filter leaves only what fits", () => {
    const branches = branchesOf(view(), "reply");
    expect(flatten(branches, () => false, null)).toHaveLength(2);
    expect(flatten(branches, () => true, null)).toHaveLength(2 + 4 + 12);
    const late = flatten(
      branches,
      () => true,
      (row) => row.state === "逾期",
    );
    expect(late.filter(({ row }) => row !== null).every(({ row }) => row!.state === "逾期")).toBe(
      true,
    );
    expect(
      flatten(
        branches,
        () => true,
        () => false,
      ),
    ).toEqual([]);
  });

  it("has several townships' own documents as one board without a line of its own", () => {
    const merged = mergeBoards([
      boardOf("1", [boardRow("a/1")], { totals: totalsOf("a", { expected: 1 }, { 在册: 0.1 }) }),
      boardOf("2", [boardRow("b/1")], { totals: totalsOf("b", { expected: 1 }, { 在册: 0.2 }) }),
    ])!;
    expect(merged.line).toBeNull();
    expect(merged.counts.expected).toBe(2);
    expect(merged.sums).toEqual({ 在册: 0.3 });
    expect(mergeBoards([])).toBeNull();
  });
});

describe("the heat grid", () => {
  it("finds the cell under every point of it and none beside", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(399),
        (columns, count, i) => {
          fc.pre(i < count);
          const x = (i % columns) * PITCH + 8;
          const y = Math.floor(i / columns) * PITCH + 8;
          expect(cellAt(x, y, columns, count, PITCH)).toBe(i);
          expect(cellAt(columns * PITCH + 1, y, columns, count, PITCH)).toBeNull();
          expect(
            cellAt(x, Math.ceil(count / columns) * PITCH + 1, columns, count, PITCH),
          ).toBeNull();
        },
      ),
    );
  });

  it("groups by township and draws one path a state", () => {
    const groups = heatGroups(county(3, 2, 8));
    expect(groups.map(({ name, rows }) => [name, rows.length])).toEqual([
      ["第0镇", 16],
      ["第1镇", 16],
      ["第2镇", 16],
    ]);
    const paths = heatPaths(groups[0]!.rows, columnsIn(178), PITCH);
    expect(columnsIn(178)).toBe(10);
    expect(new Set(paths.map(({ shape }) => shape)).size).toBe(paths.length);
    const cells = paths.reduce(
      (n, { fill, outline }) => n + (outline || fill).split("M").length - 1,
      0,
    );
    expect(cells).toBe(16);
  });

  it("draws fourteen thousand cells as a few paths a town, however many there are", () => {
    const rows = county(19, 20, 38).slice(0, 14_199);
    const started = performance.now();
    const groups = heatGroups(rows);
    const paths = groups.map((group) => heatPaths(group.rows, 14, PITCH).length);
    branchesOf(view(rows), "reply");
    console.log(`14,199 cells and their tree: ${(performance.now() - started).toFixed(0)} ms`);
    expect(groups.reduce((n, group) => n + group.rows.length, 0)).toBe(14_199);
    expect(Math.max(...paths)).toBeLessThan(10);
  });
});

describe("the curve", () => {
  it("counts up, one step an instant", () => {
    expect(cumulate([30, null, 10, 30])).toEqual([
      { at: 10, n: 1 },
      { at: 30, n: 3 },
    ]);
    const path = stepPath(
      cumulate([10, 30]),
      (at) => at,
      (n) => -n,
      0,
      40,
    );
    expect(path).toBe("M0 0H10V-1H30V-2H40");
  });

  it("spans issue, deadline and now, with at most seven round ticks", () => {
    const HOUR = 3_600_000;
    const from = Date.UTC(2020, 0, 27, 0, 12);
    const span = spanOf(from, from + 8 * HOUR, from + HOUR);
    expect(span.to).toBeGreaterThan(from + 8 * HOUR);
    const ticks = ticksOf(span);
    expect(ticks.length).toBeLessThanOrEqual(7);
    for (const at of ticks) expect(at % (30 * 60_000)).toBe(0);
    expect(spanOf(from, null, from).to).toBeGreaterThan(from);
  });
});

describe("what leaves the board", () => {
  const words = {
    ...{ place: "地点", state: "状态", marks: "标记", time: "时间", post: "岗位", version: "版本" },
    ...{ due: "截止", grade: "等级", given: "已填", nil: "没有", yes: "是", no: "否" },
  };
  const field = (name: string, unit?: string) =>
    ({ name, type: "整数", required: true, ...(unit && { unit }) }) as never;
  const rows = [
    boardRow("葛岭镇/溪洋村/1号", {
      values: { 在册: 0, 异常: { nil: true } },
      given: ["说明"],
      version: 2,
    }),
    boardRow("=cmd/2号", { nil: true }),
  ];
  const head = { title: 'T0127-01 "返乡"', asOf: "截至16:02:07", line: "应报2" };
  const table = sheetOf(
    head,
    rows,
    [field("在册", "人"), field("异常"), field("说明")],
    words,
    String,
  );

  it("keeps 没有, 0 and blank apart", () => {
    expect(table[3]).toContain("在册（人）");
    expect(table[4]!.slice(5, 8)).toEqual([0, "没有", "已填"]);
    expect(table[5]!.slice(5, 8)).toEqual(["没有", "没有", "没有"]);
  });

  it("is a table for Excel without formulas", () => {
    const csv = csvOf(table);
    expect(csv.startsWith('\uFEFF"T0127-01 ""返乡"""\r\n截至16:02:07\r\n')).toBe(true);
    expect(csv).toContain("\r\n'=cmd/2号,");
  });

  it.each([
    "=1+1",
    "+1",
    "-1",
    "@A1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    " =1",
    "\u3000＝1",
    "\t=1",
    "\r=1",
    "\u200b=1",
    "\u00a0=1",
  ])("gives no spreadsheet %j to run", (text) => {
    expect(csvOf([[text]]).replace(/^\uFEFF"?/, "")).toMatch(/^'/);
    const sheet = new TextDecoder().decode(xlsxOf([[text]], "甲"));
    expect(sheet).toContain('<c t="inlineStr">');
    expect(sheet).not.toContain("<f>");
  });

  it("is well-formed XML whatever a reply holds", () => {
    const sheet = new TextDecoder().decode(
      xlsxOf([["备注", '好\uFFFF坏\uFFFE\u0000\u0007\ud800断<&>"\t行\n尾']], "T0127-01"),
    );
    expect(sheet).toContain("好坏断&lt;&amp;&gt;&quot;\t行\n尾");
  });

  it("is a workbook that begins and ends as a zip does", () => {
    const bytes = xlsxOf(table, "T0127-01/返乡");
    expect([...bytes.slice(0, 4)]).toEqual([0x50, 0x4b, 3, 4]);
    expect([...bytes.slice(-22, -18)]).toEqual([0x50, 0x4b, 5, 6]);
    expect(new TextDecoder().decode(bytes)).toContain("T0127-01 返乡");
  });
});

describe("the wall", () => {
  const placesOf = (towns: number) => {
    const board = view(county(towns, 2, 3));
    return wallPlaces(board, branchesOf(board, "reply"));
  };

  it("has its places in the tree's order, in as many columns as they need", () => {
    const { places, columns, lines, rest } = placesOf(21);
    expect(places.map(({ name }) => name)).toEqual(
      Array.from({ length: 21 }, (_, i) => `第${i}镇`),
    );
    expect({ columns, lines, rest }).toEqual({ columns: 2, lines: 11, rest: null });
  });

  it("shows the villages of a single township", () => {
    expect(placesOf(1).places.map(({ name }) => name)).toEqual(["第0-0村", "第0-1村"]);
  });

  it("says in its last line how many there is no room for, and what they miss", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (towns) => {
        const board = view(county(towns, 1, 2));
        const branches = branchesOf(board, "reply");
        const { places, columns, lines, rest } = wallPlaces(board, branches);
        expect(places.length + (rest ? 1 : 0)).toBeLessThanOrEqual(columns * lines);
        expect(lines).toBeLessThanOrEqual(11);
        if (towns === 1) return;
        const all = branches.reduce((n, { missing }) => n + missing, 0);
        const shown = places.reduce((n, { missing }) => n + missing, 0);
        expect(places.length + (rest?.n ?? 0)).toBe(towns);
        expect(shown + (rest?.missing ?? 0)).toBe(all);
      }),
    );
  });

  it("names two of the places an order went to, and how many they are", () => {
    const others = (n: number) => `等${n}个`;
    const ten = Array.from({ length: 10 }, (_, i) => `沙浮${i}号`).join("、");
    const post = "（县综合指挥中心）";
    expect(shortened(`下达到${ten}等1085个 ${post}`, others)).toBe(
      `下达到沙浮0号、沙浮1号等1085个${post}`,
    );
    expect(shortened(`下达到${ten} ${post}`, others)).toBe(`下达到沙浮0号、沙浮1号等10个${post}`);
    expect(shortened(`溪洋1号 填报 ${post}`, others)).toBe(`溪洋1号 填报${post}`);
  });
});

describe("a summed field's column", () => {
  it("is as wide as its longest number, and as its name in two lines", () => {
    expect(digitsOf("离开", ["3", ""])).toBe(6);
    expect(digitsOf("物资金额", ["3", "12345678.50"])).toBe(11);
    expect(digitsOf("新增返乡人员", [])).toBe(9);
  });
});
