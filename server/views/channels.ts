import type { Call, ChannelView } from "#contract/nouns";
import type { ListedItem } from "#contract/todo";
import { type ChannelRow, listBotChannels, listChannels, listCursors } from "#db/channels";
import { listMentions } from "#db/mentions";
import { countUnread } from "#db/unread";
import type { Channel } from "#domain/channels";
import { channelsOf, isDerived, members } from "#domain/membership";
import type { Assignment } from "#domain/org";
import { allPinyinOf } from "#domain/pinyin";
import { can, givesRight } from "#domain/rights";
import type { Tree } from "#domain/tree";
import { type Page, pageOf, type Wish } from "./paging.ts";
import type { Viewer } from "./viewer.ts";
import { waitingByChannel } from "./waiting-by-channel.ts";

/**
 * The viewer's own channels, conversations with bots last, with what is unread and what waits in each.
 * @param items what waits for the viewer (`waitingFor`)
 */
export async function channelViews(viewer: Viewer, items: ListedItem[]): Promise<ChannelView[]> {
  return (await channelPage(viewer, items, { limit: Number.POSITIVE_INFINITY })).rows;
}

/** A page of {@link channelViews}. */
export async function channelPage(
  viewer: Viewer,
  items: ListedItem[],
  wish: Wish,
): Promise<Page<ChannelView>> {
  const { session, org, person, now } = viewer;
  const derived = channelsOf(person, org, now);
  const talks = await listBotChannels(session, person);
  const own: (Channel | ChannelRow)[] = [...derived, ...talks];
  const page = pageOf(own, wish, { list: "channels", id: ({ id }) => id });
  const ids = page.rows.map(({ id }) => id);
  const known = await listChannels(session, ids);
  const rows = new Map(known.map((row) => [row.id, row]));
  const cursors = await listCursors(session, person);
  const unread = await countUnread(session, person, ids);
  const waiting = waitingByChannel(viewer, items);
  const called = Map.groupBy(await listMentions(session, person), ({ channel }) => channel);
  const parents = parentsOf(derived, org.tree);
  const posts = Map.groupBy(org.assignmentsOf(person, now), ({ node }) => node);
  const mine = ({ id, node }: Pick<ChannelRow, "id" | "node">): Mine => ({
    here: posts.get(node ?? "") ?? [],
    parent: parents.get(id) ?? null,
    readTo: cursors.get(id) ?? 0,
    unread: unread.get(id) ?? 0,
    owed: waiting.get(id) ?? 0,
    calls: (called.get(id) ?? []).map(({ message, seq }) => ({ message, seq })),
  });
  const views = page.rows.map((channel) => {
    // A channel of a place born today has no row before its first message.
    const row = rows.get(channel.id) ?? { ...channel, person: null, lastSeq: 0 };
    return channelView(viewer, { ...row, ...channel }, mine(channel));
  });
  return { rows: views, next: page.next };
}

/** What one channel is to the viewer. */
interface Mine {
  /** The viewer's posts at its very place. */
  here: Assignment[];
  parent: string | null;
  readTo: number;
  unread: number;
  owed: number;
  calls: Call[];
}

type Shown = Pick<ChannelRow, "id" | "kind" | "name" | "node" | "person" | "lastSeq">;

function channelView(
  viewer: Viewer,
  channel: Shown,
  { parent, here, readTo, unread, owed, calls }: Mine,
): ChannelView {
  const { org, now } = viewer;
  const { id, kind, name, node, lastSeq } = channel;
  return {
    id,
    kind,
    name,
    node,
    parent,
    lastSeq,
    readTo,
    unread,
    writable: mayPost(viewer, channel, here),
    waiting: owed + calls.length,
    calls,
    people: isDerived(channel) ? members(channel, org, now).size : 1,
    pinyin: allPinyinOf(name, org.profile.pinyin).join(" "),
  };
}

function mayPost({ org, person, now }: Viewer, channel: Shown, here: Assignment[]): boolean {
  const subject = { person, org, now };
  const isGiven = here.some((post) => givesRight(post, subject, "post_channel", { channel }));
  return isGiven || can(subject, "post_channel", { channel }).ok;
}

/**
 * Each channel's nearest one above among the same: residents hang under their place's own channel,
 * a village under its town.
 */
function parentsOf(channels: readonly Channel[], tree: Tree): Map<string, string> {
  const byNode = new Map<string, string>();
  for (const { id, kind, node } of channels) {
    if (kind !== "resident" && kind !== "industry" && !byNode.has(node)) byNode.set(node, id);
  }
  const parents = new Map<string, string>();
  for (const { id, kind, node } of channels) {
    const above = kind === "resident" ? tree.lineage(node) : tree.ancestors(node);
    const found = above.find((place) => byNode.has(place.id));
    if (found) parents.set(id, byNode.get(found.id)!);
  }
  return parents;
}
