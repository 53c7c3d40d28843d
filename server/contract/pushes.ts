import { z } from "zod";
import { Next } from "./paging.ts";

/** What rang one's own phone: which item's reminder, and when. */
export const PushView = z.object({
  at: z.number(),
  /** The item's number and title, `T0127-01 返乡日核`; null once it is out of sight. */
  about: z.string().nullable(),
});
export type PushView = z.infer<typeof PushView>;

/** Oldest first. */
export const Pushes = z.object({ pushes: z.array(PushView), next: Next });
export type Pushes = z.infer<typeof Pushes>;
