import { api } from "#web/api/calls.ts";
import { newCid } from "#web/api/new-cid.ts";
import { unreadOf } from "#web/sync/state.ts";
import { store } from "#web/sync/store.svelte.ts";

/** Reading on is one question to the server, not one for every message. Milliseconds. */
const SETTLE = 1_000;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/**
 * The viewer has seen the channel up to a seq. Sent past the outbox: lost, it is only sent again
 * with the next message, and it must not wait in a line behind answers.
 */
export function markRead(channel: string, seq: number): void {
  const known = store.now.channels[channel];
  if (!known || unreadOf(known) === 0 || document.hidden) return;
  store.change({ type: "read", channel, seq });
  clearTimeout(timers.get(channel));
  const envelope = { cid: newCid(), channel, name: "read", input: { seq } };
  timers.set(
    channel,
    setTimeout(() => void api.command(envelope).catch(() => {}), SETTLE),
  );
}
