import { item, text } from "#bots/kit/args";
import { defineCommand } from "#bots/kit/command";
import { isMovedBy } from "#bots/kit/kind";
import { kindOf, revoke as revokeItem } from "#bots/kit/loop";

/** `/撤令`: struck through everywhere, linked tasks closed, the number kept. */
export const revoke = defineCommand({
  key: "revoke",
  zh: "撤令",
  en: "revoke",
  aliases: ["废止", "作废", "撤销令"],
  group: "发",
  summary: {
    zh: "撤销指挥令或通告，号码保留",
    en: "Revoke an order or notice; its number stays used",
  },
  example: "/撤令 令17 原因=内容有误",
  caps: ["O"],
  args: {
    item: item({
      of: isMovedBy("revoke"),
      instead: { command: "close", words: "要结束它请用", keepsLine: true },
      required: true,
    }),
    reason: text("原因", { required: true }),
  },
  async run(ctx, input) {
    const { cap, limit } = kindOf(ctx, input.item);
    ctx.must("close", { cap, issuer: input.item.node, ...(limit && { limit }) }, "撤销这一号");
    const linked = await revokeItem(ctx, input.item, input.reason);
    const also = linked.length > 0 ? `，关联任务${linked.length}件一并结案` : "";
    return { text: `${input.item.label} 已撤销，号码保留${also}`, item: input.item.id };
  },
});
