import type { Context } from "#bots/kit/command";
import {
  type ItemRow,
  kindOf,
  ladderOf,
  mustBeSubmitted,
  pastFacts,
  submitBy,
  type TargetRow,
  targetsOf,
} from "#bots/kit/loop";
import { dueSteps, nextStep, type Schedule, type Step, stepsOf } from "#domain/time/ladder";
import { ROOM_RULE, remindedItem } from "./clocks.ts";
import { issuerOf, leadersOf, type Place, roomAt } from "./places.ts";
import { send } from "./send.ts";
import type { Telling } from "./words.ts";

/** A town whose sums are awaited: its clock, and how far its reminders have come. */
interface Awaited {
  /** Its first target, at the town itself: the town's mode and room are what counts. */
  row: TargetRow;
  schedule: Schedule;
  lastStep: number | null;
}

/**
 * 上报截止 (SPEC §1.12): the ladder once more, for towns that have sent nothing up. Up to that
 * deadline the room is asked, then the town's leader, then whoever issued it is told.
 */
export async function askForSubmission(ctx: Context, { key }: { key: string }): Promise<void> {
  const item = await remindedItem(ctx, key);
  if (!item) return;
  const awaited = await awaitedOf(ctx, item);
  armNext(ctx, item, awaited);
  const fired = awaited.flatMap((one) => {
    const steps = dueSteps({ ...one.schedule, lastStep: one.lastStep, at: ctx.now });
    return steps.length > 0 ? [{ ...one, steps }] : [];
  });
  if (fired.length === 0) return;
  const tell = ({ row }: Awaited, steps: Step[]) =>
    steps.flatMap((step) =>
      placesFor(ctx, item, row, step).map(
        (place): Telling => ({ row, place, what: "unsubmitted" }),
      ),
    );
  const standing = awaited.flatMap((one) => tell(one, stepsBehind(one, ctx.now)));
  const fresh = fired.flatMap((one) => tell(one, one.steps));
  await send(ctx, item, fresh, { standing });
  for (const { row, steps, schedule } of fired) {
    const data = { step: steps.at(-1)!.index, dueAt: schedule.dueAt };
    ctx.record("submission.reminded", { item: item.id, node: row.node, data });
  }
}

/** Sets the clock: when an item goes out, and when a town's submission is sent back to it. */
export async function windSubmission(ctx: Context, item: ItemRow): Promise<void> {
  armNext(ctx, item, await awaitedOf(ctx, item));
}

function armNext(ctx: Context, item: ItemRow, awaited: Awaited[]): void {
  const next = awaited.flatMap(
    ({ schedule, lastStep }) => nextStep({ ...schedule, lastStep, at: ctx.now })?.at ?? [],
  );
  ctx.schedule(...[...new Set(next)].map((dueAt) => ({ rule: ROOM_RULE, key: item.id, dueAt })));
}

function stepsBehind({ schedule, lastStep }: Awaited, now: number): Step[] {
  if (lastStep === null) return [];
  return stepsOf(schedule).filter((s) => s.index <= lastStep && s.at <= now);
}

/** Towns that have sent nothing up, or whose submission was sent back; its own town an issuer need not tell. */
export async function awaitedOf(ctx: Context, item: ItemRow): Promise<Awaited[]> {
  if (!kindOf(ctx, item).targets?.gated || !mustBeSubmitted(item)) return [];
  const rows = (await targetsOf(ctx, item)).filter(
    ({ excusedAt, gate }) =>
      excusedAt === null && gate !== null && !ctx.org.tree.isWithin(item.node, gate),
  );
  const silent = [...Map.groupBy(rows, (row) => row.gate!)].filter(([, group]) =>
    group.every((row) => row.submittedAt === null),
  );
  if (silent.length === 0) return [];
  const returned = await pastFacts(ctx, item, "target.returned");
  const reminded = await pastFacts(ctx, item, "submission.reminded");
  return silent.flatMap(([gate, [row]]) => {
    const dueAt = submitBy(item, gate);
    if (dueAt === null) return [];
    const back = returned.findLast(({ node, data }) => node === gate && data.submission === true);
    // Another deadline has its own ladder; of one and the same no step is repeated.
    const told = reminded.findLast(
      ({ node, data }) => node === gate && (data.dueAt ?? submitBy(item, null)) === dueAt,
    );
    const dispatchedAt = back?.at ?? item.at;
    return {
      row: { ...row!, node: gate },
      schedule: { ladder: ladderOf(ctx, item, { node: gate }), dueAt, dispatchedAt },
      lastStep: told ? Number(told.data.step) : null,
    };
  });
}

function placesFor(ctx: Context, item: ItemRow, row: TargetRow, { to }: Step): Place[] {
  switch (to) {
    case "holder":
      return roomAt(ctx, row.node);
    case "above":
      return leadersOf(ctx, row.node);
    case "room":
      return [issuerOf(item)];
  }
}
