import type { ChannelLogs } from "./channel-logs.ts";
import type { LiveSocket } from "./live-socket.ts";

/** A client that misses more than this in a channel starts it afresh. */
export const MOST_MISSED = 10_000;
/** Events of one query. */
const PAGE = 500;
/** As much of a log as is sent in one go before joining, in characters. */
const LAST_STRETCH = 128 * 1024;

/**
 * Sends exactly what the client misses of a room's channels and makes it a member in the same
 * moment, so that no event comes twice and none is lost.
 * @param cursors channel → seq of the last event the client has; null where it has none
 */
export async function follow(
  live: LiveSocket,
  logs: ChannelLogs,
  room: string,
  cursors: Map<string, number | null>,
): Promise<void> {
  const at = new Map<string, number>();
  for (const [channel, cursor] of cursors) at.set(channel, begin(live, logs, channel, cursor));
  for (;;) {
    const behind = [...at].find(([channel, seq]) => !isNear(live, logs, channel, seq));
    if (!live.isOpen) return;
    if (!behind) break;
    const [channel, seq] = behind;
    at.set(channel, await sendOn(live, logs, channel, seq));
  }
  // From here to the end nothing is awaited: no event can come in between.
  for (const [channel, seq] of at) for (const frame of logs.since(channel, seq)!) live.send(frame);
  live.join(room);
}

/** The seq from which the client goes on: its own, or the head after a reset. */
function begin(
  live: LiveSocket,
  logs: ChannelLogs,
  channel: string,
  cursor: number | null,
): number {
  const head = logs.head(channel) ?? 0;
  // A cursor from the future is one of another database, such as before a restore.
  if (cursor !== null && cursor <= head && head - cursor <= MOST_MISSED) return cursor;
  return head === 0 && cursor === null ? head : startAfresh(live, logs, channel);
}

function startAfresh(live: LiveSocket, logs: ChannelLogs, channel: string): number {
  const lastSeq = logs.head(channel) ?? 0;
  live.emit("reset", { channel, lastSeq });
  return lastSeq;
}

/** Whether what is left is in memory and small enough to send in one go. */
function isNear(live: LiveSocket, logs: ChannelLogs, channel: string, seq: number): boolean {
  const rest = logs.since(channel, seq);
  if (rest === null) return false;
  if (rest.length === 0) return true;
  return live.isFlowing && rest.reduce((sum, frame) => sum + frame.length, 0) <= LAST_STRETCH;
}

/** Sends some of what is missing, no faster than the client reads. Returns the seq reached. */
async function sendOn(
  live: LiveSocket,
  logs: ChannelLogs,
  channel: string,
  seq: number,
): Promise<number> {
  await live.flowing();
  const frames = logs.since(channel, seq) ?? (await logs.page(channel, seq, PAGE));
  if (!frames) return startAfresh(live, logs, channel);
  let reached = seq;
  for (const frame of frames) {
    if (!live.isFlowing) await live.flowing();
    if (!live.isOpen) break;
    live.send(frame);
    reached += 1;
  }
  return reached;
}
