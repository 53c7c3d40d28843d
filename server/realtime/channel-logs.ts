import type { MessageView } from "#contract/nouns";
import type { FrameStore } from "./frame-store.ts";
import { encodeEvent } from "./frames.ts";

/** Events read from the database when one commit overtook another. */
const PAGE = 200;
const RETRY = 200;

export interface LogParts {
  store: FrameStore;
  /** Reads a channel's log from the database, oldest first. */
  read(channel: string, after: number, limit: number): Promise<MessageView[]>;
  /** Sends an encoded event to all who follow the channel. */
  publish(channel: string, frame: string): void;
  isFollowed(channel: string): boolean;
  onFault(error: unknown): void;
}

/**
 * The channels' logs as far as they have been told: each channel's events go out once and in order
 * of `seq`, though commits may be reported out of order (PostgreSQL). Nobody may follow a channel
 * whose head is unknown; so whatever lies after the head is still to be told to all of them.
 */
export class ChannelLogs {
  readonly #parts: LogParts;
  readonly #heads = new Map<string, number>();
  /** Events that came before the ones they follow. */
  readonly #waiting = new Map<string, Map<number, MessageView>>();

  constructor(parts: LogParts) {
    this.#parts = parts;
  }

  /** Seq of the last event told; undefined while nobody has asked. */
  head(channel: string): number | undefined {
    return this.#heads.get(channel);
  }

  /**
   * Takes over what the database says is the channel's last seq, unless its head is known. A
   * channel that is followed but unknown did not exist when its followers came.
   */
  learn(channel: string, lastSeq: number): void {
    if (this.#heads.has(channel)) return;
    this.#heads.set(channel, this.#parts.isFollowed(channel) ? 0 : lastSeq);
  }

  /** Encoded events from after `seq` to the head, or null when they are no longer in memory. */
  since(channel: string, seq: number): string[] | null {
    return this.#parts.store.since(channel, seq, this.#heads.get(channel) ?? 0);
  }

  /**
   * Encoded events from after `seq`, from the database, none beyond the head; null when it no
   * longer goes on from there.
   */
  async page(channel: string, seq: number, limit: number): Promise<string[] | null> {
    const events = await this.#parts.read(channel, seq, limit);
    const head = this.#heads.get(channel) ?? 0;
    const told = events.filter((event) => event.seq <= head);
    const unbroken = told.length > 0 && told.every((event, i) => event.seq === seq + 1 + i);
    if (!unbroken) return null;
    const frames = told.map((event) => encodeEvent("event", event));
    const { store } = this.#parts;
    // After a restart the first to come back warms the memory for all who miss as much or less.
    if (seq + frames.length === head && !store.has(channel)) {
      for (const [i, frame] of frames.entries()) store.add(channel, seq + 1 + i, frame);
    }
    return frames;
  }

  /** A committed event: told at once, or after those that it overtook. */
  take(event: MessageView): void {
    const { channel, seq } = event;
    if (!this.#heads.has(channel)) this.learn(channel, seq - 1);
    const head = this.#heads.get(channel)!;
    if (seq <= head) return;
    const waiting = this.#waiting.get(channel);
    if (waiting) {
      waiting.set(seq, event);
      this.#tellWaiting(channel, waiting);
    } else if (seq === head + 1) {
      this.#tell(event);
    } else {
      this.#waiting.set(channel, new Map([[seq, event]]));
      void this.#fill(channel);
    }
  }

  #tell(event: MessageView): void {
    const frame = encodeEvent("event", event);
    this.#heads.set(event.channel, event.seq);
    if (event.kind === "recall") this.#parts.store.forget(event.channel);
    this.#parts.store.add(event.channel, event.seq, frame);
    this.#parts.publish(event.channel, frame);
  }

  /** Tells what now follows the head, and forgets the waiting list once it is empty. */
  #tellWaiting(channel: string, waiting: Map<number, MessageView>): void {
    for (;;) {
      const next = this.#heads.get(channel)! + 1;
      const event = waiting.get(next);
      if (!event) break;
      waiting.delete(next);
      this.#tell(event);
    }
    const head = this.#heads.get(channel)!;
    for (const seq of waiting.keys()) if (seq <= head) waiting.delete(seq);
    if (waiting.size === 0) this.#waiting.delete(channel);
  }

  /** What was overtaken is committed already: the seq's row lock orders the commits. */
  async #fill(channel: string): Promise<void> {
    const { read, onFault } = this.#parts;
    while (this.#waiting.has(channel)) {
      try {
        const missing = await read(channel, this.#heads.get(channel)!, PAGE);
        const waiting = this.#waiting.get(channel);
        if (!waiting) return;
        for (const event of missing) waiting.set(event.seq, event);
        this.#tellWaiting(channel, waiting);
        if (missing.length > 0) continue;
      } catch (error) {
        onFault(error);
      }
      await Bun.sleep(RETRY);
    }
  }
}
