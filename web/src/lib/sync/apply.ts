import type { ChannelView, MessageView } from "#contract/nouns";
import type { Tally } from "#contract/tally";
import { hearCall, readUpTo, withCall, withCalls } from "./calls.ts";
import {
  type Change,
  type ChannelState,
  EMPTY,
  type Log,
  lastOf,
  type Shared,
  tallyKey,
} from "./state.ts";
import { countsFor, recounted } from "./unread.ts";

/**
 * The one thing that changes shared state: pure, so that a snapshot and the events after it give
 * what a fresh snapshot would (DESIGN §8). What cannot be applied leaves a mark in the state
 * (`hasGap`, `strangers`), and whoever keeps the state asks the server again.
 */
export function apply(state: Shared, change: Change): Shared {
  switch (change.type) {
    case "began":
      return { ...state, me: change.me };
    case "channels":
      return takeChannels(state, change.channels);
    case "opened":
      if (state.channels[change.view.id]) return state;
      return put(state, {
        ...{
          view: change.view,
          waiting: [],
          calls: [],
          lastSeq: 0,
          readTo: 0,
          unread: 0,
          log: null,
        },
      });
    case "closed": {
      const { [change.channel]: _, ...channels } = state.channels;
      return {
        ...state,
        channels,
        order: state.order?.filter((id) => id !== change.channel) ?? null,
      };
    }
    case "page":
      return withChannel(state, change.channel, (channel) => takePage(channel, change, state.me));
    case "event":
      return takeEvent(state, change.message);
    case "reset":
      return withChannel(state, change.channel, (channel) => ({
        ...withCalls(
          channel,
          channel.calls.filter(({ seq }) => seq <= change.lastSeq),
        ),
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
    case "work":
      return { ...state, worked: state.worked + 1 };
    case "read":
      return withChannel(state, change.channel, (channel) =>
        change.seq > channel.readTo ? readUpTo(channel, change.seq) : channel,
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
  for (const { lastSeq, readTo, unread, waiting, calls, ...view } of views) {
    const known = state.channels[view.id];
    const told: ChannelState = {
      ...{ view, waiting, calls, log: known?.log ?? null },
      lastSeq: Math.max(lastSeq, known?.lastSeq ?? 0),
      ...{ readTo, unread },
    };
    const since = known?.calls.filter(({ seq }) => seq > lastSeq) ?? [];
    const now = withCalls(told, since.reduce(withCall, calls));
    const read = readUpTo(now, Math.max(now.readTo, known?.readTo ?? 0));
    channels[view.id] = recounted(read, state.me);
  }
  // The very first list changes nothing that was known before it.
  const stirred = state.stirred + (state.order === null ? 0 : 1);
  return { ...state, order: views.map(({ id }) => id), channels, stirred };
}

function takeEvent(state: Shared, message: MessageView): Shared {
  const channel = state.channels[message.channel];
  if (!channel) return { ...state, strangers: state.strangers + 1 };
  const next = hear(channel, message);
  if (next === channel) return state;
  const isNew = message.seq > channel.lastSeq && countsFor(state.me, message);
  const unread = channel.unread + (isNew ? 1 : 0);
  const asks = message.kind !== "text";
  return {
    ...put(state, hearCall({ ...next, unread }, message, state.me)),
    stirred: state.stirred + (asks ? 1 : 0),
  };
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
  { from, messages: page }: Extract<Change, { type: "page" }>,
  me: string | null,
): ChannelState {
  const log = from === "newest" ? fresh(channel.log, page) : joined(channel.log, page, from);
  if (!log) return channel;
  const next: ChannelState = { ...channel, log, lastSeq: Math.max(channel.lastSeq, lastOf(log)) };
  if (from !== "after" || !channel.log) return next;
  // What fills a gap was not heard as it came; of older pages the list knows all.
  const newer = log.messages.slice(lastOf(channel.log) + 1 - log.first);
  return newer.reduce((now, message) => hearCall(now, message, me), next);
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
  const counted = recounted(channel, state.me);
  return { ...state, channels: { ...state.channels, [channel.view.id]: counted } };
}
