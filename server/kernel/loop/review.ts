import { type Candidate, Refusal } from "#contract/errors";
import type { ItemRow } from "#db/items";
import { findReply, listReplies, type ReplyRow } from "#db/replies";
import type { TargetRow } from "#db/targets";
import { servingChannel } from "#domain/org/channels";
import type { Assignment } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { can, type Subject } from "#domain/rights/rights";
import { formatDeadline } from "#domain/time/format-time";
import type { Context } from "../context.ts";
import { heading, signature } from "./cards.ts";
import { changeReply, changeTarget, kindOf } from "./change.ts";
import { standingValues } from "./reply.ts";
import { onNewOne, unseen } from "./seen.ts";

export interface Reviewed {
  verified: TargetRow[];
  /** Left alone, and why in a few words. */
  skipped: { row: TargetRow; why: string }[];
  /** For those that were reported anew since the sender looked: how to verify the new one. */
  anew: Candidate[];
  warnings: { row: TargetRow; warnings: string[] }[];
}

/**
 * Marks replies as verified (`/核实`). Nobody verifies what they reported or entered, but for 自核:
 * one's own entry for another, while the room has no second holder on duty (SPEC §1.8, §1.12).
 * @param how 方式: by what it was checked, kept with the target and said in its history
 * @throws Refusal `forbidden` where all of it is others' to verify
 */
export async function verify(
  ctx: Context,
  item: ItemRow,
  rows: TargetRow[],
  how: string | null,
): Promise<Reviewed> {
  const current = new Map(
    (await listReplies(ctx.session, item.id, ["current"])).map((reply) => [reply.id, reply]),
  );
  const result: Reviewed = { verified: [], skipped: [], anew: [], warnings: [] };
  const denied: ReplyRow[] = [];
  const ready: { row: TargetRow; reply: ReplyRow; by: Assignment; self: boolean }[] = [];
  for (const row of rows) {
    const reply = row.reply ? current.get(row.reply) : undefined;
    const subject = { person: ctx.actor.id, org: ctx.org, now: ctx.now };
    const verdict = judgeVerify(subject, item, row, reply);
    if (!verdict.ok) {
      result.skipped.push({ row, why: verdict.why });
      if (verdict.why === NOT_YOURS) denied.push(reply!);
      continue;
    }
    const why = await unseen(ctx, item, row, reply!);
    if (why !== null) {
      const line = `/核实 ${item.id} ${placeWord(ctx, row)}${how === null ? "" : ` 方式=${how}`}`;
      result.skipped.push({ row, why });
      result.anew.push(onNewOne(line, "核实新的一份", reply!));
      continue;
    }
    ready.push({ row, reply: reply!, by: verdict.by, self: verdict.self });
  }
  // Whoever reads it later shall know that it was one press for many.
  const said = how ?? (ready.length > 1 ? IN_BULK : null);
  for (const { row, reply, by, self } of ready) {
    ctx.acting = by;
    result.verified.push(
      await changeTarget(ctx, item, row, {
        verifiedAt: ctx.now,
        verifiedBy: ctx.actor.id,
        verifiedHow: said,
        selfVerified: self,
      }),
    );
    if (reply.warnings.length > 0) result.warnings.push({ row, warnings: reply.warnings });
    ctx.record("target.verified", { item: item.id, node: row.node, data: { self, how: said } });
  }
  // Nothing but what is others' to verify: they are named (SPEC §1.21).
  const [first] = result.skipped;
  if (first && denied.length === rows.length) {
    const name = displayName(ctx.org.tree.get(first.row.node)!);
    ctx.must("verify", reviewed(item, first.row, denied[0]!), `核实${name}`);
  }
  return result;
}

/** How many were verified in one press, where nobody said how. */
const IN_BULK = "批量核实";

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
  const verdict = can(subject, "verify", reviewed(item, row, reply));
  if (!verdict.ok) {
    return { ok: false, why: verdict.reason === "own_reply" ? OWN_REPLY : NOT_YOURS };
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
  if (row.submittedAt !== null) throw alreadyUp(ctx, item, row, how.reason);
  if (row.repliedAt === null || row.returnedAt !== null) {
    const why = row.returnedAt !== null ? "已经退回，正等重报" : "还没有报，不能退回";
    throw new Refusal("conflict", `${name}${why}`);
  }
  const standing = row.reply === null ? undefined : await findReply(ctx.session, row.reply);
  const why = standing ? await unseen(ctx, item, row, standing) : null;
  if (why !== null) {
    const line = `/退回 ${item.id} ${placeWord(ctx, row)} 原因=${how.reason}`;
    throw new Refusal("conflict", `${name}${why}，请看过再退回`, {
      candidates: [onNewOne(line, "退回新的一份", standing!)],
    });
  }
  await changeTarget(ctx, item, row, {
    returnedAt: ctx.now,
    returnReason: how.reason,
    verifiedAt: null,
    verifiedBy: null,
    verifiedHow: null,
    selfVerified: false,
    overdue: false,
    step: null,
    // The room's own, earlier time belonged to the deadline before.
    ...(how.dueAt !== null ? { dueAt: how.dueAt, remindBy: null } : {}),
  });
  const { id: channel } = servingChannel(row.node, ctx.org);
  const due = how.dueAt === null ? [] : [`截止 ${formatDeadline(how.dueAt, ctx.now)}`];
  const lines = [
    `退回：${name} ${heading(ctx, item)} ${item.title}`,
    `原因：${how.reason}`,
    ...due,
    "请改后重报，原来的数还留着",
  ];
  if (channel) {
    ctx.post({ channel, kind: "card", text: lines.join("\n"), item: item.id, node: row.node });
  }
  ctx.record("target.returned", {
    item: item.id,
    node: row.node,
    data: { reason: how.reason, dueAt: how.dueAt },
  });
}

