import { Refusal } from "#contract/errors";
import type { ItemRow } from "#db/items";
import { listReplies, type ReplyRow } from "#db/replies";
import type { TargetRow } from "#db/targets";
import { servingChannel } from "#domain/channels";
import type { Assignment } from "#domain/org";
import { can, type Subject } from "#domain/rights";
import { displayName } from "#domain/short-name";
import type { Context } from "../context.ts";
import { heading } from "./cards.ts";
import { changeReply, changeTarget } from "./change.ts";
import { standingValues } from "./reply.ts";

export interface Reviewed {
  verified: TargetRow[];
  /** Left alone, and why in a few words. */
  skipped: { row: TargetRow; why: string }[];
  warnings: { row: TargetRow; warnings: string[] }[];
}

/**
 * Marks replies as verified (`/核实`). Nobody verifies what they reported or entered, but for 自核:
 * one's own entry for another, while the room has no second holder on duty (SPEC §1.8, §1.12).
 */
export async function verify(ctx: Context, item: ItemRow, rows: TargetRow[]): Promise<Reviewed> {
  const current = new Map(
    (await listReplies(ctx.session, item.id, ["current"])).map((reply) => [reply.id, reply]),
  );
  const result: Reviewed = { verified: [], skipped: [], warnings: [] };
  for (const row of rows) {
    const reply = row.reply ? current.get(row.reply) : undefined;
    const subject = { person: ctx.actor.id, org: ctx.org, now: ctx.now };
    const verdict = judgeVerify(subject, item, row, reply);
    if (!verdict.ok) {
      result.skipped.push({ row, why: verdict.why });
      continue;
    }
    ctx.acting = verdict.by;
    const { self } = verdict;
    result.verified.push(
      await changeTarget(ctx, item, row, {
        verifiedAt: ctx.now,
        verifiedBy: ctx.actor.id,
        selfVerified: self,
      }),
    );
    if (reply!.warnings.length > 0) result.warnings.push({ row, warnings: reply!.warnings });
    ctx.record("target.verified", { item: item.id, node: row.node, data: { self } });
  }
  return result;
}

type RowVerdict = { ok: true; self: boolean; by: Assignment } | { ok: false; why: string };

/** Whether this reply may be verified by this person, and in a few words why not. */
export function judgeVerify(
  subject: Subject,
  item: ItemRow,
  row: TargetRow,
  reply: ReplyRow | undefined,
): RowVerdict {
  if (row.excusedAt !== null) return { ok: false, why: "已免报" };
  if (row.returnedAt !== null) return { ok: false, why: "已退回，等重报" };
  if (row.repliedAt === null || !reply) return { ok: false, why: "还没报" };
  if (row.verifiedAt !== null) return { ok: false, why: "已核过" };
  const verdict = can(subject, "verify", {
    node: row.node,
    issuer: item.node,
    issuedBy: item.person,
    reply: {
      by: reply.via === null ? reply.person : null,
      enteredBy: reply.via === null ? null : reply.person,
    },
  });
  if (!verdict.ok) {
    const own = verdict.reason === "own_reply";
    return { ok: false, why: own ? "自己报的要请同岗另一人核" : "不归你的岗位核" };
  }
  return { ok: true, self: verdict.as === "自核", by: verdict.assignment };
}

/** Sends a reply back to whoever gave it, with a reason and a new deadline if need be (`/退回`). */
export async function sendBack(
  ctx: Context,
  item: ItemRow,
  row: TargetRow,
  how: { reason: string; dueAt: number | null },
): Promise<void> {
  const name = displayName(ctx.org.tree.get(row.node)!);
  if (row.repliedAt === null || row.returnedAt !== null) {
    const why = row.returnedAt !== null ? "已经退回，正等重报" : "还没有报，不能退回";
    throw new Refusal("conflict", `${name}${why}`);
  }
  await changeTarget(ctx, item, row, {
    returnedAt: ctx.now,
    returnReason: how.reason,
    verifiedAt: null,
    verifiedBy: null,
    submittedAt: null,
    overdue: false,
    step: null,
    ...(how.dueAt !== null ? { dueAt: how.dueAt } : {}),
  });
  const { id: channel } = servingChannel(row.node, ctx.org);
  if (channel) {
    ctx.post({
      channel,
      kind: "card",
      text: `退回：${name} ${heading(ctx, item)} ${item.title}\n原因：${how.reason}\n请改后重报，原来的数还留着`,
      item: item.id,
      node: row.node,
    });
  }
  ctx.record("target.returned", {
    item: item.id,
    node: row.node,
    data: { reason: how.reason, dueAt: how.dueAt },
  });
}

/** Settles 更正申请 and 两报不一致 (`/核实 id 节点 采用=新/旧`). */
export async function settle(
  ctx: Context,
  item: ItemRow,
  row: TargetRow,
  take: "新" | "旧",
): Promise<void> {
  const pending = (await listReplies(ctx.session, item.id, ["pending"])).filter(
    (reply) => reply.target === row.id,
  );
  const newest = pending[0];
  if (!newest) {
    throw new Refusal("conflict", `${displayName(ctx.org.tree.get(row.node)!)}没有待定的更正`);
  }
  for (const reply of pending) {
    const taken = take === "新" && reply.id === newest.id;
    await changeReply(ctx, reply.id, { from: "pending", to: taken ? "current" : "declined" });
  }
  if (take === "新" && row.reply) {
    await changeReply(ctx, row.reply, { from: "current", to: "superseded" });
  }
  const taken = {
    ...standingValues(item, newest),
    verifiedAt: ctx.now,
    verifiedBy: ctx.actor.id,
    submittedAt: null,
  };
  // Written in both cases: of two who settle at once the second has lost the race.
  await changeTarget(ctx, item, row, {
    ...(take === "新" ? taken : {}),
    version: row.version,
  });
  ctx.record("target.verified", { item: item.id, node: row.node, data: { settled: take } });
}
