import type { LinkWord } from "#contract/links";
import type { ItemRow } from "#db/items";
import { insertLink, listLinkedFrom, listLinkedTo } from "#db/links";
import { seriesOf } from "#domain/text/ids";
import type { Context } from "./context.ts";

/**
 * Says of one item what it has to do with another: a task stands on an order (依据), a clue became a
 * task (转为). Of a round it is the series that is linked.
 */
export async function link(
  ctx: Context,
  from: Pick<ItemRow, "id">,
  to: Pick<ItemRow, "id" | "label">,
  word: LinkWord,
): Promise<void> {
  const ends = { from: seriesOf(from.id), to: seriesOf(to.id) };
  await insertLink(ctx.session, { ...ends, word, at: ctx.now, person: ctx.person?.id ?? null });
  ctx.record("item.linked", { item: ends.from, data: { word, to: ends.to, label: to.label } });
}

/** What an item says this of: what it stands on, what it became. */
export function linkedFrom(ctx: Context, { id }: ItemRow, word: LinkWord): Promise<ItemRow[]> {
  return listLinkedFrom(ctx.session, seriesOf(id), word);
}

/** What says this of an item, newest first: the tasks that stand on an order. */
export function linkedTo(ctx: Context, { id }: ItemRow, word: LinkWord): Promise<ItemRow[]> {
  return listLinkedTo(ctx.session, seriesOf(id), word);
}
