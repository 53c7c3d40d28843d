import { findItem, type ItemRow } from "#db/items";
import { findLine, type LineRow } from "#db/lines";
import { MINUTE } from "#domain/time/zone";
import type { Context } from "../context.ts";
import type { FiredTimer } from "../define-bot.ts";
import type { Ladder } from "../define-kind.ts";
import { numbered } from "../lines/define-lines.ts";
import { type Done, peopleFor } from "../who.ts";
import { kindOf } from "./change.ts";
import { postReminders } from "./remind.ts";

/** Timers of what kinds say of silence (KINDS §1, Ladder). */
export const ASK_RULE = "ask-ladder";

/** Sets the clocks of an item's own ladders. */
export function armLadders(ctx: Context, item: ItemRow): void {
  arm(ctx, { item });
}

/** Sets the clocks of lines; anew where one is due at another time. */
export function armLines(ctx: Context, item: ItemRow, lines: readonly LineRow[]): void {
  for (const line of lines) arm(ctx, { item, line });
}

/** Every step of either mode: which of them count is decided when they fire. */
function arm(ctx: Context, done: Done): void {
  for (const [n, ladder] of laddersOf(ctx, done).entries()) {
    const base = baseOf(ladder, done);
    if (!ladder || base === null) continue;
    for (const minutes of new Set(Object.values(ladder.at).flat())) {
      const dueAt = base + minutes * MINUTE;
      if (dueAt > ctx.now) ctx.schedule({ rule: ASK_RULE, key: keyOf(done, n), dueAt });
    }
  }
}

/**
 * Tells, once each, whom a step of a ladder names, where nothing has happened meanwhile: the state
 * and the mode are looked at now, in the transaction that tells.
 */
export async function askAgain(ctx: Context, { key, dueAt }: FiredTimer): Promise<void> {
  const [id = "", line = "", n = ""] = key.split("|");
  const item = await findItem(ctx.session, id);
  const done = item && { item, ...(line !== "" && { line: await findLine(ctx.session, line) }) };
  const ladder = done && laddersOf(ctx, done)[Number(n)];
  if (!done || !ladder || !waits(ladder, done)) return;
  const mode = ctx.org.tree.get(done.item.about ?? done.item.node)?.mode ?? ctx.org.profile.mode;
  const minutes = (dueAt - baseOf(ladder, done)!) / MINUTE;
  const step = ladder.at[mode].indexOf(minutes);
  // Of another mode, or of a time that has been moved; a warning comes too late after its hour.
  if (step < 0 || (minutes < 0 && ctx.now >= baseOf(ladder, done)!)) return;
  const kind = kindOf(ctx, done.item);
  const state = done.line
    ? kind.lines![done.line.name]!.states[done.line.state]!
    : kind.states[done.item.state]!;
  const { label } = done.item;
  const which = done.line ? `${label}-${numbered(done.line)}` : label;
  const text = `${ladder.say(minutes)}：${which} ${done.item.title}（${state.zh}）`;
  const people = peopleFor(ctx, ladder.to[Math.min(step, ladder.to.length - 1)]!, done);
  await tellPeople(ctx, done.item, people, text);
  ctx.record("ask.reminded", {
    item: done.item.id,
    node: aboutOf(done),
    data: { minutes, n: people.length },
  });
}

/** A line about an item in the bot's conversation with each of these people. */
export async function tellPeople(
  ctx: Context,
  item: ItemRow,
  people: readonly string[],
  text: string,
): Promise<void> {
  const { bot } = kindOf(ctx, item);
  const said = people.map((person) => ({
    ...{ channel: ctx.botChannel(person, bot), text, mentions: [person] },
    node: item.about ?? item.node,
  }));
  await postReminders(ctx, item, said);
}

/** Those of the item itself, or of the line: by their place among the kind's, null for the others. */
function laddersOf(ctx: Context, { item, line }: Done): (Ladder | null)[] {
  const on = line && `line.${line.name}`;
  return (kindOf(ctx, item).ladders ?? []).map((ladder) => (ladder.on === on ? ladder : null));
}

function waits({ while: states }: Ladder, { item, line }: Done): boolean {
  return item.phase === "open" && states.includes((line ?? item).state);
}

function baseOf(ladder: Ladder | null, { item, line }: Done): number | null {
  if (ladder?.from === "opened") return (line ?? item).at;
  return (line ?? item).dueAt;
}

function keyOf({ item, line }: Done, n: number): string {
  return `${item.id}|${line?.id ?? ""}|${n}`;
}

function aboutOf({ item, line }: Done): string {
  return line?.about ?? item.about ?? item.node;
}
