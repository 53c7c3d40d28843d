import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COUNT_KEYS, type Counts } from "#contract/tally";
import {
  addCounts,
  contribution,
  FRESH,
  marksOf,
  rates,
  stateOf,
  subtract,
  type TargetFacts,
  zeroCounts,
} from "#domain/count/tally";

const facts = (over: Partial<TargetFacts>): TargetFacts => ({ ...FRESH, ...over });
const sum = (all: TargetFacts[]): Counts => all.map(contribution).reduce(addCounts, zeroCounts());
const onlyNonZero = (counts: Counts) =>
  Object.fromEntries(Object.entries(counts).filter(([, n]) => n !== 0));

const anyFacts: fc.Arbitrary<TargetFacts> = fc.record(
  Object.fromEntries(Object.keys(FRESH).map((key) => [key, fc.boolean()])) as Record<
    keyof TargetFacts,
    fc.Arbitrary<boolean>
  >,
);

const REPORTED = facts({
  acked: true,
  ackedOnTime: true,
  replied: true,
  repliedOnTime: true,
});

describe("contribution", () => {
  test.each<[string, TargetFacts, Partial<Counts>]>([
    ["fresh", FRESH, { expected: 1 }],
    ["waiting at the gate", facts({ dispatched: false }), { expected: 1, undispatched: 1 }],
    [
      "acked on time",
      facts({ acked: true, ackedOnTime: true }),
      { expected: 1, acked: 1, ackedOnTime: 1 },
    ],
    ["acked late", facts({ acked: true }), { expected: 1, acked: 1, ackedLate: 1 }],
    [
      "replied without a receipt is still an answer",
      facts({ replied: true, ackedOnTime: true, repliedOnTime: true }),
      { expected: 1, acked: 1, ackedOnTime: 1, replied: 1, repliedOnTime: 1 },
    ],
    [
      "verified and submitted count in every word reached",
      { ...REPORTED, verified: true, submitted: true },
      {
        expected: 1,
        acked: 1,
        ackedOnTime: 1,
        replied: 1,
        repliedOnTime: 1,
        verified: 1,
        submitted: 1,
      },
    ],
    [
      "returned counts in 退回 only, its receipt kept",
      { ...REPORTED, verified: true, returned: true },
      { expected: 1, acked: 1, ackedOnTime: 1, returned: 1 },
    ],
    [
      "returned and past its own due is 逾期 too",
      { ...REPORTED, returned: true, overdue: true },
      { expected: 1, acked: 1, ackedOnTime: 1, returned: 1, overdue: 1 },
    ],
    [
      "a late report is 补报 and no longer 逾期",
      { ...REPORTED, repliedOnTime: false, makeup: true, overdue: true },
      { expected: 1, acked: 1, ackedOnTime: 1, replied: 1, makeup: 1 },
    ],
    [
      "written in time, received late",
      { ...REPORTED, repliedOnTime: false, makeup: true, offlineMakeup: true },
      { expected: 1, acked: 1, ackedOnTime: 1, replied: 1, makeup: 1, makeupOffline: 1 },
    ],
    [
      "困难 is an answer, never a report",
      facts({ difficulty: true, ackedOnTime: true, overdue: true }),
      { expected: 1, acked: 1, ackedOnTime: 1, difficulty: 1, overdue: 1 },
    ],
    ["未联系上 stands apart", facts({ notReached: true }), { expected: 1, notReached: 1 }],
    [
      "excused counts in nothing else",
      { ...REPORTED, excused: true, overdue: true },
      { excused: 1 },
    ],
    [
      "by proxy",
      { ...REPORTED, proxyAck: true, proxyReply: true },
      {
        expected: 1,
        acked: 1,
        ackedOnTime: 1,
        replied: 1,
        repliedOnTime: 1,
        proxyAck: 1,
        proxyReply: 1,
      },
    ],
    [
      "自核 needs 已核",
      { ...REPORTED, selfVerified: true },
      { expected: 1, acked: 1, ackedOnTime: 1, replied: 1, repliedOnTime: 1 },
    ],
    ["增派", facts({ added: true }), { expected: 1, added: 1 }],
  ])("%s", (_, f, counts) => {
    expect(onlyNonZero(contribution(f))).toEqual(counts);
  });

  test("holds every inclusion of SPEC 1.8 and 1.20, whatever the flags say", () => {
    fc.assert(
      fc.property(fc.array(anyFacts, { maxLength: 30 }), fc.boolean(), (all, verify) => {
        const c = sum(all);
        for (const key of COUNT_KEYS) {
          expect(c[key]).toBeGreaterThanOrEqual(0);
          if (key !== "excused") expect(c[key]).toBeLessThanOrEqual(c.expected);
        }
        expect(c.expected + c.excused).toBe(all.length);
        expect(c.acked).toBe(c.ackedOnTime + c.ackedLate);
        expect(c.replied).toBeLessThanOrEqual(c.acked);
        expect(c.verified).toBeLessThanOrEqual(c.replied);
        expect(c.submitted).toBeLessThanOrEqual(c.replied);
        expect(c.replied + c.overdue).toBeLessThanOrEqual(c.expected);
        expect(c.makeupOffline).toBeLessThanOrEqual(c.makeup);
        for (const { n, of } of Object.values(rates(c, { verify }))) {
          expect(n >= 0 && n <= of).toBe(true);
        }
      }),
    );
  });

  test("a parent is the sum of its children, and running deltas equal a recount", () => {
    const step = fc.record({ target: fc.nat(11), facts: anyFacts });
    fc.assert(
      fc.property(
        fc.array(anyFacts, { minLength: 12, maxLength: 12 }),
        fc.array(step, { maxLength: 40 }),
        (start, steps) => {
          const targets = [...start];
          const children = [0, 1, 2].map((i) => sum(targets.slice(i * 4, i * 4 + 4)));
          let parent = sum(targets);
          for (const { target, facts: after } of steps) {
            const before = targets[target] as TargetFacts;
            const delta = subtract(contribution(after), contribution(before));
            targets[target] = after;
            parent = addCounts(parent, delta);
            const child = Math.floor(target / 4);
            children[child] = addCounts(children[child] as Counts, delta);
          }
          expect(parent).toEqual(sum(targets));
          expect(children.reduce(addCounts, zeroCounts())).toEqual(parent);
        },
      ),
    );
  });
});

