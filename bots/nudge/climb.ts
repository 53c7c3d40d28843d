import type { Context } from "#bots/kit/command";
import { isDocument } from "#bots/kit/kind";
import {
  changeTargets,
  type ItemRow,
  isPassed,
  kindOf,
  linkedFrom,
  type TargetRow,
} from "#bots/kit/loop";
import { dueSteps, type Schedule, type Step, stepsOf } from "#domain/time/ladder";
import { remindedItem, scheduleOf, waitingOf, windLadder } from "./clocks.ts";
import { placesOf, type Role } from "./places.ts";
import { deferUntil, isQuiet, send } from "./send.ts";
import type { Telling, What } from "./words.ts";

interface Climbing {
  row: TargetRow;
  schedule: Schedule;
  steps: Step[];
}

/**
 * Fires the steps of an item's ladder that are due now, for targets that have not answered yet, and
 * sets the clock for the next ones. A step that has been fired is behind the target for good, also
 * when the ladder changes under it, so that none repeats.
 */
export async function climb(ctx: Context, { key }: { key: string }): Promise<void> {
  const item = await remindedItem(ctx, key);
  if (!item) return;
  const waiting = await waitingOf(ctx, item);
  const climbing = waiting.flatMap((row) => climbingOf(ctx, item, row) ?? []);
  const after = await advance(ctx, item, climbing);
  windLadder(ctx, item, after);
  const moved = climbing.filter(({ steps }) => steps.length > 0);
  if (moved.length === 0) return;
  const ordered = await isOrdered(ctx, item);
  const tell = ({ row, schedule }: Climbing, steps: Step[]) =>
    steps.flatMap((step) => tellingsOf(ctx, item, { row, schedule, step, ordered }));
  const fresh = moved.flatMap((one) => tell(one, one.steps));
  // What waits for the morning is not named in passing at night.
  const past = climbing.filter(({ row }) => !isQuiet(ctx, item, row));
  const standing = past.flatMap((one) => tell(one, stepsBehind(one, ctx.now)));
  await send(ctx, item, fresh, { standing });
  await addToDigest(ctx, item, moved);
  ctx.record("target.reminded", {
    item: item.id,
    data: { nodes: moved.map(({ row }) => row.node) },
  });
}

function climbingOf(ctx: Context, item: ItemRow, row: TargetRow): Climbing | null {
  const schedule = scheduleOf(ctx, item, row);
  if (!schedule) return null;
  return { row, schedule, steps: dueSteps({ ...schedule, lastStep: row.step, at: ctx.now }) };
}

/** Writes down the last step of each target, a statement per step; returns all rows as they are now. */
async function advance(ctx: Context, item: ItemRow, climbing: Climbing[]): Promise<TargetRow[]> {
  const byStep = Map.groupBy(climbing, ({ steps }) => steps.at(-1)?.index ?? null);
  const after: TargetRow[] = [];
  for (const [step, group] of byStep) {
    const rows = group.map(({ row }) => row);
    after.push(...(step === null ? rows : await changeTargets(ctx, item, rows, { step })));
  }
  return after;
}

/** Steps that were told before now and have not been answered. */
function stepsBehind({ row, schedule }: Climbing, now: number): Step[] {
  const { step } = row;
  return step === null ? [] : stepsOf(schedule).filter((s) => s.index <= step && s.at <= now);
}

interface Fired {
  row: TargetRow;
  schedule: Schedule;
  step: Step;
  /** The item is an order or rests on one. */
  ordered: boolean;
}

/** Whom a step tells what: the holder up to the deadline, with it the place above, then upwards. */
function tellingsOf(ctx: Context, item: ItemRow, fired: Fired): Telling[] {
  const { row, step } = fired;
  if (step.digest) return [];
  return rolesOf(ctx, item, fired).flatMap((role) => {
    const what = whatFor(row, step, role);
    return what ? placesOf(ctx, item, row, role).map((place) => ({ row, place, what })) : [];
  });
}

function rolesOf(ctx: Context, item: ItemRow, { row, schedule, step, ordered }: Fired): Role[] {
  if (step.to === "holder") return step.at === schedule.dueAt ? ["holder", "above"] : ["holder"];
  if (step.to === "above") return ["above"];
  const atWar = ctx.org.tree.get(row.node)?.mode === "战";
  return item.terms.supervised || (ordered && atWar) ? ["room", "inspector"] : ["room"];
}

/** 困难 and 未联系上 are not named upwards; who must decide about a difficulty is. */
function whatFor(row: TargetRow, step: Step, role: Role): What | null {
  if (role === "holder") return "due";
  if (row.difficulty !== null) return step.to === "holder" ? null : "stuck";
  if (row.notReachedAt !== null) return null;
  return step.to === "holder" ? "due" : "late";
}

/** Whether a document that has to be signed for is behind it. */
async function isOrdered(ctx: Context, item: ItemRow): Promise<boolean> {
  const kinds = [item, ...(await linkedFrom(ctx, item, "依据"))].map((one) => kindOf(ctx, one));
  return kinds.some((kind) => isDocument(kind) && kind.targets);
}

/** 08:30 daily while overdue: put aside until every ladder of this instant has run, then one message. */
async function addToDigest(ctx: Context, item: ItemRow, moved: Climbing[]): Promise<void> {
  // A missed round can be made up, but nobody is asked for it every morning beside the new one.
  if (await isPassed(ctx, item)) return;
  const rows = moved.filter(({ steps }) => steps.some((step) => step.digest));
  const deferred = rows.flatMap(({ row }) =>
    placesOf(ctx, item, row, "holder").flatMap(({ people }) =>
      people.map((person) => ({
        person,
        target: row.id,
        about: "answer" as const,
        item: item.id,
        deferredAt: ctx.now,
        releaseAt: ctx.now,
      })),
    ),
  );
  await deferUntil(ctx, deferred);
}
