import type { Context } from "#bots/kit/command";
import { deferredToNow, type ItemRow, itemsById, pushesSince } from "#bots/kit/loop";
import { HOUR } from "#domain/time/zone";

/** 平件 of a person come as one message a half hour (SPEC §1.11). */
const HALF_HOUR = HOUR / 2;

/**
 * Who has to wait for a reminder of this item, each with until when (SPEC §1.11): whoever has had the
 * hour's pushes, and for 平件 that the clock sends whoever was told of another one in this half hour:
 * the rest of those go as one message. What comes at the same instant needs no waiting to be one.
 * @param byHand somebody asks now: only the hourly cap holds
 */
export async function waitsOf(
  ctx: Context,
  item: ItemRow,
  people: string[],
  byHand: boolean,
): Promise<Map<string, number>> {
  const { urgency } = item;
  if (urgency === "特急") return new Map();
  const busy = urgency === "平件" && !byHand ? await toldOfOthers(ctx, item, people) : [];
  const full = [...(await fullHour(ctx, people))];
  return new Map([...busy, ...full.map((person): [string, number] => [person, nextHour(ctx.now)])]);
}

/** Who has had all the pushes of this hour. */
export async function fullHour(ctx: Context, people: string[]): Promise<Set<string>> {
  const pushes = await pushesSince(ctx, people, nextHour(ctx.now) - HOUR);
  const counts = Map.groupBy(pushes, ({ person }) => person);
  const { pushesPerHour } = ctx.org.profile;
  return new Set(people.filter((person) => (counts.get(person)?.length ?? 0) >= pushesPerHour));
}

async function toldOfOthers(
  ctx: Context,
  item: ItemRow,
  people: string[],
): Promise<[string, number][]> {
  const begun = Math.floor(ctx.now / HALF_HOUR) * HALF_HOUR;
  const pushes = (await pushesSince(ctx, people, begun)).filter((one) => one.item !== item.id);
  const items = await itemsById(ctx, [...new Set(pushes.map((one) => one.item))]);
  const plain = new Set(items.flatMap((one) => (one.urgency === "平件" ? [one.id] : [])));
  const earlier = pushes
    .filter((one) => plain.has(one.item))
    .map(({ person, at }): [string, number] => [
      person,
      at === ctx.now ? ctx.now : begun + HALF_HOUR,
    ]);
  // What is to go at this very instant takes this along.
  const joined = [...(await deferredToNow(ctx, people))].map((person): [string, number] => [
    person,
    ctx.now,
  ]);
  return [...earlier, ...joined];
}

/** The full hour after `now`; the zone's offset is in whole hours. */
export function nextHour(now: number): number {
  return (Math.floor(now / HOUR) + 1) * HOUR;
}
