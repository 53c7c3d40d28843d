import { Server as Engine } from "@socket.io/bun-engine";
import type { Logger } from "pino";
import { Server, type Socket } from "socket.io";
import { Refusal } from "#contract/errors";
import type { Kernel } from "#kernel/kernel";
import { indexOf } from "#views/attachments";
import { logAfter, logEntry } from "#views/channel-log";
import type { HeldRefusals } from "../identity/held-refusals.ts";
import type { Identity } from "../identity/identity.ts";
import { arrive, followOther } from "./arrive.ts";
import { ChannelLogs } from "./channel-logs.ts";
import { roomOf } from "./channel-rooms.ts";
import { hear, type Wishes } from "./client-events.ts";
import { Connections } from "./connections.ts";
import { entitlement } from "./entitlement.ts";
import { FrameLimits } from "./frame-limits.ts";
import { FrameStore } from "./frame-store.ts";
import { asksToConnect, frameFault } from "./frames.ts";
import { type Arrival, authenticateSocket, connectError, refuseUpgrade } from "./handshake.ts";
import { LiveSocket } from "./live-socket.ts";
import { type Deliveries, NativeRooms, type NativeSocket } from "./native-rooms.ts";
import { Presence } from "./presence.ts";
import { TallyFeed } from "./tally-feed.ts";
import { WorkFeed } from "./work-feed.ts";

export interface RealtimeParts {
  kernel: Kernel;
  identity: Pick<Identity, "authenticate" | "isTrustedOrigin">;
  refusals: HeldRefusals;
  log: Logger;
  /** Milliseconds in which a session must have been shown. */
  connectWithin?: number;
  /** Told of every fault of ours. */
  onFault: (error: unknown) => void;
}

/** The socket.io edge, as the one server drives it. */
export interface Realtime {
  readonly path: string;
  /** Answers a handshake; after a successful one the answer is empty. */
  upgrade(request: Request, server: Bun.Server<unknown>): Promise<Response>;
  /** Whether this edge opened the socket. */
  owns(ws: NativeSocket): boolean;
  open(ws: NativeSocket): void;
  message(ws: NativeSocket, frame: string | Buffer): void;
  drain(ws: NativeSocket): void;
  close(ws: NativeSocket, code: number, reason: string): void;
  /** Ends all connections; the clients come back by themselves. */
  stop(): void;
  /** Cuts the sockets of sessions that have ended, by the ids identity answers. */
  closeSessions(ids: readonly string[]): void;
  stats(): Deliveries & { sockets: number };
}

/** Whoever has not shown a session by then is sent away, unless the parts say otherwise. */
const CONNECT_WITHIN = 5_000;
/** Channels one screen has before it at a time. */
const MOST_OPEN = 50;
const PING = 25_000;
const PONG_WITHIN = 20_000;

/**
 * Live channels over socket.io (SPEC §7, DESIGN §5). A courier, not a store: what it carries is in
 * the database, it carries it in order, and a client that was away is told exactly what it missed.
 */
