import { io } from "socket.io-client";
import type { LiveEvents, Opening, Watch } from "#contract/live";
import type { Fault } from "#web/api/shapes.ts";

export interface LiveHandlers {
  /** Where each channel's log ends; asked for at every connection. */
  cursors(): Record<string, number>;
  hear<E extends keyof LiveEvents>(event: E, data: LiveEvents[E]): void;
  /** `isBack`: not the first time, so what is volatile may have been missed. */
  connected(isBack: boolean): void;
  disconnected(): void;
  unauthenticated(): void;
}

export interface Live {
  /** @returns the refusal, or null */
  open(wish: Opening): Promise<Fault | null>;
  leave(channel: string): void;
  watch(wish: Watch): void;
  unwatch(wish: Watch): void;
  typing(channel: string): void;
  close(): void;
}

/** Longest wait between two attempts: a phone that comes out of a tunnel shall not wait a minute. */
const LONGEST_PAUSE = 8_000;
/** The server cuts a socket whose rights changed; it may come back at once, as who it is now. */
const AFTER_CUT = 300;

/** The socket of SPEC §7, courier only: it carries events to `hear` and nothing the other way. */
export function connectLive(handlers: LiveHandlers): Live {
  let times = 0;
  const socket = io({
    transports: ["websocket"],
    reconnectionDelay: 500,
    reconnectionDelayMax: LONGEST_PAUSE,
    auth: (give) => give({ cursors: handlers.cursors() }),
  });
  const names = ["event", "reset", "tally", "presence", "typing", "work"] as const;
  for (const name of names) socket.on(name, (data) => handlers.hear(name, data));
  socket.on("connect", () => {
    times += 1;
    handlers.connected(times > 1);
  });
  socket.on("disconnect", (why) => {
    handlers.disconnected();
    if (why === "io server disconnect") setTimeout(() => socket.connect(), AFTER_CUT);
  });
  socket.on("connect_error", (error) => {
    handlers.disconnected();
    if (error.message === "unauthenticated") handlers.unauthenticated();
  });
  return {
    async open(wish) {
      if (!socket.connected) return null;
      const answer = await socket
        .timeout(5_000)
        .emitWithAck("open", wish)
        .catch(() => null);
      return (answer as { error?: Fault } | null)?.error ?? null;
    },
    leave: (channel) => void (socket.connected && socket.emit("leave", { channel })),
    watch: (wish) => void (socket.connected && socket.emit("watch", wish)),
    unwatch: (wish) => void (socket.connected && socket.emit("unwatch", wish)),
    typing: (channel) => void (socket.connected && socket.volatile.emit("typing", { channel })),
    close: () => socket.close(),
  };
}
