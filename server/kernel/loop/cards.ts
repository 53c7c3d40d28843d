import type { Field } from "#contract/forms";
import type { ItemRow } from "#db/items";
import type { TargetRow } from "#db/targets";
import { describeField } from "#domain/form/fields";
import { servingChannel } from "#domain/org/channels";
import type { Holder } from "#domain/org/org-index";
import { displayName, stemOf } from "#domain/org/short-name";
import { type SeriesKind, shortSeries } from "#domain/text/ids";
import { formatDeadline } from "#domain/time/format-time";
import { firstRound, formatRecurrence } from "#domain/time/recurrence";
import { formatRoundTime, instantFor } from "#domain/time/round-time";
import type { Context } from "../context.ts";
import { kindOf } from "./change.ts";
import { holdersOf, peopleOf } from "./holders.ts";
import { isSeries } from "./series.ts";

/**
 * Puts an item's card where its targets are served: one card a channel, and where the place has no
 * channel of its own also into each holder's own conversation with the bot (SPEC §1.16).
 */
export function deliver(ctx: Context, item: ItemRow, rows: TargetRow[]): void {
  const { org } = ctx;
  const bySupplement = Map.groupBy(rows, (row) => row.supplement ?? "");
  for (const [supplement, group] of bySupplement) {
    const byChannel = Map.groupBy(group, (row) => servingChannel(row.node, org).id ?? "");
    for (const [channel, targets] of byChannel) {
      const calls = targets.filter((row) => servingChannel(row.node, org).direct);
      const lines = cardLines(ctx, item, targets, supplement);
      for (const row of calls) {
        const own = cardLines(ctx, item, [row], supplement);
        for (const holder of peopleOf(holdersOf(ctx, item, row))) {
          ctx.post({
            channel: ctx.botChannel(holder.person.id),
            kind: "card",
            text: own.join("\n"),
            item: item.id,
            node: row.node,
          });
        }
      }
      // The issuer's own channel has the item's first card already; of a series it has that alone.
      const shown = channel === item.channel && item.roundOf === null;
      if (channel === "" || shown) continue;
      ctx.post({
        channel,
        kind: "card",
        text: [...lines, ...callLine(ctx, item, calls)].join("\n"),
        item: item.id,
        node: commonNode(ctx, targets),
        mentions: calls.flatMap((row) => holdersOf(ctx, item, row).map((h) => h.person.id)),
      });
    }
  }
}

/** What a card says, counts aside: those come live from the item's tally (DESIGN §5). */
export function cardText(ctx: Context, item: ItemRow, supplement = ""): string {
  return cardLines(ctx, item, [], supplement).join("\n");
}

/**
 * The card of a series, which stands in the channel where it was issued and shows its current round.
 * @param round null before the first, which may begin at once
 */
export function seriesCard(ctx: Context, series: ItemRow, round: ItemRow | null): string {
  const { recurrence, due } = series.terms.series!;
  const first = firstRound(recurrence, ctx.now);
  const line =
    round || (first !== null && first <= ctx.now)
      ? `第${round?.round ?? 1}轮 · 截止 ${formatDeadline(round?.dueAt ?? instantFor(due, ctx.now), ctx.now)}`
      : `第1轮 ${formatDeadline(first!, ctx.now)} 开始`;
  return cardLines(ctx, series, [], "", [line]).join("\n");
}

function cardLines(
  ctx: Context,
  item: ItemRow,
  targets: TargetRow[],
  supplement: string,
  current: string[] = [],
): string[] {
  const { fields, stages } = item.terms;
  const due = targets[0]?.dueAt ?? item.dueAt;
  const nth = item.roundOf === null ? "" : `第${item.round}轮 · `;
  return [
    `${heading(ctx, item)} ${item.title}`,
    ...(item.body ? [item.body] : []),
    // Without 还有…: a card stands for hours, and the reader's screen counts down by itself.
    ...(due ? [`${nth}截止 ${formatDeadline(due, ctx.now)}`] : []),
    ...(isSeries(item) ? seriesLines(ctx, item) : []),
    ...current,
    ...(fields.length > 0 ? [`填报：${fields.map(describeField).join("、")}`] : []),
    ...figuresLine(ctx, fields, targets),
    ...(stages.length > 0 ? [`阶段：${stages.join("→")}`] : []),
    ...(supplement ? [`补充：${supplement}`] : []),
    `${signature(ctx, item)}`,
  ];
}

function seriesLines(ctx: Context, item: ItemRow): string[] {
  const { recurrence, due } = item.terms.series!;
  return [`频次：${formatRecurrence(recurrence, ctx.now)}`, `每轮截止：${formatRoundTime(due)}`];
}

/** What the directory knows of the place, so that the worker only has to correct it (SPEC §1.10). */
function figuresLine(ctx: Context, fields: Field[], targets: TargetRow[]): string[] {
  const [only, more] = targets;
  const place = only && !more ? ctx.org.tree.get(only.node) : undefined;
  const known = fields.flatMap(({ name, prefill }) => {
    const figure = prefill?.from === "node" && place ? place[prefill.figure] : null;
    return figure === null ? [] : [`${name}${figure}`];
  });
  return known.length > 0 ? [`名录：${known.join(" ")}`] : [];
}

/** The printed number, with the running one beside it: `专项·第320条 · Z0127-01`. */
export function heading(ctx: Context, item: ItemRow): string {
  const { running, urgency } = item;
  const mark = urgency === "平件" ? "" : `【${urgency}】`;
  const { id, zh } = kindOf(ctx, item);
  if ("series" in id) return `${mark}${item.label}（${shortLabel(ctx, item, id)}）`;
  return `${mark}${zh}${running && id.running ? `·${id.running.says(running)}` : ""} · ${item.label}`;
}

/** `令17`; another body's bears its name: `杨林令3`. */
function shortLabel(ctx: Context, item: ItemRow, { series }: { series: SeriesKind }): string {
  const { tree } = ctx.org;
  const own = item.node === tree.root.id ? "" : stemOf(tree.get(item.node)?.name ?? "");
  return shortSeries(series, item.seriesNo!, own);
}

/** As it is spoken of: 令17, 杨林令3, T0127-01. */
export function calledShort(ctx: Context, item: ItemRow): string {
  const { id } = kindOf(ctx, item);
  return "series" in id ? shortLabel(ctx, item, id) : item.label;
}

/** Who sent it: the place and the post, never the person. */
export function signature(ctx: Context, item: ItemRow): string {
  const node = ctx.org.tree.get(item.node);
  const post = ctx.org.post(item.post);
  return `${node ? displayName(node) : ""} ${post?.zh ?? item.post}`;
}

function callLine(ctx: Context, item: ItemRow, calls: TargetRow[]): string[] {
  if (calls.length === 0) return [];
  const names = calls.map((row) => {
    const who = holdersOf(ctx, item, row).map((h: Holder) => `@${h.person.name}`);
    return `${displayName(ctx.org.tree.get(row.node)!)} ${who.join(" ")}`;
  });
  return [names.join("；")];
}

/** The place a shared card speaks of: the target itself, or what its targets lie under. */
function commonNode(ctx: Context, targets: TargetRow[]): string {
  const [first, ...rest] = targets;
  const { tree } = ctx.org;
  const line = tree.lineage(first!.node).map((node) => node.id);
  return line.find((id) => rest.every((row) => tree.isWithin(row.node, id))) ?? tree.root.id;
}
