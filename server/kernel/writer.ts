import type { PostgresStore, Session, SqliteStore, Store } from "#db/open";
import type { OrgChange } from "#domain/org/org";
import type { Effects } from "./effects.ts";

/** What a job gives back: its value, and what it changed. */
export interface Written<T> {
  value: T;
  effects: Effects;
}
type Job<T> = (session: Session) => Promise<Written<T>>;

/** Where every change goes through: one job, one transaction, resolved only after its commit. */
export interface Writer {
  /**
   * Runs `job` in a transaction. When it throws, what it wrote is undone and the promise rejects
   * with the same error. The job may await nothing but queries on its session.
   */
  run<T>(job: Job<T>): Promise<T>;
}

/**
 * @param refresh takes a change of the tree in after its commit, before anything else runs
 * @param random 0 to 1, for the jitter of retries
 */
export function createWriter(
  store: Store,
  refresh: (change: OrgChange | null) => Promise<void>,
  random: () => number,
): Writer {
  return store.dialect === "sqlite"
    ? new GroupWriter(store, refresh)
    : new PoolWriter(store, refresh, random);
}

interface Waiting {
  job: Job<unknown>;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

/** Jobs in one commit; enough to share one fsync, few enough to keep a macrotask short. */
const BATCH = 256;

/**
 * SQLite: a single loop takes every waiting job, runs each under a savepoint inside one
 * transaction, commits once and only then answers them all. No delay when idle, one fsync for
 * hundreds of replies in a storm.
 */
class GroupWriter implements Writer {
  #store: SqliteStore;
  #refresh: (change: OrgChange | null) => Promise<void>;
  #waiting: Waiting[] = [];
  #running = false;

  constructor(store: SqliteStore, refresh: (change: OrgChange | null) => Promise<void>) {
    this.#store = store;
    this.#refresh = refresh;
  }

  run<T>(job: Job<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      if (!this.#running) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#running = true;
    // Requests that have arrived together are read one macrotask each: let them queue up.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      while (this.#waiting.length > 0) await this.#batch(this.#waiting.splice(0, BATCH));
    } finally {
      this.#running = false;
    }
  }

  async #batch(batch: Waiting[]): Promise<void> {
    // A job that awaits anything but its queries lets a macrotask pass; strangers' reads would see
    // an open transaction and a rollback would take acknowledged work with it.
    let outlived = false;
    const sentinel = setImmediate(() => {
      outlived = true;
    });
    const settle: (() => void)[] = [];
    let moved: Effects | null = null;
    try {
      this.#store.exec("BEGIN IMMEDIATE");
      for (const { job, resolve, reject } of batch) {
        this.#store.exec("SAVEPOINT job");
        try {
          const written = await job(this.#store.write);
          this.#store.exec("RELEASE job");
          settle.push(() => resolve(written.value as never));
          if (written.effects.orgChanged) moved = written.effects;
        } catch (error) {
          // A full disk ends the whole transaction from inside; then nothing of it is left.
          if (!this.#store.inTransaction()) throw error;
          this.#store.exec("ROLLBACK TO job");
          this.#store.exec("RELEASE job");
          settle.push(() => reject(error));
        }
        if (outlived) throw new Error("a job awaited something that is not its own query");
        if (moved) break;
      }
      this.#store.exec("COMMIT");
      // Those behind a change of the tree wait for the new one.
      this.#waiting.unshift(...batch.splice(settle.length));
      if (moved) await this.#refresh(moved.org);
      for (const answer of settle) answer();
    } catch (error) {
      if (this.#store.inTransaction()) this.#store.exec("ROLLBACK");
      for (const { reject } of batch) reject(error);
    } finally {
      clearImmediate(sentinel);
    }
  }
}

/** Deadlock, serialization failure, and a twin of the same command (unique key). */
const RETRIED = new Set(["40P01", "40001", "23505"]);
const TRIES = 6;

/** PostgreSQL: a READ COMMITTED transaction a job, tried again with jitter when it lost a race. */
class PoolWriter implements Writer {
  #store: PostgresStore;
  #refresh: (change: OrgChange | null) => Promise<void>;
  #random: () => number;

  constructor(
    store: PostgresStore,
    refresh: (change: OrgChange | null) => Promise<void>,
    random: () => number,
  ) {
    this.#store = store;
    this.#refresh = refresh;
    this.#random = random;
  }

  async run<T>(job: Job<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      try {
        const { value, effects } = await this.#store.transaction(job);
        if (effects.orgChanged) await this.#refresh(effects.org);
        return value;
      } catch (error) {
        if (tried === TRIES || !RETRIED.has(sqlState(error))) throw error;
        const pause = 5 * 2 ** tried * (0.5 + this.#random());
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
}

/** The SQLSTATE of a driver's error, also where drizzle wrapped it. */
function sqlState(error: unknown): string {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ("code" in e && typeof e.code === "string") return e.code;
  }
  return "";
}
