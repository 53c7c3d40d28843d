import type { ItemRow } from "#db/items";
import type { TargetRow } from "#db/targets";
import type { Context } from "../context.ts";
import { changeTarget, kindOf } from "./change.ts";
import { reached } from "./reached.ts";
import { respondedInTime, sayDoubt, writingFor } from "./written.ts";

/** How a receipt or a reply was taken for someone else (SPEC §1.18). */
export interface OnBehalf {
  via: string;
  /** 对方: the person themself, or the post. */
  other: string | null;
}

/**
 * Books receipts. A target that has one keeps it, but a holder's own replaces a proxy's.
 * @returns the targets that were newly acknowledged
 */
export async function acknowledge(
  ctx: Context,
  item: ItemRow,
  rows: TargetRow[],
  how: { remark: string | null; onBehalf: OnBehalf | null },
): Promise<TargetRow[]> {
  const { answer } = kindOf(ctx, item).targets!;
  const done: TargetRow[] = [];
  for (const row of rows) {
    const own = row.ackedAt !== null && row.ackedProxy !== null && !how.onBehalf;
    if (row.ackedAt !== null && !own) continue;
    const change = {
      ackedAt: row.ackedAt ?? ctx.now,
      ackedBy: ctx.actor.id,
      ackedPost: ctx.acting?.post ?? null,
      ackedProxy: how.onBehalf?.via ?? null,
      ackRemark: how.remark,
      ...(answer === "ack" ? { overdue: false } : {}),
      ...reached(row),
      ...respondedInTime(ctx, row),
    };
    const { doubt } = writingFor(ctx, row, row.respondBy);
    done.push(await changeTarget(ctx, item, row, change));
    ctx.record("target.acked", {
      item: item.id,
      node: row.node,
      data: {
        remark: how.remark,
        via: how.onBehalf?.via ?? null,
        clientAt: ctx.sent.clientAt,
        offline: change.respondedOffline === true,
        doubt,
      },
    });
  }
  if (done[0]) sayDoubt(ctx, done[0]);
  return done;
}
