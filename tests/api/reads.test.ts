import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChannelView, MessageView, NodeView } from "#contract/nouns";
import { dayAt, parseClock } from "#domain/time/zone";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

const HQ = "#开化县指挥部";

let server: TestServer;
let centre: TestPerson;
let worker: TestPerson;
let village: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  [centre, worker, village] = (await Promise.all(
    ["汪洋", "余航", "余林"].map((name) => server.asPerson(name)),
  )) as [TestPerson, TestPerson, TestPerson];
});
afterAll(() => server.stop());

describe("me", () => {
  it("lists posts with their caps", async () => {
    const { body } = await worker.get("/api/me");
    expect(body).toMatchObject({ account: "余航", name: "余航", profile: "kaihua" });
    expect(body.assignments).toHaveLength(1);
    expect(body.assignments[0]).toMatchObject({ post: "grid_worker", nodeName: "航头一网格" });
    expect(body.assignments[0].caps).toContain("R");
  });

  it("tells the lunar date of today and the days to come", async () => {
    const { body } = await worker.get("/api/me");
    expect(body.lunar.from).toBe(dayAt(parseClock("2020-01-27 07:00")!));
    expect(body.lunar.names.slice(0, 2)).toEqual(["正月初三", "正月初四"]);
    expect(body.lunar.names).toHaveLength(60);
  });
});

describe("tree", () => {
  const names = (body: { nodes: NodeView[] }) => body.nodes.map((node) => node.name);

  it("shows the county's own children", async () => {
    const { body } = await centre.get("/api/tree?depth=1");
    expect(names(body)).toEqual(
      expect.arrayContaining(["开化县", "杨林镇", "池淮镇", "芹阳办事处"]),
    );
    expect(names(body)).not.toContain("杨林村");
  });

  it("finds a place by code and by path, and shows what lies below", async () => {
    const { body } = await centre.get("/api/tree?under=330824117207&depth=3");
    expect(names(body)).toEqual(["航头村", "航头一网格"]);
    const path = encodeURIComponent("池淮镇/航头村");
    expect((await centre.get(`/api/nodes/${path}`)).body).toMatchObject({
      code: "330824117207",
      path: "池淮镇/航头村",
      children: 1,
    });
  });

  it("hides from a grid worker what lies beyond their own", async () => {
    const { body } = await worker.get("/api/tree?depth=8");
    expect(names(body)).toContain("航头一网格");
    expect(names(body)).not.toContain("杨林村");
    expect((await worker.get(`/api/nodes/330824107222`)).status).toBe(404);
  });

  it("answers 404 for no place", async () => {
    const { status, body } = await centre.get(`/api/nodes/${encodeURIComponent("没有这村")}`);
    expect([status, body.error.code]).toEqual([404, "not_found"]);
  });
});

