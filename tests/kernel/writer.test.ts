import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findCommand, insertCommand } from "#db/commands";
import { lastNumber, nextNumber } from "#db/counters";
import type { Session, SqliteStore, Store } from "#db/open";
import { noEffects } from "#kernel/effects";
import { createWriter, type Writer, type Written } from "#kernel/writer";
import { type EmptyStore, openEmptyStore } from "../support/kernel.ts";

let empty: EmptyStore;
let store: Store;
/** Statements that drive transactions, in order, as SQLite got them. */
let driven: string[];
let refresh: () => Promise<void>;
let writer: Writer;

beforeEach(async () => {
  empty = await openEmptyStore();
  driven = [];
  refresh = async () => {};
  store = empty.store.dialect === "sqlite" ? recorded(empty.store) : empty.store;
  writer = createWriter(
    store,
    () => refresh(),
    () => 0,
  );
});
afterEach(async () => {
  await store.close();
  await empty.drop();
});

/** The same store, which also notes what it is told to do. */
function recorded(real: SqliteStore): SqliteStore {
  return {
    ...real,
    exec: (statement) => {
      driven.push(statement);
      real.exec(statement);
    },
  };
}

const times = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const written = <T>(value: T, orgChanged = false): Written<T> => ({
  value,
  effects: { ...noEffects(), orgChanged },
});
/** Takes the next number of a series. */
const take = (key: string) => async (session: Session) => written(await nextNumber(session, key));
const last = (key: string) => lastNumber(store.read, key);

describe("on both dialects", () => {
  it("answers after the commit, and loses and doubles none of many at once", async () => {
    const numbers = await Promise.all(
      times(60).map(async () => {
        const mine = await writer.run(take("a"));
        // Read on another connection: what was answered is there for everybody.
        expect(await last("a")).toBeGreaterThanOrEqual(mine);
        return mine;
      }),
    );
    expect(numbers.sort((a, b) => a - b)).toEqual(times(60));
    expect(await last("a")).toBe(60);
  });

  it("undoes what a throwing job wrote, and nothing of the jobs beside it", async () => {
    const no = new Error("no");
    const jobs = times(20).map((n) =>
      writer.run(async (session) => {
        const value = await nextNumber(session, "a");
        if (n % 5 === 0) throw no;
        return written(value);
      }),
    );
    const ended = await Promise.allSettled(jobs);
    expect(ended.filter((end) => end.status === "rejected").map((end) => end.reason)).toEqual(
      Array(4).fill(no),
    );
    const kept = ended.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
    expect(kept.sort((a, b) => a - b)).toEqual(times(16));
    expect(await last("a")).toBe(16);
  });

  it("loads the tree anew after the commit that changed it and before it answers", async () => {
    const order: string[] = [];
    refresh = async () => {
      order.push(`refresh sees ${await last("a")}`);
    };
    const change = writer.run(async (session) => written(await nextNumber(session, "a"), true));
    await change.then(() => order.push("answered"));
    expect(order).toEqual(["refresh sees 1", "answered"]);
  });

  it("works on after a failure", async () => {
    const fail = () => Promise.reject(new Error("no"));
    await expect(writer.run(fail)).rejects.toThrow("no");
    expect(await writer.run(take("a"))).toBe(1);
  });
});

if (process.env.LINGDA_TEST_DB === "sqlite") describe("group commit", groupCommit);
else describe("PostgreSQL", postgresRaces);

