import type { Socket } from "socket.io";
import type { LiveEvents } from "#contract/live";
import { encodeEvent } from "./frames.ts";

export type NativeSocket = Bun.ServerWebSocket<unknown>;

/** How much went out, to prove that rooms are not told member by member. */
export interface Deliveries {
  /** Packets handed to Bun once for a whole room. */
  published: number;
  /** Packets written to one socket: catch-up only. */
  direct: number;
}

/**
 * Rooms as topics of Bun's own (DESIGN §5): a packet is encoded and published once, whatever the
 * number of members. socket.io's rooms write to each of them in turn and are not used.
 */
export class NativeRooms {
  readonly deliveries: Deliveries = { published: 0, direct: 0 };
  #server: Bun.Server<unknown> | null = null;

  /** Sockets exist from the first handshake on, and so does the server they belong to. */
  serveFrom(server: Bun.Server<unknown>): void {
    this.#server = server;
  }

  hasMembers(room: string): boolean {
    return (this.#server?.subscriberCount(room) ?? 0) > 0;
  }

  /** Encodes and sends to everyone in the room; nothing when it is empty. */
  emit<Name extends keyof LiveEvents>(room: string, name: Name, data: LiveEvents[Name]): void {
    if (this.hasMembers(room)) this.publish(room, encodeEvent(name, data));
  }

  publish(room: string, frame: string): void {
    if (!this.hasMembers(room)) return;
    this.deliveries.published += 1;
    this.#server?.publish(room, frame);
  }
}

/**
 * The websocket under a socket.io socket. bun-engine keeps it private: its version is pinned and a
 * test counts deliveries.
 * @throws Error when the engine has moved it
 */
export function nativeSocket({ conn }: Socket): NativeSocket {
  const { transport } = conn as unknown as { transport: { socket?: NativeSocket } };
  if (!transport.socket) throw new Error("bun-engine no longer shows its websocket");
  return transport.socket;
}
