import { item, node, text, time } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import { asksReply } from "#bots/kit/kind";
import {
  type ItemRow,
  kindOf,
  mustBeOpen,
  returnSubmission,
  sendBack as sendRowBack,
  signature,
  targetsOf,
} from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { formatDeadline } from "#domain/time/format-time";

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
    item: item({
      of: asksReply,
      instead: { command: "tally", words: "它只要签收，没有可退的，看谁签收了请用" },
      required: true,
      current: true,
    }),
    node: node("节点", { word: true, required: true }),
    reason: text("原因", { required: true, max: 500 }),
    due: time("截止"),
  },
  async run(ctx, input) {
    mustBeOpen(ctx, input.item);
    const { item: of, node: place, reason } = input;
    const how = { reason, dueAt: input.due?.at ?? null };
    const [row] = await targetsOf(ctx, of, { nodes: [place.id] });
    if (!row) await backToRoom(ctx, of, place, how);
    else {
      const object = { node: place.id, issuer: of.node, issuedBy: of.person };
      ctx.must("return", object, `退回${displayName(place)}`);
      await sendRowBack(ctx, of, row, how);
    }
    const due = how.dueAt === null ? "" : `，截止 ${formatDeadline(how.dueAt, ctx.now)}`;
    return { text: `已退回${displayName(place)}：${reason}${due}`, item: of.id, node: place.id };
  },
});

/** Whoever may end the item sends a town's submission back to its room; never the room itself. */
async function backToRoom(
  ctx: Context,
  item: ItemRow,
  town: Node,
  how: { reason: string; dueAt: number | null },
): Promise<void> {
  const name = displayName(town);
  if (!ctx.org.tree.level(town).gate) {
    throw new Refusal("conflict", `${item.label} 没有发给${name}，请写网格或乡镇名`);
  }
  if (!ctx.may("close", { cap: kindOf(ctx, item).cap, issuer: item.node })) {
    const who = signature(ctx, item);
    throw new Refusal("forbidden", `${name}的上报只能由${who}退回，请联系他们`);
  }
  ctx.must("close", { cap: kindOf(ctx, item).cap, issuer: item.node }, `退回${name}的上报`);
  await returnSubmission(ctx, item, town.id, how);
}
