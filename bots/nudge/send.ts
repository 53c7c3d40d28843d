import type { Context } from "#bots/kit/command";
import {
  type DeferredPush,
  defer,
  type ItemRow,
  notePushes,
  postReminders,
  type TargetRow,
  tallyHere,
} from "#bots/kit/loop";
import { inQuietHours, quietEnd } from "#domain/time/ladder";
import { RELEASE_RULE } from "./clocks.ts";
import { waitsOf } from "./turn.ts";
import { reminderText, type Telling } from "./words.ts";

/** When the deferred reminders of a sending go, the latest; null where all went at once. */
export type DeferredUntil = number | null;

/**
 * Says to each channel, in one message, what there is to tell. Held back are what is about a place
 * in 平 during quiet hours, and whoever has to wait for their turn; 特急 knows neither (SPEC §1.11).
 * @param more.standing told before and still true: named again, since the new message replaces the old
 * @param more.byHand somebody asks, not the clock
 */
export async function send(
  ctx: Context,
  item: ItemRow,
  tellings: Telling[],
  { standing = [], byHand = false }: { standing?: Telling[]; byHand?: boolean } = {},
): Promise<DeferredUntil> {
  const quiet = tellings.filter(({ row }) => isQuiet(ctx, item, row));
  const loud = tellings.filter(({ row }) => !isQuiet(ctx, item, row));
  const waits = await waitsOf(ctx, item, peopleIn(loud), byHand);
  const morning = quietEnd(ctx.now, ctx.org.profile.quiet);
  const deferred = [
    ...deferring(ctx, quiet, () => morning),
    ...deferring(ctx, loud, (person) => waits.get(person)),
  ];
  await deferUntil(ctx, deferred);
  const groups = [...Map.groupBy(loud, ({ place }) => place.channel)].filter(([, group]) => {
    const people = peopleIn(group);
    return people.length === 0 || people.some((person) => !waits.has(person));
  });
  const { line } = await tallyHere(ctx, item, ctx.org.tree.root.id);
  const before = Map.groupBy(standing, ({ place }) => place.channel);
  await postReminders(
    ctx,
    item,
    groups.map(([channel, group]) => ({
      channel,
      text: reminderText(ctx, item, line, withStanding(group, before.get(channel) ?? [])),
      node: group[0]!.place.node,
      mentions: peopleIn(group).filter((person) => !waits.has(person)),
    })),
  );
  const told = groups.flatMap(([, group]) => peopleIn(group));
  const pushed = [...new Set(told)].filter((person) => !waits.has(person));
  await notePushes(ctx, pushed, item.id);
  return deferred.length > 0 ? Math.max(...deferred.map((row) => row.releaseAt)) : null;
}

/** Puts reminders aside and sets the clock that lets them go. */
export async function deferUntil(ctx: Context, deferred: DeferredPush[]): Promise<void> {
  await defer(ctx, deferred);
  const instants = new Set(deferred.map((row) => row.releaseAt));
  ctx.schedule(...[...instants].map((dueAt) => ({ rule: RELEASE_RULE, key: "held", dueAt })));
}

/** Whether a reminder about this target waits for the morning. */
export function isQuiet({ org, now }: Context, item: ItemRow, row: TargetRow): boolean {
  if (item.urgency === "特急" || !inQuietHours(now, org.profile.quiet)) return false;
  return org.tree.get(row.node)?.mode === "平";
}

function deferring(
  ctx: Context,
  tellings: Telling[],
  until: (person: string) => number | undefined,
): DeferredPush[] {
  return tellings.flatMap(({ row, place, what }) =>
    place.people.flatMap((person) => {
      const releaseAt = until(person);
      if (releaseAt === undefined) return [];
      const about = what === "unsubmitted" ? ("submission" as const) : ("answer" as const);
      return [{ person, target: row.id, about, item: row.item, deferredAt: ctx.now, releaseAt }];
    }),
  );
}

function withStanding(group: Telling[], standing: Telling[]): Telling[] {
  const known = new Set(group.map(({ row }) => row.id));
  return [...group, ...standing.filter(({ row }) => !known.has(row.id))];
}

function peopleIn(tellings: Telling[]): string[] {
  return [...new Set(tellings.flatMap(({ place }) => place.people))];
}
