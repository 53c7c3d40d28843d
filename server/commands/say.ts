import { text } from "#bots/kit/args";
import type { Context } from "#bots/kit/command";
import { defineCommand } from "#bots/kit/command";
import { sentAttachments } from "#bots/kit/loop";
import { MAX_TEXT_BYTES } from "#contract/envelope";
import { Refusal } from "#contract/errors";
import { findMessage } from "#db/messages";
import { mentionedIn, mustPost } from "./posting.ts";

/**
 * `/发言`: what any line without a slash is read as (SPEC §7); posts it where it was typed, with
 * what is attached. An envelope that has only attachments is one too, its text is empty then.
 */
export const say = defineCommand({
  key: "say",
  zh: "发言",
  en: "say",
  group: "发",
  summary: { zh: "在这个频道说一句话", en: "Post a message in this channel" },
  example: "/发言 今晚八点开会，请准时",
  caps: [],
  residents: true,
  attachments: true,
  // No limit but that of every text: the line has passed it already.
  args: { text: text("内容", { main: true, required: true, max: MAX_TEXT_BYTES }) },
  async run(ctx, { text }) {
    const { id, node } = ctx.channel!;
    mustPost(ctx);
    await mustQuoteHere(ctx);
    const mentions = await mentionedIn(ctx, text);
    const attachments = (await sentAttachments(ctx)).map((row) => row.id);
    const { quote } = ctx.sent;
    const message = ctx.post({ channel: id, kind: "text", text, mentions, attachments, quote });
    ctx.record("message.posted", { node, data: { channel: id, message } });
    return { text: "已发送" };
  },
});

async function mustQuoteHere(ctx: Context): Promise<void> {
  const { quote } = ctx.sent;
  if (quote === null) return;
  const quoted = await findMessage(ctx.session, quote);
  if (quoted?.channel === ctx.channel!.id) return;
  throw new Refusal("not_found", "引用的那条消息不在这个频道里，请去掉引用或重新选一条");
}
