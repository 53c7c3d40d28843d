import { item, node, text } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import {
  alreadyUp,
  changeTarget,
  currentRound,
  type ItemRow,
  isAnswered,
  kindOf,
  mustBeOpen,
  type TargetRow,
  targetsOf,
} from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";

/** `/免报`: a logged amendment of the frozen list; the place leaves 应报 (SPEC §1.20). */
export const excuse = defineCommand({
  key: "excuse",
  zh: "免报",
  en: "excuse",
  aliases: ["免填", "不用报"],
  group: "办",
  summary: { zh: "免去某个单位的填报", en: "Excuse a place from replying" },
  example: "/免报 Z0127-01 石门一网格 原因=整格撤离",
  caps: ["D"],
  undoable: true,
  args: {
    item: item({ required: true }),
    node: node("节点", { word: true, required: true }),
    reason: text("原因", { required: true, max: 500 }),
  },
  async run(ctx, input) {
    const name = displayName(input.node);
    mustBeOpen(ctx, input.item);
    ctx.must("excuse", { node: input.node.id }, `免去${name}`);
    const rows = await targetsOf(ctx, input.item, { nodes: [input.node.id] });
    if (rows.length === 0) throw new Refusal("conflict", `${input.item.label} 没有发给${name}`);
    const open = rows.filter((row) => row.excusedAt === null);
    if (open.length === 0) throw new Refusal("conflict", `${name}已经免报了`);
    const up = open.find((row) => row.submittedReply !== null);
    if (up) throw alreadyUp(ctx, input.item, up);
    await free(ctx, input.item, open, input.reason);
    await excuseRound(ctx, input);
    return { text: `${input.item.label} 已免报${name}：${input.reason}`, item: input.item.id };
  },
});

/** Of a series the rounds to come, and the one that is under way where the place still owes it. */
async function excuseRound(
  ctx: Context,
  { item: of, node: place, reason }: { item: ItemRow; node: Node; reason: string },
): Promise<void> {
  const round = await currentRound(ctx, of);
  if (round === of || round.phase !== "open") return;
  const rows = await targetsOf(ctx, round, { nodes: [place.id] });
  const owed = rows.filter((row) => !isAnswered(kindOf(ctx, round), row));
  if (owed.length > 0) await free(ctx, round, owed, reason);
}

async function free(ctx: Context, of: ItemRow, rows: TargetRow[], reason: string): Promise<void> {
  for (const row of rows) {
    await changeTarget(ctx, of, row, { excusedAt: ctx.now, excuseReason: reason });
  }
  ctx.record("target.excused", { item: of.id, node: rows[0]!.node, data: { reason } });
}
