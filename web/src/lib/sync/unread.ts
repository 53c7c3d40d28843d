import type { MessageView } from "#contract/nouns";
import { type Shown, shown } from "./shown.ts";
import { type ChannelState, hasGap } from "./state.ts";

/** What others wrote and still stands counts, each once (SPEC §7, `unread`); the server counts alike. */
export function countsFor(me: string | null, { kind, author }: MessageView): boolean {
  return kind !== "edit" && kind !== "recall" && (author.person === null || author.person !== me);
}

/** Those beyond a seq that count. */
export function countedAfter(seq: number, messages: Shown[], me: string | null): Shown[] {
  return messages.filter(
    ({ message, recalled }) => message.seq > seq && !recalled && countsFor(me, message),
  );
}

/**
 * The channel with its unread as its log says, where that goes back to the marker. Where it does
 * not, what was told stays, and the list is asked again soon.
 */
export function recounted(channel: ChannelState, me: string | null): ChannelState {
  const { log, readTo, lastSeq } = channel;
  if (readTo >= lastSeq) return channel.unread === 0 ? channel : { ...channel, unread: 0 };
  if (!log || log.first > readTo + 1 || hasGap(channel)) return channel;
  return { ...channel, unread: countedAfter(readTo, shown(log), me).length };
}
