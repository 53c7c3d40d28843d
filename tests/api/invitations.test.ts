import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listEventsOfType } from "#db/events";
import { type CodeDay, startCodeDay, tokenOf } from "../support/codes.ts";
import { jsonPost, type TestPerson, type TestServer } from "../support/server.ts";
import { connectLive } from "../sync/support/live-client.ts";
import { until } from "../sync/support/until.ts";

let server: TestServer;
let head: TestPerson;
let room: TestPerson;
let asPerson: CodeDay["asPerson"];
let idOf: CodeDay["idOf"];
let codeFor: CodeDay["codeFor"];
let scan: CodeDay["scan"];
let who: CodeDay["who"];

beforeAll(async () => {
  ({ server, head, asPerson, idOf, codeFor, scan, who } = await startCodeDay());
  room = await asPerson("鲍捷");
});
afterAll(() => server.stop());

const events = async () =>
  (await listEventsOfType(server.system.kernel.read, "invitation.issued")).length;

describe("a code", () => {
  it("comes as a link and a picture, and signs in whom it is for", async () => {
    const { status, body } = await head.say("#溪洋村", "/邀请 卢斌");
    expect([status, body.result.invite]).toEqual([200, idOf("卢斌")]);
    expect(body.result.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#i=[\w-]{43}$/);
    expect(body.result.link).toContain(server.url);
    expect(body.result.qr).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]+<\/svg>\s*$/,
    );
    const { reply, cookie } = await scan(tokenOf(body.result.link));
    expect(reply.body).toEqual({ ok: true, person: idOf("卢斌") });
    expect(await who(cookie)).toBe(idOf("卢斌"));
  });

  it("says where it is shown that no phone can open an address of this machine alone", async () => {
    const { body } = await head.say("#溪洋村", "/邀请 卢斌");
    expect(body.result.notice).toMatch(/^这个地址手机打不开：请设置 PUBLIC_URL/);
    expect(body.result.text.split("\n")).toEqual([
      expect.stringContaining("的邀请码"),
      body.result.notice,
    ]);
  });

  it("is given to a form as to a line", async () => {
    const command = {
      cid: "form-1",
      channel: "#溪洋村",
      name: "invite",
      input: { person: idOf("卢斌") },
    };
    const { body } = await head.post("/api/commands", command);
    expect((await scan(tokenOf(body.result.link))).reply.status).toBe(200);
  });

  it("names the place the phone is to go to, which no bearer's Origin decides", async () => {
    const origin = server.url.replace("http", "https");
    const { body } = await head.say("#溪洋村", "/邀请 卢斌");
    expect(body.result.link.startsWith(server.url)).toBe(true);
    const behindProxy = { cid: "proxy", channel: "#溪洋村", text: "/邀请 卢斌" };
    const proxied = await head.post("/api/commands", behindProxy, { origin });
    expect(proxied.body.result.link.startsWith(`${origin}/#i=`)).toBe(true);
    const { token } = await server.parts.identity.issueBearer(head.id, { by: "test" });
    const headers = { authorization: `Bearer ${token}`, origin: "https://elsewhere.test" };
    const bot = { ...behindProxy, cid: "bearer" };
    const { body: forBot } = await server.send("/api/commands", jsonPost(bot, headers));
    expect(forBot.result.link.startsWith(`${server.url}/#i=`)).toBe(true);
  });

  it.each([
    ["鄢明", "#溪洋村", "侯勇", 404],
    ["鄢明", "#溪洋村", "檀芳", 404],
    ["鲍捷", "#葛岭镇", "侯勇", 200],
    ["鲍捷", "#葛岭镇", "檀芳", 404],
    ["鲍捷", "#葛岭镇", "鄢明", 422],
    ["卢霞", "#溪洋村", "卢斌", 403],
  ])("from %s in %s for %s is answered %s", async (sender, channel, whom, status) => {
    const person = await asPerson(sender);
    const before = await events();
    const reply = await person.say(channel, `/邀请 ${whom}`);
    expect(reply.status).toBe(status);
    expect(Object.hasOwn(reply.body.result ?? {}, "link")).toBe(status === 200);
    expect(await events()).toBe(before + (status === 200 ? 1 : 0));
  });

  it("is shown once: a replay says so and opens nothing", async () => {
    const before = await events();
    const first = await head.say("#溪洋村", "/邀请 卢斌", { cid: "once" });
    const again = await head.say("#溪洋村", "/邀请 卢斌", { cid: "once" });
    expect(first.body.result.link).toBeDefined();
    expect(again.body.replayed).toBe(true);
    expect(Object.keys(again.body.result).sort()).toEqual(["invite", "text"]);
    expect(again.body.result.text).toBe(
      "邀请码只出示一次；没有看到就再发一次这条命令，会得到新的。",
    );
    expect(await events()).toBe(before + 1);
  });

  it("holds two devices: the third ends the oldest", async () => {
    const token = await codeFor("林秀");
    const phones: string[] = [];
    for (let i = 0; i < 3; i += 1) phones.push((await scan(token)).cookie);
    const there = await Promise.all(phones.map(who));
    expect(there).toEqual([undefined, idOf("林秀"), idOf("林秀")]);
  });
});

