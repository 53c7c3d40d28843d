import { z } from "zod";

/**
 * The counted words of an item's targets (SPEC §1.8). One target adds 0 or 1 to each; a node's
 * tally is the sum over the targets at and below it, so parents always equal their children.
 */
export const COUNT_KEYS = [
  "expected",
  "undispatched",
  "acked",
  "ackedOnTime",
  "ackedLate",
  "replied",
  "repliedOnTime",
  "verified",
  "submitted",
  "overdue",
  "makeup",
  "makeupOffline",
  "returned",
  "difficulty",
  "proxyAck",
  "proxyReply",
  "excused",
  "notReached",
  "added",
  "selfVerified",
] as const;
export type CountKey = (typeof COUNT_KEYS)[number];
export type Counts = Record<CountKey, number>;

const Rate = z.object({ n: z.number(), of: z.number(), text: z.string() });

/** What `/催` of the item would do for the viewer now; null where there is nothing to remind. */
export const Nudge = z.object({
  /** Places that would be reminded: what a button bears. */
  places: z.number().int(),
  /** Towns whose rooms would be reminded to pass it down. */
  gates: z.number().int(),
  /** Silent places left out: reminded a moment ago, or held back by the viewer's own room. */
  justNudged: z.number().int(),
  undispatched: z.number().int(),
});
export type Nudge = z.infer<typeof Nudge>;

/** Answer of `GET /api/items/:id/tally?node=`. `line` is the canonical line of SPEC §1.8. */
export const Tally = z.object({
  item: z.string(),
  node: z.string(),
  version: z.number().int(),
  /** Of the item: whoever shows it learns by this that it has ended. */
  state: z.string(),
  counts: z.record(z.enum(COUNT_KEYS), z.number().int()),
  rates: z.record(z.string(), Rate),
  sums: z.record(z.string(), z.number()),
  /** Words of what the item is made of, by the name of its lines; absent where it has none. */
  lines: z.record(z.string(), z.record(z.string(), z.number())).optional(),
  line: z.string(),
  /** Further lines under the first: who is missing, the coverage pair, the summed fields. */
  more: z.array(z.string()),
  nudge: Nudge.nullable(),
});
export type Tally = z.infer<typeof Tally>;
/** A tally as it is for everybody; whom one may remind is each viewer's own. */
export type Counted = Omit<Tally, "nudge">;
