import type { Context } from "#bots/kit/command";
import {
  type DeferredPush,
  heading,
  type ItemRow,
  isAnswered,
  kindOf,
  notePushes,
  nudgedByHand,
  type TargetRow,
  takeDeferred,
} from "#bots/kit/loop";
import { formatDeadline, formatRemaining, hhmm } from "#domain/time/format-time";
import { quietEnd } from "#domain/time/ladder";
import { hasResponded } from "./clocks.ts";
import { deferUntil, isQuiet } from "./send.ts";
import { awaitedOf } from "./submissions.ts";
import { fullHour, nextHour } from "./turn.ts";
import { named, submitClock } from "./words.ts";

interface Deferred {
  deferred: DeferredPush;
  row: TargetRow;
  item: ItemRow;
}

/** Lets deferred reminders go, as one message per person, where they are still true (SPEC §1.11). */
export async function releaseDigests(ctx: Context): Promise<void> {
  const due = await stillTrue(ctx, await takeDeferred(ctx));
  const quiet = due.filter(({ item, row }) => isQuiet(ctx, item, row));
  const loud = due.filter(({ item, row }) => !isQuiet(ctx, item, row));
  const byPerson = Map.groupBy(loud, ({ deferred }) => deferred.person);
  const full = await fullHour(ctx, [...byPerson.keys()]);
  const again = [
    ...quiet.map((one) => until(one, quietEnd(ctx.now, ctx.org.profile.quiet))),
    ...loud.flatMap((one) => (mustWait(one, full) ? [until(one, nextHour(ctx.now))] : [])),
  ];
  await deferUntil(ctx, again);
  const pushed = new Map<string, string[]>();
  for (const [person, all] of byPerson) {
    const mine = all.filter((one) => !mustWait(one, full));
    const [first] = mine;
    if (!first) continue;
    ctx.post({
      channel: ctx.botChannel(person),
      kind: "reminder",
      text: digestText(ctx, mine),
      mentions: [person],
    });
    pushed.set(first.item.id, [...(pushed.get(first.item.id) ?? []), person]);
  }
  for (const [item, people] of pushed) await notePushes(ctx, people, item);
}

function mustWait({ deferred, item }: Deferred, full: Set<string>): boolean {
  return full.has(deferred.person) && item.urgency !== "特急";
}

function until({ deferred }: Deferred, releaseAt: number): DeferredPush {
  return { ...deferred, releaseAt };
}

/** `催办汇总 06:30：2件未完成`, then a line an item. */
function digestText(ctx: Context, mine: Deferred[]): string {
  const byItem = Map.groupBy(mine, ({ item }) => item.id);
  const lines = [...byItem.values()].map((group) => {
    const { item } = group[0]!;
    const of = (about: DeferredPush["about"]) =>
      group.flatMap(({ deferred, row }) => (deferred.about === about ? [row] : []));
    const towns = of("submission");
    const rows = of("answer").sort((a, b) => a.position - b.position);
    const dues = rows.flatMap((row) => row.dueAt ?? []);
    const due = dues.length > 0 ? Math.min(...dues) : null;
    const clock = due
      ? `，截止 ${formatDeadline(due, ctx.now)}，${formatRemaining(due, ctx.now)}`
      : "";
    const said = [
      ...(rows.length > 0 ? [`${named(ctx, rows)}${clock}`] : []),
      ...(towns.length > 0
        ? [`${named(ctx, towns)}还没有上报，${submitClock(ctx, item, towns)}`]
        : []),
    ];
    return `${heading(ctx, item)} ${item.title}：${said.join("；")}`;
  });
  return [`催办汇总 ${hhmm(ctx.now)}：${byItem.size}件未完成`, ...lines].join("\n");
}

/**
 * Leaves out what has been answered or has ended meanwhile, who no longer answers for the place,
 * and the first clock's reminders of those who have acknowledged since.
 */
async function stillTrue(ctx: Context, all: Deferred[]): Promise<Deferred[]> {
  const kept: Deferred[] = [];
  for (const group of Map.groupBy(all, ({ item }) => item.id).values()) {
    const { item } = group[0]!;
    if (item.phase !== "open") continue;
    const since = Math.min(...group.map(({ deferred }) => deferred.deferredAt)) - 1;
    const byHand = await nudgedByHand(ctx.session, item, since);
    const submissions = group.filter(({ deferred }) => deferred.about === "submission");
    kept.push(...(await stillUnsubmitted(ctx, item, submissions)));
    kept.push(
      ...group.filter(
        ({ row, deferred }) =>
          deferred.about === "answer" &&
          !isAnswered(kindOf(ctx, item), row) &&
          row.dispatchedAt !== null &&
          concerns(ctx, deferred.person, row) &&
          (!hasResponded(row) || row.step !== null || byHand.has(row.node)),
      ),
    );
  }
  return kept;
}

/** Of a town's sums the town is named, where it has still sent none. */
async function stillUnsubmitted(ctx: Context, item: ItemRow, all: Deferred[]): Promise<Deferred[]> {
  if (all.length === 0) return [];
  const towns = new Set((await awaitedOf(ctx, item)).map(({ row }) => row.node));
  return all.flatMap(({ deferred, row }) =>
    row.gate !== null && towns.has(row.gate)
      ? [{ deferred, item, row: { ...row, node: row.gate } }]
      : [],
  );
}

function concerns({ org, now }: Context, person: string, row: TargetRow): boolean {
  return org
    .assignmentsOf(person, now)
    .some((a) => org.tree.isWithin(row.node, a.serves ?? a.node) || org.post(a.post)?.caps.Q);
}
