import type { ItemRow } from "#db/items";
import type { TargetRow } from "#db/targets";
import { servingChannel } from "#domain/org/channels";
import type { Context } from "../context.ts";
import { cardText } from "./cards.ts";
import { kindOf } from "./change.ts";

/** How a card begins that is sent for information. */
export const COPY = "【抄送】";

/**
 * The same live card, for information, to every place that an item passes over on its direct way
 * down: its room's channel, or its staff channel (SPEC §1.12). Nobody is called, nothing waits there,
 * and a place that has the card already gets no second one. What goes to an industry's bodies passes
 * over no place.
 */
export function copyUp(ctx: Context, item: ItemRow, rows: TargetRow[]): void {
  if (!kindOf(ctx, item).targets || item.terms.route !== "auto") return;
  const { tree } = ctx.org;
  const above = new Set(tree.lineage(item.node).map(({ id }) => id));
  const served = new Set(rows.map(({ node }) => node));
  const shown = new Set([item.channel, ...rows.map(({ node }) => channelOf(ctx, node))]);
  const looked = new Set<string>();
  const text = `${COPY}${cardText(ctx, item)}`;
  for (const { node } of rows) {
    if (tree.get(node)?.industry != null) continue;
    for (const place of tree.ancestors(node)) {
      if (above.has(place.id)) break;
      if (looked.has(place.id)) continue;
      looked.add(place.id);
      const { id: channel, direct } = servingChannel(place.id, ctx.org);
      if (!channel || direct || served.has(place.id) || shown.has(channel)) continue;
      ctx.post({ channel, kind: "card", text, item: item.id, node: place.id });
    }
  }
}

function channelOf(ctx: Context, node: string): string | null {
  return servingChannel(node, ctx.org).id;
}
