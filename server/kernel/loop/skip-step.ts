import type { ItemRow } from "#db/items";
import type { TargetRow } from "#db/targets";
import { nextStep } from "#domain/time/ladder";
import type { Context } from "../context.ts";

/** The ladder that a target climbs: the item's own, else that of its node's mode (SPEC §1.11). */
export function ladderOf(
  ctx: Context,
  item: ItemRow,
  row: Pick<TargetRow, "node">,
): readonly number[] {
  const { profile, tree } = ctx.org;
  return item.terms.ladder ?? profile.ladders[tree.get(row.node)?.mode ?? profile.mode] ?? [];
}

/** The index of the step that a difficulty lets pass, so that the reminders pause for one step. */
export function skipNextStep(ctx: Context, item: ItemRow, row: TargetRow): number | null {
  if (row.dueAt === null || row.dispatchedAt === null) return row.step;
  const next = nextStep({
    ladder: ladderOf(ctx, item, row),
    dueAt: row.dueAt,
    dispatchedAt: row.dispatchedAt,
    lastStep: row.step,
    at: ctx.now,
  });
  return next?.index ?? row.step;
}
