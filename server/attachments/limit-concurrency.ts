/** Runs jobs at most so many at a time, the others in the order they came. */
export function limitConcurrency(atATime: number): <T>(job: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (job) => {
    if (running === atATime) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await job();
    } finally {
      // The place is handed over, never given back and taken again by one who came later.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
