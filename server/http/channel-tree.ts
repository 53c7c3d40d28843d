import { z } from "zod";
import { TreePlace } from "#contract/channel-tree";
import { Next } from "#contract/paging";
import { channelsFound, channelTreePage } from "#views/channel-tree";
import { defineCall } from "./call.ts";
import { Find, Place } from "./query.ts";

export const channelTree = defineCall({
  zh: "频道树",
  method: "get",
  path: "/api/channel-tree",
  tag: "频道",
  summary:
    "Places with channels that one may read: those right below `under`; without it the county with one's own branch open; with `find` those so called.",
  query: Find.extend({ under: Place.optional() }),
  answer: z.object({ places: z.array(TreePlace), next: Next }),
  async run({ viewer, query: { under, find, ...wish } }) {
    const isAsked = find !== undefined && find.trim() !== "";
    const { rows, next } = isAsked
      ? channelsFound(viewer(), find, wish)
      : channelTreePage(viewer(), under, wish);
    return { places: rows, next };
  },
});
