/**
 * What we believe of the line, from acknowledgements alone: an answer or a live socket proves it, a
 * call that nobody answered disproves it. `navigator.onLine` says only that some network is there.
 */
class Line {
  /** Null until the first call has ended. */
  #isUp = $state<boolean | null>(null);
  /** Whether the live socket carries events; without it we poll. */
  isLive = $state(false);
  /** Whether calls are answered while the socket stays away: what is shown is asked for every few seconds. */
  isPolled = $state(false);
  readonly #listeners = new Set<() => void>();

  get isUp(): boolean {
    return this.#isUp !== false;
  }

  /** Known to be there, not merely hoped for. */
  get isProved(): boolean {
    return this.#isUp === true;
  }

  proved(): void {
    const wasUp = this.#isUp;
    this.#isUp = true;
    if (wasUp !== true) for (const listener of this.#listeners) listener();
  }

  failed(): void {
    this.#isUp = false;
  }

  /** Calls back each time the line returns. @returns stops it */
  onReturn(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export const line = new Line();
