import type { ChannelView } from "#contract/nouns";
import type { ListedItem } from "#contract/todo";
import { type ChannelRow, listBotChannels, listChannels, listCursors } from "#db/channels";
import { channelsOf } from "#domain/membership";
import { pinyinOf } from "#domain/pinyin";
import { can } from "#domain/rights";
import type { Viewer } from "./viewer.ts";
import { waitingByChannel } from "./waiting-by-channel.ts";

/**
 * The viewer's own channels, conversations with bots last, with what is unread and what waits in each.
 * @param items what waits for the viewer (`waitingFor`)
 */
export async function channelViews(viewer: Viewer, items: ListedItem[]): Promise<ChannelView[]> {
  const { session, org, person, now } = viewer;
  const derived = channelsOf(person, org, now);
  const known = await listChannels(
    session,
    derived.map((channel) => channel.id),
  );
  const rows = new Map(known.map((row) => [row.id, row]));
  const cursors = await listCursors(session, person);
  const talks = await listBotChannels(session, person);
  const waiting = waitingByChannel(viewer, items);
  const mine = (id: string) => ({ read: cursors.get(id) ?? 0, waiting: waiting.get(id) ?? 0 });
  return [
    // A channel of a place born today has no row before its first message.
    ...derived.map((channel) => {
      const { lastSeq = 0 } = rows.get(channel.id) ?? {};
      return channelView(viewer, { ...channel, person: null, lastSeq }, mine(channel.id));
    }),
    ...talks.map((row) => channelView(viewer, row, mine(row.id))),
  ];
}

type Shown = Pick<ChannelRow, "id" | "kind" | "name" | "node" | "person" | "lastSeq">;

function channelView(
  { org, person, now }: Viewer,
  channel: Shown,
  mine: { read: number; waiting: number },
): ChannelView {
  const { id, kind, name, node, lastSeq } = channel;
  const { full, initials } = pinyinOf(name);
  return {
    id,
    kind,
    name,
    node,
    lastSeq,
    unread: Math.max(0, lastSeq - mine.read),
    writable: can({ person, org, now }, "post_channel", { channel }).ok,
    waiting: mine.waiting,
    pinyin: `${full} ${initials}`,
  };
}
