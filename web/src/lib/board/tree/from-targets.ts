import type { BoardRow } from "#contract/board";
import type { Field } from "#contract/forms";
import type { TargetView } from "#contract/nouns";
import type { Tally } from "#contract/tally";
import { boardValues } from "#domain/form/board-values";
import type { BoardView } from "../view.ts";

/** A board of the own rows only, for those who may not open its documents (SPEC §1.13). */
export function fromTargets(fields: Field[], tally: Tally, targets: TargetView[]): BoardView {
  return {
    rows: targets.map((target, i) => rowOf(fields, target, i)),
    line: tally.line,
    counts: tally.counts,
    sums: tally.sums,
    towns: [],
    at: Math.max(0, ...targets.map((target) => timeOf(target) ?? 0)),
    sequence: tally.version,
  };
}

function rowOf(fields: Field[], target: TargetView, i: number): BoardRow {
  const { node, nodeName, path, state, marks, version, dueAt, ackedAt, repliedAt } = target;
  return {
    ...{ id: `${node} ${i}`, node, name: nodeName, path, colour: null, grade: null },
    ...{ state, marks, time: timeOf(target), version, due: dueAt },
    post: ackedAt === null && repliedAt === null ? null : (target.responsible[0]?.post ?? ""),
    ...boardValues(fields, target.values),
  };
}

/** When the newest of it happened. */
function timeOf({
  dispatchedAt,
  ackedAt,
  repliedAt,
  verifiedAt,
  submittedAt,
}: TargetView): number | null {
  const times = [dispatchedAt, ackedAt, repliedAt, verifiedAt, submittedAt].filter(
    (at) => at !== null,
  );
  return times.length > 0 ? Math.max(...times) : null;
}
