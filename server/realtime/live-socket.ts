import type { Socket } from "socket.io";
import type { LiveEvents } from "#contract/live";
import { encodeEvent } from "./frames.ts";
import { type Deliveries, type NativeSocket, nativeSocket } from "./native-rooms.ts";

/** While more than this waits for a client to read it, catch-up pauses; far below the limit that cuts. */
const ENOUGH_WAITING = 256 * 1024;
/** A client that reads nothing for this long while it is caught up is cut like any other that stalls. */
const PATIENCE = 30_000;

/** One connection of a signed-in person. */
export class LiveSocket {
  /** Channels the person has before them. */
  readonly opened = new Set<string>();
  /** Channels the person sits in: followed from arrival to the end, whatever is opened and left. */
  own: ReadonlySet<string> = new Set();
  /** Channels it follows without a seat in them. */
  readonly others = new Set<string>();
  readonly #native: NativeSocket;
  readonly #deliveries: Deliveries;
  #drain: PromiseWithResolvers<void> | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly socket: Socket,
    readonly person: string,
    readonly session: string,
    /** What the person's posts gave when they came in; see `entitlement`. */
    readonly entitlement: string,
    deliveries: Deliveries,
  ) {
    this.#native = nativeSocket(socket);
    this.#deliveries = deliveries;
  }

  /** What the engine gave this connection; `LiveSocket`s are found by it. */
  get data(): object {
    return this.#native.data as object;
  }

  get isOpen(): boolean {
    return this.#native.readyState === WebSocket.OPEN;
  }

  /**
   * Does what this client asks for one after the other, in the order in which it asked: a wish that
   * waits for the database is never overtaken by the one that takes it back.
   */
  inTurn<T>(run: () => Promise<T> | T): Promise<T> {
    const done = this.#turn.then(run);
    this.#turn = done.catch(() => {});
    return done;
  }

  join(room: string): void {
    if (this.isOpen) this.#native.subscribe(room);
  }

  leave(room: string): void {
    if (this.isOpen) this.#native.unsubscribe(room);
  }

  isIn(room: string): boolean {
    return this.isOpen && this.#native.isSubscribed(room);
  }

  /** To everyone in the room but this one. */
  publish(room: string, frame: string): void {
    if (!this.isOpen) return;
    this.#deliveries.published += 1;
    this.#native.publish(room, frame);
  }

  emit<Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]): void {
    this.send(encodeEvent(name, data));
  }

  send(frame: string): void {
    if (!this.isOpen) return;
    this.#deliveries.direct += 1;
    this.#native.send(frame);
  }

  /** Whether the client keeps up with what it is sent. */
  get isFlowing(): boolean {
    return this.#native.getBufferedAmount() < ENOUGH_WAITING;
  }

  /** Resolves when the client has read most of what waits for it, or is gone. */
  async flowing(): Promise<void> {
    const deadline = setTimeout(() => this.cut(), PATIENCE);
    while (this.isOpen && !this.isFlowing) {
      this.#drain ??= Promise.withResolvers();
      await this.#drain.promise;
    }
    clearTimeout(deadline);
  }

  /** Told by the server when the client has read on, or is gone. */
  drained(): void {
    this.#drain?.resolve();
    this.#drain = null;
  }

  /**
   * Ends the connection at once, whatever still waits in it. socket.io's own `disconnect` would
   * tell the client to stay away; this one comes back, and what it may see is decided anew.
   */
  cut(): void {
    this.#native.terminate();
  }
}
