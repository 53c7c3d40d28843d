import type { Board, BoardRow, BoardTotals } from "#contract/board";
import { COUNT_KEYS, type Counts } from "#contract/tally";

/** A row at a path of names, just sent out, with some of it otherwise. */
export function boardRow(path: string, more: Partial<BoardRow> = {}): BoardRow {
  return {
    id: `row ${path}`,
    node: `node ${path}`,
    name: path.split("/").at(-1)!,
    path,
    colour: null,
    grade: null,
    state: "已派",
    marks: [],
    time: 1,
    post: null,
    values: {},
    given: [],
    nil: false,
    version: 0,
    due: null,
    ...more,
  };
}

export function totalsOf(name: string, counts: Partial<Counts> = {}, sums = {}): BoardTotals {
  const none = Object.fromEntries(COUNT_KEYS.map((key) => [key, 0])) as Counts;
  return { node: `node ${name}`, name, counts: { ...none, ...counts }, line: `应报 ${name}`, sums };
}

export function boardOf(town: string | null, rows: BoardRow[], more: Partial<Board> = {}): Board {
  return {
    ...{ item: "2020-T0127-01", town, sequence: 1, at: 1, rows },
    ...{ totals: totalsOf(town ?? "全县"), towns: [] },
    ...more,
  };
}

/** A county of `towns` × `villages` × `grids` rows in mixed states. */
export function county(towns: number, villages: number, grids: number): BoardRow[] {
  const states = ["已派", "已响应", "已报", "已核", "困难", "退回", "逾期", "待下达"];
  const rows: BoardRow[] = [];
  for (let t = 0; t < towns; t += 1) {
    for (let v = 0; v < villages; v += 1) {
      for (let g = 0; g < grids; g += 1) {
        const state = states[(t * 31 + v * 7 + g * 3) % states.length]!;
        rows.push(boardRow(`第${t}镇/第${t}-${v}村/${g}网格`, { state, values: { 在册: g } }));
      }
    }
  }
  return rows;
}
