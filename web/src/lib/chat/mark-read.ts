import { api } from "#web/api/calls.ts";
import { newCid } from "#web/api/new-cid.ts";
import { tellOtherTabs } from "#web/sync/other-tabs.ts";
import { store } from "#web/sync/store.svelte.ts";

/** Reading on is one question to the server, not one for every message. Milliseconds. */
const SETTLE = 1_000;
/** Channels the server was told of a moment ago, and how far the viewer has read since. */
const later = new Map<string, number | null>();

/**
 * The viewer has seen the channel up to a seq. Sent past the outbox: lost, it is only sent again
 * with the next message, and it must not wait in a line behind answers.
 */
export function markRead(channel: string, seq: number): void {
  const known = store.now.channels[channel];
  if (!known || seq <= known.readTo || document.hidden) return;
  store.change({ type: "read", channel, seq });
  tellOtherTabs({ channel, seq });
  if (later.has(channel)) later.set(channel, seq);
  else send(channel, seq);
}

/** At once, since the page may close; what is read within the next moment follows together. */
function send(channel: string, seq: number): void {
  later.set(channel, null);
  setTimeout(() => {
    const next = later.get(channel) ?? null;
    later.delete(channel);
    if (next !== null) send(channel, next);
  }, SETTLE);
  const envelope = { cid: newCid(), channel, name: "read", input: { seq } };
  void api.command(envelope).catch(() => {});
}
