import type { Context, Reaction } from "#bots/kit/command";
import { hasHappened, type ItemRow, isSeries, itemById, tallyHere } from "#bots/kit/loop";
import type { EventType } from "#contract/events";
import { seriesOf } from "#domain/text/ids";
import { nextRound } from "#domain/time/recurrence";

const ON: EventType[] = ["target.replied", "target.verified", "item.submitted", "target.excused"];

/** Nothing closes by itself: when all is complete the issuer is offered 结案, once (SPEC §1.12). */
export const offerClosing: Reaction[] = ON.map((on) => ({
  on,
  async run(ctx, event) {
    const item = event.item ? await itemById(ctx, event.item) : null;
    if (item?.phase !== "open" || ctx.registry.kinds.get(item.kind)?.targets?.answer !== "reply") {
      return;
    }
    if (goesOn(ctx, item)) return;
    if (!(await isComplete(ctx, item)) || (await hasHappened(ctx, item, "item.completed"))) return;
    ctx.record("item.completed", { item: item.id, node: item.node });
    const label = seriesOf(item.label);
    const { line } = await tallyHere(ctx, item, ctx.org.tree.root.id);
    ctx.post({
      channel: ctx.botChannel(item.person, "tasker"),
      kind: "card",
      text: `${item.label} ${item.title} 已全部完成：${line}\n可以结案了`,
      item: item.id,
      node: item.node,
      offers: [{ label: "结案", text: `/结案 ${label} 原因=已完成` }],
    });
  },
}));

/** A series goes on: only with its last round is there anything to close. */
function goesOn(ctx: Context, item: ItemRow): boolean {
  const { series } = item.terms;
  if (!series) return false;
  return isSeries(item) || nextRound(series.recurrence, ctx.now) !== null;
}

async function isComplete(ctx: Context, item: ItemRow): Promise<boolean> {
  const counts = await ctx.tallies.counts(item, ctx.org.tree.root.id);
  const { verify, route } = item.terms;
  // What went down through the rooms is complete when it has come back up through them.
  const viaRooms = route === "via_room" && !ctx.org.tree.gateOf(item.node);
  const done = viaRooms ? counts.submitted : verify ? counts.verified : counts.replied;
  return counts.expected > 0 && done === counts.expected;
}
