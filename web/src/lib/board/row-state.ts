import type { BoardRow } from "#contract/board";

/** The states of SPEC §1.7 as a board speaks of them, whatever the county calls them. */
export const STATES = [
  "待下达",
  "已派",
  "已响应",
  "已报",
  "已核",
  "已上报",
  "退回",
  "逾期",
  "困难",
  "免报",
  "未联系上",
] as const;
export type RowState = (typeof STATES)[number];

const KNOWN: ReadonlySet<string> = new Set(STATES);

/** A county may spell a state otherwise (待交办): then what else the row says tells which it is. */
export function stateOf(row: Pick<BoardRow, "state" | "time" | "version" | "post">): RowState {
  if (KNOWN.has(row.state)) return row.state as RowState;
  if (row.time === null) return "待下达";
  if (row.version > 0) return "已报";
  return row.post === null ? "已派" : "已响应";
}

/** The shapes of ui/state-mark, which is no module for tests. */
export type Shape =
  | "waiting"
  | "none"
  | "acked"
  | "reported"
  | "verified"
  | "hard"
  | "returned"
  | "late";

/** Shape and colour of SPEC §1.13; 未联系上 waits for a decision as 困难 does, 免报 for nothing. */
const SHAPES: Record<RowState, Shape> = {
  待下达: "waiting",
  已派: "none",
  已响应: "acked",
  已报: "reported",
  已核: "verified",
  已上报: "verified",
  退回: "returned",
  逾期: "late",
  困难: "hard",
  免报: "waiting",
  未联系上: "hard",
};

export function shapeOf(row: Pick<BoardRow, "state" | "time" | "version" | "post">): Shape {
  return SHAPES[stateOf(row)];
}

/** The letter beside a row: the grade's first character, or the colour's where there is no grade. */
export function gradeTag({ grade, colour }: Pick<BoardRow, "grade" | "colour">): string | null {
  return [...(grade ?? colour ?? "")][0] ?? null;
}