describe("rates", () => {
  test("counts those at the gate, not the excused", () => {
    const counts = sum([
      facts({ dispatched: false }),
      facts({ acked: true, ackedOnTime: true }),
      facts({ acked: true }),
      facts({ excused: true }),
    ]);
    expect(rates(counts, { verify: false }).响应率).toEqual({ n: 1, of: 3, text: "33.3%" });
  });

  test("完成率 means verified with 核实=是, reported without", () => {
    const counts = sum([REPORTED, { ...REPORTED, verified: true }]);
    expect(rates(counts, { verify: true }).完成率.text).toBe("50.0%");
    expect(rates(counts, { verify: false }).完成率.text).toBe("100.0%");
    expect(rates(counts, { verify: true }).按时率).toEqual({ n: 2, of: 2, text: "100.0%" });
    expect(rates(zeroCounts(), { verify: true }).完成率.text).toBe("—");
  });
});

describe("stateOf", () => {
  test.each<[string, Partial<TargetFacts>, string[]]>([
    ["已派", {}, []],
    ["待下达", { dispatched: false }, []],
    ["待下达", { dispatched: false, overdue: true }, ["逾期"]],
    ["已响应", { acked: true, ackedOnTime: true }, []],
    ["已响应", { acked: true, proxyAck: true }, ["代签"]],
    ["已报", { replied: true }, []],
    ["已报", { replied: true, makeup: true, overdue: true }, ["补报"]],
    ["已报", { replied: true, makeup: true, offlineMakeup: true }, ["补报", "离线补传"]],
    ["已报", { replied: true, proxyReply: true, difficulty: true }, ["代报"]],
    ["已核", { replied: true, verified: true, selfVerified: true }, ["自核"]],
    ["已上报", { replied: true, verified: true, submitted: true }, []],
    ["退回", { replied: true, verified: true, returned: true, overdue: true }, ["逾期"]],
    ["退回", { replied: true, returned: true, overdue: true, difficulty: true }, ["逾期", "困难"]],
    ["逾期", { acked: true, overdue: true, added: true }, ["增派"]],
    ["困难", { acked: true, difficulty: true, overdue: true }, ["逾期"]],
    ["未联系上", { notReached: true }, []],
    ["免报", { excused: true, replied: true, overdue: true, proxyReply: true }, []],
  ])("%s for %o with marks %o", (state, over, marks) => {
    expect(stateOf(facts(over))).toBe(state);
    expect(marksOf(facts(over))).toEqual(marks);
  });
});
