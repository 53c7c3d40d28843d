import type { MessageView } from "#contract/nouns";
import { type ChannelState, hasGap, lastOf } from "./state.ts";

/** What {@link readOn} reads from and into. */
export interface Reading {
  /** The channel as it is kept now; undefined when it is gone. */
  channel(): ChannelState | undefined;
  /** The page of messages that follow the seq; `next` is null where none come after it. */
  ask(after: number): Promise<{ messages: MessageView[]; next: string | null }>;
  take(messages: MessageView[]): void;
}

/**
 * Reads a log on to its end, however many pages that are. What was heard while a page was on its
 * way is newer than the page, so the log is whole only when it also has the newest that was heard of.
 * @throws what `ask` throws; the pages before it are taken
 */
export async function readOn({ channel, ask, take }: Reading): Promise<void> {
  let log = channel()?.log;
  while (log) {
    const end = lastOf(log);
    const { messages, next } = await ask(end);
    take(messages);
    const now = channel();
    if (!now?.log || (next === null && !hasGap(now))) return;
    // A server that has nothing to add now would have nothing at once again.
    if (lastOf(now.log) === end) return;
    log = now.log;
  }
}
