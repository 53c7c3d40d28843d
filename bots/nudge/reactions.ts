import type { Reaction } from "#bots/kit/command";
import {
  isAnswered,
  kindOf,
  openItem,
  openItemsAt,
  releaseDeferred,
  targetsOf,
} from "#bots/kit/loop";
import { RELEASE_RULE, REPLAN_RULE, ROOM_RULE, wind } from "./clocks.ts";
import { markOverdue } from "./deadlines.ts";
import { windSubmission } from "./submissions.ts";

/** What sets the clocks: delivery, a return, a switch between 平 and 战. */
export const reactions: Reaction[] = [
  {
    on: "item.issued",
    async run(ctx, event) {
      const item = event.item === null ? null : await openItem(ctx, event.item);
      if (item && kindOf(ctx, item).targets) await windSubmission(ctx, item);
    },
  },
  {
    on: "target.dispatched",
    async run(ctx, event) {
      const item = event.item === null ? null : await openItem(ctx, event.item);
      if (!item || !kindOf(ctx, item).targets) return;
      wind(ctx, item, await targetsOf(ctx, item, { nodes: event.data.nodes as string[] }));
    },
  },
  {
    on: "target.returned",
    async run(ctx, event) {
      const item = event.item === null ? null : await openItem(ctx, event.item);
      if (!item || event.node === null || !kindOf(ctx, item).targets) return;
      if (event.data.submission === true) return windSubmission(ctx, item);
      const rows = await targetsOf(ctx, item, { nodes: [event.node] });
      const back = rows.filter((row) => row.returnedAt !== null);
      // Sent back after its deadline it is 退回 and 逾期 at once (SPEC §1.8).
      await markOverdue(ctx, item, back);
      wind(ctx, item, back);
    },
  },
  {
    on: "target.extended",
    async run(ctx, event) {
      const item = event.item === null ? null : await openItem(ctx, event.item);
      if (!item || !kindOf(ctx, item).targets) return;
      wind(ctx, item, await targetsOf(ctx, item, { nodes: event.data.nodes as string[] }));
      if (event.data.whole === true) await windSubmission(ctx, item);
    },
  },
  {
    // The clocks may have passed it by while it counted as answered.
    on: "target.restored",
    async run(ctx, event) {
      const item = event.item === null ? null : await openItem(ctx, event.item);
      if (!item || event.node === null || !kindOf(ctx, item).targets) return;
      const rows = await targetsOf(ctx, item, { nodes: [event.node] });
      const open = rows.filter(
        (row) => row.dispatchedAt !== null && !isAnswered(kindOf(ctx, item), row),
      );
      await markOverdue(ctx, item, open);
      wind(ctx, item, open);
    },
  },
  {
    on: "node.mode-switched",
    async run(ctx, event) {
      const nodes = event.data.nodes as string[];
      const items = await openItemsAt(ctx, nodes);
      // The timer runs after the commit, when the tree knows the new mode.
      for (const rule of [REPLAN_RULE, ROOM_RULE]) {
        ctx.schedule(...items.map((key) => ({ rule, key, dueAt: ctx.now })));
      }
      if (event.data.mode !== "战") return;
      await releaseDeferred(ctx, nodes);
      ctx.schedule({ rule: RELEASE_RULE, key: "held", dueAt: ctx.now });
    },
  },
];
