import { type ItemRow, listItems } from "#db/items";
import { replaceReminders as markReplaced } from "#db/messages";
import {
  type DeferredPushRow,
  deferPushes,
  insertPushes,
  listPushes,
  listWithDeferred,
  type PushRow,
  releaseDeferredPushes,
  takeDeferredPushes,
} from "#db/pushes";
import { listOpenItemsAt, listTargetsById, type TargetRow } from "#db/targets";
import type { Context } from "../context.ts";

/** A reminder that waits for morning or for the next hour. */
export type DeferredPush = DeferredPushRow;

/** Ids of open items with delivered targets at these places. */
export function openItemsAt(ctx: Context, nodes: string[]): Promise<string[]> {
  return listOpenItemsAt(ctx.session, nodes);
}

/** Posts reminders; each takes the place of the item's one before in its channel (SPEC §1.11). */
export async function postReminders(
  ctx: Context,
  item: ItemRow,
  messages: { channel: string; text: string; node: string | null; mentions: string[] }[],
): Promise<void> {
  const posted = messages.map((message): [string, string] => [
    message.channel,
    ctx.post({ ...message, kind: "reminder", item: item.id }),
  ]);
  await markReplaced(ctx.session, item.id, new Map(posted));
}

/** What people were pushed at or after `since`, for the hourly cap and the half hour's digest. */
export function pushesSince(ctx: Context, people: string[], since: number): Promise<PushRow[]> {
  return listPushes(ctx.session, people, since);
}

/** For which of these people reminders are deferred that go at this instant. */
export function deferredToNow(ctx: Context, people: string[]): Promise<Set<string>> {
  return listWithDeferred(ctx.session, people, ctx.now);
}

/** Items by id; those not known are left out. */
export function itemsById(ctx: Context, ids: string[]): Promise<ItemRow[]> {
  return listItems(ctx.session, { ids });
}

/** Counts one push about an item for each of these people. */
export function notePushes(ctx: Context, people: string[], item: string): Promise<void> {
  const rows = people.map((person) => ({ person, at: ctx.now, item }));
  return insertPushes(ctx.session, rows);
}

export function defer(ctx: Context, rows: DeferredPush[]): Promise<void> {
  return deferPushes(ctx.session, rows);
}

/** What was deferred about these places goes now. */
export function releaseDeferred(ctx: Context, nodes: string[]): Promise<void> {
  return releaseDeferredPushes(ctx.session, nodes, ctx.now);
}

/** What is to go now, with the target and item it is about as they stand; those gone are left out. */
export async function takeDeferred(
  ctx: Context,
): Promise<{ deferred: DeferredPush; row: TargetRow; item: ItemRow }[]> {
  const due = await takeDeferredPushes(ctx.session, ctx.now);
  if (due.length === 0) return [];
  const rows = await listTargetsById(ctx.session, [...new Set(due.map((h) => h.target))]);
  const byTarget = new Map(rows.map((row) => [row.id, row]));
  const items = await listItems(ctx.session, { ids: [...new Set(due.map((h) => h.item))] });
  const byItem = new Map(items.map((item) => [item.id, item]));
  return due.flatMap((deferred) => {
    const row = byTarget.get(deferred.target);
    const item = byItem.get(deferred.item);
    return row && item ? [{ deferred, row, item }] : [];
  });
}
