/**
 * The vocabulary of facts, past tense, one spelling for server and web. `event.data` of each is
 * small and holds no personal data beyond ids.
 */
export const EVENT_TYPES = [
  "message.posted",
  "message.edited",
  "message.recalled",
  "attachment.stored",
  "item.issued",
  "item.round-opened",
  "item.rounds-skipped",
  "item.completed",
  "item.closed",
  "item.revoked",
  "item.submitted",
  "target.dispatched",
  "target.acked",
  "target.replied",
  "target.verified",
  "target.returned",
  "target.submitted",
  "target.excused",
  "target.extended",
  "target.overdue",
  "target.difficulty",
  "target.difficulty-over",
  "target.not-reached",
  "target.called",
  "target.disputed",
  "target.correction-retired",
  "target.reminded",
  "target.restored",
  "submission.reminded",
  "line.added",
  "line.moved",
  "item.linked",
  "item.moved",
  "item.rolled",
  "ask.reminded",
  "ledger.put",
  "node.mode-switched",
  "node.cut-off",
  "node.contact-restored",
  "channel.read",
  "channel.looked",
  "invitation.issued",
  "invitation.revoked",
  "session.closed",
  "phone.kept",
  "phone.shown",
  "facet.shown",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export interface EventRow {
  seq: number;
  at: number;
  type: EventType;
  person: string | null;
  post: string | null;
  bot: string | null;
  node: string | null;
  item: string | null;
  data: Record<string, unknown>;
}
