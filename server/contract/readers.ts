import { z } from "zod";
import { Next } from "./paging.ts";

/** Someone a message is for, and how to reach them. */
export const Reader = z.object({
  person: z.string(),
  name: z.string(),
  /** Name of the post by which they sit in the channel. */
  post: z.string(),
  nodeName: z.string(),
  /** Null where the viewer may not read that place's directory, or nobody knows it. */
  phone: z.string().nullable(),
});
export type Reader = z.infer<typeof Reader>;

/**
 * Who has not read a message, first, and who has: a page of both together. Nobody is named where
 * names are not the viewer's to know; the counts are always whole.
 */
export const Readers = z.object({
  unread: z.array(Reader),
  read: z.array(Reader),
  unreadCount: z.number().int(),
  readCount: z.number().int(),
  /** For whom it is: everyone in the channel but its writer. */
  people: z.number().int(),
  next: Next,
});
export type Readers = z.infer<typeof Readers>;
