import { isDeepStrictEqual } from "node:util";
import { type ItemRow, listItems } from "#db/items";
import { MINUTE } from "#domain/time/zone";
import type { Context } from "../context.ts";
import type { Kind } from "../define-kind.ts";

/**
 * The open item that a new one would be the same matter as: of the kind, at the place, alike in what
 * the kind goes by, and opened no longer ago than it says. Null where there is none.
 */
export async function findDouble<S>(
  ctx: Context,
  { key, merge }: Kind<S>,
  about: string,
  spec: S,
): Promise<ItemRow | null> {
  if (!merge) return null;
  const since = ctx.now - merge.within * MINUTE;
  const open = await listItems(ctx.session, { kinds: [key], phase: "open", about, since });
  const said = (of: unknown) => merge.by.map((field) => (of as Record<string, unknown>)[field]);
  const isAlike = (item: ItemRow) => isDeepStrictEqual(said(item.spec), said(spec));
  return open.find(isAlike) ?? null;
}
