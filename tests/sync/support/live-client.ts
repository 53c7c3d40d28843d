import { io, type Socket } from "socket.io-client";
import type { Presence, Reset, Typing, Work } from "#contract/live";
import type { MessageView } from "#contract/nouns";
import type { Tally } from "#contract/tally";
import { ring, until } from "./until.ts";

export interface LiveOptions {
  url: string;
  cookie?: string;
  token?: string;
  origin?: string;
  /** Without them the first handshake sends none: events count from wherever the server then is. */
  cursors?: Record<string, number>;
  /** Comes back by itself as a browser does; off unless asked for. */
  reconnects?: boolean;
}

/** The answer to a client's event. */
export type Ack = { ok: true } | { ok: false; error: { code: string } };

/** A real socket.io client that keeps cursors, and notes everything that came and what was wrong with it. */
export class LiveClient {
  readonly socket: Socket;
  readonly events: MessageView[] = [];
  readonly resets: Reset[] = [];
  readonly tallies: Tally[] = [];
  readonly presences: Presence[] = [];
  readonly typings: Typing[] = [];
  readonly works: Work[] = [];
  /** Gaps and doubles, as `staff:x 3→5`; none of them may ever be. */
  readonly breaks: string[] = [];
  readonly cursors: Record<string, number>;
  /** Why connections ended, in order. */
  readonly ends: string[] = [];
  /** What `connect_error` said last: the code of a refusal, or the transport's words. */
  refused: string | null = null;
  connects = 0;

  constructor({ url, cookie, token, origin, cursors, reconnects = false }: LiveOptions) {
    this.cursors = { ...cursors };
    const keeps = () => cursors !== undefined || this.connects > 0;
    this.socket = io(url, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: reconnects,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
      extraHeaders: { ...(cookie && { cookie }), ...(origin && { origin }) },
      auth: (give) => give({ token, ...(keeps() && { cursors: this.cursors }) }),
    });
    this.socket.on("connect", () => {
      this.connects += 1;
    });
    this.socket.on("disconnect", (reason) => this.ends.push(reason));
    this.socket.on("connect_error", (error: Error) => {
      this.refused = error.message;
    });
    this.socket.on("event", (event: MessageView) => this.#take(event));
    this.socket.on("reset", (reset: Reset) => {
      this.resets.push(reset);
      this.cursors[reset.channel] = reset.lastSeq;
    });
    this.socket.on("tally", (tally: Tally) => this.tallies.push(tally));
    this.socket.on("presence", (presence: Presence) => this.presences.push(presence));
    this.socket.on("typing", (typing: Typing) => this.typings.push(typing));
    this.socket.on("work", (work: Work) => this.works.push(work));
    for (const name of ["connect", "disconnect", "connect_error"]) this.socket.on(name, ring);
    this.socket.onAny(ring);
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  in(channel: string): MessageView[] {
    return this.events.filter((event) => event.channel === channel);
  }

  seqs(channel: string): number[] {
    return this.in(channel).map(({ seq }) => seq);
  }

  ask(name: string, data: unknown): Promise<Ack> {
    return this.socket.timeout(5_000).emitWithAck(name, data);
  }

  /** Waits until the channel's cursor stands at this seq. */
  async reaches(channel: string, seq: number): Promise<void> {
    await until(() => this.cursors[channel] === seq, `${channel} at ${seq}`);
  }

  /** Goes on at another server, from the cursors it has. */
  moveTo(url: string): void {
    (this.socket.io as unknown as { uri: string }).uri = url;
    this.socket.connect();
  }

  close(): void {
    this.socket.disconnect();
  }

  #take(event: MessageView): void {
    this.events.push(event);
    const { channel, seq } = event;
    const last = this.cursors[channel] ?? 0;
    if (seq !== last + 1) this.breaks.push(`${channel} ${last}→${seq}`);
    this.cursors[channel] = seq;
  }
}

/** A client that is let in. @throws Error when it is refused */
export async function connectLive(options: LiveOptions): Promise<LiveClient> {
  const client = new LiveClient(options);
  await until(() => client.connected || client.refused !== null, "an answer to the handshake");
  if (client.refused !== null) throw new Error(`refused: ${client.refused}`);
  return client;
}
