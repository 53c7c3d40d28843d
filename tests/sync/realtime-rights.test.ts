import { beforeAll, describe, expect, it } from "vitest";
import { endAssignment } from "#db/org";
import { inTransaction } from "../support/in-transaction.ts";
import type { TestPerson, TestServer } from "../support/server.ts";
import { connectLive, type LiveClient } from "./support/live-client.ts";
import { TOWN, useLiveDay, VILLAGE } from "./support/live-day.ts";
import { settle, until } from "./support/until.ts";

/** What SPEC §6 and R20 allow; the tests print what it took. */
const WITHIN = 2_000;

const day = useLiveDay();
const { live } = day;
let server: TestServer;
let leader: TestPerson;

beforeAll(async () => {
  ({ server } = day);
  leader = await server.asPerson("方舟");
});

async function isCut(client: LiveClient, why: string): Promise<void> {
  const started = performance.now();
  await until(() => client.ends.length > 0, `the end of the socket: ${why}`, WITHIN);
  console.log(`${why}: cut after ${Math.round(performance.now() - started)} ms`);
}

const head = () => server.asPerson("余林");

async function endPost(name: string, at: number): Promise<void> {
  const org = server.system.kernel.org();
  const person = org.byAccount(name)!.id;
  const [post] = org.assignmentsOf(person, server.system.kernel.now());
  await inTransaction(server.parts.store, (session) => endAssignment(session, post!.id, at));
  // As the roster's commands will: what is in memory follows, and those who show it are told.
  await server.system.kernel.reread();
  const { body } = await leader.say("#开化县指挥部", "/平战 战 范围=池淮镇 原因=演练");
  expect(body).toMatchObject({ ok: true });
  await leader.say("#开化县指挥部", "/平战 平 范围=池淮镇 原因=演练结束");
}

describe("a session that ends takes its sockets with it", () => {
  it("by signing out, and no other device of the person", async () => {
    const [phone, tablet] = [await server.asPerson("余航"), await server.asPerson("余航")];
    const [one, other] = [await live(phone), await live(tablet)];
    expect((await phone.post("/api/sign-out", {})).status).toBe(200);
    await isCut(one, "signed out");
    const back = connectLive({ url: server.url, cookie: phone.cookie });
    await expect(back).rejects.toThrow("unauthenticated");
    await settle(other);
    expect(other.connected).toBe(true);
  });

  it("by being signed out everywhere; nothing comes after it", async () => {
    const worker = await server.asPerson("余航");
    const client = await live(worker, { reconnects: true });
    await server.system.identity.revokeSessions(worker.id);
    await isCut(client, "sessions revoked");
    await until(() => client.refused === "unauthenticated", "the refusal of the reconnect");
    await (await head()).say(VILLAGE, "这话你不该听到");
    expect([client.connected, client.in(VILLAGE)]).toEqual([false, []]);
  });

  it("by revoking a script's token", async () => {
    const worker = await server.asPerson("余航");
    const { identity } = server.system;
    const { id, token } = await identity.issueBearer(worker.id, { by: "test" });
    const client = await live({ ...worker, cookie: "" }, { token });
    await identity.revokeBearer(id);
    await isCut(client, "token revoked");
  });
});

describe("a right that ends closes the socket, and the reconnect decides anew", () => {
  it("leaves everybody in when nobody's rights changed", async () => {
    const client = await live(await head());
    await leader.say("#开化县指挥部", "/平战 战 范围=全县 原因=演练");
    await leader.say("#开化县指挥部", "/平战 平 范围=全县 原因=演练结束");
    await settle(client);
    expect([client.connected, client.ends]).toEqual([true, []]);
  });

  it("when a post is taken away", async () => {
    const speaker = await head();
    const client = await live(await server.asPerson("叶松"), { reconnects: true });
    await endPost("叶松", server.system.kernel.now());
    await isCut(client, "post taken away");
    await until(() => client.connects === 2, "the reconnect");
    await speaker.say(TOWN, "镇里开会");
    await settle(client);
    expect(client.events).toEqual([]);
  });

  it("when a shift runs out by the clock, without any change", async () => {
    const client = await live(await server.asPerson("徐婷"), { reconnects: true });
    const other = await live(await head());
    await endPost("徐婷", server.system.kernel.now() + 60_000);
    await settle(client);
    expect(client.ends).toEqual([]);
    await server.clock(server.system.kernel.now() + 60_000);
    await isCut(client, "shift ran out");
    expect(other.ends).toEqual([]);
  });
});
