import { z } from "zod";
import { NodeView } from "#contract/nouns";
import { MAX_DEPTH, nodeByCode, treeView } from "#views/tree";
import { defineCall } from "./call.ts";
import { Place, wholeNumber } from "./query.ts";

export const tree = defineCall({
  method: "get",
  path: "/api/tree",
  tag: "区划",
  summary: "A place and what lies below it, in tree order; the county without `under`.",
  query: z.strictObject({
    under: Place.optional(),
    depth: wholeNumber(0, MAX_DEPTH).default(1),
  }),
  answer: z.object({ nodes: z.array(NodeView) }),
  run: async ({ viewer, query }) => ({ nodes: treeView(viewer(), query.under, query.depth) }),
});

export const node = defineCall({
  method: "get",
  path: "/api/nodes/:code",
  tag: "区划",
  summary: "One place by code, id, path or name.",
  answer: NodeView,
  run: async ({ viewer, params }) => nodeByCode(viewer(), params.code!),
});
