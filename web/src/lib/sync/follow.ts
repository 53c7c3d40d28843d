import type { MessageView } from "#contract/nouns";
import type { Tally } from "#contract/tally";
import { api } from "#web/api/calls.ts";
import { CallError } from "#web/api/client.ts";
import { remember, remembered } from "#web/api/remembered.ts";
import { now } from "#web/clock/now.ts";
import { forgetSoon, listAskedAt, loadChannels, loadChannelsSoon } from "./channel-list.ts";
import { line } from "./line.svelte.ts";
import { connectLive, type Live } from "./live.ts";
import { hearOtherTabs } from "./other-tabs.ts";
import { readOn } from "./read-on.ts";
import { cursorOf, followed, hasGap, lastOf } from "./state.ts";
import { store } from "./store.svelte.ts";
import { refreshTallies, takeTally, watchAllOn } from "./tallies.ts";

/** Messages of one page, and of one that fills a gap: the most that a server gives. */
const PAGE = 50;
const MOST = 200;
/** Without a socket the open channel is asked this often, the list more rarely. Milliseconds. */
const POLL = 4_000;
const POLL_LIST = 20_000;

let live: Live | null = null;
let timer: ReturnType<typeof setInterval> | null = null;
let deaf: (() => void) | null = null;
/** The channel before the viewer. */
let openChannel: string | null = null;
/** Channels whose log is being read on at its end, and back at its beginning. */
const filling = new Set<string>();
const goingBack = new Set<string>();

/** Begins to follow the channels of the person who is signed in; `onGone` when the session has ended. */
export async function follow(me: string, onGone: () => void): Promise<void> {
  store.change({ type: "began", me });
  await loadChannels();
  deaf = hearOtherTabs();
  live = connectLive({
    cursors: () =>
      Object.fromEntries(
        followed(store.now, openChannel).map((channel) => [channel.view.id, cursorOf(channel)]),
      ),
    hear(event, data) {
      line.proved();
      if (event === "event") hearEvent(data as never);
      else if (event === "reset")
        store.change({ type: "reset", ...(data as never as object) } as never);
      else if (event === "tally") takeTally(data as Tally);
      else if (event === "work") hearWork();
      else if (event === "presence") store.change({ type: "presence", presence: data as never });
      void mend();
    },
    connected(isBack) {
      line.proved();
      line.isLive = true;
      line.isPolled = false;
      polls = 0;
      watchAllOn(live);
      if (openChannel !== null) void announce(openChannel);
      // Rights may be others than before: the list says which channels are still one's own.
      if (isBack) void loadChannels();
    },
    disconnected() {
      line.isLive = false;
    },
    unauthenticated: onGone,
  });
  timer = setInterval(() => void poll(onGone), POLL);
}

/** What asks for something, of whomever, may change what waits for the viewer in a channel. */
function hearEvent(message: MessageView): void {
  const { stirred } = store.now;
  store.change({ type: "event", message });
  if (store.now.stirred !== stirred) loadChannelsSoon();
}

function hearWork(): void {
  store.change({ type: "work" });
  loadChannelsSoon();
}

export function unfollow(): void {
  live?.close();
  live = null;
  watchAllOn(null);
  deaf?.();
  forgetSoon();
  if (timer) clearInterval(timer);
  line.isLive = false;
  store.change({ type: "forget" });
}

/**
 * Opens a channel: its newest page, from memory where nobody answers.
 * @returns false when there is no such channel in sight
 */
export async function openLog(channel: string): Promise<boolean> {
  openChannel = channel;
  if (!(await announce(channel))) return false;
  const key = `log ${channel}`;
  try {
    if (store.now.channels[channel]?.log && line.isLive) return true;
    const { messages } = await api.messages(channel, { limit: PAGE });
    store.change({ type: "page", channel, from: "newest", messages });
    remember(key, messages);
    return true;
  } catch (error) {
    if (error instanceof CallError && !error.isOffline) return error.fault.code !== "not_found";
    const messages = await remembered(key);
    if (messages)
      store.change({ type: "page", channel, from: "newest", messages: messages as never });
    return true;
  }
}

export function leaveLog(channel: string): void {
  if (openChannel === channel) openChannel = null;
  live?.leave(channel);
}

/** The page before the log; `far` where one goes a long way back. @returns whether there was one */
export async function loadOlder(channel: string, { far = false } = {}): Promise<boolean> {
  const { log } = store.now.channels[channel] ?? {};
  if (!log || log.first <= 1 || goingBack.has(channel)) return false;
  goingBack.add(channel);
  try {
    const { messages } = await api.messages(channel, {
      before: log.first,
      limit: far ? MOST : PAGE,
    });
    store.change({ type: "page", channel, from: "before", messages });
    return messages.length > 0;
  } catch {
    return false;
  } finally {
    goingBack.delete(channel);
  }
}

/** What was just written here comes back at once where no socket brings it. */
export async function catchUp(channel: string): Promise<void> {
  if (!line.isLive) await fill(channel);
}

export function typing(channel: string): void {
  live?.typing(channel);
}

/** Tells the server which channel is looked at. @returns false when it is out of sight */
async function announce(channel: string): Promise<boolean> {
  const known = store.now.channels[channel];
  const after = known?.log ? { after: lastOf(known.log) } : {};
  const fault = await live?.open({ channel, ...after });
  if (fault?.code !== "not_found") return true;
  store.change({ type: "closed", channel });
  return false;
}

/** Asks again for what did not follow, and for the list when a channel is not in it. */
let strangers = 0;
async function mend(): Promise<void> {
  if (store.now.strangers !== strangers) {
    strangers = store.now.strangers;
    await loadChannels();
  }
  for (const channel of Object.values(store.now.channels)) {
    if (hasGap(channel)) await fill(channel.view.id);
  }
}

async function fill(channel: string): Promise<void> {
  if (filling.has(channel)) return;
  filling.add(channel);
  try {
    await readOn({
      channel: () => store.now.channels[channel],
      ask: (after) => api.messages(channel, { after, limit: MOST }),
      take: (messages) => store.change({ type: "page", channel, from: "after", messages }),
    });
  } catch {
    // The next event or the next poll asks again.
  } finally {
    filling.delete(channel);
  }
}

/** So many turns without a socket are a pause that nobody needs to be told of. */
const SOON = 2;
let polls = 0;

/** Where the socket cannot be had (old proxies, cut lines) the same is asked for by the clock. */
async function poll(onGone: () => void): Promise<void> {
  if (document.hidden) return;
  if (line.isLive) return mend();
  polls += 1;
  line.isPolled = line.isProved && polls > SOON;
  if (openChannel !== null && store.now.channels[openChannel]?.log) await fill(openChannel);
  if (now() - listAskedAt() < POLL_LIST && line.isProved) return;
  if (await loadChannels()) refreshTallies();
  else onGone();
}
