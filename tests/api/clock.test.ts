import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createManualClock } from "../../server/clock/manual-clock.ts";
import { startSystemClock, type Timers } from "../../server/clock/system-clock.ts";

const START = Date.parse("2020-01-27T07:00:00+08:00");
const MINUTE = 60_000;

/** Timers as the kernel keeps them: due times that fire once, in order. */
class Waiting implements Timers {
  readonly fired: { due: number; at: number }[] = [];
  broken = false;
  #due: number[] = [];
  #listeners: (() => void)[] = [];

  add(...due: number[]): void {
    this.#due.push(...due);
    for (const listener of this.#listeners) listener();
  }

  async fireDue(at: number): Promise<number> {
    if (this.broken) throw new Error("the database is away");
    const ripe = this.#due.filter((due) => due <= at).sort((a, b) => a - b);
    this.#due = this.#due.filter((due) => due > at);
    this.fired.push(...ripe.map((due) => ({ due, at })));
    return ripe.length;
  }

  async nextDue(): Promise<number | null> {
    return this.#due.length > 0 ? Math.min(...this.#due) : null;
  }

  onCommit(listener: () => void): void {
    this.#listeners.push(listener);
  }
}

describe("the system clock", () => {
  let timers: Waiting;
  const faults: unknown[] = [];
  const start = () => startSystemClock(timers, Date.now, (error) => faults.push(error));
  const due = () => timers.fired.map((one) => (one.due - START) / MINUTE);

  beforeEach(() => {
    vi.useFakeTimers({ now: START });
    timers = new Waiting();
    faults.length = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("fires at once, in order, what fell due while nobody ran", async () => {
    timers.add(START - 5 * MINUTE, START - 9 * MINUTE);
    const clock = start();
    await vi.advanceTimersByTimeAsync(0);
    expect(due()).toEqual([-9, -5]);
    await clock.stop();
  });

  it("fires each at its time, also one that a commit brought later", async () => {
    timers.add(START + 10 * MINUTE);
    const clock = start();
    await vi.advanceTimersByTimeAsync(MINUTE);
    timers.add(START + 2 * MINUTE);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(due()).toEqual([2]);
    await vi.advanceTimersByTimeAsync(8 * MINUTE);
    expect(timers.fired.map((one) => one.at - one.due)).toEqual([0, 0]);
    await clock.stop();
  });

  it("notices within half a minute that the clock was set forward", async () => {
    timers.add(START + 60 * MINUTE);
    const clock = start();
    await vi.advanceTimersByTimeAsync(1_000);
    vi.setSystemTime(START + 61 * MINUTE);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(due()).toEqual([60]);
    await clock.stop();
  });

  it("tells of a failure and tries again", async () => {
    timers.add(START + MINUTE);
    timers.broken = true;
    const clock = start();
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(faults.length).toBeGreaterThan(0);
    timers.broken = false;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(due()).toEqual([1]);
    await clock.stop();
  });

  it("fires nothing once it was stopped", async () => {
    timers.add(START + MINUTE);
    const clock = start();
    await vi.advanceTimersByTimeAsync(0);
    await clock.stop();
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    timers.add(START + 2 * MINUTE);
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(due()).toEqual([]);
  });
});

describe("the manual clock", () => {
  it("stands still, moves on with its timers, and never back", async () => {
    const timers = new Waiting();
    const clock = createManualClock(START, (at) => timers.fireDue(at));
    timers.add(START + MINUTE, START + 9 * MINUTE);
    expect(clock.now()).toBe(START);
    expect(await clock.moveTo(START + 5 * MINUTE)).toBe(1);
    expect(clock.now()).toBe(START + 5 * MINUTE);
    await expect(clock.moveTo(START)).rejects.toThrow("向前");
    expect(await clock.moveTo(START + 9 * MINUTE)).toBe(1);
  });
});
