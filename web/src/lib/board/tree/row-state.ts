import type { BoardRow } from "#contract/board";
import type { TargetState } from "#contract/states";
import { stateNamed } from "#web/items/state-names.ts";

/** A word that is nobody's spelling of a state: then what else the row says tells which it is. */
export function stateOf(row: Pick<BoardRow, "state" | "time" | "version" | "post">): TargetState {
  const named = stateNamed(row.state);
  if (named) return named;
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
const SHAPES: Record<TargetState, Shape> = {
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

export function shapeOf(
  row: Pick<BoardRow, "state" | "time" | "version" | "post" | "marks">,
): Shape {
  // Sent back and in difficulty: who must decide looks for ▲, and the words say both.
  return row.marks.includes("困难") ? "hard" : SHAPES[stateOf(row)];
}

/** The letter beside a row: the grade's first character, or the colour's where there is no grade. */
export function gradeTag({ grade, colour }: Pick<BoardRow, "grade" | "colour">): string | null {
  return [...(grade ?? colour ?? "")][0] ?? null;
}