describe("taking back", () => {
  it("ends every code and phone of the person at once, and no desk", async () => {
    const account = { account: "卢霞的账号", password: "溪边的老樟树" };
    await server.parts.identity.createAccount({ person: idOf("卢霞"), ...account });
    const desk = await server.send("/api/sign-in", jsonPost(account));
    const deskCookie = desk.headers.getSetCookie()[0]!.split(";")[0]!;
    const [one, two] = [await codeFor("卢霞"), await codeFor("卢霞")];
    const [phone, pad] = [await scan(one), await scan(two)];
    expect(await who(phone.cookie)).toBe(idOf("卢霞"));

    const { body } = await head.say("#溪洋村", "/撤销邀请 卢霞", { cid: "take-back" });
    expect(body.result).toEqual({
      text: "溪洋1号 网格员 卢霞 的邀请码已收回，扫码登录的手机都已退出",
      revoke: idOf("卢霞"),
    });
    expect([await who(phone.cookie), await who(pad.cookie)]).toEqual([undefined, undefined]);
    expect(await who(deskCookie)).toBe(idOf("卢霞"));
    for (const token of [one, two]) {
      const { reply } = await scan(token);
      expect([reply.status, reply.body.error.code]).toEqual([401, "unauthenticated"]);
    }
  });

  it("closes the phone's socket within two seconds", async () => {
    const { cookie } = await scan(await codeFor("卢斌"));
    const phone = await connectLive({ url: server.url, cookie });
    const started = performance.now();
    await head.say("#溪洋村", "/收回邀请 卢斌");
    await until(() => phone.ends.length > 0, "the end of the phone's socket");
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("is for the room too, and not for a neighbour", async () => {
    const { cookie } = await scan(await codeFor("林秀"));
    const worker = await server.asPerson("卢斌");
    expect((await worker.say("#溪洋村", "/撤销邀请 林秀")).status).toBe(403);
    const other = await server.asPerson("侯平");
    expect((await other.say("#赤壁村", "/撤销邀请 林秀")).status).toBe(404);
    expect(await who(cookie)).toBe(idOf("林秀"));
    await room.say("#葛岭镇", "/撤销邀请 林秀");
    expect(await who(cookie)).toBeUndefined();
  });

  it("is finished by a replay, should the first try have died half way", async () => {
    const again = () => head.say("#溪洋村", "/撤销邀请 卢斌", { cid: "half-way" });
    await again();
    const { cookie } = await scan(await codeFor("卢斌"));
    expect((await again()).body.replayed).toBe(true);
    expect(await who(cookie)).toBeUndefined();
  });
});

describe("signing out", () => {
  it("everywhere ends all sessions of the person, and nobody else's", async () => {
    const [desk, phone, other] = [
      await server.asPerson("侯平"),
      await server.asPerson("侯平"),
      await server.asPerson("侯勇"),
    ];
    const { status, headers } = await desk.post("/api/sign-out", { everywhere: true });
    expect(status).toBe(200);
    expect(headers.get("set-cookie")).toMatch(/Max-Age=0/);
    expect([await who(desk.cookie), await who(phone.cookie)]).toEqual([undefined, undefined]);
    expect(await who(other.cookie)).toBe(idOf("侯勇"));
  });

  it("without it ends this one, with a body or without", async () => {
    for (const body of [{}, { everywhere: false }, undefined]) {
      const [desk, phone] = [await server.asPerson("侯平"), await server.asPerson("侯平")];
      const { cookie } = desk;
      const bare = { method: "POST", headers: { cookie } };
      const init = body === undefined ? bare : jsonPost(body, { cookie });
      expect((await server.send("/api/sign-out", init)).status).toBe(200);
      expect([await who(desk.cookie), await who(phone.cookie)]).toEqual([undefined, idOf("侯平")]);
    }
  });

  it("everywhere needs a session, a sensible body, and our own page", async () => {
    const signOut = (body: unknown, headers = {}) =>
      server.send("/api/sign-out", jsonPost(body, headers));
    expect((await signOut({ everywhere: true })).status).toBe(401);
    expect((await signOut({ everywhere: "yes" })).status).toBe(400);
    const { cookie } = await server.asPerson("侯平");
    const foreign = await signOut({ everywhere: true }, { cookie, origin: "https://evil.example" });
    expect(foreign.status).toBe(403);
    expect(await who(cookie)).toBe(idOf("侯平"));
  });
});
