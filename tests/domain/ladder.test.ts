import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DAY_BEFORE,
  dueSteps,
  FIRST_DIGEST,
  inQuietHours,
  type Ladder,
  nextStep,
  parseLadder,
  quietEnd,
  stepsOf,
} from "#domain/time/ladder";
import { atLocal, DAY, MINUTE } from "#domain/time/zone";

const PEACE = [-30, 0, 30, 60];
const WAR = [-30, 0, 15, 30];
const at = (hour: number, minute = 0, day = 6) => atLocal(2022, 4, day, hour, minute);
const due = at(11);
const morning = { dueAt: due, dispatchedAt: at(8) };
const indexes = (steps: { index: number }[]) => steps.map((step) => step.index);

describe("parseLadder", () => {
  test.each<[string, number[]]>([
    ["-30,0,+15,+30", WAR],
    ["－30，0，＋15，＋30", WAR],
    ["−30、0、15", [-30, 0, 15]],
    ["0", [0]],
    ["-0, 60", [0, 60]],
    ["-1440 -60 0", [-1440, -60, 0]],
  ])("%s", (text, ladder) => {
    expect(parseLadder(text)).toEqual({ ok: true, ladder });
  });

  test.each([
    ["", "", "没有内容"],
    ["-30,半小时", "半小时", "要填整数"],
    ["0,-30", "-30", "要比前一步晚"],
    ["0,0", "0", "要比前一步晚"],
    ["0,99999", "99999", "不能超过7天"],
    ["1,2,3,4,5,6,7,8,9", "1,2,3,4,5,6,7,8,9", "最多8步"],
    ["1.5", "1.5", "要填整数"],
  ])("refuses %j at %j", (text, token, why) => {
    const result = parseLadder(text);
    if (result.ok) throw new Error(`accepted ${text}`);
    expect(result.token).toBe(token);
    expect(result.message).toContain(why);
  });
});

describe("stepsOf", () => {
  test("the four steps and whom they reach", () => {
    expect(stepsOf({ ladder: PEACE, ...morning })).toEqual([
      { index: 0, at: at(10, 30), to: "holder", digest: false },
      { index: 1, at: at(11), to: "holder", digest: false },
      { index: 2, at: at(11, 30), to: "above", digest: false },
      { index: 3, at: at(12), to: "room", digest: false },
    ]);
  });

  test("roles follow the deadline, not the position, in a ladder of one's own", () => {
    const steps = stepsOf({ ladder: [-60, -30, 10, 20, 30], ...morning });
    expect(steps.map((step) => step.to)).toEqual(["holder", "holder", "above", "room", "room"]);
  });

  test("a step less than 15 min after dispatch is skipped", () => {
    const from = (dispatchedAt: number) =>
      indexes(stepsOf({ ladder: PEACE, dueAt: due, dispatchedAt }));
    expect(from(at(10, 15))).toEqual([0, 1, 2, 3]);
    expect(from(at(10, 15) + 1)).toEqual([1, 2, 3]);
    expect(from(at(10, 50))).toEqual([2, 3]);
    expect(from(at(13))).toEqual([]);
  });

  test("over 24 h: the day before at 09:00, then 08:30 daily after the ladder", () => {
    const span = { ladder: PEACE, dueAt: at(17), dispatchedAt: at(8, 0, 4) };
    expect(stepsOf(span, at(9, 0, 8)).map(({ index, at: when }) => [index, when])).toEqual([
      [DAY_BEFORE, at(9, 0, 5)],
      [0, at(16, 30)],
      [1, at(17)],
      [2, at(17, 30)],
      [3, at(18)],
      [FIRST_DIGEST + 1, at(8, 30, 7)],
      [FIRST_DIGEST + 2, at(8, 30, 8)],
    ]);
    expect(stepsOf({ ...span, dispatchedAt: due - DAY + 6 * 60 * MINUTE })).toHaveLength(4);
    expect(indexes(stepsOf({ ...span, dispatchedAt: at(8, 50, 5) }))).toEqual([0, 1, 2, 3]);
    expect(indexes(stepsOf({ ...span, ladder: [-2880, 0] }))).toEqual([0, 1]);
  });

  test("the first digest waits for the ladder to end", () => {
    const span = { ladder: PEACE, dueAt: at(8), dispatchedAt: at(8, 0, 2) };
    const digests = stepsOf(span, at(9, 0, 7)).filter((step) => step.digest);
    expect(digests.map((step) => step.at)).toEqual([at(8, 30, 7)]);
  });

  test("24 h or less has no extras", () => {
    const span = { ladder: PEACE, dueAt: at(8, 0, 7), dispatchedAt: at(8) };
    expect(indexes(stepsOf(span, at(9, 0, 20)))).toEqual([0, 1, 2, 3]);
  });
});

