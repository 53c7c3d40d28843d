import { z } from "zod";
import { Post } from "./profile.ts";

/** The county as data, as far as somebody setting it up reads it; no person is in it. */
export const ProfileView = z.object({
  key: z.string(),
  name: z.string(),
  en: z.string(),
  root: z.string(),
  mode: z.string(),
  route: z.string(),
  workdayEnd: z.string(),
  dayReport: z.string(),
  quiet: z.object({ from: z.string(), to: z.string() }),
  /** Minutes around the deadline, by mode. */
  ladders: z.record(z.string(), z.array(z.number())),
  gateMinutes: z.record(z.string(), z.number()),
  nudgeMinutes: z.record(z.string(), z.number()),
  pushesPerHour: z.number(),
  series: z.object({ order: z.string(), notice: z.string() }),
  levels: z.array(
    z.object({
      key: z.string(),
      zh: z.string(),
      en: z.string(),
      rank: z.number(),
      kind: z.string(),
      /** Chinese names of the posts that answer for it, first choice first. */
      responsible: z.array(z.string()),
      household: z.boolean(),
      /** Living places of this level; null for households, whose number is nobody's to ask here. */
      places: z.number().nullable(),
    }),
  ),
  posts: z.array(
    Post.pick({ key: true, zh: true, en: true, caps: true, cadre: true, levels: true }),
  ),
  words: z.record(z.string(), z.string()),
  grades: z.array(z.string()),
  colours: z.array(z.string()),
  industries: z.array(z.string()),
  assumptions: z.array(z.string()),
});
export type ProfileView = z.infer<typeof ProfileView>;
