import { z } from "zod";
import { ChannelView, MessageView } from "#contract/nouns";
import { MAX_PAGE, Next } from "#contract/paging";
import { Readers } from "#contract/readers";
import { channelPage } from "#views/channels";
import { messagePage } from "#views/messages";
import { messageReaders } from "#views/readers";
import { waitingFor } from "#views/waiting";
import { defineCall } from "./call.ts";
import { Paged, wholeNumber } from "./query.ts";

export const channels = defineCall({
  zh: "我的频道",
  method: "get",
  path: "/api/channels",
  tag: "频道",
  summary: "One's own channels and conversations with bots, with what is unread and what waits.",
  query: Paged,
  answer: z.object({ channels: z.array(ChannelView), next: Next }),
  async run({ viewer, query }) {
    const who = viewer();
    const { rows, next } = await channelPage(who, await waitingFor(who), query);
    return { channels: rows, next };
  },
});

const Seq = wholeNumber(0, Number.MAX_SAFE_INTEGER);

export const messages = defineCall({
  zh: "频道消息",
  method: "get",
  path: "/api/channels/:id/messages",
  tag: "频道",
  summary:
    "A page by gap-free `seq`: what follows `after`, where `next` is the last seq given while there is more, or the newest before `before`.",
  query: z.strictObject({
    after: Seq.optional(),
    before: Seq.optional(),
    limit: wholeNumber(1, MAX_PAGE).default(50),
  }),
  answer: z.object({ messages: z.array(MessageView), next: Next }),
  async run({ viewer, params, query }) {
    const { rows, next } = await messagePage(viewer(), params.id!, query);
    return { messages: rows, next };
  },
});

export const readers = defineCall({
  zh: "谁看过",
  method: "get",
  path: "/api/channels/:id/messages/:message/readers",
  tag: "频道",
  summary:
    "Who has not read a message, first, and who has; only counts for who is no member, and among residents.",
  query: Paged,
  answer: Readers,
  run: ({ viewer, params, query }) => messageReaders(viewer(), params.id!, params.message!, query),
});
