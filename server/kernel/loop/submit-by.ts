import { type ItemRow, updateItem } from "#db/items";
import { HOUR } from "#domain/time/zone";
import type { Context } from "../context.ts";

/**
 * 上报截止: a room's own deadline, by default an hour after 截止 (SPEC §1.12). Null where there is neither.
 * @param gate the town, which may have been given a later one with a submission sent back
 */
export function submitBy(item: ItemRow, gate: string | null): number | null {
  const { submitByTown, submitBy: all } = item.terms;
  const own = gate === null ? undefined : submitByTown?.[gate];
  return own ?? all ?? (item.dueAt === null ? null : item.dueAt + HOUR);
}

/** Gives a town its own 上报截止, or with null the item's again. */
export async function setSubmitBy(
  ctx: Context,
  item: ItemRow,
  gate: string,
  at: number | null,
): Promise<void> {
  const { [gate]: before, ...others } = item.terms.submitByTown ?? {};
  if (at === null && before === undefined) return;
  const submitByTown = at === null ? others : { ...others, [gate]: at };
  const change = { terms: { ...item.terms, submitByTown } };
  await updateItem(ctx.session, item.id, change);
  ctx.effects.items.push({ ...item, ...change });
}

/** With 核实=否 on the direct route there is nothing to submit (SPEC §1.12). */
export function mustBeSubmitted(item: ItemRow): boolean {
  const { verify, route } = item.terms;
  return verify || route !== "auto";
}
