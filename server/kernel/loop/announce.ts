import type { ItemRow } from "#db/items";
import type { TargetRow } from "#db/targets";
import type { Terms } from "#domain/form/terms";
import type { Context } from "../context.ts";
import { deliver } from "./cards.ts";

const MINUTE = 60_000;

/** Cards and the fact of delivery, for targets that have just been passed down. */
export function announce(ctx: Context, item: ItemRow, rows: TargetRow[]): void {
  if (rows.length === 0) return;
  deliver(ctx, item, rows);
  ctx.record("target.dispatched", { item: item.id, data: { nodes: rows.map((row) => row.node) } });
}

/** When a target gets its card its clocks start (SPEC §1.5). */
export function delivery(
  ctx: Context,
  terms: Terms,
  item: ItemRow,
  { part }: Pick<TargetRow, "part">,
): Partial<TargetRow> {
  const after = (minutes: number | null, fixed: number | null) =>
    minutes === null ? fixed : ctx.now + minutes * MINUTE;
  const dueAt = terms.who === "time" ? Number(part) : after(terms.dueMinutes, item.dueAt);
  return {
    dispatchedAt: ctx.now,
    dueAt,
    respondBy: after(terms.respondMinutes, item.respondBy) ?? dueAt,
  };
}
