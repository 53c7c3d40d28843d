import { z } from "zod";
import { type BoardOffer, itemFromName } from "#contract/board-documents";
import { Refusal } from "#contract/errors";
import { currentItemOf } from "#views/items";
import { defineCall } from "./call.ts";

const Offer = z.object({
  documents: z.array(z.object({ name: z.string(), town: z.string().optional() })),
  notes: z.string().optional(),
  role: z.enum(["writer", "totals"]),
  ticket: z.string(),
}) satisfies z.ZodType<BoardOffer>;

export const board = defineCall({
  zh: "看板文档",
  method: "get",
  path: "/api/board/:id",
  tag: "事项",
  summary:
    "The live documents of an item that one may open at `/yjs/<name>`, its notes, and a ticket for clients that can set no cookie. A round is written `T0127-01.3`; of a series its current round is meant.",
  answer: Offer,
  async run({ edge, viewer, params, request }) {
    const who = viewer();
    const { id } = await currentItemOf(who, itemFromName(params.id!));
    const offer = await edge.boards.offer(who, id, request);
    if (!offer) throw new Refusal("not_found", `没有找到 ${params.id}，请核对编号`);
    return offer;
  },
});
