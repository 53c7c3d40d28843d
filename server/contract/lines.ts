import { z } from "zod";

/** One part of what an item is made of: goods of a need, a shift of a roster (KINDS §1). */
export const LineView = z.object({
  /** `2020-N0127-01-03`. */
  id: z.string(),
  /** Its number among all lines of the item. */
  n: z.number().int(),
  /** Which of its kind's lines it is. */
  name: z.string(),
  /** The place it speaks of. */
  about: z.string(),
  aboutName: z.string(),
  /** The place that must still do it, or the person, by name; null where nobody has it yet. */
  place: z.string().nullable(),
  doer: z.string().nullable(),
  state: z.string(),
  stateName: z.string(),
  /** What it says, by its kind's own shape. */
  row: z.unknown(),
  from: z.number().nullable(),
  to: z.number().nullable(),
  dueAt: z.number().nullable(),
  /** Commands that the viewer may take it on with. */
  may: z.array(z.string()),
});
export type LineView = z.infer<typeof LineView>;

/** One fact of a ledger (KINDS §3). */
export const FactView = z.object({
  id: z.number().int(),
  about: z.string(),
  aboutName: z.string(),
  /** By what rows of one place are told apart; empty where by nothing. */
  dim: z.string(),
  row: z.unknown(),
  from: z.number(),
  to: z.number(),
  at: z.number(),
  /** The post that told it, or the source. */
  by: z.string(),
  /** When a newer row took its place; null while it stands. */
  until: z.number().nullable(),
});
export type FactView = z.infer<typeof FactView>;

/** What a ledger says of a place, everything below it included. */
export const LedgerView = z.object({
  ledger: z.string(),
  node: z.string(),
  /** Its words with their numbers, and as they are printed. */
  words: z.record(z.string(), z.number()),
  line: z.string(),
});
export type LedgerView = z.infer<typeof LedgerView>;
