import type { ChannelAbout, TreePlace } from "#contract/channel-tree";
import type { CommandLog } from "#contract/command-log";
import type { Device } from "#contract/devices";
import type { FoundPeople } from "#contract/directory";
import type { Answer, Envelope } from "#contract/envelope";
import type { Preview } from "#contract/errors";
import type {
  AttachmentView,
  ChannelView,
  CommandView,
  Completion,
  ItemAttachment,
  ItemView,
  Me,
  MessageView,
  NodeView,
  PlaceReplies,
  RoundsView,
  SilentPlace,
  TargetView,
  TimelineEntry,
} from "#contract/nouns";
import type { Tally } from "#contract/tally";
import { urgencyRank } from "#contract/urgency";
import { get, pagesOf, post, upload } from "./client.ts";
import type { WaitingItem } from "./shapes.ts";

type Listed<Key extends string, Row> = Record<Key, Row[]> & { next: string | null };

/** The calls of SPEC §7, by name; lists are read to their end, but for messages. All throw CallError. */
export const api = {
  signIn: (by: { account: string; password: string } | { invitation: string }) =>
    post<{ person: string; replaced?: Device[] }>("/api/sign-in", by),
  signOut: () => post("/api/sign-out"),
  me: () => get<Me>("/api/me"),
  channels: () =>
    pagesOf<Listed<"channels", ChannelView>>("/api/channels").then((pages) =>
      pages.flatMap(({ channels }) => channels),
    ),
  /** What one may read, by place: the county with one's own branch open, a branch, or what is called so. */
  channelTree: (asked: { under?: string; find?: string } = {}, most?: number) =>
    pagesOf<Listed<"places", TreePlace>>("/api/channel-tree", asked, most).then((pages) =>
      pages.flatMap(({ places }) => places),
    ),
  channel: (id: string) => get<ChannelAbout>(`/api/channels/${part(id)}`),
  messages: (channel: string, page: { after?: number; before?: number; limit: number }) =>
    get<Listed<"messages", MessageView>>(`/api/channels/${part(channel)}/messages`, page),
  waiting: () =>
    pagesOf<Listed<"items", WaitingItem>>("/api/items", { waiting: "me" }).then((pages) =>
      pages.flatMap(({ items }) => items),
    ),
  /** @param most pages, newest first; all of them without it */
  items: (
    filter: { phase?: ItemView["phase"]; document?: "true"; node?: string } = {},
    most?: number,
  ) =>
    pagesOf<Listed<"items", ItemView>>("/api/items", filter, most).then((pages) =>
      pages.flatMap(({ items }) => items),
    ),
  /** What is under way, 特急 first, else the newest. */
  openItems: async () =>
    (await api.items({ phase: "open" })).toSorted(
      (a, b) => urgencyRank(a.urgency) - urgencyRank(b.urgency),
    ),
  item: (id: string) => get<ItemView>(`/api/items/${part(id)}`),
  targets: (id: string) =>
    pagesOf<Listed<"targets", TargetView>>(`/api/items/${part(id)}/targets`).then((pages) =>
      pages.flatMap(({ targets }) => targets),
    ),
  /** @param node below one's own place without it */
  silent: (id: string, node: string | null) =>
    pagesOf<Listed<"places", SilentPlace>>(
      `/api/items/${part(id)}/silent`,
      node === null ? {} : { node },
    ).then((pages) => pages.flatMap(({ places }) => places)),
  placeReplies: async (id: string, node: string): Promise<PlaceReplies> => {
    const path = `/api/items/${part(id)}/targets/${part(node)}/versions`;
    const pages = await pagesOf<PlaceReplies>(path);
    return { ...pages[0]!, versions: pages.flatMap(({ versions }) => versions) };
  },
  rounds: async (id: string): Promise<RoundsView> => {
    const pages = await pagesOf<RoundsView>(`/api/items/${part(id)}/rounds`);
    return { ...pages[0]!, rows: pages.flatMap(({ rows }) => rows) };
  },
  timeline: (id: string) =>
    pagesOf<Listed<"entries", TimelineEntry>>(`/api/items/${part(id)}/timeline`).then((pages) =>
      pages.flatMap(({ entries }) => entries),
    ),
  /** One page, newest first. */
  itemAttachments: (id: string, after: string | null) =>
    get<Listed<"attachments", ItemAttachment>>(`/api/items/${part(id)}/attachments`, {
      limit: 30,
      ...(after !== null && { after }),
    }),
  tally: (id: string, node: string | null) =>
    get<Tally>(`/api/items/${part(id)}/tally`, node === null ? {} : { node }),
  /** @param under the whole county without it */
  tree: (under: string | null, depth: number) =>
    pagesOf<Listed<"nodes", NodeView>>("/api/tree", {
      ...(under !== null && { under }),
      depth,
    }).then((pages) => pages.flatMap(({ nodes }) => nodes)),
  node: (id: string) => get<NodeView>(`/api/nodes/${part(id)}`),
  /** The first of those found while one types. */
  people: (find: string, limit: number) => get<FoundPeople>("/api/people", { find, limit }),
  catalogue: () =>
    pagesOf<Listed<"commands", CommandView>>("/api/commands").then((pages) =>
      pages.flatMap(({ commands }) => commands),
    ),
  complete: (text: string, cursor: number, channel: string) =>
    get<Completion>("/api/commands/complete", { text, cursor, channel }),
  preview: (envelope: Envelope) =>
    post<{ preview: Preview & { demands: boolean } }>("/api/commands/preview", envelope).then(
      (answer) => answer.preview,
    ),
  /** What a person did from one instant up to another; never what was written. */
  acts: (asked: { person: string; from: number; to: number }) =>
    pagesOf<CommandLog>("/api/command-log", { ...asked, limit: 200 }).then((pages) =>
      pages.flatMap(({ entries }) => entries),
    ),
  command: (envelope: Envelope) => post<Answer>("/api/commands", envelope),
  attach: (cid: string, { name, blob }: { name: string; blob: Blob }) =>
    upload<AttachmentView>("/api/attachments", { cid, name }, blob),
};

function part(id: string): string {
  return encodeURIComponent(id);
}
