import type { Logger } from "pino";

/** Frames a second; a screen full of cards that comes back asks for a few dozen. */
const MOST_FRAMES = 200;
/** Faults after which the connection is ended; a browser of an older release makes a few. */
const MOST_FAULTS = 10;
const SECOND = 1_000;

/** How one connection behaves; tells the log of its faults, once a second at most. */
export class FrameLimits {
  readonly #log: Logger;
  #toldAt = Number.NEGATIVE_INFINITY;
  #faults = 0;
  #second = 0;
  #frames = 0;
  /** Whether the one allowed request to be let in has come. */
  hasAsked = false;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Counts a frame; false when there are too many. */
  mayGoOn(): boolean {
    const second = Math.floor(performance.now() / SECOND);
    this.#frames = second === this.#second ? this.#frames + 1 : 1;
    this.#second = second;
    return this.#frames <= MOST_FRAMES;
  }

  /** @param what never anything the client sent. @returns whether this was one too many */
  fault(what: string): boolean {
    this.#faults += 1;
    const now = performance.now();
    if (now - this.#toldAt >= SECOND) {
      this.#toldAt = now;
      this.#log.warn({ what, faults: this.#faults }, "socket");
    }
    return this.#faults >= MOST_FAULTS;
  }
}
