import { Refusal } from "#contract/errors";

/** Previews take at most one part in so many of the time, so that looking costs others little. */
const SHARE = 10;
/** No preview waits longer than this after the one before. Milliseconds. */
const LONGEST_REST = 1_000;

interface Waiting {
  work: () => Promise<void>;
  overtaken: () => void;
}

/**
 * One preview at a time, with a rest after each. Of each person the newest alone waits: who types
 * on no longer wants the older one.
 */
export class PreviewQueue {
  readonly #waiting = new Map<string, Waiting>();
  #isRunning = false;

  /** @throws Refusal `conflict` when a newer preview of the same person took this one's place */
  take<T>(person: string, work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.get(person)?.overtaken();
      this.#waiting.set(person, {
        work: () => work().then(resolve, reject),
        overtaken: () =>
          reject(new Refusal("conflict", "后面又预览了一次，这一次不再算，以最新的为准")),
      });
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let next = this.#next(); next; next = this.#next()) {
      const from = performance.now();
      await next.work();
      const rest = Math.min((performance.now() - from) * (SHARE - 1), LONGEST_REST);
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
    this.#isRunning = false;
  }

  #next(): Waiting | undefined {
    const [first] = this.#waiting;
    if (!first) return undefined;
    const [person, waiting] = first;
    this.#waiting.delete(person);
    return waiting;
  }
}
