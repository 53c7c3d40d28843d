/** The columns of a target by which a newer act shows. */
export interface Act {
  reply?: string | null;
  verifiedAt?: number | null;
  returnedAt?: number | null;
  excusedAt?: number | null;
  submittedAt?: number | null;
}

/**
 * By which act a version that waits for the room is retired, as it is said in its history; null
 * where the change is no act on what the target answered: a receipt, a reminder, 逾期 (SPEC §1.7).
 */
export function retiredBy(change: Act): string | null {
  if (change.reply) return "改报";
  if (change.excusedAt) return "免报";
  if (change.returnedAt) return "退回";
  if (change.verifiedAt) return "核实";
  if (change.submittedAt) return "上报";
  if (change.submittedAt === null) return "退回上报";
  return null;
}
