import { item, node } from "#bots/kit/args";
import { askedTops, ownTops } from "#bots/kit/audience";
import { type Context, defineCommand } from "#bots/kit/command";
import {
  asTold,
  currentRound,
  earlierRounds,
  heading,
  type ItemRow,
  openItems,
  tallyHere,
} from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import { displayName } from "#domain/org/short-name";
import { formatDeadline } from "#domain/time/format-time";

/** `/汇总`: the canonical line for the caller's subtree; without an id, of everything open. */
export const tally = defineCommand({
  key: "tally",
  zh: "汇总",
  en: "tally",
  aliases: ["统计", "进度"],
  group: "查",
  summary: { zh: "看进度和汇总数", en: "Show progress and sums" },
  example: "/汇总 Z0127-01",
  caps: [],
  args: { item: item(), node: node("节点", { word: true }) },
  async run(ctx, input) {
    const tops = input.node ? [input.node.id] : ownTops(ctx);
    if (input.node && !ctx.may("see_totals", { node: input.node.id })) {
      throw new Refusal("not_found", `你看不到${displayName(input.node)}的汇总`);
    }
    if (input.item) {
      const texts: string[] = [];
      for (const top of await askedTops(ctx, input.item, tops)) {
        texts.push(await linesOf(ctx, input.item, top));
      }
      return { text: texts.join("\n\n"), item: input.item.id };
    }
    const open = await openItems(ctx, tops);
    const shown: string[] = [];
    for (const of of open.slice(0, 10)) {
      for (const top of tops) {
        const text = await lines(ctx, of, top);
        if (!text.includes("应报0") && !text.includes("应签收0")) shown.push(text);
      }
    }
    return { text: shown.length > 0 ? shown.join("\n\n") : "现在没有进行中的任务或指挥令" };
  },
});

/** Earlier rounds of a series that are printed with its current one. */
const EARLIER = 10;

/** Of a series its current round in full and the earlier ones a line each: rounds are never added up. */
async function linesOf(ctx: Context, of: ItemRow, top: string): Promise<string> {
  const round = await currentRound(ctx, of);
  if (round === of) return lines(ctx, of, top);
  const before = await earlierRounds(ctx, round, EARLIER);
  const rows = await Promise.all(
    before.map(async (one) => {
      const { line } = await tallyHere(ctx, one, top);
      return `第${one.round}轮 ${formatDeadline(one.at, ctx.now)}：${line}`;
    }),
  );
  return [await lines(ctx, round, top), ...rows].join("\n");
}

async function lines(ctx: Context, of: ItemRow, top: string): Promise<string> {
  const seen = await tallyHere(ctx, of, top);
  const place = displayName(ctx.org.tree.get(top)!);
  const [told] = await asTold(ctx, [of]);
  return [`${heading(ctx, of)} ${told!.title}（${place}）`, seen.line, ...seen.more].join("\n");
}
