import { Refusal } from "#contract/errors";

/** A clock that stands still until it is told to move; for transcripts and tests only. */
export interface ManualClock {
  now(): number;
  /**
   * Moves on to `to`, firing in order what falls due on the way.
   * @throws Refusal `bad_argument` when `to` lies behind
   */
  moveTo(to: number): Promise<number>;
}

/** @param fireDue the kernel's; each timer fires as of its own time */
export function createManualClock(
  start: number,
  fireDue: (at: number) => Promise<number>,
): ManualClock {
  let now = start;
  // Two moves at once go one after the other, or the later one could fire first.
  let last: Promise<unknown> = Promise.resolve();
  const move = async (to: number) => {
    if (to < now) {
      throw new Refusal("bad_argument", "时钟只能向前拨", { field: "to" });
    }
    const fired = await fireDue(to);
    now = to;
    return fired;
  };
  return {
    now: () => now,
    moveTo(to) {
      const moved = last.then(() => move(to));
      last = moved.catch(() => {});
      return moved;
    },
  };
}
