import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

let server: TestServer;
let worker: TestPerson;
let village: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  [worker, village] = (await Promise.all(
    ["余航", "余林"].map((name) => server.asPerson(name)),
  )) as [TestPerson, TestPerson];
});
afterAll(() => server.stop());

describe("command log", () => {
  interface Entry {
    command: string;
    commandName: string;
    name: string;
    channelName: string;
    posts: string[];
    nodeName: string | null;
    at: number;
  }
  const log = async (person: TestPerson, query = "") =>
    (await person.get(`/api/command-log${query}`)).body as { entries: Entry[]; before: string };

  it("shows everyone their own: what, where, under which post, and never the words", async () => {
    await village.say("#航头村", "张三丰今天到家");
    const { entries } = await log(village);
    expect(entries[0]).toMatchObject({
      command: "say",
      channelName: "航头村",
      name: "余林",
      posts: ["航头村 村社负责人"],
    });
    expect(JSON.stringify(entries)).not.toContain("张三丰");
    expect(entries.every(({ name }) => name === "余林")).toBe(true);
  });

  it("leaves out what was refused and what was only read", async () => {
    const before = (await log(village)).entries.length;
    expect((await village.say("#航头村", "/指挥令 全部到岗")).status).not.toBe(200);
    const input = { seq: 1 };
    const read = { cid: "log-read", channel: "#航头村", name: "read", input };
    expect((await village.post("/api/commands", read)).status).toBe(200);
    expect((await log(village)).entries).toHaveLength(before);
  });

  it("keeps others' from who has no audit, whether they exist or not", async () => {
    for (const person of [server.data.people[0]!.id, "nobody"]) {
      const { status, body } = await village.get(`/api/command-log?person=${person}`);
      expect([status, body.error.code]).toEqual([403, "forbidden"]);
    }
    expect((await village.get(`/api/command-log?person=${village.id}`)).status).toBe(200);
  });

  it("pages without a hole or a double, though all were written in one millisecond", async () => {
    for (let n = 0; n < 60; n += 1) await worker.say("#航头一网格", `第${n}句`);
    const first = await log(worker);
    expect(first.entries).toHaveLength(50);
    const second = await log(worker, `?before=${encodeURIComponent(first.before)}`);
    expect(second.entries).toHaveLength(10);
    expect(second.before).toBeNull();
    expect((await worker.get("/api/command-log?before=x")).status).toBe(400);
  });

  it("says which item and which place it was about, within a span of time", async () => {
    await server.clock("2020-01-27 07:05");
    const centre = await server.asPerson("汪洋");
    const line = "/任务 日核 范围=航头一网格 字段=在册:整数! 截止=17:00 路由=直达";
    expect((await centre.say("#开化县指挥部", line)).status).toBe(200);
    expect((await worker.say("@任务", "/报 6")).status).toBe(200);
    const { at, ...last } = (await log(worker)).entries[0]!;
    expect(last).toMatchObject({
      command: "report",
      itemLabel: "T0127-01",
      nodeName: "航头一网格",
    });
    const span = (from: number, to: number) => log(worker, `?from=${from}&to=${to}`);
    expect((await span(at, at + 1)).entries).toHaveLength(1);
    expect((await span(at + 1, at + 2)).entries).toHaveLength(0);
    expect((await worker.get("/api/command-log?from=x")).status).toBe(400);
  });

  it("has every look into a channel by who does not sit in it, and nobody else is told", async () => {
    const centre = await server.asPerson("汪洋");
    const id = `staff:${server.data.nodes.find(({ name }) => name === "航头村")!.id}`;
    const messages = (person: TestPerson, query = "") =>
      person.get(`/api/channels/${encodeURIComponent(id)}/messages${query}`);
    const looks = async (person: TestPerson) =>
      (await log(person)).entries.filter(({ command }) => command === "look");
    await server.clock("2020-01-27 08:00");
    const told = (await messages(village)).body.messages.length;
    expect(await looks(village)).toEqual([]);

    expect((await messages(centre)).status).toBe(200);
    expect((await messages(centre)).status).toBe(200);
    const [first, ...more] = await looks(centre);
    expect([first, more]).toMatchObject([
      { commandName: "查看频道", channelName: "航头村", name: "汪洋", nodeName: "航头村" },
      [],
    ]);
    await server.clock("2020-01-27 08:03");
    expect((await messages(centre, "?after=0")).body.messages.length).toBeGreaterThan(0);
    await server.clock("2020-01-27 08:06");
    expect((await messages(centre, "?after=9999")).body.messages).toEqual([]);
    expect(await looks(centre)).toHaveLength(2);
    await server.clock("2020-01-27 08:09");
    await centre.get(`/api/channels/${encodeURIComponent(id)}`);
    expect(await looks(centre)).toHaveLength(2);

    expect((await messages(village)).body.messages).toHaveLength(told);
    expect(await looks(village)).toEqual([]);
    expect(await looks(worker)).toEqual([]);
  });

  it("says at a channel's head where it lies and who may look in", async () => {
    const about = async (person: TestPerson, name: string) =>
      (await person.get(`/api/channels/${encodeURIComponent(name)}`)).body;
    const own = await about(village, "#航头村");
    expect(own).toMatchObject({ kind: "staff", member: true, writable: true });
    expect(own.path.map(({ name }: { name: string }) => name)).toEqual(["开化县", "池淮镇"]);
    expect(own.lookers).toEqual(["县综合指挥中心", "池淮镇指挥室"]);
    const centre = await server.asPerson("汪洋");
    expect(await about(centre, own.id)).toMatchObject({
      member: false,
      writable: false,
      path: [
        { channel: expect.stringMatching(/^hq:/) },
        { channel: expect.stringMatching(/^staff:/) },
      ],
    });
    expect((await worker.get(`/api/channels/hq:x`)).status).toBe(404);
  });

  it("shows the auditor everybody's, and one person's", async () => {
    const county = await startTestServer({ profile: "yongtai" });
    try {
      const { assignments, people, profile } = county.data;
      const nameOf = (post: string) => {
        const { person } = assignments.find((one) => one.post === post)!;
        return people.find(({ id }) => id === person)!;
      };
      expect(profile.posts.find(({ key }) => key === "auditor")!.caps.X).toBe("read");
      const auditor = await county.asPerson(nameOf("auditor").name);
      const leader = await county.asPerson(nameOf("leader").name);
      await leader.say("#永泰县指挥部", "各乡镇注意");
      await leader.say("#永泰县指挥部", "/名录 统计");
      const all = await log(auditor);
      // Of one millisecond neither is newer.
      expect(all.entries.map(({ command }) => command).sort()).toEqual(["say", "tree"]);
      const one = await log(auditor, `?person=${leader.id}`);
      expect(one.entries).toEqual(all.entries);
    } finally {
      await county.stop();
    }
  });
});
