import { describe, expect, test } from "vitest";
import { apply } from "../../web/src/lib/sync/apply.ts";
import { type Reading, readOn } from "../../web/src/lib/sync/read-on.ts";
import { type Change, EMPTY, hasGap, lastOf, type Shared } from "../../web/src/lib/sync/state.ts";
import { Logs, ME } from "./support/logs.ts";

const CHANNEL = "staff:a";
/** Messages of a server's page here. */
const PAGE = 20;
const text = { channel: 0, kind: "text", pick: 1 } as const;

/** A client whose log ends where it lost the line, and the server it reads on from. */
function afterAnOutage() {
  const server = new Logs([CHANNEL]);
  server.do(text);
  let state: Shared = EMPTY;
  const change = (next: Change) => {
    state = apply(state, next);
  };
  change({ type: "began", me: ME });
  change({ type: "channels", channels: server.views() });
  change({ type: "page", channel: CHANNEL, from: "newest", messages: server.page(CHANNEL) });
  const reading: Reading = {
    channel: () => state.channels[CHANNEL],
    async ask(after) {
      const rest = server.after(CHANNEL, after);
      const messages = rest.slice(0, PAGE);
      const isMore = rest.length > PAGE;
      return { messages, next: isMore ? String(messages.at(-1)!.seq) : null };
    },
    take: (messages) => change({ type: "page", channel: CHANNEL, from: "after", messages }),
  };
  const write = (count: number) => Array.from({ length: count }, () => server.do(text));
  const channel = () => state.channels[CHANNEL]!;
  return { server, change, reading, write, channel };
}

describe("a log that is read on", () => {
  test.each([0, 1, PAGE, PAGE + 1, 5 * PAGE + 3])(
    "has everything when nobody writes after %i messages were missed",
    async (count) => {
      const { server, reading, write, channel } = afterAnOutage();
      write(count);
      await readOn(reading);
      expect(channel().log?.messages).toEqual(server.page(CHANNEL));
    },
  );

  test("has what was written while its last page was on its way", async () => {
    const { server, change, reading, write, channel } = afterAnOutage();
    write(2 * PAGE);
    const ask: Reading["ask"] = async (after) => {
      const page = await reading.ask(after);
      // Heard of before the page is here: too early to follow, and nothing tells of it again.
      if (page.next === null && after < 2 * PAGE)
        for (const message of write(1)) change({ type: "event", message });
      return page;
    };
    await readOn({ ...reading, ask });
    expect(hasGap(channel())).toBe(false);
    expect(channel().log?.messages).toEqual(server.page(CHANNEL));
  });

  test("stops at a server that has nothing to add, or where the channel is gone", async () => {
    const { server, change, reading, write, channel } = afterAnOutage();
    const [heard] = write(1).concat(write(1)).slice(1);
    change({ type: "event", message: heard! });
    const asked: number[] = [];
    const silent: Reading["ask"] = async (after) => {
      asked.push(after);
      return { messages: [], next: null };
    };
    await readOn({ ...reading, ask: silent });
    expect([asked, lastOf(channel().log!), hasGap(channel())]).toEqual([[1], 1, true]);
    write(2 * PAGE);
    const closing: Reading["ask"] = (after) => {
      asked.push(after);
      change({ type: "closed", channel: CHANNEL });
      return reading.ask(after);
    };
    await readOn({ ...reading, ask: closing });
    expect(asked).toEqual([1, 1]);
    expect(server.page(CHANNEL)).toHaveLength(2 * PAGE + 3);
  });

  test("keeps the pages before one that nobody answered", async () => {
    const { reading, write, channel } = afterAnOutage();
    write(3 * PAGE);
    const ask: Reading["ask"] = (after) =>
      after < 1 + 2 * PAGE ? reading.ask(after) : Promise.reject(new Error("cut off"));
    await expect(readOn({ ...reading, ask })).rejects.toThrow("cut off");
    expect(lastOf(channel().log!)).toBe(1 + 2 * PAGE);
  });
});
