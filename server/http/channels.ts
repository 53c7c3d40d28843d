import { z } from "zod";
import { ChannelAbout } from "#contract/channel-tree";
import { ChannelView, MessageView } from "#contract/nouns";
import { MAX_PAGE, Next } from "#contract/paging";
import { Readers } from "#contract/readers";
import { recordLook } from "#kernel/look";
import { channelAbout } from "#views/channel-about";
import { channelPage } from "#views/channels";
import { messagePage } from "#views/messages";
import { messageReaders } from "#views/readers";
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
    const { rows, next } = await channelPage(viewer(), query);
    return { channels: rows, next };
  },
});

export const channel = defineCall({
  zh: "一个频道",
  method: "get",
  path: "/api/channels/:id",
  tag: "频道",
  summary: "One channel that one may read: the places above it, and who may look in from there.",
  answer: ChannelAbout,
  run: ({ viewer, params }) => channelAbout(viewer(), params.id!),
});

const Seq = wholeNumber(0, Number.MAX_SAFE_INTEGER);

export const messages = defineCall({
  zh: "频道消息",
  method: "get",
  path: "/api/channels/:id/messages",
  tag: "频道",
  summary:
    "A page by gap-free `seq`: what follows `after`, where `next` is the last seq given while there is more, or the newest before `before`. Who does not sit there is recorded.",
  query: z.strictObject({
    after: Seq.optional(),
    before: Seq.optional(),
    limit: wholeNumber(1, MAX_PAGE).default(50),
  }),
  answer: z.object({ messages: z.array(MessageView), next: Next }),
  async run({ edge, viewer, params, query }) {
    const who = viewer();
    const { channel, rows, next } = await messagePage(who, params.id!, query);
    const goesOn = query.after !== undefined || query.before !== undefined;
    if (rows.length > 0 || !goesOn) await recordLook(edge.kernel, who, channel);
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
