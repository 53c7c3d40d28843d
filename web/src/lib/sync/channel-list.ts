import { api } from "#web/api/calls.ts";
import { CallError } from "#web/api/client.ts";
import { oneAtATime } from "#web/api/one-at-a-time.ts";
import { remember, remembered } from "#web/api/remembered.ts";
import { now } from "#web/clock/now.ts";
import { store } from "./store.svelte.ts";

/** Several events of one order are one question; a list of hundreds is asked for more rarely. Milliseconds. */
const SETTLE = 600;
const PER_CHANNEL = 5;

/** Names the shape too: what an older version of the page kept is not read. */
const KEPT = "channels with paths";

let timer: ReturnType<typeof setTimeout> | null = null;
let askedAt = 0;

/** When the list was last asked for. */
export function listAskedAt(): number {
  return askedAt;
}

/** Asks for one's own channels. @returns false when nobody is signed in any more */
export const loadChannels = oneAtATime(async (): Promise<boolean> => {
  forgetSoon();
  askedAt = now();
  try {
    const channels = await api.channels();
    store.change({ type: "channels", channels });
    remember(KEPT, channels);
  } catch (error) {
    if (error instanceof CallError && error.fault.code === "unauthenticated") return false;
    const channels = store.now.order === null ? await remembered(KEPT) : null;
    if (channels) store.change({ type: "channels", channels: channels as never });
  }
  return true;
});

/** What waits in each channel may have changed: asks soon, called as often as one likes. */
export function loadChannelsSoon(): void {
  const n = store.now.order?.length ?? 0;
  timer ??= setTimeout(() => void loadChannels(), SETTLE + PER_CHANNEL * n);
}

export function forgetSoon(): void {
  if (timer) clearTimeout(timer);
  timer = null;
}