function groupCommit(): void {
  const exec = (statement: string) => (empty.store as SqliteStore).exec(statement);
  const count = (word: string) => driven.filter((statement) => statement.startsWith(word)).length;

  it("takes what waits into one transaction, each job under a savepoint of its own", async () => {
    await Promise.all(times(100).map(() => writer.run(take("a"))));
    expect([count("BEGIN"), count("COMMIT"), count("SAVEPOINT")]).toEqual([1, 1, 100]);
  });

  it("commits 256 at most at once", async () => {
    await Promise.all(times(600).map(() => writer.run(take("a"))));
    expect([count("BEGIN"), count("COMMIT")]).toEqual([3, 3]);
  });

  it("lets nothing run on the old tree behind a change of it", async () => {
    const order: string[] = [];
    refresh = async () => {
      order.push("refresh");
    };
    const job = (name: string, orgChanged: boolean) =>
      writer.run(async () => {
        order.push(name);
        return written(name, orgChanged);
      });
    const answers = [job("a", false), job("b", true), job("c", false), job("d", true)];
    expect(await Promise.all(answers)).toEqual(["a", "b", "c", "d"]);
    expect(order).toEqual(["a", "b", "refresh", "c", "d", "refresh"]);
  });

  it("fails the batch of a job that awaits anything but its queries, and writes none of it", async () => {
    const slow = writer.run(async (session) => {
      const value = await nextNumber(session, "a");
      await new Promise((resolve) => setImmediate(resolve));
      return written(value);
    });
    const ended = await Promise.allSettled([writer.run(take("a")), slow, writer.run(take("a"))]);
    expect(ended.map((end) => end.status)).toEqual(Array(3).fill("rejected"));
    expect(await last("a")).toBe(0);
    expect(await writer.run(take("a"))).toBe(1);
  });

  it("acknowledges nothing of a batch whose transaction was ended from inside", async () => {
    const ended = await Promise.allSettled([
      writer.run(take("a")),
      writer.run(async (session) => {
        await nextNumber(session, "a");
        exec("ROLLBACK");
        throw new Error("disk full");
      }),
      writer.run(take("a")),
    ]);
    expect(ended.map((end) => end.status)).toEqual(Array(3).fill("rejected"));
    expect(await last("a")).toBe(0);
    expect(await writer.run(take("a"))).toBe(1);
  });

  it("keeps the disk's promise when the file may not grow", async () => {
    await writer.run(take("a"));
    exec("PRAGMA max_page_count = 1");
    const big = (key: string) => writer.run(take(key + "x".repeat(100_000)));
    const ended = await Promise.allSettled([writer.run(take("a")), big("b"), big("c")]);
    const kept = ended[0]!.status === "fulfilled" ? 2 : 1;
    expect(ended.slice(1).map((end) => end.status)).toEqual(["rejected", "rejected"]);
    expect(await last("a")).toBe(kept);
    exec("PRAGMA max_page_count = 1000000");
    expect(await writer.run(take("a"))).toBe(kept + 1);
  });
}

function postgresRaces(): void {
  it("tries a deadlock's loser again", async () => {
    const [hasA, hasB] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let runs = 0;
    const both = (first: string, mine: typeof hasA, second: string, other: typeof hasA) =>
      writer.run(async (session) => {
        runs += 1;
        await nextNumber(session, first);
        mine.resolve();
        await other.promise;
        return written(await nextNumber(session, second));
      });
    await Promise.all([both("a", hasA, "b", hasB), both("b", hasB, "a", hasA)]);
    expect([await last("a"), await last("b")]).toEqual([2, 2]);
    expect(runs).toBeGreaterThan(2);
  });

  it("lets the twin of a command find what the first one stored", async () => {
    const row = { person: "邱", cid: "1", hash: "", at: 0, clientAt: null, channel: null };
    const arrived = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const twin = (n: 0 | 1) =>
      writer.run(async (session) => {
        const found = await findCommand(session, row.person, row.cid);
        arrived[n]!.resolve();
        await arrived[1 - n]!.promise;
        if (!found) await insertCommand(session, { ...row, name: "say", answer: { n } });
        return written(found ? "replayed" : "stored");
      });
    expect((await Promise.all([twin(0), twin(1)])).sort()).toEqual(["replayed", "stored"]);
  });

  it("gives up after six tries, and at once on a fault of ours", async () => {
    const tries: Record<string, number> = {};
    const failing = (code: string) =>
      writer.run(async () => {
        tries[code] = (tries[code] ?? 0) + 1;
        throw Object.assign(new Error(code), { code });
      });
    await expect(failing("40001")).rejects.toThrow("40001");
    await expect(failing("23502")).rejects.toThrow("23502");
    expect(tries).toEqual({ "40001": 6, "23502": 1 });
  });
}
