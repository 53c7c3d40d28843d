import { item } from "#bots/kit/args";
import { askedTops, ownTops } from "#bots/kit/audience";
import { defineCommand } from "#bots/kit/command";
import { asTold, heading, tallyHere } from "#bots/kit/loop";
import { itemInName } from "#contract/board-documents";
import { displayName } from "#domain/org/short-name";

/** `/看板`: where an item's live board is, and how the caller's subtree stands (SPEC §1.13). */
export const board = defineCommand({
  key: "board",
  zh: "看板",
  en: "board",
  group: "查",
  summary: { zh: "打开实时看板", en: "Open the live board" },
  example: "/看板 Z0127-01",
  caps: [],
  args: { item: item({ required: true, current: true }) },
  async run(ctx, input) {
    const { item: of } = input;
    const lines: string[] = [];
    const [told] = await asTold(ctx, [of]);
    for (const top of await askedTops(ctx, of, ownTops(ctx))) {
      const place = displayName(ctx.org.tree.get(top)!);
      lines.push(
        `${heading(ctx, of)} ${told!.title}（${place}）`,
        (await tallyHere(ctx, of, top)).line,
      );
    }
    return { text: `${lines.join("\n")}\n看板：/board/${itemInName(of.id)}`, item: of.id };
  },
});
