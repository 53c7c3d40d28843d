import { number } from "#bots/kit/args";
import { defineCommand } from "#bots/kit/command";
import { findCursor, moveCursor } from "#db/channels";
import { deleteReadMentions } from "#db/mentions";

/** `/已读`: how far the reader has come in this channel; clients send it, and it never goes back. */
export const read = defineCommand({
  key: "read",
  zh: "已读",
  en: "read",
  group: "办",
  summary: { zh: "记下这个频道看到了第几条", en: "Mark this channel as read up to a message" },
  example: "/已读 12",
  caps: [],
  residents: true,
  byItself: true,
  args: {
    seq: number("第几条", {
      required: true,
      word: true,
      help: { zh: "消息的序号", en: "The message's number in the channel" },
    }),
  },
  async run(ctx, { seq }) {
    const { id, node, lastSeq } = ctx.channel!;
    const before = await findCursor(ctx.session, ctx.actor.id, id);
    const now = Math.max(before, Math.min(seq, lastSeq));
    if (now > before) {
      const person = ctx.actor.id;
      await moveCursor(ctx.session, person, id, now);
      await deleteReadMentions(ctx.session, { person, channel: id, seq: now });
      ctx.record("channel.read", { node, data: { channel: id, seq: now } });
    }
    return { text: `已读到${now}`, seq: now };
  },
});
