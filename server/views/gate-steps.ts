import type { Todo } from "#contract/todo";
import type { ItemRow } from "#db/items";
import type { TargetRow } from "#db/targets";
import type { Kind } from "#kernel/define-kind";
import { isAnswered } from "#kernel/loop/change";
import { mustBeSubmitted, submitBy } from "#kernel/loop/submit-by";

/** A deadline this near is the room's to look after. Milliseconds. */
const NEAR = 30 * 60_000;

type Step = Pick<Todo, "what" | "dueAt" | "n">;

/**
 * What a town's room has to do about an item, each with the number of places (UX, S14): places in
 * 困难 to decide about, what to pass down, what was sent back and not reported again, who is still
 * silent shortly before the deadline and after it, replies to verify, and the sums to submit.
 * @param rows the item's targets at the room's gate
 */
export function gateSteps(item: ItemRow, kind: Kind, rows: TargetRow[], now: number): Step[] {
  const counted = rows.filter((row) => row.excusedAt === null);
  const down = counted.filter((row) => row.dispatchedAt !== null);
  const open = down.filter((row) => !isAnswered(kind, row));
  const isHard = (row: TargetRow) => row.difficulty !== null;
  // What is in the way of reporting anew comes first, and says that it was sent back.
  const isReturned = (row: TargetRow) => row.returnedAt !== null && !isHard(row);
  const isNear = (row: TargetRow) => row.dueAt !== null && row.dueAt - NEAR <= now;
  const steps: Step[] = [
    step("困难", open.filter(isHard), item.dueAt),
    step("下达", without(counted, down), item.dueAt),
    step("退回", open.filter(isReturned), item.dueAt),
    step(
      "到期",
      open.filter((row) => isNear(row) && !isHard(row) && !isReturned(row)),
      item.dueAt,
    ),
    step("核实", toVerify(item, down), item.dueAt),
    step("上报", toSubmit(item, counted), submitBy(item, rows[0]?.gate ?? null)),
  ];
  return steps.filter(({ n }) => n > 0);
}

/** The nearest deadline among the places is the step's own. */
function step(what: Todo["what"], rows: TargetRow[], dueAt: number | null): Step {
  const dues = what === "上报" ? [] : rows.flatMap((row) => row.dueAt ?? []);
  return { what, n: rows.length, dueAt: dues.length > 0 ? Math.min(...dues) : dueAt };
}

function without(rows: TargetRow[], others: TargetRow[]): TargetRow[] {
  return rows.filter((row) => !others.includes(row));
}

function isReported(row: TargetRow): boolean {
  return row.repliedAt !== null && row.returnedAt === null;
}

function toVerify(item: ItemRow, rows: TargetRow[]): TargetRow[] {
  if (!item.terms.verify) return [];
  return rows.filter((row) => isReported(row) && row.verifiedAt === null);
}

/** All that is not yet up, once nothing is missing; before that there is nothing to press. */
function toSubmit(item: ItemRow, rows: TargetRow[]): TargetRow[] {
  if (!mustBeSubmitted(item)) return [];
  const { verify } = item.terms;
  const isReady = (row: TargetRow) => isReported(row) && (!verify || row.verifiedAt !== null);
  return rows.every(isReady) ? rows.filter((row) => row.submittedAt === null) : [];
}
