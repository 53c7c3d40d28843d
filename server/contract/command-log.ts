import { z } from "zod";
import { Next } from "./paging.ts";

/** One command that was carried out: who, when, what and where; never what was written in it. */
export const LogEntry = z.object({
  at: z.number(),
  /** When it was written, if that was before it could be sent. */
  clientAt: z.number().nullable(),
  command: z.string(),
  /** As people know it; null for a command that this version no longer has. */
  commandName: z.string().nullable(),
  channel: z.string().nullable(),
  channelName: z.string().nullable(),
  /** The item that it was about, `2020-T0127-01` and as it is printed; null for what was about none. */
  item: z.string().nullable(),
  itemLabel: z.string().nullable(),
  /** The place answered for, where it was one. */
  node: z.string().nullable(),
  nodeName: z.string().nullable(),
  person: z.string(),
  name: z.string(),
  /** Posts the person held then: 县综合指挥中心 (永泰县). */
  posts: z.array(z.string()),
});
export type LogEntry = z.infer<typeof LogEntry>;

export const CommandLog = z.object({
  entries: z.array(LogEntry),
  next: Next,
  /** The same as `next`, as it was called first. */
  before: z.string().nullable(),
});
export type CommandLog = z.infer<typeof CommandLog>;
