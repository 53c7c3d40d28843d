import { z } from "zod";
import { LineView } from "#contract/lines";
import {
  ItemAttachment,
  ItemPhase,
  ItemView,
  PlaceReplies,
  RoundsView,
  SilentPlace,
  TargetView,
  TimelineEntry,
  Unlanded,
} from "#contract/nouns";
import { Next } from "#contract/paging";
import { Tally } from "#contract/tally";
import { ListedItem } from "#contract/todo";
import { itemAttachments } from "#views/item-attachments";
import { itemViewsOf } from "#views/item-view";
import { currentItemOf, itemOf, itemPage } from "#views/items";
import { linePage } from "#views/lines";
import { placeReplies as placeRepliesOf } from "#views/place-replies";
import { roundsView } from "#views/rounds";
import { silentPlaces } from "#views/silent-places";
import { tallyView } from "#views/tally";
import { targetPage } from "#views/targets";
import { timelinePage } from "#views/timeline";
import { unlandedAt } from "#views/unlanded";
import { waitingPage } from "#views/waiting";
import { defineCall } from "./call.ts";
import { Paged, Place } from "./query.ts";

const tag = "事项";

export const items = defineCall({
  zh: "事项列表",
  method: "get",
  path: "/api/items",
  tag,
  summary:
    "Items in sight, newest first. With `waiting=me` only those one has to do something about, the nearest deadline first.",
  query: Paged.extend({
    waiting: z.literal("me").optional(),
    kind: z.string().min(1).max(40).optional(),
    state: z.string().min(1).max(40).optional(),
    phase: ItemPhase.optional(),
    /** Only what is numbered in a body's series. */
    document: z.literal("true").optional(),
    node: Place.optional(),
    /** Only what has come to nothing yet (未着落). */
    unlanded: z.literal("true").optional(),
    /** Only what of that nobody did anything about for so many hours. */
    idle: z.coerce.number().int().min(1).max(8760).optional(),
  }),
  answer: z.object({ items: z.array(ListedItem), next: Next }),
  async run({ viewer, query }) {
    const { waiting, ...filter } = query;
    const read = waiting ? waitingPage : itemPage;
    const { rows, next } = await read(viewer(), filter);
    return { items: rows, next };
  },
});

export const unlanded = defineCall({
  zh: "未着落",
  method: "get",
  path: "/api/unlanded",
  tag,
  summary:
    "How many of the open items in sight at a place and below have come to nothing yet, and how many of these nobody touched for 24 hours.",
  query: z.strictObject({ node: Place.optional() }),
  answer: Unlanded,
  async run({ viewer, query }) {
    return unlandedAt(viewer(), query.node);
  },
});

export const item = defineCall({
  zh: "一件事项",
  method: "get",
  path: "/api/items/:id",
  tag,
  summary: "One item by its id or a short one: `2020-T0127-01`, `T0127-01`, `令17`.",
  answer: ItemView,
  async run({ viewer, params }) {
    const who = viewer();
    const [view] = await itemViewsOf(who, [await itemOf(who, params.id!)]);
    return view!;
  },
});

export const targets = defineCall({
  zh: "各地进展",
  method: "get",
  path: "/api/items/:id/targets",
  tag,
  summary:
    "The places of an item within one's own subtree, with state and values; of a series those of its current round.",
  query: Paged,
  answer: z.object({ targets: z.array(TargetView), next: Next }),
  async run({ viewer, params, query }) {
    const who = viewer();
    const { rows, next } = await targetPage(who, await currentItemOf(who, params.id!), query);
    return { targets: rows, next };
  },
});

export const silent = defineCall({
  zh: "谁还没有",
  method: "get",
  path: "/api/items/:id/silent",
  tag,
  summary:
    "Who has not answered, by the level below a place, the most missing first; below one's own place without `node`. Of a series those of its current round.",
  query: Paged.extend({ node: Place.optional() }),
  answer: z.object({ places: z.array(SilentPlace), next: Next }),
  async run({ viewer, params, query: { node, ...wish } }) {
    const who = viewer();
    const item = await currentItemOf(who, params.id!);
    const { rows, next } = await silentPlaces(who, item, node, wish);
    return { places: rows, next };
  },
});

export const lines = defineCall({
  zh: "明细",
  method: "get",
  path: "/api/items/:id/lines",
  tag,
  summary: "What an item is made of (goods, shifts), by number, as far as one sees the places.",
  query: Paged.extend({ name: z.string().min(1).max(40).optional() }),
  answer: z.object({ lines: z.array(LineView), next: Next }),
  async run({ viewer, params, query }) {
    const who = viewer();
    const { rows, next } = await linePage(who, await itemOf(who, params.id!), query);
    return { lines: rows, next };
  },
});

export const placeReplies = defineCall({
  zh: "一地的填报",
  method: "get",
  path: "/api/items/:id/targets/:node/versions",
  tag,
  summary: "One place of an item: its rows, every version of its reply, and last time's values.",
  query: Paged,
  answer: PlaceReplies,
  async run({ viewer, params, query }) {
    const who = viewer();
    return placeRepliesOf(who, await currentItemOf(who, params.id!), params.node!, query);
  },
});

export const rounds = defineCall({
  zh: "各轮次",
  method: "get",
  path: "/api/items/:id/rounds",
  tag,
  summary:
    "The rounds of a task that comes round (频次), side by side: each place's state in the newest 31. Of the series or of any of its rounds.",
  query: Paged,
  answer: RoundsView,
  async run({ viewer, params, query }) {
    const who = viewer();
    return roundsView(who, await itemOf(who, params.id!), query);
  },
});

export const timeline = defineCall({
  zh: "经过",
  method: "get",
  path: "/api/items/:id/timeline",
  tag,
  summary: "What happened to an item, oldest first, by places and posts.",
  query: Paged,
  answer: z.object({ entries: z.array(TimelineEntry), next: Next }),
  async run({ viewer, params, query }) {
    const who = viewer();
    const { rows, next } = await timelinePage(who, await itemOf(who, params.id!), query);
    return { entries: rows, next };
  },
});

export const attachments = defineCall({
  zh: "附件",
  method: "get",
  path: "/api/items/:id/attachments",
  tag,
  summary:
    "Photos, recordings and files that came with an item's replies, difficulties and messages, newest first, as far as one may see them; of a series those of its current round.",
  query: Paged,
  answer: z.object({ attachments: z.array(ItemAttachment), next: Next }),
  async run({ viewer, params, query }) {
    const who = viewer();
    const { rows, next } = await itemAttachments(who, await currentItemOf(who, params.id!), query);
    return { attachments: rows, next };
  },
});

export const tally = defineCall({
  zh: "统计",
  method: "get",
  path: "/api/items/:id/tally",
  tag,
  summary:
    "Counts, rates, sums and the canonical line at a place, the whole item without one, and whom 催 would remind.",
  query: z.strictObject({ node: Place.optional() }),
  answer: Tally,
  async run({ viewer, params, query }) {
    const who = viewer();
    return tallyView(who, await itemOf(who, params.id!), query.node);
  },
});
