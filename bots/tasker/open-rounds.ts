import type { Context, TimerRule } from "#bots/kit/command";
import {
  type ItemRow,
  kindOf,
  openItem,
  openRound,
  ROUND_RULE,
  scheduleNext,
  showRound,
  targetsOf,
} from "#bots/kit/loop";
import { industryOf } from "#domain/org/channels";
import { can } from "#domain/rights/rights";
import { roundsBetween } from "#domain/time/recurrence";
import { MINUTE } from "#domain/time/zone";

/** Named in one fact; a server was hardly down for longer. */
const MOST_NAMED = 500;

/**
 * Opens the next round of a series at its time and sets the clock for the one after. After a time
 * when no server ran only the newest of the missed rounds is opened, as of now, so that its
 * deadline is a fair one; the others are written down as skipped and never sent in a burst.
 */
export const openRounds: TimerRule = {
  rule: ROUND_RULE,
  async run(ctx, { key, dueAt, firedAt }) {
    const series = await openItem(ctx, key);
    if (!series) return;
    if (firedAt - dueAt >= MINUTE) {
      skipMissed(ctx, series, { dueAt, firedAt });
      return;
    }
    if (!(await mayGoOn(ctx, series))) {
      ctx.record("item.rounds-skipped", {
        item: series.id,
        node: series.node,
        data: { at: [dueAt] },
      });
      ctx.post({
        channel: series.channel,
        kind: "card",
        text: `${series.label} ${series.title} 不再发新的一轮：发布它的岗位现在没有人可以下达。请由现任岗位重新发布，或结案`,
        item: series.id,
        node: ctx.org.tree.root.id,
        offers: [{ label: "结案", text: `/结案 ${series.label} 原因=` }],
      });
      return;
    }
    const round = await openRound(ctx, series);
    await showRound(ctx, series, round);
    scheduleNext(ctx, series);
  },
};

function skipMissed(
  ctx: Context,
  series: ItemRow,
  { dueAt, firedAt }: { dueAt: number; firedAt: number },
): void {
  const { recurrence } = series.terms.series!;
  const missed = roundsBetween(recurrence, dueAt - 1, firedAt, MOST_NAMED);
  const isOver = recurrence.until !== null && firedAt > recurrence.until;
  const skipped = isOver ? missed : missed.slice(0, -1);
  if (skipped.length > 0) {
    ctx.record("item.rounds-skipped", {
      item: series.id,
      node: series.node,
      data: { at: skipped },
    });
  }
  if (!isOver) ctx.schedule({ rule: ROUND_RULE, key: series.id, dueAt: firedAt });
}

/** A bot acts with the right of who issued it, asked anew each time; whoever holds the post now has it too. */
async function mayGoOn(ctx: Context, series: ItemRow): Promise<boolean> {
  const { org, now } = ctx;
  const { route } = series.terms;
  const frozen = await targetsOf(ctx, series);
  const nodes = frozen.filter((row) => row.excusedAt === null).map((row) => row.node);
  if (nodes.length === 0) return false;
  const holders = org.holdersAt(series.node, now, [series.post]).map(({ person }) => person.id);
  const industry = industryOf(series.channel);
  const object = { cap: kindOf(ctx, series).cap, nodes, route, ...(industry && { industry }) };
  return [series.person, ...holders].some(
    (person) => can({ person, org, now }, "issue", object).ok,
  );
}
