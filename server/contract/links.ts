import { z } from "zod";

/** What one item has to do with another: the first stands on it, became it, took its place, was merged into it, proves it. */
export const LINK_WORDS = ["依据", "转为", "取代", "并入", "证据"] as const;
export type LinkWord = (typeof LINK_WORDS)[number];

/** The other end of a link, as it is read at this one. */
export const LinkView = z.object({
  word: z.enum(LINK_WORDS),
  /** Whether this item says it of the other (依据 令17), or the other of this one. */
  way: z.enum(["to", "from"]),
  id: z.string(),
  label: z.string(),
  title: z.string(),
  /** Numbered in a body's series: it has a page of its own. */
  document: z.boolean(),
});
export type LinkView = z.infer<typeof LinkView>;
