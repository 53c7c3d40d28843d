import type { Presence, Reset } from "#contract/live";
import type { Call, ChannelView, MessageView } from "#contract/nouns";
import type { Tally } from "#contract/tally";

/** A stretch of a channel's log without a hole: `messages[i].seq === first + i`. */
export interface Log {
  first: number;
  messages: MessageView[];
}

export interface ChannelState {
  /** `people` is null where one only looks in. */
  view: Pick<ChannelView, "id" | "kind" | "name" | "node" | "path" | "writable" | "pinyin"> & {
    people: number | null;
  };
  /** Ids of the items that wait here for the viewer, as the list said last. */
  waiting: readonly string[];
  /** Messages that call the viewer by name and are not read, the oldest first. */
  calls: readonly Call[];
  /** The newest seq heard of. Where the log ends before it, something is missing. */
  lastSeq: number;
  /** How far the viewer has read. */
  readTo: number;
  /** What of it a person would read: as the list said, or as the log says where it goes back so far. */
  unread: number;
  /** Null until somebody opens the channel. */
  log: Log | null;
}

/** What all screens share. Changed by `apply` and by nothing else. */
export interface Shared {
  /** The viewer; null before anything is followed. */
  me: string | null;
  /** Channels in the server's order; null before the first answer. */
  order: string[] | null;
  channels: Readonly<Record<string, ChannelState>>;
  /** By {@link tallyKey}. */
  tallies: Readonly<Record<string, Tally>>;
  presence: Readonly<Record<string, Presence>>;
  /** Grows when something was heard of a channel that is not in the list. */
  strangers: number;
  /** Grows with everything that may change what waits for the viewer. */
  stirred: number;
  /** Grows when work was done at one's places, by whomever: other things may wait than did. */
  worked: number;
}

export type Change =
  /** Somebody begins to follow their channels. */
  | { type: "began"; me: string }
  /** The list of one's own channels, whole. */
  | { type: "channels"; channels: ChannelView[] }
  /** A channel one reads without sitting in it. */
  | { type: "opened"; view: ChannelState["view"] }
  /** A channel that is gone or out of sight. */
  | { type: "closed"; channel: string }
  /** A page of a log; `from` says where it was asked: the newest, before the log, after it. */
  | { type: "page"; channel: string; from: "newest" | "before" | "after"; messages: MessageView[] }
  | { type: "event"; message: MessageView }
  | ({ type: "reset" } & Reset)
  | { type: "tally"; tally: Tally }
  | { type: "presence"; presence: Presence }
  | { type: "work" }
  | { type: "read"; channel: string; seq: number }
  | { type: "forget" };

export const EMPTY: Shared = {
  me: null,
  order: null,
  channels: {},
  tallies: {},
  presence: {},
  strangers: 0,
  stirred: 0,
  worked: 0,
};

export function tallyKey(item: string, node: string): string {
  return `${item} ${node}`;
}

/** Seq of the last message the log has. */
export function lastOf({ first, messages }: Log): number {
  return first + messages.length - 1;
}

/** What the server may go on from: the end of the log, else the newest seq heard of. */
export function cursorOf({ log, lastSeq }: ChannelState): number {
  return log ? lastOf(log) : lastSeq;
}

/**
 * The channels that are followed: one's own, and the one before the viewer. Whoever has left
 * another's looks into it no more, and is not recorded as looking when the line comes back.
 */
export function followed({ channels, order }: Shared, open: string | null): ChannelState[] {
  const ids = new Set([...(order ?? Object.keys(channels)), ...(open === null ? [] : [open])]);
  return [...ids].flatMap((id) => channels[id] ?? []);
}

/** Whether the log ends before what has been heard of: it must be asked for again. */
export function hasGap({ log, lastSeq }: ChannelState): boolean {
  return log !== null && lastOf(log) < lastSeq;
}
