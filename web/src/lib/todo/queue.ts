import type { TargetView } from "#contract/nouns";
import type { Todo } from "#contract/todo";
import { TODO_ACTS } from "#contract/todo-acts";
import { urgencyRank } from "#contract/urgency";
import type { WaitingItem } from "#web/api/shapes.ts";
import { shapeOf } from "#web/items/target-groups.ts";

/** One line of the room's queue: a place of an item, or an item as a whole (下达, 上报). */
export interface QueueRow {
  key: string;
  item: WaitingItem;
  todo: Todo;
  target: TargetView | null;
}

/** All that waits for one act. */
export interface QueueGroup {
  act: Todo["what"];
  /** Places, as the server counts them. */
  n: number;
  /** Ids of the items that it is about. */
  items: string[];
  rows: QueueRow[];
}

/** Acts that are done place by place. */
const BY_PLACE = new Set<Todo["what"]>(["困难", "失联", "退回", "到期", "核实"]);

/**
 * The queue goes by act, not by item (UX, S14); within an act 特急 first, then
 * replies with a warning, then by deadline.
 * @param targetsOf the places of an item as far as they are known
 */
export function queueOf(
  items: readonly WaitingItem[],
  targetsOf: (item: string) => readonly TargetView[],
  now: number,
): QueueGroup[] {
  return TODO_ACTS.flatMap((act) => {
    const wanted = items.flatMap((item) =>
      item.todo.filter(({ what }) => what === act).map((todo) => ({ item, todo })),
    );
    if (wanted.length === 0) return [];
    const n = wanted.reduce((sum, { todo }) => sum + todo.n, 0);
    const rows = wanted
      .toSorted((a, b) => rankOf(a) - rankOf(b) || dueOf(a.todo) - dueOf(b.todo))
      .flatMap(({ item, todo }) => rowsOf(item, todo, targetsOf(item.id), now))
      .toSorted((a, b) => rankOf(a) - rankOf(b) || warningsOf(b) - warningsOf(a));
    return [{ act, n, items: wanted.map(({ item }) => item.id), rows }];
  });
}

function rankOf({ item }: Pick<QueueRow, "item">): number {
  return urgencyRank(item.urgency);
}

function warningsOf({ target }: QueueRow): number {
  return target?.warnings.length ?? 0;
}

function dueOf({ dueAt }: Todo): number {
  return dueAt ?? Number.MAX_SAFE_INTEGER;
}

function rowsOf(
  item: WaitingItem,
  todo: Todo,
  targets: readonly TargetView[],
  now: number,
): QueueRow[] {
  if (!BY_PLACE.has(todo.what))
    return [{ key: `${todo.what} ${item.id}`, item, todo, target: null }];
  return targets
    .filter((target) => isMeant(item, todo.what, target, now))
    .map((target) => ({ key: `${todo.what} ${item.id} ${target.node}`, item, todo, target }));
}

/** A place whose deadline is this near is the room's to call. Milliseconds. */
const NEAR = 30 * 60_000;

function isMeant(item: WaitingItem, act: Todo["what"], target: TargetView, now: number): boolean {
  if (act === "核实") return target.may.includes("verify");
  if (target.dispatchedAt === null) return false;
  const shape = shapeOf(item, target, now);
  if (act === "失联") return target.outOfContact && shape !== "reported" && shape !== "verified";
  if (act === "困难") return shape === "hard";
  if (act === "退回") return shape === "returned";
  const isSilent = shape === "none" || shape === "acked" || shape === "late";
  return isSilent && target.dueAt !== null && target.dueAt - NEAR <= now;
}

/** Replies without a warning: they can be verified together. */
export function cleanOf(rows: readonly QueueRow[]): QueueRow[] {
  return rows.filter(({ todo, target }) => todo.what === "核实" && target?.warnings.length === 0);
}
