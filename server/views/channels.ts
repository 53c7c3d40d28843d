import type { ChannelView } from "#contract/nouns";
import { type ChannelRow, listBotChannels, listChannels, listCursors } from "#db/channels";
import { channelsOf } from "#domain/membership";
import { can } from "#domain/rights";
import type { Viewer } from "./viewer.ts";

/** The viewer's own channels, conversations with bots last, with what is unread in each. */
export async function channelViews(viewer: Viewer): Promise<ChannelView[]> {
  const { session, org, person, now } = viewer;
  const derived = channelsOf(person, org, now);
  const known = await listChannels(
    session,
    derived.map((channel) => channel.id),
  );
  const rows = new Map(known.map((row) => [row.id, row]));
  const cursors = await listCursors(session, person);
  const talks = await listBotChannels(session, person);
  const read = (id: string) => cursors.get(id) ?? 0;
  return [
    // A channel of a place born today has no row before its first message.
    ...derived.map((channel) => {
      const { lastSeq = 0 } = rows.get(channel.id) ?? {};
      return channelView(viewer, { ...channel, person: null, lastSeq }, read(channel.id));
    }),
    ...talks.map((row) => channelView(viewer, row, read(row.id))),
  ];
}

type Shown = Pick<ChannelRow, "id" | "kind" | "name" | "node" | "person" | "lastSeq">;

function channelView({ org, person, now }: Viewer, channel: Shown, readTo: number): ChannelView {
  const { id, kind, name, node, lastSeq } = channel;
  return {
    id,
    kind,
    name,
    node,
    lastSeq,
    unread: Math.max(0, lastSeq - readTo),
    writable: can({ person, org, now }, "post_channel", { channel }).ok,
    waiting: 0,
    pinyin: "",
  };
}
