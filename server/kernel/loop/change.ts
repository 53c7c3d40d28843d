import type { ItemRow } from "#db/items";
import { type ReplyRow, setReplyState } from "#db/replies";
import { type TargetRow, updateTarget, updateTargets } from "#db/targets";
import type { Context } from "../context.ts";
import type { Kind } from "../define-kind.ts";
import { LostRace } from "../lost-race.ts";
import type { ItemSpec } from "./spec.ts";

export function specOf(item: ItemRow): ItemSpec {
  return item.spec as unknown as ItemSpec;
}

export function kindOf(ctx: Context, item: ItemRow): Kind {
  const kind = ctx.registry.kinds.get(item.kind);
  if (!kind) throw new Error(`no kind ${item.kind}`);
  return kind;
}

/**
 * The only way a target's row changes: written and booked into the tallies together.
 * @throws LostRace when another command has changed the row since it was read
 */
export async function changeTarget(
  ctx: Context,
  item: ItemRow,
  before: TargetRow,
  change: Partial<TargetRow>,
): Promise<TargetRow> {
  if (!(await updateTarget(ctx.session, before, change))) throw new LostRace();
  return book(ctx, item, before, change);
}

/** The same change on many targets, in one statement. */
export async function changeTargets(
  ctx: Context,
  item: ItemRow,
  rows: TargetRow[],
  change: Partial<TargetRow>,
): Promise<TargetRow[]> {
  if (!(await updateTargets(ctx.session, rows, change))) throw new LostRace();
  return rows.map((before) => book(ctx, item, before, change));
}

type ReplyState = ReplyRow["state"];

/** The only way a reply changes: which of a target's versions counts. */
export async function changeReply(
  ctx: Context,
  reply: string,
  { from, to }: { from: ReplyState; to: ReplyState },
): Promise<void> {
  await setReplyState(ctx.session, reply, to);
  ctx.undo.keepReply(reply, from);
}

function book(
  ctx: Context,
  item: ItemRow,
  before: TargetRow,
  change: Partial<TargetRow>,
): TargetRow {
  const after = { ...before, ...change, revision: before.revision + 1 };
  ctx.tallies.book(specOf(item).fields, before, after);
  ctx.effects.targets.push(after);
  ctx.undo.keepTarget(before, change);
  return after;
}

/** Whether the target has given what its kind asks for: a receipt, or a reply that stands. */
export function isAnswered(kind: Kind, row: TargetRow): boolean {
  if (row.excusedAt !== null) return true;
  if (kind.answer === "ack") return row.ackedAt !== null;
  return row.repliedAt !== null && row.returnedAt === null;
}

/** Whether a target still waits for a receipt: who has reported has seen it (SPEC §1.8 响应). */
export function awaitsReceipt(row: TargetRow): boolean {
  return row.ackedAt === null && row.repliedAt === null;
}
