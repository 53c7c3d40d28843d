import { assert, asyncProperty, integer, shuffledSubarray } from "fast-check";
import { describe, expect, it } from "vitest";
import type { MessageView } from "#contract/nouns";
import { ChannelLogs } from "../../server/realtime/channel-logs.ts";
import { FrameStore } from "../../server/realtime/frame-store.ts";
import { ring, until } from "./support/until.ts";

const CHANNEL = "staff:x";

const event = (seq: number): MessageView => ({
  ...{ id: `m${seq}`, channel: CHANNEL, seq, at: seq, kind: "text", text: `第${seq}条` },
  author: { person: "p", bot: null, name: "余航", post: null },
  ...{ item: null, node: null, mentions: [], ref: null, quote: null },
  ...{ attachments: [], before: null, recalled: false },
  ...{ replacedBy: null, clientAt: null },
});

/** A log over a database that holds everything up to `committed`, and what it told. */
function openLogs(budget?: number) {
  const told: number[] = [];
  const database = { committed: 0, reads: 0 };
  const logs = new ChannelLogs({
    store: new FrameStore(budget),
    async read(_, after, limit) {
      database.reads += 1;
      const count = Math.min(limit, database.committed - after);
      return Array.from({ length: Math.max(0, count) }, (_, i) => event(after + 1 + i));
    },
    publish: (_, frame) => {
      told.push(JSON.parse(frame.slice(2))[1].seq);
      ring();
    },
    isFollowed: () => true,
    onFault: (error) => {
      throw error;
    },
  });
  return { logs, told, database };
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe("commits that are reported out of order", () => {
  it("are told in order and once, whatever the order and whatever is never reported", async () => {
    const total = 40;
    const orders = shuffledSubarray(upTo(total), { minLength: 1, maxLength: total });
    await assert(
      asyncProperty(orders, integer({ min: 1, max: 5 }), async (order, pause) => {
        const { logs, told, database } = openLogs();
        logs.learn(CHANNEL, 0);
        for (const [i, seq] of order.entries()) {
          // Whoever got this seq waited for all before it to be committed.
          database.committed = Math.max(database.committed, seq);
          logs.take(event(seq));
          if (i % pause === 0) await Promise.resolve();
        }
        const newest = Math.max(...order);
        await until(() => told.at(-1) === newest, "the newest");
        expect(told).toEqual(upTo(newest));
        expect(logs.head(CHANNEL)).toBe(newest);
      }),
      { numRuns: 200 },
    );
  });

  it("cost no query when they are in order", () => {
    const { logs, told, database } = openLogs();
    logs.learn(CHANNEL, 3);
    // Followed without a head: the channel did not exist, and all it has is news.
    expect(logs.head(CHANNEL)).toBe(0);
    for (const seq of upTo(9)) logs.take(event(seq));
    logs.take(event(4));
    expect(told).toEqual(upTo(9));
    expect(database.reads).toBe(0);
  });
});

describe("the events in memory", () => {
  it("go back as far as the budget, and never with a hole", () => {
    const store = new FrameStore(100);
    for (const seq of upTo(30)) {
      store.add("a", seq, "x".repeat(9));
      if (seq % 3 === 0) store.add("b", seq / 3, "y".repeat(9));
    }
    expect(store.since("a", 30, 30)).toEqual([]);
    expect(store.since("a", 0, 30)).toBeNull();
    const reach = upTo(30).filter((seq) => store.since("a", seq, 30) !== null);
    expect(reach[0]).toBeGreaterThan(15);
    for (const seq of reach) expect(store.since("a", seq, 30)).toHaveLength(30 - seq);
    expect(store.since("b", 9, 10)).toEqual(["y".repeat(9)]);
    expect(store.since("c", 0, 0)).toEqual([]);
    expect(store.since("c", 0, 1)).toBeNull();
  });

  it("forget a channel in which something was taken back, and tell it from the database", async () => {
    const { logs, database } = openLogs();
    logs.learn(CHANNEL, 0);
    for (const seq of upTo(5)) logs.take(event(seq));
    expect(logs.since(CHANNEL, 0)).toHaveLength(5);
    logs.take({ ...event(6), kind: "recall", ref: "m3" });
    database.committed = 6;
    expect(logs.since(CHANNEL, 0)).toBeNull();
    expect(logs.since(CHANNEL, 5)).toHaveLength(1);
    expect(await logs.page(CHANNEL, 0, 10)).toHaveLength(6);
    const store = new FrameStore(100);
    for (const seq of upTo(30)) store.add(seq % 2 ? "a" : "b", Math.ceil(seq / 2), "x".repeat(9));
    store.forget("a");
    for (const seq of upTo(30)) store.add("b", 15 + seq, "x".repeat(9));
    expect(store.since("a", 0, 15)).toBeNull();
    expect(store.since("b", 44, 45)).toHaveLength(1);
  });
});
