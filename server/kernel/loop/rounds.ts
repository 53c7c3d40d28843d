import type { ItemRow } from "#db/items";
import { lastRound } from "#db/rounds";
import { listTargets, type TargetRow } from "#db/targets";
import { formatRound } from "#domain/text/ids";
import { firstRound, nextRound } from "#domain/time/recurrence";
import { instantFor } from "#domain/time/round-time";
import type { Context } from "../context.ts";
import { delivery } from "./announce.ts";
import { seriesCard } from "./cards.ts";
import { editCards } from "./edit-cards.ts";
import { enter, sendOut } from "./enter.ts";
import { freshTarget } from "./fresh-target.ts";

/** Timer rule that opens the next round of a series; its key is the series. */
export const ROUND_RULE = "round.open";

/**
 * Sets a series that was just issued going.
 * @returns its first round where that begins at once, else null, and when it does
 */
export async function startSeries(
  ctx: Context,
  series: ItemRow,
): Promise<{ round: ItemRow | null; at: number }> {
  const first = firstRound(series.terms.series!.recurrence, ctx.now)!;
  if (first > ctx.now) {
    ctx.schedule({ rule: ROUND_RULE, key: series.id, dueAt: first });
    return { round: null, at: first };
  }
  const round = await openRound(ctx, series);
  scheduleNext(ctx, series);
  return { round, at: first };
}

/** Sets the clock for the round after now; none where the series is over. */
export function scheduleNext(ctx: Context, series: ItemRow): void {
  const next = nextRound(series.terms.series!.recurrence, ctx.now);
  if (next !== null) ctx.schedule({ rule: ROUND_RULE, key: series.id, dueAt: next });
}

/**
 * Opens the next round of a series as of now: an item of its own on the frozen list of places, less
 * those excused from the series, with its own deadlines, targets, tally and cards. Towns that have
 * passed the series down let it through; at the others it waits at the gate.
 */
export async function openRound(ctx: Context, series: ItemRow): Promise<ItemRow> {
  const n = (await lastRound(ctx.session, series.id)) + 1;
  const round = nthRound(ctx, series, n);
  const frozen = await listTargets(ctx.session, series.id);
  const rows = frozen
    .filter((row) => row.excusedAt === null)
    .map((row) => targetIn(ctx, round, row));
  await enter(ctx, round, rows);
  ctx.record("item.round-opened", { item: series.id, node: series.node, data: { round: n } });
  sendOut(ctx, round, rows);
  return round;
}

function nthRound(ctx: Context, series: ItemRow, n: number): ItemRow {
  const { now } = ctx;
  const { due, respond, submitBy } = series.terms.series!;
  const dueAt = instantFor(due, now);
  return {
    ...series,
    id: formatRound(series.id, n),
    label: formatRound(series.label, n),
    // The series alone is found by its running number.
    seriesBody: null,
    seriesYear: null,
    seriesNo: null,
    terms: {
      ...series.terms,
      dueMinutes: "minutes" in due ? due.minutes : null,
      respondMinutes: respond && "minutes" in respond ? respond.minutes : null,
      submitBy: submitBy && instantFor(submitBy, now),
    },
    card: null,
    roundOf: series.id,
    round: n,
    at: now,
    dueAt,
    respondBy: respond && instantFor(respond, now),
  };
}

function targetIn(ctx: Context, round: ItemRow, frozen: TargetRow): TargetRow {
  const { node, part, gate, position, supplement } = frozen;
  const born = freshTarget({ id: ctx.newId(), item: round.id, node, part, gate, position });
  if (frozen.dispatchedAt === null) return born;
  return { ...born, supplement, ...delivery(ctx, round.terms, round, born) };
}

/** Edits the series' own card in place, so that it shows the round that has just begun. */
export async function showRound(ctx: Context, series: ItemRow, round: ItemRow): Promise<void> {
  const { id: item, card: id, channel } = series;
  if (id === null) return;
  const card = { id, channel, item, node: ctx.org.tree.root.id };
  await editCards(ctx, [card], seriesCard(ctx, series, round));
}
