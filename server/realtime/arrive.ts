import { channelsOf } from "#domain/org/membership";
import { findReadableChannel } from "#kernel/access";
import type { Kernel } from "#kernel/kernel";
import { recordLook } from "#kernel/look";
import { lastSeqs, talkSeqs } from "#views/channel-log";
import { viewerOf } from "#views/viewer";
import { follow } from "./catch-up.ts";
import type { ChannelLogs } from "./channel-logs.ts";
import { personalRoom, roomOf } from "./channel-rooms.ts";
import type { LiveSocket } from "./live-socket.ts";

/** Channels of others that a client may go on reading after a reconnect. */
const MOST_OTHERS = 50;

/**
 * A client that keeps cursors and has none for a channel has nothing of it: a conversation that
 * began while it was away, a channel that was empty. More than this it reads page by page.
 */
const MOST_NEW = 200;

/**
 * Makes a socket follow all channels its person sits in and their conversations with bots, from
 * the cursors it came with; without any it starts now. One query, and one more for channels nobody has asked for yet.
 */
export async function arrive(
  live: LiveSocket,
  kernel: Kernel,
  logs: ChannelLogs,
  cursors: ReadonlyMap<string, number> | null,
): Promise<void> {
  const viewer = viewerOf(kernel, live.person);
  const own = channelsOf(live.person, viewer.org, viewer.now).map(({ id }) => id);
  // Known before anything is awaited: the client may ask for more while it is still caught up.
  live.own = new Set(own);
  const unknown = own.filter((id) => logs.head(id) === undefined);
  const found = [await talkSeqs(viewer, live.person), await lastSeqs(viewer, unknown)];
  for (const seqs of found) for (const [id, seq] of seqs) logs.learn(id, seq);

  const headOf = (id: string) => logs.head(id) ?? 0;
  const cursorOf = (id: string) => {
    if (!cursors) return null;
    return cursors.get(id) ?? (headOf(id) <= MOST_NEW ? 0 : null);
  };
  const missed = (id: string) => headOf(id) - (cursorOf(id) ?? headOf(id));
  // Where nothing is missed the socket is live at once and does not wait for the long ones.
  for (const id of own.sort((a, b) => missed(a) - missed(b))) {
    await follow(live, logs, roomOf(id), new Map([[id, cursorOf(id)]]));
  }
  const talks = [...kernel.registry.bots.keys()]
    .map((bot) => `bot:${bot}:${live.person}`)
    .filter((id) => logs.head(id) !== undefined);
  await follow(
    live,
    logs,
    personalRoom(live.person),
    new Map(talks.map((id) => [id, cursorOf(id)])),
  );
  const known = new Set([...own, ...talks]);
  const others = [...(cursors ?? [])].filter(([id]) => !known.has(id) && !id.startsWith("bot:"));
  for (const [id, seq] of others.slice(0, MOST_OTHERS)) {
    await followOther(live, kernel, logs, id, seq).catch(() => {});
  }
}

/**
 * Makes a socket follow a channel that its person may read without sitting in it. Own channels and
 * own conversations with bots are followed by arrival, which may still be under way. That it is
 * looked into is recorded.
 * @param cursor seq of the last event the client has; null for none
 * @returns the channel's id
 * @throws Refusal `not_found`
 */
export async function followOther(
  live: LiveSocket,
  kernel: Kernel,
  logs: ChannelLogs,
  name: string,
  cursor: number | null,
): Promise<string> {
  const viewer = viewerOf(kernel, live.person);
  const channel = await findReadableChannel(viewer, name);
  const { id, lastSeq } = channel;
  const room = roomOf(id);
  if (live.own.has(id) || room === personalRoom(live.person) || live.isIn(room)) return id;
  await recordLook(kernel, viewer, channel);
  logs.learn(id, lastSeq);
  live.others.add(id);
  await follow(live, logs, room, new Map([[id, cursor]]));
  return id;
}
