import { item, text } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import { close as end, type ItemRow, isSeries, kindOf, runningTotal } from "#bots/kit/loop";
import { listNames } from "#domain/count/tally-line";
import { displayName } from "#domain/org/short-name";

/** `/结案`: ends an item; nothing closes by itself (SPEC §1.12). */
export const close = defineCommand({
  key: "close",
  zh: "结案",
  en: "close",
  aliases: ["办结", "了结", "销号"],
  group: "办",
  summary: { zh: "结束一件任务或指挥令", en: "Close an item" },
  example: "/结案 Z0127-01 原因=当日完成",
  caps: ["O", "K", "S", "D"],
  args: {
    item: item({ required: true }),
    reason: text("原因", { required: true, max: 500 }),
  },
  async run(ctx, input) {
    const { item: of } = input;
    const { cap, limit } = kindOf(ctx, of);
    ctx.must("close", { cap, issuer: of.node, ...(limit && { limit }) }, `结案 ${of.label}`);
    const unsettled = await end(ctx, of, input.reason);
    const whole = isSeries(of) ? "，不再发新的一轮" : "";
    return {
      text: `${of.label} 已结案${whole}${await total(ctx, of)}${kept(ctx, unsettled)}`,
      item: of.id,
    };
  },
});

/** What nobody had settled is named: the older figure is the one that stays. */
function kept({ org }: Context, unsettled: string[]): string {
  if (unsettled.length === 0) return "";
  const names = listNames(unsettled.map((node) => displayName(org.tree.get(node)!)));
  return `；还有更正没核定，按原来的数：${names}`;
}

async function total(ctx: Context, item: ItemRow): Promise<string> {
  const { id } = kindOf(ctx, item);
  const running = "running" in id ? id.running : undefined;
  return running ? `，${running.total}${await runningTotal(ctx, item.kind)}` : "";
}
