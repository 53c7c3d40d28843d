import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ServerTime } from "../../web/src/lib/clock/server-time.ts";

const NOON = Date.UTC(2026, 0, 27, 4);
const HOUR = 3_600_000;

/** A device whose own clock is `off` ahead of the server's, on a line with the given delays. */
function device(off: number, kept = 0) {
  let server = NOON;
  let steady = 500;
  let wall = NOON + off;
  const time = new ServerTime({ wall: () => wall, steady: () => steady }, kept);
  const pass = (ms: number) => {
    server += ms;
    steady += ms;
    wall += ms;
  };
  return {
    time,
    pass,
    error: () => time.now() - server,
    ask(there: number, back: number) {
      const asked = time.asked();
      pass(there);
      const told = server;
      pass(back);
      time.heard(told, asked);
    },
    sleep(ms: number) {
      server += ms;
      wall += ms;
    },
    setClock(by: number) {
      wall += by;
    },
    setServer(by: number) {
      server += by;
    },
  };
}

describe("the server's time on a device whose clock is wrong", () => {
  test.each([-26 * HOUR, -90_000, 0, 3 * HOUR, 400 * 24 * HOUR])("off by %d", (off) => {
    const phone = device(off);
    phone.ask(150, 150);
    expect(phone.error()).toBe(0);
    expect(phone.time.offset).toBe(0 - off);
    phone.pass(2 * HOUR);
    expect(phone.error()).toBe(0);
  });

  test("before any answer it goes by what an earlier page found", () => {
    const phone = device(-26 * HOUR, 26 * HOUR);
    expect(phone.error()).toBe(0);
    expect(phone.time.isHeard).toBe(false);
  });

  test("is never further off than half the shortest way there and back, however many ways there were", () => {
    const way = fc.record({ there: fc.nat(4_000), back: fc.nat(4_000), pause: fc.nat(60_000) });
    fc.assert(
      fc.property(fc.array(way, { minLength: 1, maxLength: 20 }), fc.integer(), (ways, off) => {
        const phone = device(off);
        for (const { there, back, pause } of ways) {
          phone.ask(there, back);
          phone.pass(pause);
        }
        const shortest = Math.min(...ways.map(({ there, back }) => there + back));
        expect(Math.abs(phone.error())).toBeLessThanOrEqual(Math.ceil(shortest / 2));
      }),
    );
  });

  test("a later, slower answer takes nothing away", () => {
    const phone = device(HOUR);
    phone.ask(10, 10);
    phone.ask(0, 8_000);
    expect(Math.abs(phone.error())).toBeLessThanOrEqual(10);
  });

  test("a clock set back while the page is open moves nothing", () => {
    const phone = device(0);
    phone.ask(10, 10);
    phone.setClock(-5 * HOUR);
    phone.pass(1_000);
    expect(phone.error()).toBe(0);
  });

  test("a sleep in which the steady clock stood still is counted, and mended by the next answer", () => {
    const phone = device(-HOUR);
    phone.ask(10, 10);
    phone.sleep(7 * HOUR);
    expect(phone.error()).toBe(0);
    phone.ask(10, 10);
    expect(phone.error()).toBe(0);
  });

  test("follows a server whose own clock was set", () => {
    const phone = device(0);
    phone.ask(10, 10);
    phone.setServer(3 * HOUR);
    phone.ask(10, 10);
    expect(phone.error()).toBe(0);
  });
});
