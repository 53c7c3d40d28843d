import type { Logger } from "pino";
import { CLOSE } from "#contract/board-documents";
import type { Assignment } from "#domain/org/org";

/** Who came in, and under which post they see the document. */
export interface Admitted {
  person: string;
  session: string;
  /** Asked again every second whether the session still holds. */
  carrier: { headers: Headers };
  assignment: Assignment;
}

/** What a connection needs of a websocket; both are false or throw nothing once it is gone. */
export interface Wire {
  /** @returns 0 when the frame was dropped */
  send(frame: Uint8Array): number;
  close(code: number, reason: string): void;
}

const STRIKES = 3;
const LOG_EVERY = 1_000;
/** More than a hand, a resync and a page full of remarks together ever send. */
const FRAMES_PER_SECOND = 100;

/** One client of one document. */
export class Connection {
  #strikes = 0;
  #closed = false;
  #loggedAt = Number.NEGATIVE_INFINITY;
  #unlogged = 0;
  #second = 0;
  #frames = 0;

  constructor(
    readonly wire: Wire,
    readonly who: Admitted,
    readonly log: Logger,
  ) {}

  /** A client that does not take its frames would have a gap: it comes again and gets all. */
  send(frame: Uint8Array): void {
    if (!this.#closed && this.wire.send(frame) === 0) this.close(CLOSE.changed, "too slow");
  }

  close(code: number, reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.wire.close(code, reason);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Counts a frame in. @returns false when there are too many of them */
  admits(): boolean {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.#second) this.#frames = 0;
    this.#second = second;
    this.#frames += 1;
    return this.#frames <= FRAMES_PER_SECOND;
  }

  /** A frame that is refused; after three the client is shown out. Logs once a second at most. */
  strike(reason: string): void {
    this.#strikes += 1;
    this.#unlogged += 1;
    const now = performance.now();
    if (now - this.#loggedAt >= LOG_EVERY) {
      const { person, session } = this.who;
      this.log.warn({ person, session, reason, refused: this.#unlogged }, "yjs frame refused");
      this.#loggedAt = now;
      this.#unlogged = 0;
    }
    if (this.#strikes >= STRIKES) this.close(CLOSE.refused, reason);
  }
}
