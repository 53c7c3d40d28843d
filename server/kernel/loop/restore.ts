import { Refusal } from "#contract/errors";
import { type CommandRow, listUndos } from "#db/commands";
import { lastSeq } from "#db/events";
import { findItem, type ItemRow } from "#db/items";
import { listMessagesById } from "#db/messages";
import { setReplyState } from "#db/replies";
import { listTargetsById, type TargetRow } from "#db/targets";
import { stateOf } from "#domain/count/tally";
import { displayName } from "#domain/org/short-name";
import type { Context } from "../context.ts";
import type { Command } from "../define-command.ts";
import { changeTargets } from "./change.ts";
import { editCards } from "./edit-cards.ts";
import { restoreDeadline } from "./extend.ts";
import { factsOf } from "./facts.ts";
import type { Undo, UndoTarget } from "./undo-book.ts";

/** One's own command as `/撤回` looks at it. */
export interface LastAct {
  cid: string;
  command: Command;
  undo: Undo;
  /** Ids of the messages it posted. */
  messages: string[];
}

/** What of a command `/撤回` may need; null when it changed nothing but talk. */
export async function undoOf(ctx: Context, command: Command): Promise<Undo | null> {
  const { targets, items, orgChanged } = ctx.effects;
  if (targets.length === 0 && items.length === 0 && !orgChanged) return null;
  const kept = command.undoable ? ctx.undo.kept : { targets: [], replies: [] };
  const issued = items.filter(({ phase }) => phase === "open").map(({ id }) => id);
  return { order: await lastSeq(ctx.session), issued, ...kept };
}

/** The last of the actor's commands since an instant that changed more than talk. */
export async function lastAct(ctx: Context, since: number): Promise<LastAct | null> {
  const rows = await listUndos(ctx.session, ctx.actor.id, since);
  const acts = rows.map((row) => ({ row, undo: row.undo as unknown as Undo }));
  const last = acts.sort((a, b) => b.undo.order - a.undo.order)[0];
  const command = last && ctx.registry.command(last.row.name);
  return command
    ? { cid: last.row.cid, command, undo: last.undo, messages: postedBy(last.row) }
    : null;
}

function postedBy({ answer }: CommandRow): string[] {
  return (answer?.messages ?? []) as string[];
}

/**
 * Puts targets and replies back to what they were before a command, through the same door as every
 * change, so that tallies, boards and cards follow. Versions of replies are not taken away: the
 * one taken back is declined. The cards that told others are marked where they stand.
 * @returns the targets as they are now
 * @throws Refusal `conflict` when somebody has changed one since, naming it as it stands
 */
export async function restore(ctx: Context, act: LastAct): Promise<TargetRow[]> {
  const { targets, replies } = act.undo;
  const rows = await unchanged(ctx, targets);
  // What everyone of a list lost alike is put back in one statement.
  const alike = Map.groupBy(targets, ({ item, before }) => JSON.stringify([item, before]));
  const after: TargetRow[] = [];
  for (const group of alike.values()) {
    const { item, before } = group[0]!;
    const { version: _, ...columns } = before;
    const of = await openItem(ctx, item);
    const now = group.map(({ id }) => rows.get(id)!);
    after.push(...(await changeTargets(ctx, of, now, columns)));
  }
  for (const { id, state } of replies) {
    await setReplyState(ctx.session, id, state, state === "declined" ? "撤回" : null);
  }
  await restoreDeadlines(ctx, act.undo);
  await markCards(ctx, act.messages);
  const what = act.command.zh;
  for (const { item, node } of after) ctx.record("target.restored", { item, node, data: { what } });
  return after;
}

/** Where a deadline was moved, the item and its cards say again what they said. */
async function restoreDeadlines(ctx: Context, { targets, items = [] }: Undo): Promise<void> {
  const moved = targets.filter(({ before }) => "dueAt" in before).map(({ item }) => item);
  for (const id of new Set(moved)) {
    const was = items.find((item) => item.id === id);
    await restoreDeadline(ctx, (await findItem(ctx.session, id))!, was);
  }
}

async function unchanged(ctx: Context, targets: UndoTarget[]): Promise<Map<string, TargetRow>> {
  const found = await listTargetsById(
    ctx.session,
    targets.map(({ id }) => id),
  );
  const rows = new Map(found.map((row) => [row.id, row]));
  const moved = targets.flatMap(({ id, revision }) => {
    const row = rows.get(id)!;
    return row.revision === revision ? [] : [row];
  });
  if (moved.length === 0) return rows;
  const { tree, profile } = ctx.org;
  const names = moved.slice(0, 3).map((row) => {
    const state = stateOf(factsOf(row));
    return `${displayName(tree.get(row.node)!)}现在是${profile.words[state] ?? state}`;
  });
  const more = moved.length > names.length ? `等${moved.length}个` : "";
  throw new Refusal("conflict", `之后又有变动，不能撤回：${names.join("、")}${more}`);
}

async function openItem(ctx: Context, id: string): Promise<ItemRow> {
  const item = (await findItem(ctx.session, id))!;
  if (item.phase === "open") return item;
  throw new Refusal("conflict", `${item.label} 已经结束，不能撤回`);
}

/** Whoever was told by a card reads there that it no longer holds (UX 6: mending is visible). */
async function markCards(ctx: Context, messages: string[]): Promise<void> {
  for (const row of await listMessagesById(ctx.session, messages)) {
    if (row.kind !== "card" && row.kind !== "reminder") continue;
    await editCards(ctx, [row], `【已撤回】${row.text}`);
  }
}
