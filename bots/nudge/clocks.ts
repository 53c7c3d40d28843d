import type { Context } from "#bots/kit/command";
import {
  type ItemRow,
  isAnswered,
  kindOf,
  ladderOf,
  openItem,
  type TargetRow,
  targetsOf,
} from "#bots/kit/loop";
import { nextStep, type Schedule } from "#domain/time/ladder";

/** Marks 逾期 at the deadline. Sorts before the ladder, whose words count it at the same instant. */
export const DUE_RULE = "nudge.due";
/** Fires the steps that are due, and sets the clock for the next ones. */
export const LADDER_RULE = "nudge.ladder";
/** The same after a switch of mode, for steps that are due at once. */
export const REPLAN_RULE = "nudge.replan";
/** Asks rooms for their sums by 上报截止. */
export const ROOM_RULE = "nudge.room";
/** Lets deferred reminders go; sorts after the others, which may add some for the same instant. */
export const RELEASE_RULE = "nudge.send-held";
/** Asks those who have not acknowledged by the response deadline. */
export const RESPOND_RULE = "nudge.respond";

/** The item of a timer, when it is open and of a kind that is reminded. */
export async function remindedItem(ctx: Context, id: string): Promise<ItemRow | null> {
  const item = await openItem(ctx, id);
  return item && kindOf(ctx, item).targets ? item : null;
}

/** The item's delivered targets that have not answered, in tree order. */
export async function waitingOf(ctx: Context, item: ItemRow): Promise<TargetRow[]> {
  const kind = kindOf(ctx, item);
  const rows = await targetsOf(ctx, item);
  return rows.filter((row) => row.dispatchedAt !== null && !isAnswered(kind, row));
}

/** Whether the target has shown any sign of life (响应): what the first of the two clocks asks for. */
export function hasResponded(row: TargetRow): boolean {
  return row.ackedAt !== null || row.repliedAt !== null || row.difficultyAt !== null;
}

/**
 * The clock of a target's reminders: its room's own, earlier deadline where there is one (SPEC
 * §1.12), counted anew from a return. Null where it has no deadline.
 */
export function scheduleOf(ctx: Context, item: ItemRow, row: TargetRow): Schedule | null {
  const dueAt = row.remindBy ?? row.dueAt;
  if (dueAt === null || row.dispatchedAt === null) return null;
  const dispatchedAt = Math.max(row.dispatchedAt, row.returnedAt ?? 0);
  return { ladder: ladderOf(ctx, item, row), dueAt, dispatchedAt };
}

/** Sets both clocks of targets that have just been passed down or sent back. */
export function wind(ctx: Context, item: ItemRow, rows: TargetRow[]): void {
  const dues = new Set<number>();
  const responses = new Set<number>();
  for (const { dueAt, respondBy } of rows) {
    // Passed down after its deadline: overdue from the first moment.
    if (dueAt !== null) dues.add(Math.max(dueAt, ctx.now));
    const asked = respondBy !== null && respondBy > ctx.now;
    if (asked && (dueAt === null || respondBy < dueAt)) responses.add(respondBy);
  }
  arm(ctx, DUE_RULE, item, dues);
  arm(ctx, RESPOND_RULE, item, responses);
  windLadder(ctx, item, rows);
}

/** One timer an instant for the whole item, however many targets share it. */
export function windLadder(ctx: Context, item: ItemRow, rows: TargetRow[]): void {
  const steps = rows.flatMap((row) => {
    const schedule = scheduleOf(ctx, item, row);
    return schedule ? (nextStep({ ...schedule, lastStep: row.step, at: ctx.now })?.at ?? []) : [];
  });
  arm(ctx, LADDER_RULE, item, new Set(steps));
}

function arm(ctx: Context, rule: string, item: ItemRow, instants: Set<number>): void {
  ctx.schedule(...[...instants].map((dueAt) => ({ rule, key: item.id, dueAt })));
}
