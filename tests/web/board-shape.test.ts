import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Branch, branchesOf, flatten, rowsOf } from "../../web/src/lib/board/branches.ts";
import { WORDS } from "../../web/src/lib/board/counts.ts";
import { cumulate, spanOf, stepPath, ticksOf } from "../../web/src/lib/board/curve.ts";
import { csvOf, sheetOf } from "../../web/src/lib/board/export-csv.ts";
import { xlsxOf } from "../../web/src/lib/board/export-xlsx.ts";
import { cellAt, columnsIn, heatGroups, heatPaths, PITCH } from "../../web/src/lib/board/heat.ts";
import { mergeBoards } from "../../web/src/lib/board/view.ts";
import { boardOf, boardRow, county, totalsOf } from "./support/board-rows.ts";

const view = (rows = county(2, 2, 3)) => mergeBoards([boardOf(null, rows)])!;

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
