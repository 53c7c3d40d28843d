import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChannelView, MessageView } from "#contract/nouns";
import { apply } from "../../web/src/lib/sync/apply.ts";
import { shown } from "../../web/src/lib/sync/shown.ts";
import {
  type Change,
  EMPTY,
  followed,
  hasGap,
  lastOf,
  type Shared,
} from "../../web/src/lib/sync/state.ts";
import { type Deed, Logs, ME } from "./support/logs.ts";

/** Roles differ in what they are told of: which channels, and which conversations with bots. */
const ROLES = {
  "a county leader": ["hq:c", "staff:c", "room:c", "staff:a", "staff:b", "bot:herald:l"],
  "a town's room": ["staff:a", "room:c", "bot:tasker:r", "bot:nudge:r"],
  "a grid worker": ["staff:v", "resident:g", "bot:tasker:w", "bot:herald:w"],
  "a resident": ["resident:g"],
};
const CHANNELS = ["staff:a", "staff:b", "bot:tasker:me"];

/** What a person or a bot may do to a channel, in random order. */
const deed: fc.Arbitrary<Deed> = fc.record({
  channel: fc.nat(5),
  kind: fc.constantFrom("text", "text", "card", "reminder", "edit", "rewrite", "recall"),
  /** Which earlier message is changed; which item a reminder is about; whether a photo is with it. */
  pick: fc.nat(30),
});
const deeds = fc.array(deed, { maxLength: 60 });

function run(state: Shared, changes: Change[]): Shared {
  return changes.reduce(apply, state);
}

/** What a client has that asks for everything now. */
function snapshot(server: Logs): Shared {
  return run(EMPTY, [
    { type: "began", me: ME },
    { type: "channels", channels: server.views() },
    ...server.channels.map<Change>((channel) => ({
      type: "page",
      channel,
      from: "newest",
      messages: server.page(channel),
    })),
  ]);
}

/** What the screens make of it: everything but how often something stirred. */
function visible(state: Shared) {
  return Object.fromEntries(
    Object.entries(state.channels).map(([id, channel]) => [
      id,
      {
        unread: channel.unread,
        lastSeq: channel.lastSeq,
        gap: hasGap(channel),
        calls: channel.calls,
        waiting: channel.waiting,
        shown:
          channel.log &&
          shown(channel.log).map(({ message, ...as }) => ({ id: message.id, ...as })),
      },
    ]),
  );
}

describe.each(Object.entries(ROLES))(
  "for %s, a snapshot and the events after it are a fresh snapshot",
  (_, channels) => {
    test("in order", () => {
      fc.assert(
        fc.property(deeds, deeds, (before, after) => {
          const server = new Logs(channels);
          for (const one of before) server.do(one);
          const old = snapshot(server);
          const events = after.map((one) => server.do(one));
          const now = run(
            old,
            events.map((message) => ({ type: "event", message })),
          );
          expect(visible(now)).toEqual(visible(snapshot(server)));
        }),
      );
    });

    test("and what was read meanwhile, here or in another tab", () => {
      fc.assert(
        fc.property(
          deeds,
          fc.array(fc.oneof(deed, fc.record({ channel: fc.nat(5), pick: fc.nat(60) }))),
          (before, after) => {
            const server = new Logs(channels);
            for (const one of before) server.do(one);
            const old = snapshot(server);
            const changes = after.map<Change>((one) =>
              "kind" in one
                ? { type: "event", message: server.do(one) }
                : { type: "read", ...server.read(one) },
            );
            expect(visible(run(old, changes))).toEqual(visible(snapshot(server)));
          },
        ),
      );
    });

    test("with duplicates, and events that a page already held", () => {
      fc.assert(
        fc.property(deeds, deeds, fc.array(fc.nat(60)), (before, after, again) => {
          const server = new Logs(channels);
          const all = before.map((one) => server.do(one));
          const old = snapshot(server);
          all.push(...after.map((one) => server.do(one)));
          const repeated = again.flatMap((i) => all[i % Math.max(1, all.length)] ?? []);
          const heard = [...repeated, ...all, ...repeated];
          const now = run(
            old,
            heard.map((message) => ({ type: "event", message })),
          );
          // One heard too early leaves a gap until it comes in its turn; nothing is shown twice.
          const mended = fill(now, server);
          expect(visible(mended)).toEqual(visible(snapshot(server)));
        }),
      );
    });

    test("with lost events: the gap is seen, and asking again closes it", () => {
      fc.assert(
        fc.property(
          deeds,
          deeds,
          fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
          (before, after, lost) => {
            const server = new Logs(channels);
            for (const one of before) server.do(one);
            const old = snapshot(server);
            const events = after.map((one) => server.do(one));
            const heard = events.filter((_, i) => !lost[i]);
            const now = run(
              old,
              heard.map((message) => ({ type: "event", message })),
            );
            for (const { log } of Object.values(now.channels)) {
              expect(log!.messages.map(({ seq }) => seq)).toEqual(
                log!.messages.map((_, i) => log!.first + i),
              );
            }
            const mended = fill(run(now, [{ type: "channels", channels: server.views() }]), server);
            expect(visible(mended)).toEqual(visible(snapshot(server)));
          },
        ),
      );
    });

    test("however the history is paged in, backwards or forwards", () => {
      fc.assert(
        fc.property(deeds, fc.integer({ min: 1, max: 9 }), (done, size) => {
          const server = new Logs(channels);
          for (const one of done) server.do(one);
          let state = run(EMPTY, [
            { type: "began", me: ME },
            { type: "channels", channels: server.views() },
          ]);
          for (const channel of channels) {
            state = apply(state, {
              type: "page",
              channel,
              from: "newest",
              messages: server.page(channel).slice(-size),
            });
            for (
              let guard = 0;
              guard < 100 && state.channels[channel]!.log!.first > 1;
              guard += 1
            ) {
              const { first } = state.channels[channel]!.log!;
              const messages = server.before(channel, first, size);
              state = apply(state, { type: "page", channel, from: "before", messages });
            }
          }
          expect(visible(state)).toEqual(visible(snapshot(server)));
        }),
      );
    });
  },
);

