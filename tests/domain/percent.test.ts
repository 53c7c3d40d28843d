import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { percent } from "#domain/count/percent";

describe("percent", () => {
  test.each([
    [23, 24, "95.8%"],
    [24, 24, "100.0%"],
    [746, 747, "99.9%"],
    [13_999, 14_000, "99.9%"],
    [7, 9, "77.8%"],
    [1, 3, "33.3%"],
    [2, 3, "66.7%"],
    [1, 2000, "0.1%"],
    [1, 2001, "0.0%"],
    [45, 2000, "2.3%"],
    [1005, 100_000, "1.0%"],
    [1050, 100_000, "1.1%"],
    [0, 9, "0.0%"],
    [0, 0, "—"],
    [3, 0, "—"],
    [21, 20, "100.0%"],
    [-1, 20, "0.0%"],
    [301, 318, "94.7%"],
    [11, 12, "91.7%"],
  ])("%i of %i is %s", (n, of, text) => {
    expect(percent(n, of)).toBe(text);
  });

  test("is within 0 and 100, monotonic, and 100.0% only when complete", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }), (a, of) => {
        const n = a % (of + 1);
        const shown = Number.parseFloat(percent(n, of));
        expect(shown).toBeGreaterThanOrEqual(0);
        expect(shown).toBeLessThanOrEqual(100);
        expect(percent(n, of) === "100.0%").toBe(n === of);
        if (n > 0) expect(Number.parseFloat(percent(n - 1, of))).toBeLessThanOrEqual(shown);
      }),
    );
  });

  test("rounds half up exactly where floats would not", () => {
    // (2k+1)/2000 is exactly half a tenth for every k.
    for (let k = 0; k < 998; k++) {
      const tenths = k + 1;
      expect(percent(2 * k + 1, 2000)).toBe(`${Math.floor(tenths / 10)}.${tenths % 10}%`);
    }
  });
});