/**
 * Why nothing below changes what went up: it comes back as a whole, by whom it went up to, since the
 * sum that they have must not fall. Says to those that they can do it, to others who can.
 * @param reason why, where it was given for the same act already
 */
export function alreadyUp(ctx: Context, item: ItemRow, row: TargetRow, reason = ""): Refusal {
  const { tree } = ctx.org;
  const name = displayName(tree.get(row.node)!);
  const gate = row.gate ?? row.node;
  const town = displayName(tree.get(gate)!);
  if (!ctx.may("close", { cap: kindOf(ctx, item).cap, issuer: item.node })) {
    const who = signature(ctx, item);
    const message = `${name}已随${town}上报，整镇只能由${who}退回，请联系他们`;
    return new Refusal("conflict", message);
  }
  const line = `/退回 ${item.id} ${tree.pathName(gate) || gate} 原因=${reason}`;
  return new Refusal("conflict", `${name}已随${town}上报，要改请先退回整镇`, {
    candidates: [{ label: `退回${town}`, text: line }],
  });
}

/** Settles 更正申请 and 两报不一致 (`/核实 id 节点 采用=新/旧`). */
export async function settle(
  ctx: Context,
  item: ItemRow,
  row: TargetRow,
  { take, how }: { take: "新" | "旧"; how: string | null },
): Promise<void> {
  const name = displayName(ctx.org.tree.get(row.node)!);
  if (row.pending === null) throw new Refusal("conflict", `${name}没有待定的更正`);
  const newest = (await findReply(ctx.session, row.pending))!;
  const why = await unseen(ctx, item, row, newest);
  if (why !== null) {
    const line = `/核实 ${item.id} ${placeWord(ctx, row)} 采用=${take}`;
    throw new Refusal("conflict", `${name}${why}，请看过再定`, {
      candidates: [onNewOne(line, `采用${take}的一份`, newest)],
    });
  }
  const data = { settled: take, how };
  if (take === "旧") {
    const retiredBy = "采用旧";
    await changeReply(ctx, newest.id, { from: "pending", to: "declined", retiredBy });
    await changeTarget(ctx, item, row, { pending: null });
    ctx.record("target.verified", { item: item.id, node: row.node, data });
    return;
  }
  const self = mayTake(ctx, item, row, newest);
  await changeReply(ctx, newest.id, { from: "pending", to: "current" });
  if (row.reply) await changeReply(ctx, row.reply, { from: "current", to: "superseded" });
  // What went up stands in the submitted sum as it was until the room sends a 续报.
  await changeTarget(ctx, item, row, {
    ...standingValues(item, newest),
    version: row.version,
    pending: null,
    verifiedAt: ctx.now,
    verifiedBy: ctx.actor.id,
    verifiedHow: how,
    selfVerified: self,
    submittedAt: null,
  });
  ctx.record("target.verified", { item: item.id, node: row.node, data });
}

/**
 * Taking a version verifies it, so nobody takes their own (SPEC §1.12).
 * @returns whether it is 自核
 */
function mayTake(ctx: Context, item: ItemRow, row: TargetRow, reply: ReplyRow): boolean {
  const subject = { person: ctx.actor.id, org: ctx.org, now: ctx.now };
  const verdict = can(subject, "verify", reviewed(item, row, reply));
  if (!verdict.ok && verdict.reason === "own_reply") throw new Refusal("conflict", OWN_REPLY);
  return verdict.ok && verdict.as === "自核";
}

/** What a command finds this place by, and no other. */
function placeWord({ org }: Context, { node }: TargetRow): string {
  return org.tree.pathName(node) || node;
}

const NOT_YOURS = "不归你的岗位核";
const OWN_REPLY = "自己报的要请同岗另一人核";

/** What `can()` is asked about a reply that is to be verified. */
function reviewed(item: ItemRow, row: TargetRow, { via, person }: ReplyRow) {
  return {
    node: row.node,
    issuer: item.node,
    issuedBy: item.person,
    reply: { by: via === null ? person : null, enteredBy: via === null ? null : person },
  };
}
