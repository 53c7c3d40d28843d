import type { Context } from "#bots/kit/command";
import { Refusal } from "#contract/errors";
import { findMessage, type MessageRow } from "#db/messages";

/**
 * The sender's own words, to be mended: a text that is named by its id, else the one quoted.
 * @throws Refusal `not_found` outside this channel, `forbidden` for what others or bots wrote,
 *   `conflict` when it has been taken back
 */
export async function ownText(ctx: Context, named: string | null): Promise<MessageRow> {
  const id = named ?? ctx.sent.quote;
  if (id === null) throw new Refusal("bad_argument", "请先引用自己发的那条消息");
  const row = await findMessage(ctx.session, id);
  if (row?.channel !== ctx.channel!.id) {
    throw new Refusal("not_found", "这条消息不在这个频道里，请重新选一条");
  }
  if (row.kind !== "text" || row.person !== ctx.actor.id) {
    throw new Refusal("forbidden", "只能改、撤自己发的消息；别人的请找本人");
  }
  if (row.recalledAt !== null) throw new Refusal("conflict", "这条消息已经撤回了");
  return row;
}
