/** Refusals of one source that are answered at once; a page that is reloaded a few times makes fewer. */
const FREE = 30;
const FIRST_WAIT = 1_000;
/** Below the 30 s after which servers and clients take a silent connection for dead. */
const LONGEST_WAIT = 20_000;
/** After so long without a refusal a source starts afresh. */
const FORGET = 60_000;
/** Sources remembered at once, the least recent forgotten first. */
const REMEMBERED = 10_000;
/** Refusals that wait at once, of one source and of all. */
const MOST_OF_ONE = 20;
const MOST = 1_000;

interface Source {
  refusals: number;
  last: number;
  waiting: number;
}

interface Waiting {
  due: number;
  source: Source;
  refuse(): void;
}

/**
 * Slows down whoever comes again at once after being refused for good, as clients of others do that
 * take every end of a connection for a bad line: the refusal itself is held back, longer each time,
 * up to 20 s. Nobody who is let in waits. Bounded in memory, and one beat lets go all: no timer each.
 */
export class HeldRefusals {
  readonly #now: () => number;
  readonly #sources = new Map<string, Source>();
  #waiting: Waiting[] = [];

  /** @param now milliseconds of any clock that only goes forward */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether one more of this source may be held. */
  hasRoom(source: string): boolean {
    return this.#fits(this.#sources.get(source));
  }

  /**
   * Refuses now, or when it is time.
   * @param source a session, or an address where nobody is signed in
   * @returns false when too many of that source wait already: nothing is held then, and `refuse`
   *   is not called
   */
  hold(source: string, refuse: () => void): boolean {
    const known = this.#remember(source);
    const wait = waitAfter(known.refusals);
    if (wait === 0) {
      refuse();
      return true;
    }
    if (!this.#fits(known)) return false;
    known.waiting += 1;
    this.#waiting.push({ due: this.#now() + wait, source: known, refuse });
    return true;
  }

  /** {@link hold} for a request: its refusal, when it is time. */
  answer(source: string, refusal: Response): Promise<Response> {
    const { promise, resolve } = Promise.withResolvers<Response>();
    if (!this.hold(source, () => resolve(refusal))) resolve(crowded());
    return promise;
  }

  /** Lets go those whose time has come; called about once a second. */
  sweep(): void {
    const now = this.#now();
    this.#release(({ due }) => due <= now);
  }

  /** Lets go all: the server stops. */
  stop(): void {
    this.#release(() => true);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  #fits(known: Source | undefined): boolean {
    return (known?.waiting ?? 0) < MOST_OF_ONE && this.#waiting.length < MOST;
  }

  #remember(name: string): Source {
    const now = this.#now();
    const known = this.#sources.get(name);
    const isFresh = known === undefined || (now - known.last > FORGET && known.waiting === 0);
    const source = isFresh ? { refusals: 0, last: now, waiting: 0 } : known;
    source.refusals += 1;
    source.last = now;
    this.#sources.delete(name);
    this.#sources.set(name, source);
    if (this.#sources.size > REMEMBERED) {
      const [oldest] = this.#sources.keys();
      this.#sources.delete(oldest!);
    }
    return source;
  }

  #release(isDue: (one: Waiting) => boolean): void {
    const due = this.#waiting.filter(isDue);
    this.#waiting = this.#waiting.filter((one) => !due.includes(one));
    for (const { source, refuse } of due) {
      source.waiting -= 1;
      refuse();
    }
  }
}

/** Before anything is looked up or opened for one who is refused all the time. */
export function crowded(): Response {
  const error = { code: "rate_limited", message: "连得太频繁，而且每次都被拒绝：请先看拒绝的原因" };
  const headers = { "retry-after": String(LONGEST_WAIT / 1000) };
  return Response.json({ ok: false, error }, { status: 429, headers });
}

function waitAfter(refusals: number): number {
  return refusals <= FREE ? 0 : Math.min(FIRST_WAIT * 2 ** (refusals - FREE - 1), LONGEST_WAIT);
}
