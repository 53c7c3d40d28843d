import { item, node, text, time } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import {
  type ItemRow,
  mustBeOpen,
  returnSubmission,
  sendBack as sendRowBack,
  targetsOf,
} from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import type { Node } from "#domain/org";
import { displayName } from "#domain/short-name";

/** `/退回`: a reply back to who gave it, or a town's submission back to its room (SPEC §1.12). */
export const sendBack = defineCommand({
  key: "return",
  zh: "退回",
  en: "return",
  aliases: ["打回", "驳回"],
  group: "办",
  summary: { zh: "退回填报，写明原因", en: "Return a reply with a reason" },
  example: "/退回 Z0127-01 石门一网格 原因=新增和在册对不上",
  caps: ["V", "K", "S"],
  undoable: true,
  args: {
    item: item({ kinds: ["task", "special"], required: true, current: true }),
    node: node("节点", { word: true, required: true }),
    reason: text("原因", { required: true, max: 500 }),
    due: time("截止"),
  },
  async run(ctx, input) {
    mustBeOpen(input.item);
    const dueAt = input.due?.at ?? null;
    const name = displayName(input.node);
    const rows = await targetsOf(ctx, input.item, { nodes: [input.node.id] });
    const [row] = rows;
    ctx.must(
      "return",
      { node: input.node.id, issuer: input.item.node, issuedBy: input.item.person },
      `退回${name}`,
    );
    if (row) await sendRowBack(ctx, input.item, row, { reason: input.reason, dueAt });
    else await backToRoom(ctx, input.item, input.node, input.reason);
    return { text: `已退回${name}：${input.reason}`, item: input.item.id, node: input.node.id };
  },
});

/** The issuer sends a town's submission back to its room. */
async function backToRoom(ctx: Context, item: ItemRow, town: Node, reason: string): Promise<void> {
  if (!ctx.org.tree.level(town).gate) {
    throw new Refusal("conflict", `${item.label} 没有发给${displayName(town)}，请写网格或乡镇名`);
  }
  await returnSubmission(ctx, item, town.id, reason);
}
