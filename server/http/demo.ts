import { z } from "zod";
import { Refusal } from "#contract/errors";
import { defineCall } from "./call.ts";

/** Exists only in a demo; a county's people answer for themselves. */
export const demoAnswers = defineCall({
  zh: "让其他网格回一回",
  method: "post",
  path: "/api/demo/answers",
  tag: "演示",
  summary:
    "A demo only: for a minute and a half invented workers of other grids answer an item that one has issued.",
  body: z.strictObject({ item: z.string().min(1).max(40) }),
  answer: z.object({
    ok: z.literal(true),
    /** How many grids will answer, and how long that takes. */
    places: z.number().int(),
    seconds: z.number().int(),
  }),
  async run({ edge, viewer, body }) {
    if (!edge.demo) throw new Refusal("not_found", "没有这个地址");
    return { ok: true, ...(await edge.demo.answerFor(viewer(), body.item)) };
  },
});
