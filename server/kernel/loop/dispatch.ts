import { Refusal } from "#contract/errors";
import { findItem, type ItemRow } from "#db/items";
import { listTargets, type TargetRow } from "#db/targets";
import { servingChannel } from "#domain/org/channels";
import { displayName } from "#domain/org/short-name";
import type { Context } from "../context.ts";
import { announce, delivery } from "./announce.ts";
import { cardText } from "./cards.ts";
import { changeTargets } from "./change.ts";
import { isSeries } from "./series.ts";

const MINUTE = 60_000;
/** Timer rule that names towns which have not passed a task on. */
export const GATE_RULE = "gate.silent";

/** Gives each town's room the card of what waits at its gate, and sets its clock. */
export function askGates(ctx: Context, item: ItemRow, rows: TargetRow[]): void {
  const { org, now } = ctx;
  const held = rows.filter((row) => row.dispatchedAt === null);
  const waits = new Set<number>();
  for (const [gate, waiting] of Map.groupBy(held, (row) => row.gate!)) {
    const node = org.tree.get(gate)!;
    const { id: channel } = servingChannel(gate, org);
    const word = org.profile.words.待下达 ?? "待下达";
    if (channel) {
      ctx.post({
        channel,
        kind: "card",
        text: `${word}${waiting.length}：${cardText(ctx, item)}`,
        item: item.id,
        node: gate,
      });
    }
    waits.add(org.profile.gateMinutes[node.mode] ?? 20);
  }
  for (const minutes of waits) {
    ctx.schedule({ rule: GATE_RULE, key: item.id, dueAt: now + minutes * MINUTE });
  }
}

/**
 * Passes a town's waiting targets down (`/下达`).
 * @param how.remindBy an earlier deadline of the room, for its own reminders
 * @param how.over why the county passed it over the room's head, which is told
 * @throws Refusal `conflict` when nothing waits at this gate
 */
export async function dispatch(
  ctx: Context,
  item: ItemRow,
  gate: string,
  how: { supplement: string | null; remindBy: number | null; over: string | null },
): Promise<TargetRow[]> {
  const rows = await listTargets(ctx.session, item.id, { gate });
  const waiting = rows.filter((row) => row.dispatchedAt === null && row.excusedAt === null);
  if (waiting.length === 0) {
    const name = displayName(ctx.org.tree.get(gate)!);
    const why = rows.length > 0 ? "已经下达过了" : `没有${name}的对象`;
    throw new Refusal("conflict", `${item.label} ${why}，不用再下达`);
  }
  if (isSeries(item)) return openGate(ctx, item, waiting, how.supplement);
  const sent: TargetRow[] = [];
  // Those of one time have one deadline.
  const byTime = Map.groupBy(waiting, (row) => (item.terms.who === "time" ? row.part : ""));
  for (const rows of byTime.values()) {
    const change = {
      ...delivery(ctx, item.terms, item, rows[0]!),
      supplement: how.supplement,
      remindBy: how.remindBy,
    };
    sent.push(...(await changeTargets(ctx, item, rows, change)));
  }
  announce(ctx, item, sent);
  if (item.roundOf !== null) await openGateOf(ctx, item.roundOf, gate, how.supplement);
  const { id: channel } = servingChannel(gate, ctx.org);
  if (how.over !== null && channel) {
    const text = `${item.label} 已由上级越级下达给${sent.length}个单位，原因：${how.over}`;
    ctx.post({ channel, kind: "card", text, item: item.id, node: gate });
  }
  return sent;
}

/** A town that has passed one round down has passed down those to come: they go straight through. */
async function openGateOf(
  ctx: Context,
  id: string,
  gate: string,
  supplement: string | null,
): Promise<void> {
  const series = (await findItem(ctx.session, id))!;
  const rows = await listTargets(ctx.session, id, { gate });
  const closed = rows.filter((row) => row.dispatchedAt === null);
  if (closed.length > 0) await openGate(ctx, series, closed, supplement);
}

function openGate(ctx: Context, series: ItemRow, rows: TargetRow[], supplement: string | null) {
  return changeTargets(ctx, series, rows, { dispatchedAt: ctx.now, supplement });
}
