import type { CommandLog } from "#contract/command-log";
import type { Answer, Envelope } from "#contract/envelope";
import type { Preview } from "#contract/errors";
import type {
  AttachmentView,
  ChannelView,
  CommandView,
  Completion,
  ItemView,
  Me,
  MessageView,
  NodeView,
  PlaceReplies,
  RoundsView,
  TargetView,
  TimelineEntry,
} from "#contract/nouns";
import type { Tally } from "#contract/tally";
import { get, post, upload } from "./client.ts";
import type { WaitingItem } from "./shapes.ts";

/** The calls of SPEC §7, by name. All throw CallError. */
export const api = {
  signIn: (by: { account: string; password: string } | { invitation: string }) =>
    post<{ person: string }>("/api/sign-in", by),
  signOut: () => post("/api/sign-out"),
  me: () => get<Me>("/api/me"),
  channels: () => get<{ channels: ChannelView[] }>("/api/channels").then((a) => a.channels),
  messages: (channel: string, page: { after?: number; before?: number; limit: number }) =>
    get<{ messages: MessageView[] }>(`/api/channels/${part(channel)}/messages`, page).then(
      (answer) => answer.messages,
    ),
  waiting: () =>
    get<{ items: WaitingItem[] }>("/api/items", { waiting: "me" }).then((a) => a.items),
  items: (filter: { kind?: string; state?: string; node?: string } = {}) =>
    get<{ items: ItemView[] }>("/api/items", filter).then((a) => a.items),
  item: (id: string) => get<ItemView>(`/api/items/${part(id)}`),
  targets: (id: string) =>
    get<{ targets: TargetView[] }>(`/api/items/${part(id)}/targets`).then((a) => a.targets),
  placeReplies: (id: string, node: string) =>
    get<PlaceReplies>(`/api/items/${part(id)}/targets/${part(node)}/versions`),
  rounds: (id: string) => get<RoundsView>(`/api/items/${part(id)}/rounds`),
  timeline: (id: string) =>
    get<{ entries: TimelineEntry[] }>(`/api/items/${part(id)}/timeline`).then((a) => a.entries),
  tally: (id: string, node: string | null) =>
    get<Tally>(`/api/items/${part(id)}/tally`, node === null ? {} : { node }),
  tree: (under: string, depth: number) =>
    get<{ nodes: NodeView[] }>("/api/tree", { under, depth }).then((a) => a.nodes),
  node: (id: string) => get<NodeView>(`/api/nodes/${part(id)}`),
  catalogue: () => get<{ commands: CommandView[] }>("/api/commands").then((a) => a.commands),
  complete: (text: string, cursor: number, channel: string) =>
    get<Completion>("/api/commands/complete", { text, cursor, channel }),
  preview: (envelope: Envelope) =>
    post<{ preview: Preview & { demands: boolean } }>("/api/commands/preview", envelope).then(
      (answer) => answer.preview,
    ),
  /** What a person did from one instant up to another; never what was written. */
  acts: (asked: { person: string; from: number; to: number; before?: string }) =>
    get<CommandLog>("/api/command-log", asked),
  command: (envelope: Envelope) => post<Answer>("/api/commands", envelope),
  attach: (cid: string, { name, blob }: { name: string; blob: Blob }) =>
    upload<AttachmentView>("/api/attachments", { cid, name }, blob),
};

function part(id: string): string {
  return encodeURIComponent(id);
}
