import type { BoardRow, BoardValue } from "#contract/board";
import type { TargetView } from "#contract/nouns";
import type { Tally } from "#contract/tally";
import type { BoardView } from "./view.ts";

/** A board of the own rows only, for those who may not open its documents (SPEC §1.13). */
export function fromTargets(tally: Tally, targets: TargetView[]): BoardView {
  return {
    rows: targets.map(rowOf),
    line: tally.line,
    counts: tally.counts,
    sums: tally.sums,
    towns: [],
    at: Math.max(0, ...targets.map((target) => timeOf(target) ?? 0)),
    sequence: tally.version,
  };
}

function rowOf(target: TargetView, i: number): BoardRow {
  const { node, nodeName, path, state, marks, version, dueAt, ackedAt, repliedAt } = target;
  const entries = Object.entries(target.values ?? {});
  const shown = entries.filter(
    (entry): entry is [string, BoardValue] => typeof entry[1] !== "string",
  );
  return {
    ...{ id: `${node} ${i}`, node, name: nodeName, path, colour: null, grade: null },
    ...{ state, marks, time: timeOf(target), version, due: dueAt },
    post: ackedAt === null && repliedAt === null ? null : (target.responsible[0]?.post ?? ""),
    values: Object.fromEntries(shown),
    given: entries.filter(([, value]) => typeof value === "string").map(([name]) => name),
    nil: false,
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
