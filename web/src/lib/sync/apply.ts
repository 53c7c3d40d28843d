import type { ChannelView, MessageView } from "#contract/nouns";
import type { Tally } from "#contract/tally";
import {
  type Change,
  type ChannelState,
  EMPTY,
  type Log,
  lastOf,
  type Shared,
  tallyKey,
} from "./state.ts";

/**
 * The one thing that changes shared state: pure, so that a snapshot and the events after it give
 * what a fresh snapshot would (DESIGN §8). What cannot be applied leaves a mark in the state
 * (`hasGap`, `strangers`), and whoever keeps the state asks the server again.
 */
export function apply(state: Shared, change: Change): Shared {
  switch (change.type) {
    case "channels":
      return takeChannels(state, change.channels);
    case "opened":
      if (state.channels[change.view.id]) return state;
      return put(state, { view: change.view, waiting: 0, lastSeq: 0, readTo: 0, log: null });
    case "closed": {
      const { [change.channel]: _, ...channels } = state.channels;
      return {
        ...state,
        channels,
        order: state.order?.filter((id) => id !== change.channel) ?? null,
      };
    }
    case "page":
      return withChannel(state, change.channel, (channel) =>
        takePage(channel, change.from, change.messages),
      );
    case "event":
      return takeEvent(state, change.message);
    case "reset":
      return withChannel(state, change.channel, (channel) => ({
        ...channel,
        lastSeq: change.lastSeq,
        readTo: Math.min(channel.readTo, change.lastSeq),
        log: null,
      }));
    case "tally":
      return takeTally(state, change.tally);
    case "presence":
      return {
        ...state,
        presence: { ...state.presence, [change.presence.channel]: change.presence },
      };
    case "read":
      return withChannel(state, change.channel, (channel) =>
        change.seq > channel.readTo ? { ...channel, readTo: change.seq } : channel,
      );
    case "forget":
      return EMPTY;
  }
}

/** The list is the truth of which channels there are; what was heard since it was made stays. */
function takeChannels(state: Shared, views: ChannelView[]): Shared {
  const own = new Set(state.order);
  // Channels one only looks into are not in the list and stay until the server closes them.
  const channels = Object.fromEntries(
    Object.entries(state.channels).filter(([id]) => !own.has(id)),
  );
  for (const { id, kind, name, node, writable, pinyin, waiting, lastSeq, unread } of views) {
    const known = state.channels[id];
    channels[id] = {
      view: { id, kind, name, node, writable, pinyin },
      waiting,
      lastSeq: Math.max(lastSeq, known?.lastSeq ?? 0),
      readTo: Math.max(lastSeq - unread, known?.readTo ?? 0),
      log: known?.log ?? null,
    };
  }
  return { ...state, order: views.map(({ id }) => id), channels, stirred: state.stirred + 1 };
}

function takeEvent(state: Shared, message: MessageView): Shared {
  const channel = state.channels[message.channel];
  if (!channel) return { ...state, strangers: state.strangers + 1 };
  const next = hear(channel, message);
  if (next === channel) return state;
  const asks = message.kind !== "text" || message.mentions.length > 0;
  return { ...put(state, next), stirred: state.stirred + (asks ? 1 : 0) };
}

/** Taken only where it follows; one heard twice is nothing, and one too early leaves a gap. */
function hear(channel: ChannelState, message: MessageView): ChannelState {
  const { log } = channel;
  const lastSeq = Math.max(channel.lastSeq, message.seq);
  if (log && message.seq === lastOf(log) + 1) {
    return { ...channel, lastSeq, log: { ...log, messages: [...log.messages, message] } };
  }
  return lastSeq === channel.lastSeq ? channel : { ...channel, lastSeq };
}

function takePage(
  channel: ChannelState,
  from: "newest" | "before" | "after",
  page: MessageView[],
): ChannelState {
  const log = from === "newest" ? fresh(channel.log, page) : joined(channel.log, page, from);
  if (!log) return channel;
  return { ...channel, log, lastSeq: Math.max(channel.lastSeq, lastOf(log)) };
}

/** The newest page takes the old log's place, unless the two touch. */
function fresh(log: Log | null, page: MessageView[]): Log {
  const [start] = page;
  if (!start) return log ?? { first: 1, messages: [] };
  if (!log || start.seq > lastOf(log) + 1 || start.seq < log.first) {
    return { first: start.seq, messages: page };
  }
  const older = log.messages.slice(0, start.seq - log.first);
  const newer = log.messages.slice(start.seq - log.first + page.length);
  return { first: log.first, messages: [...older, ...page, ...newer] };
}

function joined(log: Log | null, page: MessageView[], from: "before" | "after"): Log | null {
  if (!log) return null;
  if (from === "after") {
    const newer = page.filter(({ seq }) => seq > lastOf(log));
    if (newer.length === 0 || newer[0]!.seq !== lastOf(log) + 1) return null;
    return { ...log, messages: [...log.messages, ...newer] };
  }
  const older = page.filter(({ seq }) => seq < log.first);
  if (older.length === 0 || older.at(-1)!.seq !== log.first - 1) return null;
  return { first: older[0]!.seq, messages: [...older, ...log.messages] };
}

/** Counts come out of order over two ways; the older never replaces the newer. */
function takeTally(state: Shared, tally: Tally): Shared {
  const key = tallyKey(tally.item, tally.node);
  const known = state.tallies[key];
  if (known && known.version > tally.version) return state;
  return { ...state, tallies: { ...state.tallies, [key]: tally } };
}

function withChannel(
  state: Shared,
  id: string,
  change: (channel: ChannelState) => ChannelState,
): Shared {
  const channel = state.channels[id];
  if (!channel) return state;
  const next = change(channel);
  return next === channel ? state : put(state, next);
}

function put(state: Shared, channel: ChannelState): Shared {
  return { ...state, channels: { ...state.channels, [channel.view.id]: channel } };
}