describe("what cannot be applied", () => {
  const server = new Logs(CHANNELS);
  for (let i = 0; i < 5; i += 1) server.do({ channel: 0, kind: "text", pick: 0 });
  const state = snapshot(server);

  test("a seq that does not follow is not shown, and the log is marked", () => {
    const early = { ...server.page("staff:a")[0]!, id: "early", seq: 9 };
    const now = apply(state, { type: "event", message: early });
    expect(lastOf(now.channels["staff:a"]!.log!)).toBe(5);
    expect(hasGap(now.channels["staff:a"]!)).toBe(true);
  });

  test("a channel nobody told us of asks for the list", () => {
    const message: MessageView = { ...server.page("staff:a")[0]!, channel: "staff:new" };
    const now = apply(state, { type: "event", message });
    expect(now.channels).toBe(state.channels);
    expect(now.strangers).toBe(state.strangers + 1);
  });

  test("a reset forgets the log and goes on from its seq", () => {
    const now = apply(state, { type: "reset", channel: "staff:a", lastSeq: 2 });
    expect(now.channels["staff:a"]).toMatchObject({ log: null, lastSeq: 2 });
  });

  test("a page that leaves a hole is not taken", () => {
    const far = { ...server.page("staff:a")[0]!, seq: 20 };
    const now = apply(state, { type: "page", channel: "staff:a", from: "after", messages: [far] });
    expect(now.channels["staff:a"]).toBe(state.channels["staff:a"]);
  });

  test("older counts never replace newer ones", () => {
    const tally = {
      item: "T",
      node: "n",
      version: 2,
      counts: {},
      rates: {},
      state: "open",
      sums: {},
      line: "new",
      more: [],
    };
    const newer = apply(state, { type: "tally", tally: tally as never });
    const now = apply(newer, {
      type: "tally",
      tally: { ...tally, version: 1, line: "old" } as never,
    });
    expect(now.tallies["T n"]!.line).toBe("new");
  });
});

describe("the list of channels", () => {
  const server = new Logs(CHANNELS);
  for (let i = 0; i < 3; i += 1) server.do({ channel: 0, kind: "text", pick: 0 });
  const state = snapshot(server);
  const without: ChannelView[] = server.views().filter(({ id }) => id !== "staff:a");

  test("a channel that is no longer one's own is gone", () => {
    const now = apply(state, { type: "channels", channels: without });
    expect(now.channels["staff:a"]).toBeUndefined();
  });

  test("a channel one only looks into stays", () => {
    const place = { kind: "staff", name: "x", node: "x", path: [], writable: false };
    const view = { id: "staff:x", ...place, people: null, pinyin: "x" };
    const looking = apply(state, { type: "opened", view });
    const now = apply(looking, { type: "channels", channels: without });
    expect(now.channels["staff:x"]?.view).toEqual(view);
  });

  test("a channel one only looks into is followed while it is open, and no longer", () => {
    const place = { kind: "staff", name: "x", node: "x", path: [], writable: false };
    const view = { id: "staff:x", ...place, people: null, pinyin: "x" };
    const looking = apply(state, { type: "opened", view });
    const ids = (open: string | null) => followed(looking, open).map((one) => one.view.id);
    expect(ids("staff:x")).toEqual([...state.order!, "staff:x"]);
    expect(ids("staff:a")).toEqual(state.order);
    expect(ids(null)).toEqual(state.order);
  });

  test("reading never goes back", () => {
    const read = apply(state, { type: "read", channel: "staff:a", seq: 3 });
    const now = run(read, [
      { type: "read", channel: "staff:a", seq: 1 },
      { type: "channels", channels: server.views() },
    ]);
    expect(now.channels["staff:a"]!.unread).toBe(0);
  });
});

/** Asks again for what is missing, as sync/follow.ts does. */
function fill(state: Shared, server: Logs): Shared {
  let now = state;
  for (const channel of server.channels) {
    const known = now.channels[channel]!;
    if (!hasGap(known)) continue;
    const messages = server.after(channel, lastOf(known.log!));
    now = apply(now, { type: "page", channel, from: "after", messages });
  }
  return now;
}
