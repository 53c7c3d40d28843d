import { z } from "zod";
import { ChannelView, MessageView } from "#contract/nouns";
import { Readers } from "#contract/readers";
import { channelViews } from "#views/channels";
import { MAX_PAGE, messageViews } from "#views/messages";
import { messageReaders } from "#views/readers";
import { waitingFor } from "#views/waiting";
import { defineCall } from "./call.ts";
import { wholeNumber } from "./query.ts";

export const channels = defineCall({
  method: "get",
  path: "/api/channels",
  tag: "频道",
  summary: "One's own channels and conversations with bots, with what is unread and what waits.",
  answer: z.object({ channels: z.array(ChannelView) }),
  async run({ viewer }) {
    const who = viewer();
    return { channels: await channelViews(who, await waitingFor(who)) };
  },
});

const Seq = wholeNumber(0, Number.MAX_SAFE_INTEGER);

export const messages = defineCall({
  method: "get",
  path: "/api/channels/:id/messages",
  tag: "频道",
  summary: "A page by gap-free `seq`: what follows `after`, or the newest before `before`.",
  query: z.strictObject({
    after: Seq.optional(),
    before: Seq.optional(),
    limit: wholeNumber(1, MAX_PAGE).default(50),
  }),
  answer: z.object({ messages: z.array(MessageView) }),
  run: async ({ viewer, params, query }) => ({
    messages: await messageViews(viewer(), params.id!, query),
  }),
});

export const readers = defineCall({
  method: "get",
  path: "/api/channels/:id/messages/:message/readers",
  tag: "频道",
  summary:
    "Who has not read a message, first, and who has; only counts for who is no member, and among residents.",
  answer: Readers,
  run: ({ viewer, params }) => messageReaders(viewer(), params.id!, params.message!),
});