describe("channels and messages", () => {
  const messagesOf = async (person: TestPerson, channel: string, query = "") => {
    const reply = await person.get(`/api/channels/${encodeURIComponent(channel)}/messages${query}`);
    return { ...reply, seqs: (reply.body.messages ?? []).map((m: MessageView) => m.seq) };
  };

  it("lists one's own, counts what is unread and forgets what was read", async () => {
    const channel = async () => {
      const { channels }: { channels: ChannelView[] } = (await village.get("/api/channels")).body;
      return channels.find(({ name }) => name === "航头村")!;
    };
    const before = await channel();
    expect(before).toMatchObject({ kind: "staff", writable: true });
    await village.say("#航头村", "第一句");
    const said = await village.say("#航头村", "第二句");
    expect(said.status).toBe(200);
    const after = await channel();
    expect(after.lastSeq).toBe(before.lastSeq + 2);
    const input = { seq: after.lastSeq };
    await village.post("/api/commands", { cid: "r1", channel: after.id, name: "read", input });
    expect((await channel()).unread).toBe(0);
  });

  it("pages by a gap-free seq in both directions", async () => {
    for (let n = 1; n <= 7; n += 1) await centre.say(HQ, `第${n}句`);
    const all = (await messagesOf(centre, HQ, "?limit=200")).seqs;
    expect(all).toEqual(all.map((_: number, i: number) => i + 1));
    const last = all.at(-1)!;
    expect((await messagesOf(centre, HQ, "?limit=3")).seqs).toEqual([last - 2, last - 1, last]);
    expect((await messagesOf(centre, HQ, `?limit=2&before=${last}`)).seqs).toEqual([
      last - 2,
      last - 1,
    ]);
    expect((await messagesOf(centre, HQ, "?after=2&limit=2")).seqs).toEqual([3, 4]);
    expect((await messagesOf(centre, HQ, `?after=${last}`)).seqs).toEqual([]);
  });

  it("names the writer with the post", async () => {
    const { body } = await messagesOf(village, "#航头村", "?limit=1");
    expect(body.messages[0].author).toMatchObject({ name: "余林", bot: null });
  });

  it("counts as unread what a person would read: no edit, no recall, no own line, no replaced reminder", async () => {
    const channelOf = async (person: TestPerson, name: string) => {
      const { channels }: { channels: ChannelView[] } = (await person.get("/api/channels")).body;
      return channels.find((one) => one.name === name)!;
    };
    const unread = async () => (await channelOf(village, "航头村")).unread;
    const { id: channel, lastSeq: seq } = await channelOf(village, "航头村");
    const act = (person: TestPerson, cid: string, name: string, input: object) =>
      person.post("/api/commands", { cid, channel, name, input });
    await act(village, "u0", "read", { seq });
    const ids: string[] = [];
    for (const text of ["东头查完", "西头查完", "全部查完"]) {
      await worker.say("#航头村", text);
      const { messages }: { messages: MessageView[] } = (
        await messagesOf(worker, channel, "?limit=1")
      ).body;
      ids.push(messages.at(-1)!.id);
    }
    expect(await unread()).toBe(3);
    expect((await act(worker, "u1", "edit", { message: ids[0], text: "东头已查完" })).status).toBe(
      200,
    );
    await village.say("#航头村", "好");
    expect(await unread()).toBe(3);
    for (const [i, message] of ids.entries()) {
      expect((await act(worker, `u2${i}`, "undo", { message })).status).toBe(200);
      expect(await unread()).toBe(2 - i);
    }
    const grid = async () => (await channelOf(worker, "航头一网格")).unread;
    const before = await grid();
    const issued = await centre.say(
      HQ,
      "/任务 水位 范围=航头一网格 字段=厘米:整数! 截止=18:00 路由=直达",
    );
    const id = /T\d+-\d+/.exec(issued.body.result.text)![0];
    expect(await grid()).toBe(before + 1);
    for (const clock of ["2020-01-27 07:20", "2020-01-27 07:40"]) {
      await server.clock(clock);
      expect((await centre.say(HQ, `/催 ${id}`)).status).toBe(200);
      expect(await grid()).toBe(before + 2);
    }
    await centre.say(HQ, `/结案 ${id} 原因=水退了`);
    expect(await grid()).toBe(before + 2);
    const { channels }: { channels: ChannelView[] } = (await worker.get("/api/channels")).body;
    const sum = channels.reduce((n, one) => n + one.unread, 0);
    expect((await worker.get("/api/me")).body.unread).toBe(sum);
  });

  it.each(["?limit=201", "?limit=0", "?after=-1", "?before=x", "?foo=1", "?limit=1&limit=2"])(
    "refuses %s",
    async (query) => {
      const { status, body } = await messagesOf(centre, HQ, query);
      expect([status, body.error.code]).toEqual([400, "malformed"]);
    },
  );

  it("answers 404 for a channel one may not read", async () => {
    const { status, body } = await messagesOf(worker, "hq:330824");
    expect([status, body.error.code]).toEqual([404, "not_found"]);
  });
});
