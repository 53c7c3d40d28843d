import { describe, expect, test } from "vitest";
import type { Fault } from "../../web/src/lib/api/shapes.ts";
import { type Entry, envelopeOf, pauseAfter, verdictOf } from "../../web/src/lib/outbox/entry.ts";

const entry: Entry = {
  ...{ n: 1, cid: "c1", person: "p", envelope: { channel: "staff:a", text: "/报 6 0" } },
  ...{ clientAt: 1_000, triedPlain: false, state: "saved", attempts: 0 },
  ...{ answer: null, fault: null, answeredAt: null, label: "", about: null, files: [] },
};
const fault = (code: Fault["code"]): Fault => ({ code, message: "" });

describe("what is sent", () => {
  test("at once over a proved line: without a time of its own, so the server may ask back", () => {
    expect(envelopeOf(entry, true, 1_500)).toEqual({
      cid: "c1",
      channel: "staff:a",
      text: "/报 6 0",
    });
  });

  test.each([
    ["without a line", entry, false, 1_500],
    ["after an attempt nobody answered", { ...entry, attempts: 1 }, true, 1_500],
    ["after a wait behind others", entry, true, 60_000],
  ])("%s: with the time it was written", (_, one, isProved, now) => {
    expect(envelopeOf(one, isProved, now).clientAt).toBe(1_000);
  });

  test("always under the same cid", () => {
    const sent = [0, 1, 7].map((attempts) => envelopeOf({ ...entry, attempts }, true, 1_500).cid);
    expect(new Set(sent)).toEqual(new Set(["c1"]));
  });
});

describe("what becomes of it", () => {
  const plain = envelopeOf(entry, true, 1_500);
  const timed = envelopeOf(entry, false, 1_500);

  test.each(["offline", "rate_limited"] as const)("%s: again", (code) => {
    expect(verdictOf(entry, plain, fault(code))).toBe("again");
  });

  test.each(["bad_argument", "confirm", "not_found", "forbidden", "expired"] as const)(
    "%s: given back",
    (code) => expect(verdictOf(entry, plain, fault(code))).toBe("refused"),
  );

  test("a fault of the server is tried again, and then given back", () => {
    expect(verdictOf(entry, plain, fault("internal"))).toBe("again");
    expect(verdictOf({ ...entry, attempts: 3 }, plain, fault("internal"))).toBe("refused");
  });

  test("another body under the same cid arrived before: its own words fetch the answer", () => {
    const tried = { ...entry, triedPlain: true };
    expect(verdictOf(tried, timed, fault("conflict"))).toBe("again-plain");
    expect(verdictOf(tried, plain, fault("conflict"))).toBe("refused");
    expect(verdictOf(entry, timed, fault("conflict"))).toBe("refused");
  });

  test("a session that ended keeps it", () => {
    expect(verdictOf(entry, plain, fault("unauthenticated"))).toBe("signed-out");
  });
});

test("pauses grow and stay under half a minute", () => {
  const pauses = [1, 2, 3, 4, 5, 6, 20].map(pauseAfter);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(pauses.at(-1)).toBeLessThanOrEqual(30_000);
});
