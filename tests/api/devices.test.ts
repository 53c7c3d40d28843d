import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeviceHolder, DeviceHolders, Devices } from "#contract/devices";
import { listEventsOfType } from "#db/events";
import { type CodeDay, startCodeDay } from "../support/codes.ts";
import { jsonPost, type TestPerson, type TestServer } from "../support/server.ts";
import { connectLive } from "../sync/support/live-client.ts";
import { until } from "../sync/support/until.ts";

const WECHAT =
  "Mozilla/5.0 (Linux; Android 10; HLK-AL00) AppleWebKit/537.36 Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0";
const IPAD =
  "Mozilla/5.0 (iPad; CPU OS 15_0 like Mac OS X) AppleWebKit/605.1.15 Version/15.0 Safari/604.1";

let day: CodeDay;
let server: TestServer;
let head: TestPerson;

beforeAll(async () => {
  day = await startCodeDay();
  ({ server, head } = day);
});
afterAll(() => server.stop());

const own = async (cookie: string) =>
  Devices.parse((await server.send("/api/sessions", { headers: { cookie } })).body).devices;

async function below(person: TestPerson, node: string): Promise<DeviceHolder[]> {
  const { body } = await person.get(`/api/nodes/${encodeURIComponent(node)}/sessions`);
  return DeviceHolders.parse(body).holders;
}

const devicesOf = (holders: DeviceHolder[], name: string) =>
  holders.find((one) => one.name === name)?.devices;

/** A desk where somebody signs in by password. */
async function desk(name: string): Promise<string> {
  const account = { account: `${name}的账号`, password: "溪边的老樟树" };
  await server.parts.identity.createAccount({ person: day.idOf(name), ...account });
  const { headers } = await server.send("/api/sign-in", jsonPost(account));
  return headers.getSetCookie()[0]!.split(";")[0]!;
}

describe("one's own devices", () => {
  it("are told by kind, newest first, with the one that asks; no address is", async () => {
    const token = await day.codeFor("林秀");
    const phone = await day.scan(token, WECHAT);
    const pad = await day.scan(token, IPAD);
    const reply = await server.send("/api/sessions", { headers: { cookie: phone.cookie } });
    const { devices } = Devices.parse(reply.body);
    expect(devices.map(({ device, byCode, here }) => ({ device, byCode, here }))).toEqual([
      { device: { kind: "tablet", system: "iOS", app: "Safari" }, byCode: true, here: false },
      { device: { kind: "phone", system: "Android", app: "WeChat" }, byCode: true, here: true },
    ]);
    expect(JSON.stringify(reply.body)).not.toMatch(/127\.0\.0\.1|::1|MicroMessenger|token/);
    expect((await own(pad.cookie)).map(({ here }) => here)).toEqual([true, false]);
    expect((await server.send("/api/sessions")).status).toBe(401);
  });

  it("say which of them had to make room, to whoever signs in and in the list", async () => {
    const token = await day.codeFor("林秀");
    await day.scan(token, WECHAT);
    await day.scan(token, IPAD);
    const third = await day.scan(token, "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0");
    const wechat = { kind: "phone", system: "Android", app: "WeChat" };
    expect(third.reply.body).toEqual({ ok: true, person: day.idOf("林秀"), replaced: [wechat] });
    expect((await own(third.cookie))[0]).toMatchObject({ here: true, replaced: wechat });
  });

  it("are signed out one by one, or all but this", async () => {
    const worker = await server.asPerson("侯勇");
    const lost = await server.asPerson("侯勇");
    const [, first] = [await own(worker.cookie), (await own(worker.cookie)).find((d) => !d.here)!];
    const one = await worker.say("@令达", `/退出设备 设备=${first.id}`);
    expect(one.body.result.text).toBe("这台设备已退出登录");
    expect(await day.who(lost.cookie)).toBeUndefined();

    const again = await server.asPerson("侯勇");
    const all = await worker.say("@令达", "/退出设备");
    expect(all.body.result.text).toBe("你的其他设备都已退出登录");
    expect([await day.who(worker.cookie), await day.who(again.cookie)]).toEqual([
      worker.id,
      undefined,
    ]);
    const none = await worker.say("@令达", "/退出设备");
    expect(none.body.result.text).toBe("没有要退出的设备，可能已经退出了");
  });

  it("cannot be confused with somebody else's", async () => {
    const worker = await server.asPerson("侯勇");
    const victim = await server.asPerson("侯平");
    const [theirs] = await own(victim.cookie);
    const reply = await worker.say("@令达", `/退出设备 设备=${theirs!.id}`);
    expect(reply.body.result.text).toBe("没有要退出的设备，可能已经退出了");
    expect(await day.who(victim.cookie)).toBe(victim.id);
  });
});

