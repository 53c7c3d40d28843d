import { item, node, text, time } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import { asksReply } from "#bots/kit/kind";
import {
  extend as extendRows,
  type ItemRow,
  isAnswered,
  kindOf,
  mustBeOpen,
  type TargetRow,
  targetsOf,
} from "#bots/kit/loop";
import { fanOutPreview } from "#bots/kit/preview";
import { Refusal } from "#contract/errors";
import { listPlaces } from "#domain/org/names-in-view";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { formatDeadline, formatRemaining } from "#domain/time/format-time";
import { ownGate } from "./own-gate.ts";

/**
 * `/延期`: longer for all who have not answered, by whoever issued it, or for some places, also by
 * their town's room (SPEC §2). Of a place in difficulty it is one of the ways out.
 */
export const extend = defineCommand({
  key: "extend",
  zh: "延期",
  en: "extend",
  aliases: ["宽限", "延长"],
  group: "办",
  summary: { zh: "把截止往后推，写明原因", en: "Give longer to reply, with a reason" },
  example: "/延期 Z0127-01 石门一网格 到=20:00 原因=路断了",
  caps: ["K", "S", "D"],
  undoable: true,
  args: {
    item: item({
      of: asksReply,
      instead: { command: "tally", words: "它只要签收，没有填报可延，看谁签收了请用" },
      required: true,
      current: true,
    }),
    node: node("节点", {
      word: true,
      help: {
        zh: "不写就是所有还没报的（室里发的是本镇的）",
        en: "Left out: all that have not replied (of a room, those of its town)",
      },
    }),
    to: time("到", { required: true }),
    reason: text("原因", {
      required: true,
      max: 500,
      help: { zh: "会告诉对方", en: "They are told" },
    }),
  },
  async preview(ctx, input) {
    const { rows, whole } = await chosen(ctx, input);
    const { urgency, terms } = input.item;
    const { posts, ladder } = terms;
    const dueAt = input.to.at;
    const nodes = rows.map((row) => ctx.org.tree.get(row.node)!);
    const asking = { dispatchedAt: ctx.now, respondBy: null, dueAt, urgency, ladder };
    const defaults = input.node ? [] : [whole ? "节点=全部未报" : "节点=本镇未报"];
    return fanOutPreview(ctx, { nodes, posts, dueAt, residents: 0, defaults, asking });
  },
  async run(ctx, input) {
    const { item: of, node: place, reason } = input;
    const dueAt = input.to.at;
    const { rows, whole } = await chosen(ctx, input);
    // Of the one place that is named it is a decision about what is in its way.
    const endsDifficulty = place !== null && rows.every((row) => row.node === place.id);
    await extendRows(ctx, of, rows, { dueAt, reason, whole, endsDifficulty });
    const places = rows.map((row) => row.node);
    const when = `${formatDeadline(dueAt, ctx.now)}，${formatRemaining(dueAt, ctx.now)}`;
    const who = places.length > 0 ? listPlaces(places, ctx.org.tree) : "下达后按这个时间";
    const ended = endsDifficulty && rows.some((row) => row.difficulty !== null);
    return {
      text: `${of.label} 已延期到 ${when}（${who}）：${reason}${ended ? "；困难按已协调算" : ""}`,
      item: of.id,
      ...(place && { node: place.id }),
    };
  },
});

interface Asked {
  item: ItemRow;
  node: Node | null;
  to: { at: number };
}

/** Whose deadline moves, and whether the item's own does. */
async function chosen(
  ctx: Context,
  { item: of, node: place, to }: Asked,
): Promise<{ rows: TargetRow[]; whole: boolean }> {
  mustBeOpen(ctx, of);
  const { tree } = ctx.org;
  const issuer = { cap: kindOf(ctx, of).cap, issuer: of.node };
  const whole = place === null && ctx.may("amend", issuer);
  const area = place ?? (whole ? null : ownGate(ctx, of, null));
  const name = area ? displayName(area) : "全部未报";
  const all = (await targetsOf(ctx, of)).filter(
    (row) => area === null || tree.isWithin(row.node, area.id),
  );
  const nodes = all.length > 0 ? all.map((row) => row.node) : [area?.id ?? of.node];
  ctx.must("amend", whole ? issuer : { ...issuer, nodes }, `延${name}的期`);
  if (all.length === 0) throw new Refusal("conflict", `${of.label} 没有发给${name}`);
  const open = all.filter((row) => !isAnswered(kindOf(ctx, of), row));
  if (open.length === 0) throw new Refusal("conflict", `${of.label} ${name}都报过了，不用延期`);
  const down = open.filter((row) => row.dispatchedAt !== null);
  if (down.length === 0 && !whole) {
    throw new Refusal("conflict", `${of.label} 还没有下达到${name}，请先下达`);
  }
  const rows = down.filter((row) => row.dueAt === null || row.dueAt < to.at);
  const isMoved = whole && down.length === 0 && (of.dueAt ?? 0) < to.at;
  if (rows.length === 0 && !isMoved)
    throw notLater(
      ctx,
      down.flatMap((row) => row.dueAt ?? []),
      of.dueAt,
    );
  return { rows, whole };
}

function notLater(ctx: Context, dues: number[], own: number | null): Refusal {
  const due = dues.length > 0 ? Math.min(...dues) : own!;
  return new Refusal(
    "bad_argument",
    `延期要比现在的截止晚，现在是 ${formatDeadline(due, ctx.now)}，请改晚一些`,
    { field: "到" },
  );
}
