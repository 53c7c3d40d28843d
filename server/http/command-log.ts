import { z } from "zod";
import { CommandLog } from "#contract/command-log";
import { MAX_PAGE } from "#contract/paging";
import { commandLog as logOf } from "#views/command-log";
import { defineCall } from "./call.ts";
import { Paged, wholeNumber } from "./query.ts";

/** Epoch milliseconds. */
const Instant = z.coerce.number().int().nonnegative();

export const commandLog = defineCall({
  zh: "命令记录",
  method: "get",
  path: "/api/command-log",
  tag: "命令",
  summary:
    "Commands that were carried out, newest first: who, when, which, where; never what was written. Everybody's for the auditor and the administrator, else one's own; within [from, to) where given.",
  query: Paged.extend({
    limit: wholeNumber(1, MAX_PAGE).default(50),
    person: z.string().min(1).max(64).optional(),
    from: Instant.optional(),
    to: Instant.optional(),
    before: z.string().min(1).max(600).optional(),
  }),
  answer: CommandLog,
  run: ({ viewer, query }) => logOf(viewer(), query),
});
