import { io } from "socket.io-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HeldRefusals } from "../../server/identity/held-refusals.ts";
import type { TestPerson } from "../support/server.ts";
import { useLiveDay } from "./support/live-day.ts";
import { startTwin, type Twin } from "./support/twin.ts";
import { ring, until } from "./support/until.ts";

/** Tells those who wait in a test that somebody was refused, or waits for it. */
class Ringing extends HeldRefusals {
  override hold(source: string, refuse: () => void): boolean {
    const held = super.hold(source, refuse);
    ring();
    return held;
  }
}

/** Clients that are refused for good and come again all the same. */
/** Answered at once. */
const FREE = 30;
const day = useLiveDay();
let now = 0;
let refusals: HeldRefusals;
let twin: Twin;
let worker: TestPerson;

beforeAll(async () => {
  worker = await day.server.asPerson("余航");
  refusals = new Ringing(() => now);
  twin = await startTwin(day.server, undefined, { refusals });
});
afterAll(() => twin.stop());
// A minute without a refusal forgets all that came before.
beforeEach(() => pass(120));

/** Lets so many seconds go by. */
function pass(seconds: number): void {
  for (let n = 0; n < seconds; n += 1) {
    now += 1_000;
    refusals.sweep();
  }
}

describe("a polling client", () => {
  it("is refused with the reason in its connect_error, and comes again ever more slowly", async () => {
    const errors: { description: unknown; reason: { code: number; message: string } }[] = [];
    const client = io(twin.url, {
      transports: ["polling"],
      forceNew: true,
      // A client that takes no rest of its own.
      reconnectionDelay: 0,
      reconnectionDelayMax: 1,
      extraHeaders: { cookie: worker.cookie },
    });
    client.on("connect_error", (error) => {
      const { description, context } = error as Error & {
        description: unknown;
        context: { responseText: string };
      };
      errors.push({ description, reason: JSON.parse(context.responseText) });
      ring();
    });
    try {
      await until(() => refusals.waiting === 1 || errors.length > 2 * FREE, "the first that waits");
      expect(errors[0]).toEqual({
        description: 400,
        reason: {
          ok: false,
          error: { code: "malformed", message: errors[0]!.reason.message },
          code: 3,
          message: expect.stringContaining("websocket"),
        },
      });
      expect(errors.length).toBe(FREE);
      pass(1);
      await until(() => errors.length === FREE + 1, "its answer");
    } finally {
      client.disconnect();
      refusals.stop();
    }
  });
});

describe("a client of y-websocket that loops", () => {
  /** Comes again as soon as it is closed, whatever the code. */
  function loop(path: string, headers: Record<string, string>) {
    const codes: number[] = [];
    let socket: WebSocket;
    let stopped = false;
    const open = () => {
      socket = new WebSocket(`${twin.url.replace("http", "ws")}${path}`, { headers } as never);
      socket.onclose = ({ code }) => {
        codes.push(code);
        ring();
        if (!stopped) open();
      };
    };
    open();
    return {
      codes,
      stop() {
        stopped = true;
        socket.close();
        refusals.stop();
      },
    };
  }

  it.each([
    ["4404", "/yjs/board:2020-T0127-01@gone", true, 4404],
    ["4401", "/yjs/board:2020-T0127-01@gone", false, 4401],
  ])(
    "and is answered %s comes a few times a minute in the end, not hundreds",
    async (_, path, signedIn, code) => {
      const client = loop(path, signedIn ? { cookie: worker.cookie } : {});
      try {
        await until(
          () => refusals.waiting === 1 || client.codes.length > 2 * FREE,
          "the first that waits",
        );
        expect(client.codes).toEqual(Array(FREE).fill(code));
        for (let seconds = 0; seconds < 60; seconds += 1) {
          const before = client.codes.length;
          const held = refusals.waiting;
          pass(1);
          if (refusals.waiting < held) {
            await until(() => client.codes.length > before && refusals.waiting > 0, "its next try");
          }
        }
        expect(client.codes.length).toBeGreaterThan(FREE + 2);
        expect(client.codes.length).toBeLessThan(FREE + 10);
        expect(new Set(client.codes)).toEqual(new Set([code]));
      } finally {
        client.stop();
      }
    },
  );
});

describe("held refusals", () => {
  const held = () => {
    let at = 0;
    const refused: number[] = [];
    const kept = new HeldRefusals(() => at);
    return {
      kept,
      refused,
      hold: (source = "one") => kept.hold(source, () => refused.push(at)),
      to(time: number) {
        while (at < time) {
          at += 1_000;
          kept.sweep();
        }
      },
    };
  };

  it("wait twice as long each time, 20 s at most, and start afresh after a quiet minute", () => {
    const one = held();
    for (let n = 0; n < FREE + 7; n += 1) one.hold();
    expect(one.refused).toHaveLength(FREE);
    one.to(60_000);
    expect(one.refused.slice(FREE)).toEqual([1, 2, 4, 8, 16, 20, 20].map((s) => s * 1_000));
    one.to(121_000);
    one.hold();
    expect(one.refused.at(-1)).toBe(121_000);
  });

  it("of one source never make another wait, and are few", () => {
    const one = held();
    for (let n = 0; n < 100; n += 1) one.hold();
    expect(one.kept.waiting).toBe(20);
    expect(one.hold()).toBe(false);
    expect(one.kept.hasRoom("one")).toBe(false);
    const before = one.refused.length;
    expect(one.hold("other")).toBe(true);
    expect(one.refused).toHaveLength(before + 1);
    for (let n = 0; n < 20_000; n += 1) one.hold(`source ${n % 2_000}`);
    expect(one.kept.waiting).toBeLessThanOrEqual(1_000);
    one.kept.stop();
    expect(one.kept.waiting).toBe(0);
  });
});