export function createRealtime(parts: RealtimeParts): Realtime {
  const { kernel, identity, refusals, log, onFault } = parts;
  const connectTimeout = parts.connectWithin ?? CONNECT_WITHIN;
  const path = "/socket.io/";
  const engine = new Engine({ path, pingInterval: PING, pingTimeout: PONG_WITHIN });
  const io = new Server({ serveClient: false, connectTimeout });
  io.bind(engine as unknown as Parameters<Server["bind"]>[0]);

  const rooms = new NativeRooms();
  const reader = () => ({
    ...{ session: kernel.read, org: kernel.org(), registry: kernel.registry, now: kernel.now() },
  });
  const logs = new ChannelLogs({
    store: new FrameStore(),
    read: (channel, after, limit) => logAfter(reader(), channel, after, limit),
    publish: (channel, frame) => rooms.publish(roomOf(channel), frame),
    isFollowed: (channel) => rooms.hasMembers(roomOf(channel)),
    onFault,
  });
  const tallies = new TallyFeed(kernel, rooms, onFault);
  const presence = new Presence(kernel, rooms);
  const work = new WorkFeed(kernel, rooms);
  const connections = new Connections(
    kernel,
    (live) => tallies.mayStill(live) && presence.mayStill(live),
  );
  const limits = new WeakMap<object, FrameLimits>();

  const wishes: Wishes = {
    watch: (live, wish) => tallies.watch(live, wish),
    unwatch: (live, wish) => tallies.unwatch(live, wish),
    async open(live, { channel, after }) {
      if (live.opened.size >= MOST_OPEN) {
        throw new Refusal("too_large", "同时打开的频道太多，请先关掉一些");
      }
      const id = await followOther(live, kernel, logs, channel, after ?? null);
      if (live.isOpen) presence.open(live, id);
    },
    leave(live, { channel }) {
      presence.close(live, channel);
      if (live.others.delete(channel)) live.leave(roomOf(channel));
    },
    typing: (live, { channel }) => presence.typing(live, channel),
  };

  io.use((socket, next) => {
    const isKnown = (person: string) => kernel.org().person(person) !== undefined;
    authenticateSocket(socket, identity, isKnown).then(
      (arrival) => {
        socket.data = arrival;
        next();
      },
      (error) => {
        const refused = connectError(error);
        if (!refused.data) onFault(error);
        next(refused);
      },
    );
  });
  io.on("connection", (socket) => admit(socket, socket.data as Arrival));

  function admit(socket: Socket, { person, session, cursors }: Arrival): void {
    const rights = entitlement(kernel.org(), person, kernel.now());
    const live = new LiveSocket(socket, person, session, rights, rooms.deliveries);
    if (!connections.add(live)) {
      live.cut();
      return;
    }
    const limit = limits.get(live.data)!;
    const misbehaves = (what: string) => {
      if (limit.fault(what)) live.cut();
    };
    socket.on("error", () => misbehaves("malformed packet"));
    socket.onAny((name, ...args) => {
      hear(wishes, live, name, args).then((what) => what && misbehaves(what), onFault);
    });
    socket.on("disconnect", () => {
      connections.remove(live);
      tallies.leave(live);
      presence.leave(live);
      live.drained();
    });
    work.follow(live);
    arrive(live, kernel, logs, cursors).catch((error) => {
      onFault(error);
      live.cut();
    });
  }

  kernel.onCommit((effects) => {
    try {
      const now = reader();
      const carried = indexOf(effects.attachments);
      for (const row of effects.messages) logs.take(logEntry(now, row, carried));
      tallies.take(effects);
      work.take(effects);
      if (effects.orgChanged) connections.review().catch(onFault);
    } catch (error) {
      onFault(error);
    }
  });

  return {
    path,
    async upgrade(request, server) {
      rooms.serveFrom(server);
      const refused = refuseUpgrade(request, identity);
      if (refused === null) return engine.handleRequest(request, server);
      return refusals.answer(addressOf(request, server), refused);
    },
    owns: ({ data }) => typeof data === "object" && data !== null && "transport" in data,
    open(ws) {
      limits.set(ws.data as object, new FrameLimits(log));
      engine.onWebSocketOpen(ws as never);
    },
    message(ws, frame) {
      const limit = limits.get(ws.data as object)!;
      const fault = faultOf(limit, frame);
      if (fault === null) return engine.onWebSocketMessage(ws as never, frame as string);
      limit.fault(fault);
      ws.close(1008, fault);
    },
    drain: (ws) => connections.of(ws.data as object)?.drained(),
    close: (ws, code, reason) => engine.onWebSocketClose(ws as never, code, reason),
    stop() {
      refusals.stop();
      connections.stop();
      tallies.stop();
      presence.stop();
      work.stop();
      engine.close();
    },
    closeSessions: (ids) => connections.closeSessions(ids),
    stats: () => ({ ...rooms.deliveries, sockets: connections.all().length }),
  };
}

function addressOf(request: Request, server: Bun.Server<unknown>): string {
  return server.requestIP(request)?.address ?? "unknown";
}

/** What is wrong with a frame, or with its coming at all; null when it may pass. */
function faultOf(limit: FrameLimits, frame: string | Buffer): string | null {
  if (!limit.mayGoOn()) return "too many frames";
  const fault = frameFault(frame);
  if (fault !== null || !asksToConnect(frame as string)) return fault;
  if (limit.hasAsked) return "connects twice";
  limit.hasAsked = true;
  return null;
}
