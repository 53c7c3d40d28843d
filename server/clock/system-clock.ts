/** What the clock moves: the kernel's timers. */
export interface Timers {
  /** Fires everything due at or before `at`. */
  fireDue(at: number): Promise<number>;
  /** When the next one is due; null when none is waiting. */
  nextDue(): Promise<number | null>;
  /** Calls back after each commit, which may have brought an earlier one. */
  onCommit(listener: () => void): void;
}

export interface RunningClock {
  /** Resolves when the last firing is done. */
  stop(): Promise<void>;
}

/** The longest sleep: a laptop that woke up, or a clock that was set, is noticed within this. */
const LONGEST_SLEEP = 30_000;

/**
 * Fires timers by the system clock: at once what fell due while nobody ran, then each at its time.
 * @param onFault told when a firing failed; it is tried again at the next wake
 */
export function startSystemClock(
  timers: Timers,
  now: () => number,
  onFault: (error: unknown) => void,
): RunningClock {
  let stopped = false;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let asked = false;

  const wake = () => {
    if (stopped) return;
    clearTimeout(alarm);
    if (running) {
      asked = true;
      return;
    }
    running = round().finally(() => {
      running = null;
      if (asked) {
        asked = false;
        wake();
      }
    });
  };

  const round = async () => {
    let sleep = LONGEST_SLEEP;
    try {
      await timers.fireDue(now());
      const next = await timers.nextDue();
      if (next !== null) sleep = Math.min(sleep, Math.max(0, next - now()));
    } catch (error) {
      onFault(error);
    }
    if (!stopped) alarm = setTimeout(wake, sleep);
  };

  timers.onCommit(wake);
  wake();
  return {
    async stop() {
      stopped = true;
      clearTimeout(alarm);
      await running;
    },
  };
}
