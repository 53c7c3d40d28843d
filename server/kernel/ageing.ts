import { type ItemRow, touchItems } from "#db/items";
import type { Context, Fact } from "./context.ts";
import type { ItemOf, Kind } from "./define-kind.ts";
import { kindOf } from "./loop/change.ts";

/** Of what never lapses. */
const ALWAYS = Number.MAX_SAFE_INTEGER;
const MINUTE = 60_000;

/** Until when an item stands on the lists of what has come to nothing yet; null where it does not. */
export function unlandedUntil({ ageing, states }: Kind, item: ItemRow): number | null {
  if (!ageing || item.phase !== "open" || states[item.state]!.landed) return null;
  if (!ageing.when(item as ItemOf<unknown>)) return null;
  const { lapses } = ageing;
  return lapses === undefined ? ALWAYS : (item.dueAt ?? item.at) + lapses * MINUTE;
}

/** An item whose deadline is another: so is when it lapses. */
export function aged(ctx: Pick<Context, "registry">, item: ItemRow): ItemRow {
  return { ...item, unlandedUntil: unlandedUntil(kindOf(ctx, item), item) };
}

/** Whether a kind's items age at all. */
export function ages({ ageing }: Kind): boolean {
  return ageing !== undefined;
}

/**
 * Items of kinds that age remember when something was last done about them: by people, or by what
 * takes an item further. That the clock reminded, or that somebody looked, is no act.
 */
export async function noteActs(ctx: Context, facts: readonly Fact[]): Promise<void> {
  const kinds = ctx.registry.kindsThat(ages);
  if (kinds.length === 0) return;
  const items = facts.flatMap(({ item, person, type }) =>
    item !== null && !type.endsWith(".shown") && (person !== null || type.startsWith("item."))
      ? [item]
      : [],
  );
  await touchItems(ctx.session, [...new Set(items)], { kinds, at: ctx.now });
}
