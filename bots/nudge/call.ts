import { choice, item, node, text } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import {
  CALLS_TO_PASS,
  changeTarget,
  type ItemRow,
  isAnswered,
  kindOf,
  mustBeOpen,
  NO_CALLS,
  reached,
  type TargetRow,
  targetsOf,
} from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { formatDeadline, hhmm } from "#domain/time/format-time";
import { MINUTE } from "#domain/time/zone";
import { personOf } from "./call-person.ts";
import { aboveOf, type Place } from "./places.ts";
import { send } from "./send.ts";

/** Two calls that find nobody are two only this far apart (SPEC §1.18). */
const APART = 10 * MINUTE;

/**
 * `/去电`: logs a call to a place that has not answered. 已告知 stands beside the state and answers
 * nothing; after two calls that found nobody the ask passes to the next responsible post up.
 */
export const call = defineCommand({
  key: "call",
  zh: "去电",
  en: "call",
  group: "办",
  summary: {
    zh: "记下给没答复的单位打的电话",
    en: "Log a call to a place that has not answered",
  },
  example: "/去电 T0127-01 石门一网格 结果=未接通",
  caps: [],
  undoable: true,
  args: {
    item: item({ required: true, current: true }),
    node: node("节点", { word: true, required: true }),
    result: choice("结果", ["已告知", "未接通", "关机"], { word: true, required: true }),
    who: text("人", {
      help: {
        zh: "一个地方有几个人要答复时，写打给谁",
        en: "Where several people of a place are asked: whom you called",
      },
    }),
  },
  async run(ctx, input) {
    const { item: of, node: place, result } = input;
    mustBeOpen(ctx, of);
    const name = displayName(place);
    ctx.must("call", { node: place.id }, `记给${name}的去电`);
    const row = await silentRow(ctx, of, place, input.who);
    const told = result === "已告知";
    const said = told ? await noteTold(ctx, of, row) : await noteFailed(ctx, of, row, result);
    return { text: `已记：${name} ${said}`, item: of.id, node: place.id };
  },
});

/** @throws Refusal `conflict` where nobody there is asked, or who is has answered */
async function silentRow(
  ctx: Context,
  of: ItemRow,
  place: Node,
  who: string | null,
): Promise<TargetRow> {
  const rows = await targetsOf(ctx, of, { nodes: [place.id] });
  const name = displayName(place);
  const sent = rows.filter((row) => row.dispatchedAt !== null);
  const silent = sent.filter((row) => !isAnswered(kindOf(ctx, of), row));
  if (silent.length > 0) return personOf(ctx, of, silent, who);
  if (rows.length === 0) {
    throw new Refusal("conflict", `${of.label} 没有发给${name}，请写没有答复的单位`);
  }
  const why = sent.length === 0 ? "还没有下达，下达以后再打" : "已经答复，不用再打";
  throw new Refusal("conflict", `${of.label} ${name}${why}`);
}

/** Told: what earlier calls had found is over, and they are asked themselves again. */
async function noteTold(ctx: Context, of: ItemRow, row: TargetRow): Promise<string> {
  await changeTarget(ctx, of, row, { ...reached(row), ...NO_CALLS, toldAt: ctx.now });
  const data = { result: "已告知" };
  ctx.record("target.called", { item: of.id, node: row.node, data });
  return "已电话告知（不算答复，还要等对方自己答）";
}

async function noteFailed(
  ctx: Context,
  of: ItemRow,
  row: TargetRow,
  result: "未接通" | "关机",
): Promise<string> {
  const again = row.callFailedAt === null ? ctx.now : row.callFailedAt + APART;
  const counts = ctx.now >= again;
  const n = row.callsFailed + (counts ? 1 : 0);
  const next = aboveOf(ctx, row.passedTo ?? row.node, ctx.actor.id);
  const to = counts && n % CALLS_TO_PASS === 0 ? next : null;
  const after = await changeTarget(ctx, of, row, {
    callsFailed: n,
    ...(counts && { callFailedAt: ctx.now, toldAt: null }),
    ...(n >= CALLS_TO_PASS && { notReachedAt: row.notReachedAt ?? ctx.now }),
    ...(to && { passedTo: to.node }),
  });
  const data = { result, n, counts, passedTo: to?.asked ?? null };
  ctx.record("target.called", { item: of.id, node: row.node, data });
  if (!counts) return `${result}；离上次不到10分钟，不另算一次，${hhmm(again)}以后再打`;
  if (to) return `${result}（第${n}次），${await passOn(ctx, of, after, to)}`;
  if (n % CALLS_TO_PASS === 0) return `${result}（第${n}次），上面没有别的责任岗位可以转了`;
  const whom = next ? `，就转请${next.asked}` : "";
  return `${result}（第${n}次）；${hhmm(ctx.now + APART)}以后再打一次还不通${whom}`;
}

/** Asks the post above, with whom to call; deferred by night as every other reminder. */
async function passOn(ctx: Context, of: ItemRow, row: TargetRow, to: Place): Promise<string> {
  const deferred = await send(ctx, of, [{ row, place: to, what: "unreached" }], { byHand: true });
  const when = deferred === null ? "" : `，${formatDeadline(deferred, ctx.now)}送到`;
  return `已转请${to.asked}联系${when}`;
}