describe("the devices of others", () => {
  it("are listed for whoever hands out codes, people without any first", async () => {
    await day.scan(await day.codeFor("卢霞"), WECHAT);
    const holders = await below(head, "溪洋村");
    expect(devicesOf(holders, "卢霞")).toMatchObject([{ device: { app: "WeChat" }, here: false }]);
    expect(devicesOf(holders, "卢斌")).toEqual([]);
    // No time online is anybody else's to read.
    expect(devicesOf(holders, "卢霞")![0]!.seen).toBeNull();
    expect((await own(head.cookie))[0]!.seen).toBeTypeOf("number");
    const counts = holders.map(({ devices }) => devices.length);
    expect(counts.indexOf(0)).toBe(0);
    expect(counts.findIndex((n) => n > 0)).toBeGreaterThan(counts.lastIndexOf(0));
    expect(holders.every(({ endable, byCode }) => endable && byCode)).toBe(true);
    expect(holders.some(({ name }) => ["鄢明", "鲍捷", "侯平"].includes(name))).toBe(false);
  });

  it("end within two seconds, sockets and all; the code stays good", async () => {
    const token = await day.codeFor("卢斌");
    const { cookie } = await day.scan(token, WECHAT);
    const phone = await connectLive({ url: server.url, cookie });
    const started = performance.now();
    const { body } = await head.say("#溪洋村", "/退出设备 卢斌");
    expect(body.result.text).toBe("溪洋2号 网格员 卢斌 的设备都已退出登录");
    await until(() => phone.ends.length > 0, "the end of the phone's socket");
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(await day.who(cookie)).toBeUndefined();
    expect((await day.scan(token)).reply.status).toBe(200);
  });

  it("leave a desk with a password alone, and do not show it", async () => {
    const cookie = await desk("卢霞");
    const before = devicesOf(await below(head, "溪洋村"), "卢霞")!;
    expect(before.every(({ byCode }) => byCode)).toBe(true);
    const [atDesk] = (await own(cookie)).filter(({ here }) => here);
    await head.say("#溪洋村", `/退出设备 卢霞 设备=${atDesk!.id}`);
    await head.say("#溪洋村", "/退出设备 卢霞");
    expect(await day.who(cookie)).toBe(day.idOf("卢霞"));
  });

  it.each([
    ["卢霞", "/api/nodes/溪洋村/sessions", 403],
    ["鄢明", "/api/nodes/赤壁村/sessions", 403],
    ["鄢明", "/api/nodes/查无此村/sessions", 404],
    ["鄢明", "/api/nodes/嵩口镇/sessions", 404],
  ])("are nobody else's to see: %s at %s is answered %s", async (name, path, status) => {
    const person = await day.asPerson(name);
    expect((await person.get(encodeURI(path))).status).toBe(status);
  });

  it.each([
    ["卢霞", "卢斌", 403],
    ["鄢明", "侯勇", 404],
    ["鄢明", "鲍捷", 403],
    ["鄢明", "查无此人", 404],
  ])("are nobody else's to end: %s for %s is answered %s", async (sender, whom, status) => {
    const person = await day.asPerson(sender);
    const before = await listEventsOfType(server.system.kernel.read, "session.closed");
    expect((await person.say("@令达", `/退出设备 ${whom}`)).status).toBe(status);
    const after = await listEventsOfType(server.system.kernel.read, "session.closed");
    expect(after).toHaveLength(before.length);
  });

  it("are recorded with ids only, under the post that allowed it", async () => {
    await day.scan(await day.codeFor("卢斌"));
    await head.say("#溪洋村", "/退出设备 卢斌");
    const [event] = await listEventsOfType(server.system.kernel.read, "session.closed");
    expect(event).toMatchObject({
      person: head.id,
      post: "village_head",
      data: { person: day.idOf("卢斌") },
    });
  });
});
