import { z } from "zod";
import { Completion } from "#contract/nouns";
import { complete as offer } from "#kernel/complete/complete";
import { defineCall } from "./call.ts";
import { wholeNumber } from "./query.ts";

/** A line is completed while it is short; nobody picks words at the end of a page of text. */
const MAX_TEXT = 4000;

export const complete = defineCall({
  zh: "补全",
  method: "get",
  path: "/api/commands/complete",
  tag: "命令",
  summary:
    "What may stand at the cursor of a line being typed: commands, keys, values of one's own scope; after `@` in a line of talk, whom it may call. Each choice replaces `from` to `to` (UTF-16 units).",
  query: z.strictObject({
    text: z.string().max(MAX_TEXT),
    cursor: wholeNumber(0, MAX_TEXT),
    channel: z.string().min(1).max(200),
  }),
  answer: Completion,
  run: ({ edge, viewer, query }) => offer(edge.kernel, viewer().person, query),
});
