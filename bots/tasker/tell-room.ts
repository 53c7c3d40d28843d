import type { Context } from "#bots/kit/command";
import { heading, type ItemRow, type TargetRow } from "#bots/kit/loop";
import type { Candidate } from "#contract/errors";
import { servingChannel } from "#domain/org/channels";

/**
 * A line to the town's command room about one target; where there is no gate, to the issuer's channel.
 * @param offers what can be done about it, as buttons
 */
export function tellRoom(
  ctx: Context,
  item: ItemRow,
  row: TargetRow,
  what: string,
  offers?: Candidate[],
): void {
  const channel = (row.gate && servingChannel(row.gate, ctx.org).id) ?? item.channel;
  ctx.post({
    channel,
    kind: "card",
    text: `${what}（${heading(ctx, item)} ${item.title}）`,
    item: item.id,
    node: row.node,
    ...(offers && { offers }),
  });
}
