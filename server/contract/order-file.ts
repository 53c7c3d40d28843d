import { z } from "zod";
import { ItemPhase } from "./nouns.ts";
import { Next } from "./paging.ts";

/** What was counted of an item at the viewer's own place; see `COUNT_KEYS`. */
export const CarriedOut = z.object({
  expected: z.number().int(),
  acked: z.number().int(),
  replied: z.number().int(),
  verified: z.number().int(),
  difficulty: z.number().int(),
  overdue: z.number().int(),
  /** The canonical line (SPEC §1.8). */
  line: z.string(),
});
export type CarriedOut = z.infer<typeof CarriedOut>;

/** An item that a document led to, or that it stands on. */
export const LinkedItem = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.string(),
  kindName: z.string(),
  title: z.string(),
  state: z.string(),
  stateName: z.string(),
  phase: ItemPhase,
  /** As of {@link ItemView}. */
  answer: z.enum(["ack", "reply"]).nullable(),
  document: z.boolean(),
  at: z.number(),
  dueAt: z.number().nullable(),
  /** Null where the viewer sees no totals. */
  carriedOut: CarriedOut.nullable(),
});
export type LinkedItem = z.infer<typeof LinkedItem>;

/** An order or notice as it is filed (SPEC §1.25, S15): what it stands on, what became of it. */
export const OrderFile = z.object({
  /** The place whose figures `carriedOut` holds. */
  place: z.object({ node: z.string(), nodeName: z.string() }),
  /** When and why it ended; null while it is in force. */
  ended: z.object({ at: z.number(), reason: z.string().nullable() }).nullable(),
  basis: LinkedItem.nullable(),
  /** Documents that stand on this one, newest first: what took its place, or carries it on. */
  documents: z.array(LinkedItem),
  /** Tasks issued on its strength, newest first. */
  tasks: z.array(LinkedItem),
  /** A page holds of both together. */
  next: Next,
});
export type OrderFile = z.infer<typeof OrderFile>;
