import fc from "fast-check";
import { expect, it } from "vitest";
import { listEventsOf } from "#db/events";
import { listItems } from "#db/items";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";
import { type Day, day, issueAll, issueOne, play, reviewDay } from "../support/random-day.ts";
import { seqFaults, submitted, tallyFaults } from "../support/recount.ts";
import { sized } from "../support/size.ts";

const isPostgres = process.env.LINGDA_TEST_DB === "postgres";
/** A day takes four times as long on PostgreSQL, and what it proves there is that both say the same. */
const RUNS = sized(isPostgres ? { small: 8, full: 12 } : { small: 10, full: 40 });
/** Fixed, so that a red run is red again; another number tries other days. */
const SEED = 20200127;

it("C7: whatever people do, tallies equal a recount and nothing is numbered or counted twice", {
  timeout: sized({ small: 120_000, full: 900_000 }),
}, async () => {
  const outcomes = await liveThrough(day, issueAll, RUNS);
  // The days are worth something: much of what was tried went through, and some was refused.
  const done = [...outcomes].filter(([word]) => word.endsWith(" ok")).map(([word]) => word);
  expect(done.length).toBeGreaterThan(12);
});

it("C7: whatever overtakes a correction, none waits on, and what went up never falls by itself", {
  timeout: 120_000,
}, async () => {
  const outcomes = await liveThrough(reviewDay, issueOne, sized({ small: 6, full: 10 }));
  for (const word of ["takeNew", "takeOld", "return", "partial", "returnTown", "verify"]) {
    expect([word, outcomes.get(`${word} ok`) ?? 0]).not.toEqual([word, 0]);
  }
});

/** Lives through days at random, each in a county of its own, and counts what came of the acts. */
async function liveThrough(
  days: fc.Arbitrary<Day>,
  begin: (k: TestKernel) => Promise<void>,
  numRuns: number,
): Promise<Map<string, number>> {
  const outcomes = new Map<string, number>();
  const check = async (plan: Day) => {
    const k = await openTestKernel({ bots, fixture: "kaihua-day" });
    try {
      await begin(k);
      await live(k, plan, outcomes);
    } finally {
      await k.stop();
    }
  };
  await fc.assert(fc.asyncProperty(days, check), { numRuns, seed: SEED, endOnFailure: true });
  expect([...outcomes.keys()]).not.toContain("internal");
  return outcomes;
}

it("C7: many at once on one place leave its tallies right", { timeout: 120_000 }, async () => {
  const k = await openTestKernel({ bots, fixture: "kaihua-day" });
  try {
    const line = "/任务 摸排 范围=本辖区:网格 字段=在册:整数! 截止=18:00 核实=是";
    const label = /T\d+-\d+/.exec(await k.done("余晖", "#池淮镇指挥室", line))![0];
    const grid = "#航头一网格";
    const room = "#池淮镇指挥室";
    const final = { session: k.kernel.read, org: k.kernel.org() };
    for (let round = 1; round <= 25; round += 1) {
      await Promise.all([
        k.say("余航", grid, `/报 ${label} ${round}`),
        k.say("余航", grid, `/报 ${label} ${100 + round}`),
        k.say("余航", grid, `/收到 ${label}`),
        k.say("余晖", room, `/核实 ${label} 航头一网格`),
        k.say("方圆", room, `/核实 ${label} 全部`),
        k.say("余晖", room, `/退回 ${label} 航头一网格 原因=对不上`),
        k.say("江月", room, `/上报 ${label} 部分=是`),
      ]);
      expect([round, await tallyFaults(final)]).toEqual([round, []]);
    }
    expect(await seqFaults(final, k.at())).toEqual([]);
  } finally {
    await k.stop();
  }
});

/** Acts by which a submitted sum may fall (SPEC §1.7): a 续报, and the issuer's return of a town. */
const LOWERING = new Set<string>(["submit", "partial", "returnTown"]);

async function live(k: TestKernel, plan: Day, outcomes: Map<string, number>): Promise<void> {
  const final = { session: k.kernel.read, org: k.kernel.org() };
  let history = await factsOf(k);
  let up = await submitted(final);
  for (const { minutes, acts } of plan) {
    if (minutes > 0) {
      expect(await tallyFaults(final)).toEqual([]);
      await k.clock(k.at() + minutes * 60_000);
    }
    const replies = await Promise.all(acts.map((act) => play(k, act)));
    for (const [i, reply] of replies.entries()) {
      const word = reply.ok ? `${acts[i]!.verb} ok` : reply.error.code;
      outcomes.set(word, (outcomes.get(word) ?? 0) + 1);
    }
    // Of what was taken back at once the answer is the 撤回's.
    const said = acts.filter((act, i) => replies[i]!.ok || act.takenBack).map(({ verb }) => verb);
    const before = up;
    up = await submitted(final);
    const fell = [...before].filter(([key, n]) => n > (up.get(key) ?? 0)).map(([key]) => key);
    if (!said.some((verb) => LOWERING.has(verb))) expect(fell).toEqual([]);
    const now = await factsOf(k);
    // Facts are only ever added.
    expect(now.slice(0, history.length)).toEqual(history);
    history = now;
  }
  expect(await tallyFaults(final)).toEqual([]);
  expect(await seqFaults(final, k.at())).toEqual([]);
}

/** Every item's facts in order of time. */
async function factsOf(k: TestKernel) {
  const items = await listItems(k.kernel.read, {});
  const facts = await Promise.all(items.map(({ id }) => listEventsOf(k.kernel.read, id)));
  return facts.flat().sort((a, b) => a.seq - b.seq);
}
