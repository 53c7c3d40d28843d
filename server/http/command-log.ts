import { z } from "zod";
import { CommandLog, commandLog as logOf } from "#views/command-log";
import { defineCall } from "./call.ts";

export const commandLog = defineCall({
  method: "get",
  path: "/api/command-log",
  tag: "命令",
  summary:
    "Commands that were carried out, newest first: who, when, which, where; never what was written. Everybody's for the auditor and the administrator, else one's own.",
  query: z.strictObject({
    person: z.string().min(1).max(64).optional(),
    before: z.string().min(1).max(300).optional(),
  }),
  answer: CommandLog,
  run: ({ viewer, query }) => logOf(viewer(), query),
});
