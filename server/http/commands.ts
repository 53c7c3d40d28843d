import { z } from "zod";
import { Answer, Envelope } from "#contract/envelope";
import { Preview } from "#contract/errors";
import { CommandView } from "#contract/nouns";
import { Next } from "#contract/paging";
import { cataloguePage } from "#views/catalogue";
import { defineCall } from "./call.ts";
import { carryOut } from "./invitations.ts";
import { Paged } from "./query.ts";

export const perform = defineCall({
  zh: "执行命令",
  method: "post",
  path: "/api/commands",
  tag: "命令",
  summary:
    "Any command, typed (`text`) or structured (`name` and `input`); plain text posts a message. The same `cid` and body get the same answer again. `/邀请` adds `result.link` and `result.qr` (SVG), once.",
  body: Envelope,
  answer: Answer,
  async run({ edge, request, viewer, body }) {
    const answer = await edge.kernel.perform(viewer().person, body);
    return carryOut({ edge, request, sender: viewer() }, answer);
  },
});

export const preview = defineCall({
  zh: "预览命令",
  method: "post",
  path: "/api/commands/preview",
  tag: "命令",
  summary: "What the command would do: whom it reaches and every filled default. Writes nothing.",
  body: Envelope,
  answer: z.object({ ok: z.literal(true), preview: Preview.extend({ demands: z.boolean() }) }),
  run: ({ edge, viewer, body }) => edge.kernel.preview(viewer().person, body),
});

export const catalogue = defineCall({
  zh: "命令目录",
  method: "get",
  path: "/api/commands",
  tag: "命令",
  summary: "Every command with its form, and whether one may use it.",
  query: Paged,
  answer: z.object({ commands: z.array(CommandView), next: Next }),
  async run({ viewer, query }) {
    const { rows, next } = cataloguePage(viewer(), query);
    return { commands: rows, next };
  },
});
