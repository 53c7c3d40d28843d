import { item, node } from "#bots/kit/args";
import { ownTop } from "#bots/kit/audience";
import { type Context, defineCommand } from "#bots/kit/command";
import { heading, type ItemRow, openItems, tallyHere } from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import { displayName } from "#domain/short-name";

/** `/汇总`: the canonical line for the caller's subtree; without an id, of everything open. */
export const tally = defineCommand({
  key: "tally",
  zh: "汇总",
  en: "tally",
  group: "查",
  summary: { zh: "看进度和汇总数", en: "Show progress and sums" },
  example: "/汇总 Z0127-01",
  caps: [],
  args: { item: item(), node: node("节点", { word: true }) },
  async run(ctx, input) {
    const top = input.node?.id ?? ownTop(ctx);
    if (input.node && !ctx.may("see_totals", { node: input.node.id })) {
      throw new Refusal("not_found", `你看不到${displayName(input.node)}的汇总`);
    }
    if (input.item) return { text: await lines(ctx, input.item, top), item: input.item.id };
    const open = await openItems(ctx, [...ctx.registry.kinds.keys()]);
    const shown: string[] = [];
    for (const of of open.slice(0, 10)) {
      const text = await lines(ctx, of, top);
      if (!text.includes("应报0") && !text.includes("应签收0")) shown.push(text);
    }
    return { text: shown.length > 0 ? shown.join("\n\n") : "现在没有进行中的任务或指挥令" };
  },
});

async function lines(ctx: Context, of: ItemRow, top: string): Promise<string> {
  const seen = await tallyHere(ctx, of, top);
  const place = displayName(ctx.org.tree.get(top)!);
  return [`${heading(ctx, of)} ${of.title}（${place}）`, seen.line, ...seen.more].join("\n");
}
