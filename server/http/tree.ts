import { z } from "zod";
import { NodeView } from "#contract/nouns";
import { Next } from "#contract/paging";
import { MAX_DEPTH, nodeByCode, treePage } from "#views/tree";
import { defineCall } from "./call.ts";
import { Paged, Place, wholeNumber } from "./query.ts";

export const tree = defineCall({
  zh: "区划树",
  method: "get",
  path: "/api/tree",
  tag: "区划",
  summary: "A place and what lies below it, in tree order; the county without `under`.",
  query: Paged.extend({
    under: Place.optional(),
    depth: wholeNumber(0, MAX_DEPTH).default(1),
  }),
  answer: z.object({ nodes: z.array(NodeView), next: Next }),
  async run({ viewer, query: { under, depth, ...wish } }) {
    const { rows, next } = treePage(viewer(), under, depth, wish);
    return { nodes: rows, next };
  },
});

export const node = defineCall({
  zh: "一个地方",
  method: "get",
  path: "/api/nodes/:code",
  tag: "区划",
  summary: "One place by code, id, path or name.",
  answer: NodeView,
  run: async ({ viewer, params }) => nodeByCode(viewer(), params.code!),
});
