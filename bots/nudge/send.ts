import type { Context } from "#bots/kit/command";
import {
  type HeldPush,
  hold,
  type ItemRow,
  notePushes,
  postReminders,
  pushesSince,
  specOf,
  type TargetRow,
  tallyHere,
} from "#bots/kit/loop";
import { inQuietHours, quietEnd } from "#domain/ladder";
import { HOUR } from "#domain/zone";
import { RELEASE_RULE } from "./clocks.ts";
import { reminderText, type Telling } from "./words.ts";

/** When the held reminders of a sending go, the latest; null where all went at once. */
export type HeldUntil = number | null;

/**
 * Says to each channel, in one message, what there is to tell. Held back are what is about a place
 * in 平 during quiet hours, and whoever has had the hour's pushes; 特急 knows neither (SPEC §1.11).
 * @param standing told before and still true: named again, since the new message replaces the old
 */
export async function send(
  ctx: Context,
  item: ItemRow,
  tellings: Telling[],
  standing: Telling[] = [],
): Promise<HeldUntil> {
  const quiet = tellings.filter(({ row }) => isQuiet(ctx, item, row));
  const loud = tellings.filter(({ row }) => !isQuiet(ctx, item, row));
  const full = await fullHour(ctx, item, peopleIn(loud));
  const held = [
    ...holding(ctx, quiet, () => true, quietEnd(ctx.now, ctx.org.profile.quiet)),
    ...holding(ctx, loud, (person) => full.has(person), nextHour(ctx.now)),
  ];
  await holdUntil(ctx, held);
  const groups = [...Map.groupBy(loud, ({ place }) => place.channel)].filter(([, group]) => {
    const people = peopleIn(group);
    return people.length === 0 || people.some((person) => !full.has(person));
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
      mentions: peopleIn(group).filter((person) => !full.has(person)),
    })),
  );
  const told = groups.flatMap(([, group]) => peopleIn(group));
  const pushed = [...new Set(told)].filter((person) => !full.has(person));
  await notePushes(ctx, pushed, item.id);
  return held.length > 0 ? Math.max(...held.map((row) => row.releaseAt)) : null;
}

/** Puts reminders aside and sets the clock that lets them go. */
export async function holdUntil(ctx: Context, held: HeldPush[]): Promise<void> {
  await hold(ctx, held);
  const instants = new Set(held.map((row) => row.releaseAt));
  ctx.schedule(...[...instants].map((dueAt) => ({ rule: RELEASE_RULE, key: "held", dueAt })));
}

/** Whether a reminder about this target waits for the morning. */
export function isQuiet({ org, now }: Context, item: ItemRow, row: TargetRow): boolean {
  if (specOf(item).urgency === "特急" || !inQuietHours(now, org.profile.quiet)) return false;
  return org.tree.get(row.node)?.mode === "平";
}

/** Who has had all the pushes of this hour. */
export async function fullHour(
  ctx: Context,
  item: ItemRow | null,
  people: string[],
): Promise<Set<string>> {
  if (item && specOf(item).urgency === "特急") return new Set();
  const counts = await pushesSince(ctx, people, nextHour(ctx.now) - HOUR);
  const { pushesPerHour } = ctx.org.profile;
  return new Set(people.filter((person) => (counts.get(person) ?? 0) >= pushesPerHour));
}

/** The full hour after `now`; the zone's offset is in whole hours. */
export function nextHour(now: number): number {
  return (Math.floor(now / HOUR) + 1) * HOUR;
}

function holding(
  ctx: Context,
  tellings: Telling[],
  whom: (person: string) => boolean,
  releaseAt: number,
): HeldPush[] {
  return tellings.flatMap(({ row, place, what }) =>
    place.people.filter(whom).map((person) => ({
      ...{ person, target: row.id, item: row.item, heldAt: ctx.now, releaseAt },
      about: what === "unsubmitted" ? ("submission" as const) : ("answer" as const),
    })),
  );
}

function withStanding(group: Telling[], standing: Telling[]): Telling[] {
  const known = new Set(group.map(({ row }) => row.id));
  return [...group, ...standing.filter(({ row }) => !known.has(row.id))];
}

function peopleIn(tellings: Telling[]): string[] {
  return [...new Set(tellings.flatMap(({ place }) => place.people))];
}
