import { OrderFile } from "#contract/order-file";
import { itemOf } from "#views/items";
import { orderFile } from "#views/order-file";
import { defineCall } from "./call.ts";
import { Paged } from "./query.ts";

export const file = defineCall({
  zh: "文件落实情况",
  method: "get",
  path: "/api/items/:id/file",
  tag: "事项",
  summary:
    "What an order or notice stands on, when and why it ended, and what was issued on its strength, each with the figures of one's own place.",
  query: Paged,
  answer: OrderFile,
  async run({ viewer, params, query }) {
    const who = viewer();
    return orderFile(who, await itemOf(who, params.id!), query);
  },
});
