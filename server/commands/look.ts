import { defineCommand } from "#bots/kit/command";
import { sitting } from "#domain/org/membership";

/**
 * `/查看频道`: somebody who does not sit in a channel opened it (SPEC §1.16). The edges send it with
 * the reading itself (kernel/look.ts); the record of commands is where it stands, and nowhere else.
 */
export const look = defineCommand({
  key: "look",
  zh: "查看频道",
  en: "look",
  group: "查",
  summary: {
    zh: "打开自己不在里面的频道时，系统自己记一笔",
    en: "Recorded by itself when you open a channel that you are no member of",
  },
  example: "/查看频道",
  caps: [],
  byItself: true,
  args: {},
  async run(ctx) {
    const { id, node } = ctx.channel!;
    const isMember = sitting(ctx.channel!, ctx.org, ctx.now).has(ctx.actor.id);
    if (isMember) return { text: "你在这个频道里，不用记" };
    ctx.record("channel.looked", { node, data: { channel: id } });
    return { text: "已记入操作记录", node };
  },
});
