import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ChannelView, type MessageView } from "#contract/nouns";
import type { TestPerson, TestServer } from "../support/server.ts";
import { LiveClient, type LiveOptions } from "./support/live-client.ts";
import { OTHER_TOWN, TOWN, useLiveDay, VILLAGE } from "./support/live-day.ts";
import { writeMany } from "./support/many-messages.ts";
import { startTwin, type Twin } from "./support/twin.ts";
import { settle, until } from "./support/until.ts";

const day = useLiveDay();
const { live, clients } = day;
let server: TestServer;
let head: TestPerson;
let worker: TestPerson;
let room: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  ({ server } = day);
  [head, worker, room, stranger] = (await day.people("余林", "余航", "余晖", "邱实")) as [
    TestPerson,
    TestPerson,
    TestPerson,
    TestPerson,
  ];
});

/** The code or words with which a handshake is refused. */
async function refusal(more: Partial<LiveOptions>): Promise<string | null> {
  const client = new LiveClient({ url: server.url, ...more });
  clients.push(client);
  await until(() => client.refused !== null || client.connected, "an answer to the handshake");
  return client.refused;
}

async function say(text: string, channel = VILLAGE): Promise<void> {
  expect((await head.say(channel, text)).body).toMatchObject({ ok: true });
}

async function lastSeq(channel: string): Promise<number> {
  const { channels } = (await worker.get("/api/channels")).body;
  return ChannelView.array()
    .parse(channels)
    .find(({ id }) => id === channel)!.lastSeq;
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("the handshake", () => {
  it("refuses who shows no session, a forged one, or a token that is none", async () => {
    expect(await refusal({})).toBe("unauthenticated");
    expect(await refusal({ cookie: worker.cookie.replace(/.$/, "x") })).toBe("unauthenticated");
    expect(await refusal({ cookie: worker.cookie, token: "x".repeat(43) })).toBe("unauthenticated");
  });

  it("refuses a foreign page whatever it carries, and lets our own page in", async () => {
    const origin = "https://evil.example";
    expect(await refusal({ cookie: worker.cookie, origin })).toMatch(/websocket error/);
    const { token } = await server.parts.identity.issueBearer(worker.id, { by: "test" });
    expect(await refusal({ token, origin })).toMatch(/websocket error/);
    expect(await refusal({ cookie: worker.cookie, origin: server.url })).toBeNull();
  });

  it("takes a bearer token without a cookie", async () => {
    const { token } = await server.parts.identity.issueBearer(worker.id, { by: "test" });
    expect(await refusal({ token })).toBeNull();
  });

  it.each([
    ["polling", "/socket.io/?EIO=4&transport=polling"],
    ["no upgrade", "/socket.io/?EIO=4&transport=websocket"],
    ["an old protocol", "/socket.io/?EIO=3&transport=websocket"],
  ])("refuses %s", async (_, path) => {
    const reply = await server.send(path, { headers: { cookie: worker.cookie } });
    expect([reply.status, reply.body.error.code]).toEqual([400, "malformed"]);
  });

  it("refuses cursors that are none", async () => {
    const cursors = { [VILLAGE]: -1 };
    expect(await refusal({ cookie: worker.cookie, cursors })).toBe("malformed");
  });
});

describe("a channel's events", () => {
  it("come in order, once, to members and to nobody else, as the log has them", async () => {
    const before = await lastSeq(VILLAGE);
    const cursors = { [VILLAGE]: before };
    const people = [worker, head, stranger];
    const [a, b, elsewhere] = (await Promise.all(people.map((p) => live(p, { cursors })))) as [
      LiveClient,
      LiveClient,
      LiveClient,
    ];
    await Promise.all(range(1, 20).map((n) => say(`第${n}件事`)));
    await Promise.all([a, b].map((client) => client.reaches(VILLAGE, before + 20)));
    expect(a.seqs(VILLAGE)).toEqual(range(before + 1, before + 20));
    expect(b.in(VILLAGE)).toEqual(a.in(VILLAGE));
    const path = `/api/channels/${VILLAGE}/messages?after=${before}`;
    const log = (await worker.get(path)).body.messages as MessageView[];
    expect(a.in(VILLAGE)).toEqual(log);
    await settle(elsewhere);
    expect(elsewhere.in(VILLAGE)).toEqual([]);
    expect([...a.breaks, ...b.breaks]).toEqual([]);
  });

  it("reach a conversation with a bot that did not exist at the handshake", async () => {
    const client = await live(worker, { cursors: {} });
    const { body } = await worker.say("@任务", "收到吗？");
    const { messages } = (await worker.get("/api/channels/@任务/messages")).body;
    expect([body.ok, messages.length > 0]).toEqual([true, true]);
    await client.reaches(messages[0].channel, messages.at(-1).seq);
    expect(client.in(messages[0].channel)).toEqual(messages);
  });

  it("go out once for the whole room", async () => {
    const members = await Promise.all(range(1, 30).map(() => live(worker)));
    const talk = `bot:tasker:${worker.id}`;
    // The last word of an arrival: from here on there is nothing to catch up with.
    const isThere = ({ resets }: LiveClient) => resets.some(({ channel }) => channel === talk);
    await until(() => members.every(isThere), "all arrivals");
    const { realtime } = server.system;
    const before = realtime.stats();
    await say("报数");
    const last = await lastSeq(VILLAGE);
    await Promise.all(members.map((client) => client.reaches(VILLAGE, last)));
    const after = realtime.stats();
    expect(after.published - before.published).toBe(1);
    expect(after.direct - before.direct).toBe(0);
    expect(members.every((client) => client.in(VILLAGE).length === 1)).toBe(true);
  });
});

describe("a client that comes back", () => {
  it("is told what it missed, no more, and goes on", async () => {
    const first = await live(worker, { cursors: {} });
    await say("甲");
    await until(() => first.in(VILLAGE).at(-1)?.text === "甲", "the first message");
    const { cursors } = first;
    const stood = cursors[VILLAGE]!;
    first.close();
    for (const text of ["乙", "丙", "丁"]) await say(text);
    const second = await live(worker, { cursors });
    await say("戊");
    await second.reaches(VILLAGE, stood + 4);
    expect(second.in(VILLAGE).map(({ text }) => text)).toEqual(["乙", "丙", "丁", "戊"]);
    expect(second.resets).toEqual([]);
  });

  it("misses and doubles nothing while others go on writing", async () => {
    const start = await lastSeq(VILLAGE);
    let writing = true;
    const stream = (async () => {
      for (let n = 1; writing; n += 1) await say(`接着说${n}`);
    })();
    const comers: LiveClient[] = [];
    for (let n = 0; n < 15; n += 1) {
      const comer = await live(worker, { cursors: { [VILLAGE]: start } });
      comers.push(comer);
    }
    writing = false;
    await stream;
    const end = await lastSeq(VILLAGE);
    await Promise.all(comers.map((client) => client.reaches(VILLAGE, end)));
    for (const { breaks } of comers) expect(breaks).toEqual([]);
    for (const comer of comers) expect(comer.seqs(VILLAGE)).toEqual(range(start + 1, end));
  });

  it("is told from the beginning what began while it was away", async () => {
    const first = await live(head, { cursors: {} });
    first.close();
    const { body } = await head.say("@任务", "收到吗？");
    expect(body.ok).toBe(true);
    const second = await live(head, { cursors: first.cursors });
    const talk = `bot:tasker:${head.id}`;
    await until(() => second.in(talk).length > 0, "the conversation");
    expect([second.seqs(talk)[0], second.breaks]).toEqual([1, []]);
  });

  it("starts afresh without cursors, or with one of another database", async () => {
    const last = await lastSeq(VILLAGE);
    const reset = { channel: VILLAGE, lastSeq: last };
    const plain = await live(worker);
    await until(() => plain.resets.length > 0, "a reset");
    expect(plain.resets).toContainEqual(reset);
    const ahead = await live(worker, { cursors: { [VILLAGE]: last + 7 } });
    await until(() => ahead.resets.length > 0, "a reset");
    expect(ahead.resets).toContainEqual(reset);
    await settle(plain, ahead);
    expect([...plain.in(VILLAGE), ...ahead.in(VILLAGE)]).toEqual([]);
  });

  it("hears nothing of channels it may not read, whatever cursors it names", async () => {
    const client = await live(worker, { cursors: { [OTHER_TOWN]: 0, "bot:nudge:x": 0, x: 0 } });
    await writeMany(server, OTHER_TOWN, 3);
    await say("都到齐了");
    await client.reaches(VILLAGE, await lastSeq(VILLAGE));
    await settle(client);
    expect(client.resets.some(({ channel }) => channel === OTHER_TOWN)).toBe(false);
    expect(client.in(OTHER_TOWN)).toEqual([]);
  });
});

describe("after a restart, with nothing in memory", () => {
  let twin: Twin;
  const restart = async () => {
    twin = await startTwin(server);
    return twin.url;
  };
  afterEach(() => twin.stop());

  it("a week of 10,000 messages comes from the database, in order and whole", async () => {
    const last = await writeMany(server, TOWN, 10_000);
    const started = performance.now();
    const client = await live(worker, { url: await restart(), cursors: { [TOWN]: last - 10_000 } });
    await client.reaches(TOWN, last);
    console.log(`10,000 missed: ${Math.round(performance.now() - started)} ms`);
    expect(client.seqs(TOWN)).toEqual(range(last - 9_999, last));
    expect(client.breaks).toEqual([]);
    expect(client.resets.filter(({ channel }) => channel === TOWN)).toEqual([]);
  });

  it("more than that is not sent: the client starts afresh", async () => {
    const last = await writeMany(server, TOWN, 1);
    const client = await live(worker, { url: await restart(), cursors: { [TOWN]: last - 10_001 } });
    await until(() => client.resets.some(({ channel }) => channel === TOWN), "a reset");
    expect(client.resets).toContainEqual({ channel: TOWN, lastSeq: last });
    expect(client.in(TOWN)).toEqual([]);
  });
});

describe("a channel one reads without sitting in it", () => {
  it("is followed while it is open", async () => {
    const looks = async () =>
      (await room.get("/api/command-log")).body.entries.filter(
        ({ command, channel }: Record<string, string>) => command === "look" && channel === VILLAGE,
      ).length;
    const client = await live(room);
    const before = await lastSeq(VILLAGE);
    expect(await looks()).toBe(0);
    expect(await client.ask("open", { channel: VILLAGE, after: before - 2 })).toEqual({ ok: true });
    expect(await looks()).toBe(1);
    await say("指挥室在看");
    await client.reaches(VILLAGE, before + 1);
    expect(client.seqs(VILLAGE)).toEqual([before - 1, before, before + 1]);
    expect(await client.ask("leave", { channel: VILLAGE })).toEqual({ ok: true });
    await say("已经走了");
    await settle(client);
    expect(client.in(VILLAGE)).toHaveLength(3);
  });

  it("is not there for those who may not read it", async () => {
    const client = await live(stranger);
    const answer = await client.ask("open", { channel: VILLAGE });
    expect(answer).toMatchObject({ ok: false, error: { code: "not_found" } });
  });
});
