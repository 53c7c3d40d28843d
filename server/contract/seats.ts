import { z } from "zod";
import { Contact } from "./directory.ts";
import { Next } from "./paging.ts";

/** Someone in a post at a place, with how they came to it. */
export const Seat = Contact.extend({
  node: z.string(),
  nodeName: z.string(),
  path: z.string(),
  /** 专职, 兼任, 下沉, 下派 or 志愿. */
  source: z.string(),
  from: z.number(),
  to: z.number().nullable(),
});
export type Seat = z.infer<typeof Seat>;

/** A place that needs somebody responsible and has nobody. */
export const Gap = z.object({
  node: z.string(),
  path: z.string(),
  levelName: z.string(),
  /** Names of the posts that would answer for it, first choice first. */
  posts: z.array(z.string()),
});
export type Gap = z.infer<typeof Gap>;

/** A page of gaps and seats together, gaps first; `total` and `gapCount` are always whole. */
export const Seats = z.object({
  total: z.number().int(),
  seats: z.array(Seat),
  gapCount: z.number().int(),
  gaps: z.array(Gap),
  next: Next,
});
export type Seats = z.infer<typeof Seats>;
