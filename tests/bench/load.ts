const SECOND = 1_000;

/**
 * Begins `work` so often a second, whether or not the one before has ended, for so long.
 * @returns what each gave, once all have ended
 */
export async function atRate(
  rate: number,
  seconds: number,
  work: (nth: number) => Promise<number>,
): Promise<number[]> {
  const running: Promise<number>[] = [];
  const from = performance.now();
  await new Promise<void>((resolve) => {
    const beat = setInterval(() => {
      const spent = performance.now() - from;
      const due = Math.min(Math.floor((spent * rate) / SECOND), rate * seconds);
      while (running.length < due) running.push(work(running.length));
      if (due < rate * seconds) return;
      clearInterval(beat);
      resolve();
    }, 2);
  });
  return Promise.all(running);
}

/** {@link atRate}, of several things in turn. */
export async function inTurn<T>(
  rate: number,
  seconds: number,
  things: readonly T[],
  work: (thing: T) => Promise<void>,
): Promise<void> {
  await atRate(rate, seconds, async (nth) => {
    await work(things[nth % things.length]!);
    return 0;
  });
}

/** `p50 3.1 ms, p99 9.4 ms`. */
export function percentiles(ms: readonly number[]): string {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  return `p50 ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms (${ms.length})`;
}
