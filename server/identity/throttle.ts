const FREE_FAILURES = 5;
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 15 * 60_000;
/** After so long without an attempt a source starts afresh. */
const FORGET = 60 * 60_000;
/**
 * Sources remembered at once, the least recent forgotten first. Pushing one's own entry out
 * costs that many argon2 runs, so it buys nobody free guesses.
 */
const REMEMBERED = 10_000;

interface Failures {
  count: number;
  last: number;
  blockedUntil: number;
}

/** Slows down guessing from one source; see {@link createThrottle}. */
export interface Throttle {
  /** Counts an attempt before its outcome is known, or answers the milliseconds to wait. */
  attempt(source: string, now: number): number;
  /** The attempt was right: its source starts afresh. */
  succeed(source: string): void;
}

/**
 * After five attempts that did not succeed, a source waits 30 s, then twice as long after every
 * further one, up to 15 minutes. A source is one account **from one place** (an address, or a
 * device that signed in before), never the account alone: otherwise a stranger could lock its
 * owner out. Counting happens before the password is checked, so a hundred guesses sent at once
 * are not a hundred free ones (nor are six right passwords at the same instant). Kept in memory: a restart forgives, which costs a guesser more
 * than it gives.
 */
export function createThrottle(): Throttle {
  const sources = new Map<string, Failures>();

  return {
    attempt(source, now) {
      const known = sources.get(source);
      const fresh = !known || now - known.last > FORGET;
      const failures = fresh ? { count: 0, last: now, blockedUntil: 0 } : known;
      if (now < failures.blockedUntil) return failures.blockedUntil - now;
      failures.count += 1;
      failures.last = now;
      if (failures.count >= FREE_FAILURES) {
        const wait = FIRST_WAIT * 2 ** (failures.count - FREE_FAILURES);
        failures.blockedUntil = now + Math.min(wait, LONGEST_WAIT);
      }
      sources.delete(source);
      sources.set(source, failures);
      if (sources.size > REMEMBERED) {
        const oldest = sources.keys().next().value;
        if (oldest !== undefined) sources.delete(oldest);
      }
      return 0;
    },
    succeed(source) {
      sources.delete(source);
    },
  };
}
