import type { Call, ChannelView } from "#contract/nouns";
import { type ChannelRow, listBotChannels, listChannels, listCursors } from "#db/channels";
import { listMentions } from "#db/mentions";
import { countUnread } from "#db/unread";
import type { Channel } from "#domain/org/channels";
import { channelsOf, isDerived, members } from "#domain/org/membership";
import type { Assignment } from "#domain/org/org";
import type { Tree } from "#domain/org/tree";
import { can, givesRight } from "#domain/rights/rights";
import { allPinyinOf } from "#domain/text/pinyin";
import { type Page, pageOf, type Wish } from "./paging.ts";
import type { Viewer } from "./viewer.ts";
import { waitingByChannel } from "./waiting-by-channel.ts";

/**
 * The viewer's own channels, conversations with bots last, with what is unread and what waits in
 * each; a page of them.
 */
export async function channelPage(viewer: Viewer, wish: Wish): Promise<Page<ChannelView>> {
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
  const waiting = await waitingByChannel(viewer, ids);
  const called = Map.groupBy(await listMentions(session, person), ({ channel }) => channel);
  const near = nearestPosts(viewer);
  const mine = ({ id, node }: Pick<ChannelRow, "id" | "node">): Mine => ({
    near: near.get(node ?? "") ?? [],
    readTo: cursors.get(id) ?? 0,
    unread: unread.get(id) ?? 0,
    waiting: waiting.get(id) ?? [],
    calls: (called.get(id) ?? []).map(({ message, seq }) => ({ message, seq })),
  });
  const views = page.rows.map((channel) => {
    // A channel of a place born today has no row before its first message.
    const row = rows.get(channel.id) ?? { ...channel, person: null, lastSeq: 0 };
    return channelView(viewer, { ...row, ...channel }, mine(channel));
  });
  return { rows: views, next: page.next };
}

/** How many messages the viewer has not read in all their channels. */
export async function unreadOf(viewer: Viewer): Promise<number> {
  const { session, org, person, now } = viewer;
  const own = [...channelsOf(person, org, now), ...(await listBotChannels(session, person))];
  const unread = await countUnread(
    session,
    person,
    own.map(({ id }) => id),
  );
  return [...unread.values()].reduce((sum, n) => sum + n, 0);
}

/** What one channel is to the viewer. */
interface Mine {
  /** The viewer's posts at its very place, and one below it. */
  near: Assignment[];
  readTo: number;
  unread: number;
  waiting: string[];
  calls: Call[];
}

type Shown = Pick<ChannelRow, "id" | "kind" | "name" | "node" | "person" | "lastSeq">;

function channelView(
  viewer: Viewer,
  channel: Shown,
  { near, readTo, unread, waiting, calls }: Mine,
): ChannelView {
  const { org, now } = viewer;
  const { id, kind, name, node, lastSeq } = channel;
  return {
    id,
    kind,
    name,
    node,
    path: pathOf(node, org.tree),
    lastSeq,
    readTo,
    unread,
    writable: mayPost(viewer, channel, near),
    waiting,
    calls,
    people: isDerived(channel) ? members(channel, org, now).size : 1,
    pinyin: allPinyinOf(name, org.profile.pinyin).join(" "),
  };
}

/** By place the posts that most likely seat one there: who holds a thousand is not judged by each. */
function nearestPosts({ org, person, now }: Viewer): Map<string, Assignment[]> {
  const near = new Map<string, Assignment[]>();
  for (const post of org.assignmentsOf(person, now)) {
    for (const { id } of org.tree.lineage(post.node)) {
      const known = near.get(id);
      if (!known) near.set(id, [post]);
      else if (post.node === id) known.push(post);
    }
  }
  return near;
}

function mayPost({ org, person, now }: Viewer, channel: Shown, near: Assignment[]): boolean {
  const subject = { person, org, now };
  const isGiven = near.some((post) => givesRight(post, subject, "post_channel", { channel }));
  return isGiven || can(subject, "post_channel", { channel }).ok;
}

function pathOf(node: string | null, tree: Tree): string[] {
  return node === null
    ? []
    : tree
        .lineage(node)
        .map(({ id }) => id)
        .reverse();
}
