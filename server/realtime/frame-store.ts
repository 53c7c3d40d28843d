/** Characters of encoded events kept for all channels together: about 64 MB, a storm's worth. */
const BUDGET = 32 * 1024 * 1024;

/** The newest events of one channel, encoded; `newest - size` is the last one no longer here. */
interface Kept {
  frames: Map<number, string>;
  oldest: number;
}

/**
 * The newest events of every channel in memory, so that a thousand clients that come back at once
 * cost no query. When all together grow past the budget the oldest of all go first.
 */
export class FrameStore {
  readonly #channels = new Map<string, Kept>();
  /** Channel of each kept event, in the order they came; those before `#first` are gone. */
  #order: string[] = [];
  #first = 0;
  #size = 0;

  constructor(readonly budget = BUDGET) {}

  has(channel: string): boolean {
    return this.#channels.has(channel);
  }

  /** Keeps the event after the channel's newest. */
  add(channel: string, seq: number, frame: string): void {
    let kept = this.#channels.get(channel);
    if (!kept) {
      kept = { frames: new Map(), oldest: seq };
      this.#channels.set(channel, kept);
    }
    kept.frames.set(seq, frame);
    this.#order.push(channel);
    this.#size += frame.length;
    while (this.#size > this.budget) this.#dropOldest();
  }

  /** Encoded events after `seq`, or null when it does not reach back that far. */
  since(channel: string, seq: number, newest: number): string[] | null {
    if (seq === newest) return [];
    const kept = this.#channels.get(channel);
    if (!kept || kept.oldest > seq + 1) return null;
    return Array.from({ length: newest - seq }, (_, i) => kept.frames.get(seq + 1 + i)!);
  }

  /** Lets go of a channel's events: one of them has been taken back, and memory would still tell it. */
  forget(channel: string): void {
    const kept = this.#channels.get(channel);
    if (!kept) return;
    for (const frame of kept.frames.values()) this.#size -= frame.length;
    this.#channels.delete(channel);
    this.#order = this.#order.slice(this.#first).filter((one) => one !== channel);
    this.#first = 0;
  }

  #dropOldest(): void {
    const channel = this.#order[this.#first]!;
    this.#first += 1;
    const kept = this.#channels.get(channel)!;
    this.#size -= kept.frames.get(kept.oldest)!.length;
    kept.frames.delete(kept.oldest);
    kept.oldest += 1;
    if (kept.frames.size === 0) this.#channels.delete(channel);
    if (this.#first > 4096 && this.#first * 2 > this.#order.length) {
      this.#order = this.#order.slice(this.#first);
      this.#first = 0;
    }
  }
}
