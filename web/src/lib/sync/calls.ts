import type { Call, MessageView } from "#contract/nouns";
import type { ChannelState } from "./state.ts";

/** A call waits until it is read, or taken back. One by an edit is the same call as by the text. */
export function hearCall(
  channel: ChannelState,
  message: MessageView,
  me: string | null,
): ChannelState {
  const { kind, id, ref, seq, author, mentions } = message;
  if (kind === "recall") {
    const rest = channel.calls.filter((call) => call.message !== ref);
    return rest.length < channel.calls.length ? withCalls(channel, rest) : channel;
  }
  const isTalk = kind === "text" || kind === "edit";
  const isForMe = me !== null && author.person !== me && mentions.includes(me);
  if (!isTalk || !isForMe || seq <= channel.readTo) return channel;
  return withCalls(channel, withCall(channel.calls, { message: ref ?? id, seq }));
}

export function withCall(calls: readonly Call[], call: Call): readonly Call[] {
  const others = calls.filter(({ message }) => message !== call.message);
  return [...others, call].toSorted((a, b) => a.seq - b.seq);
}

export function withCalls(channel: ChannelState, calls: readonly Call[]): ChannelState {
  return { ...channel, calls };
}

export function readUpTo(channel: ChannelState, readTo: number): ChannelState {
  const unread = channel.calls.filter(({ seq }) => seq > readTo);
  return { ...withCalls(channel, unread), readTo };
}
