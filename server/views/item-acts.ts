import type { ItemRow } from "#db/items";
import { can } from "#domain/rights";
import { kindOf } from "#kernel/loop/change";
import { postFor } from "#kernel/who";
import type { Viewer } from "./viewer.ts";

/**
 * Commands that take an item from its state to another, which the viewer may give: what its kind's
 * transitions allow now, as the commands themselves would judge.
 */
export function itemActs({ person, org, registry, now }: Viewer, item: ItemRow): string[] {
  const { transitions, cap, limit } = kindOf({ registry }, item);
  const subject = { person, org, now };
  const object = { cap, issuer: item.node, ...(limit && { limit }) };
  return Object.values(transitions).flatMap(({ on, from, who, command }) => {
    if (on !== undefined || !from.includes(item.state)) return [];
    const may = who ? postFor(subject, who, { item }) !== null : can(subject, "close", object).ok;
    return may ? [command] : [];
  });
}