describe("dueSteps and nextStep", () => {
  const fire = (ladder: Ladder, lastStep: number | null, now: number) =>
    indexes(dueSteps({ ladder, ...morning, lastStep, at: now }));

  test("Yongtai rows 9–11: 战 escalates at 11:15, 平 at 11:30", () => {
    expect(fire(WAR, 1, at(11, 15))).toEqual([2]);
    expect(fire(PEACE, 1, at(11, 15))).toEqual([]);
    expect(fire(PEACE, 1, at(11, 30))).toEqual([2]);
    expect(nextStep({ ladder: PEACE, ...morning, lastStep: 1, at: due })?.at).toBe(at(11, 30));
    expect(nextStep({ ladder: WAR, ...morning, lastStep: 1, at: due })?.at).toBe(at(11, 15));
  });

  test("nothing fires early or twice", () => {
    expect(fire(PEACE, null, at(10, 29))).toEqual([]);
    expect(fire(PEACE, null, at(10, 30))).toEqual([0]);
    expect(fire(PEACE, 0, at(10, 45))).toEqual([]);
    expect(fire(PEACE, 3, at(20))).toEqual([]);
    expect(nextStep({ ladder: PEACE, ...morning, lastStep: 3, at: at(12) })).toBeNull();
  });

  test("after an outage the stale pre-reminder is left out, the rest come in order", () => {
    expect(fire(PEACE, null, at(11))).toEqual([1]);
    expect(fire(PEACE, null, at(13))).toEqual([1, 2, 3]);
  });

  test("of missed digests only the newest stays", () => {
    const span = { ladder: PEACE, dueAt: at(17), dispatchedAt: at(8, 0, 4) };
    const steps = dueSteps({ ...span, lastStep: 3, at: at(12, 0, 9) });
    expect(indexes(steps)).toEqual([FIRST_DIGEST + 3]);
    const next = nextStep({ ...span, lastStep: FIRST_DIGEST + 3, at: at(12, 0, 9) });
    expect(next).toMatchObject({ index: FIRST_DIGEST + 4, at: at(8, 30, 10), digest: true });
  });

  test("平→战 midway brings the next step forward, 战→平 repeats none", () => {
    expect(fire(WAR, 1, at(11, 20))).toEqual([2]);
    expect(fire(PEACE, 2, at(11, 40))).toEqual([]);
    expect(nextStep({ ladder: PEACE, ...morning, lastStep: 2, at: at(11, 20) })?.at).toBe(at(12));
  });

  test("however the modes switch, every index fires at most once and in order", () => {
    const switching = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.boolean()), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(switching, fc.integer({ min: 1, max: 72 }), (ticks, hours) => {
        const dispatchedAt = due - hours * 60 * MINUTE;
        let now = dispatchedAt;
        let lastStep: number | null = null;
        const fired: number[] = [];
        for (const [minutes, war] of ticks) {
          now += minutes * MINUTE * hours;
          const ladder = war ? WAR : PEACE;
          for (const step of dueSteps({ ladder, dueAt: due, dispatchedAt, lastStep, at: now })) {
            fired.push(step.index);
            lastStep = step.index;
          }
          const next = nextStep({ ladder, dueAt: due, dispatchedAt, lastStep, at: now });
          if (next) expect(next.at > now && next.index > (lastStep ?? -2)).toBe(true);
        }
        expect(fired).toEqual([...new Set(fired)].sort((a, b) => a - b));
      }),
    );
  });
});

describe("quiet hours", () => {
  const night = { from: "22:00", to: "06:30" };

  test.each<[number, boolean]>([
    [at(21, 59), false],
    [at(22), true],
    [at(23, 59), true],
    [at(0), true],
    [at(6, 29), true],
    [at(6, 30), false],
    [at(12), false],
  ])("at %i: %s", (when, quiet) => {
    expect(inQuietHours(when, night)).toBe(quiet);
  });

  test("what is held leaves at 06:30", () => {
    expect(quietEnd(at(22), night)).toBe(at(6, 30, 7));
    expect(quietEnd(at(3), night)).toBe(at(6, 30));
    expect(quietEnd(at(12), night)).toBe(at(12));
  });

  test("hours within one day, and none at all", () => {
    const noon = { from: "12:00", to: "14:00" };
    expect(inQuietHours(at(13), noon)).toBe(true);
    expect(quietEnd(at(13), noon)).toBe(at(14));
    expect(inQuietHours(at(14), noon)).toBe(false);
    expect(inQuietHours(at(12), { from: "12:00", to: "12:00" })).toBe(false);
  });
});
