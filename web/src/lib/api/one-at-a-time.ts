/**
 * Asks one at a time, so that an older answer never takes the place of a newer one. Asked for while
 * an answer is on its way, which may not know of what has changed since, it asks once more after it.
 */
export function oneAtATime<T>(ask: () => Promise<T>): () => Promise<T> {
  let asking: Promise<T> | null = null;
  let again = false;
  const askOn = async (): Promise<T> => {
    try {
      for (;;) {
        again = false;
        const answer = await ask();
        if (!again) return answer;
      }
    } finally {
      asking = null;
    }
  };
  return () => {
    again = true;
    asking ??= askOn();
    return asking;
  };
}
