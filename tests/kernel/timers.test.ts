import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { insertTimers, nextDue } from "#db/timers";
import { defineBot } from "#kernel/define-bot";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";

const GRID = "#东山一网格";
const MINUTE = 60_000;

/** Rings in the grid's channel, once per timer that fires. */
const bell = defineBot({
  key: "bell",
  zh: "铃",
  en: "Bell",
  commands: [],
  timers: [
    {
      rule: "bell.ring",
      async run(ctx, { key, dueAt }) {
        if (key.startsWith("坏")) throw new Error("this bell is broken");
        const text = `${key} ${(dueAt - start) / MINUTE} ${(ctx.now - start) / MINUTE}`;
        ctx.post({ channel: "staff:e1a", kind: "reminder", text });
        if (key === "连环" && dueAt < start + 3 * MINUTE) {
          ctx.schedule({ rule: "bell.ring", key, dueAt: dueAt + MINUTE });
        }
      },
    },
  ],
});

let k: TestKernel;
let start: number;
const faults: unknown[] = [];
beforeAll(async () => {
  k = await openTestKernel({ bots: [bell], onFault: (error) => faults.push(error) });
});
afterAll(() => k.stop());
let heard: number;
beforeEach(async () => {
  start = k.at();
  heard = (await k.messages(GRID)).length;
  faults.length = 0;
});

const schedule = (...timers: [string, number][]) =>
  k.write((session) =>
    insertTimers(
      session,
      timers.map(([key, minutes]) => ({
        rule: "bell.ring",
        key,
        dueAt: start + minutes * MINUTE,
      })),
    ),
  );
const rung = async () => (await k.messages(GRID)).slice(heard).map(({ text }) => text);

it("fires each timer once where two fire at once", async () => {
  await schedule(
    ...Array.from({ length: 30 }, (_, i): [string, number] => [`并${i}`, 1 + (i % 3)]),
  );
  const at = start + 5 * MINUTE;
  await Promise.all([k.kernel.fireDue(at), k.kernel.fireDue(at), k.kernel.fireDue(at)]);
  const texts = await rung();
  expect(texts).toHaveLength(30);
  expect(new Set(texts).size).toBe(30);
  expect(await k.kernel.fireDue(at)).toBe(0);
  expect(await nextDue(k.kernel.read)).toBeNull();
});

it("fires none again after a restart", async () => {
  await schedule(["重启", 1]);
  await k.clock(start + 2 * MINUTE);
  const restarted = await k.twin();
  expect(await restarted.fireDue(start + 60 * MINUTE)).toBe(0);
  expect(await rung()).toEqual(["重启 1 1"]);
});

it("fires in order of time, each as of its own, and what one schedules on the way", async () => {
  await schedule(["晚", 3], ["早", 1], ["连环", 1], ["以后", 60]);
  await k.clock(start + 10 * MINUTE);
  expect(await rung()).toEqual(["早 1 1", "连环 1 1", "连环 2 2", "晚 3 3", "连环 3 3"]);
});

it("takes the same rule, key and time for one timer", async () => {
  await schedule(["同", 70], ["同", 70]);
  await schedule(["同", 70]);
  await k.clock(start + 80 * MINUTE);
  expect((await rung()).filter((text) => text.startsWith("同"))).toEqual(["同 70 70"]);
});

it("leaves one that fails for the next time, and holds up none of the others", async () => {
  await schedule(["坏", 1], ["好", 2]);
  await k.clock(start + 5 * MINUTE);
  expect(await rung()).toEqual(["好 2 2"]);
  expect(faults).toHaveLength(1);
  expect(await nextDue(k.kernel.read)).toBe(start + MINUTE);
  await k.clock(start + 6 * MINUTE);
  expect(faults).toHaveLength(2);
});
