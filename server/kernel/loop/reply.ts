import { Refusal } from "#contract/errors";
import type { Nil, ReplyValues } from "#contract/forms";
import { NIL } from "#contract/nil";
import type { ItemRow } from "#db/items";
import { insertReply, type ReplyRow } from "#db/replies";
import type { TargetRow } from "#db/targets";
import type { Context } from "../context.ts";
import type { OnBehalf } from "./acknowledge.ts";
import { useAttached } from "./attached.ts";
import { changeReply, changeTarget, retire } from "./change.ts";
import { NO_CALLS } from "./reached.ts";
import { respondedInTime, writingFor } from "./written.ts";

export interface GivenReply {
  values: ReplyValues | Nil;
  note: string | null;
  warnings: string[];
  /** 1-based number of the stage this reply completes; 0 where the item has none. */
  stage: number;
  proxy: OnBehalf | null;
}

export interface TakenReply {
  row: TargetRow;
  /** Why it waits for the room, and the older one counts until then (SPEC §1.7); null where it stands. */
  waits: "更正申请" | "两报不一致" | null;
  /** The reply came after the target had been verified, which it undoes. */
  unverified: boolean;
}

/**
 * Takes one versioned reply. Before 已核 it supersedes; after 已核 it also returns the target to 已报;
 * after 已上报 it waits as a request for correction. An offline reply over a version its writer
 * had not seen waits as 两报不一致.
 */
export async function takeReply(
  ctx: Context,
  item: ItemRow,
  row: TargetRow,
  given: GivenReply,
  standing: ReplyRow | null,
): Promise<TakenReply> {
  const version = row.version + 1;
  const behind = ctx.sent.base !== null && ctx.sent.base < row.version;
  // Written where the line was down: the writer could not be asked, so the room is.
  const second = isAnothers(ctx, standing, given.proxy !== null);
  const { at: writtenAt, doubt } = writingFor(ctx, row, row.dueAt);
  const disputed = standing !== null && (behind || second) && writtenAt !== null;
  const waits = row.submittedAt !== null ? "更正申请" : disputed ? "两报不一致" : null;
  const reply: ReplyRow = {
    id: ctx.newId(),
    target: row.id,
    item: item.id,
    version,
    at: ctx.now,
    clientAt: ctx.sent.clientAt,
    person: ctx.actor.id,
    post: ctx.acting?.post ?? "",
    via: given.proxy?.via ?? null,
    values: given.values,
    nil: "nil" in given.values,
    note: given.note,
    warnings: given.warnings,
    stage: given.stage,
    state: waits ? "pending" : "current",
    retiredBy: null,
  };
  await insertReply(ctx.session, reply);
  ctx.undo.keepReply(reply.id, "declined");
  await useAttached(ctx, item.terms.fields, given.values, row.id);
  if (waits) {
    if (row.pending !== null) await retire(ctx, item, row, "改报");
    const after = await changeTarget(ctx, item, row, { version, pending: reply.id });
    const data = { version, why: waits };
    ctx.record("target.disputed", { item: item.id, node: row.node, data });
    return { row: after, waits, unverified: false };
  }
  if (row.reply) await changeReply(ctx, row.reply, { from: "current", to: "superseded" });
  const after = await changeTarget(ctx, item, row, {
    ...standingValues(item, reply),
    ...firstReply(ctx, item, row, given.stage),
    ...respondedInTime(ctx, row),
  });
  const data = { version, clientAt: ctx.sent.clientAt, offline: after.makeupOffline, doubt };
  ctx.record("target.replied", { item: item.id, node: row.node, data });
  return { row: after, waits, unverified: row.verifiedAt !== null };
}

/**
 * Whether a reply would take the place of another's: a second holder's of the first's, or a
 * proxy's of a holder's own. A holder's own always stands over a proxy's (SPEC §1.7).
 */
export function isAnothers(ctx: Context, standing: ReplyRow | null, byProxy: boolean): boolean {
  if (!standing || standing.person === ctx.actor.id) return false;
  return standing.via === null || byProxy;
}

/** What a target's row says of the reply that counts now. */
export function standingValues(item: ItemRow, reply: ReplyRow): Partial<TargetRow> {
  const { stages } = item.terms;
  const complete = stages.length === 0 || reply.stage >= stages.length;
  return {
    version: reply.version,
    reply: reply.id,
    values: reply.nil ? NIL : reply.values,
    replyProxy: reply.via !== null,
    stage: reply.stage,
    verifiedAt: null,
    verifiedBy: null,
    verifiedHow: null,
    selfVerified: false,
    returnedAt: null,
    returnReason: null,
    notReachedAt: null,
    ...NO_CALLS,
    // What was in the way is no more; sent back, it is for the holder to say so anew.
    ...(complete ? { overdue: false, difficulty: null } : {}),
  };
}

/** On time is judged by receipt of the first complete reply (SPEC §1.8, §1.14). */
function firstReply(
  ctx: Context,
  item: ItemRow,
  row: TargetRow,
  stage: number,
): Partial<TargetRow> {
  const { stages } = item.terms;
  if (row.repliedAt !== null || stage < stages.length) return {};
  const makeup = row.dueAt !== null && ctx.now > row.dueAt;
  const { offline } = writingFor(ctx, row, row.dueAt);
  return { repliedAt: ctx.now, makeup, makeupOffline: makeup && offline };
}

/** Every stage before `stage` must have been reported (SPEC §2, 阶段). */
export function checkStage(item: ItemRow, row: TargetRow, name: string | null): number {
  const { stages } = item.terms;
  if (stages.length === 0) {
    if (name === null) return 0;
    throw new Refusal("bad_argument", `${item.label} 没有分阶段，请去掉“阶段=”`, { field: "阶段" });
  }
  const next = stages[row.stage];
  if (name === null) {
    throw new Refusal("bad_argument", `这项分阶段报，现在报：阶段=${next ?? stages.at(-1)}`, {
      field: "阶段",
    });
  }
  const at = stages.indexOf(name);
  if (at < 0) {
    throw new Refusal("bad_argument", `没有“${name}”这个阶段，依次是：${stages.join("、")}`, {
      field: "阶段",
    });
  }
  if (at > row.stage) {
    const missing = stages.slice(row.stage, at).join("、");
    throw new Refusal("conflict", `前置阶段未完成：${missing}，请先报这些`, { field: "阶段" });
  }
  return Math.max(row.stage, at + 1);
}
