import { afterAll, beforeAll, expect, it } from "vitest";
import type { TargetView } from "#contract/nouns";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

/** What a task asks of the town's room, step by step (UX S14: rooms see queues). */
let server: TestServer;
let room: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 09:00" });
  room = await server.asPerson("程立");
});
afterAll(() => server.stop());

async function done(account: string, channel: string, text: string): Promise<void> {
  const person = account === "程立" ? room : await server.asPerson(account);
  expect((await person.say(channel, text)).body).toMatchObject({ ok: true });
}

type Row = Pick<
  TargetView,
  "nodeName" | "responsible" | "state" | "marks" | "reason" | "difficulty" | "may"
>;

async function rowsOf(id: string): Promise<Row[]> {
  return (await room.get(`/api/items/${id}/targets`)).body.targets;
}

/** `核实4`, of one item, in the order of the queue. */
async function counted(label: string): Promise<string[]> {
  const { body } = await room.get("/api/items?waiting=me");
  const item = body.items.find((one: { label: string }) => one.label === label);
  return (item?.todo ?? []).map((t: { what: string; n: number }) => `${t.what}${t.n}`);
}

async function waiting(): Promise<string[]> {
  const { body } = await room.get("/api/items?waiting=me");
  return body.items.flatMap((item: { todo: { what: string }[] }) => item.todo.map((t) => t.what));
}

it("waits to be passed down, then for replies, then to be verified, then to be submitted", async () => {
  const line = "/专项 日核 范围=王家边网格 字段=在册:整数! 截止=17:00 核实=是";
  await done("汪洋", "#开化县指挥部", line);
  expect(await waiting()).toEqual(["下达"]);
  await done("程立", "#杨林镇指挥室", "/下达 Z0127-01");
  expect(await waiting()).toEqual([]);
  await done("邱实", "#王家边网格", "/报 6");
  expect(await waiting()).toEqual(["核实"]);
  await done("程立", "#杨林镇指挥室", "/核实 Z0127-01 全部");
  expect(await waiting()).toEqual(["上报"]);
  await done("程立", "#杨林镇指挥室", "/上报 Z0127-01");
  expect(await waiting()).toEqual([]);
});

it("names what the room must decide, chase and get again, each with the number of places", async () => {
  const line = "/专项 复核 范围=杨林镇:网格 字段=在册:整数! 截止=12:00 核实=是";
  await done("汪洋", "#开化县指挥部", line);
  expect(await counted("Z0127-02")).toEqual(["下达4"]);
  await done("程立", "#杨林镇指挥室", "/下达 Z0127-02");
  await done("邱实", "#王家边网格", "/报 Z0127-02 6");
  await done("程立", "#杨林镇指挥室", "/退回 Z0127-02 王家边网格 原因=和名册对不上");
  const others = await rowsOf("Z0127-02");
  const other = others.find(({ nodeName }) => nodeName !== "王家边网格")!;
  await done(other.responsible[0]!.name, "@任务", "/困难 Z0127-02 类=人手 两人同时隔离");
  expect(await counted("Z0127-02")).toEqual(["困难1", "退回1"]);
  await server.clock("2020-01-27 11:40");
  expect(await counted("Z0127-02")).toEqual(["困难1", "退回1", `到期${others.length - 2}`]);
});

it("shows a difficulty of a place that was sent back, until the room has seen to it or it reports", async () => {
  const own = async () => {
    const row = (await rowsOf("Z0127-02")).find(({ nodeName }) => nodeName === "王家边网格")!;
    const { state, marks, reason, difficulty } = row;
    return [state, marks.join(), reason, difficulty, row.may.includes("overcome")];
  };
  const back = "和名册对不上";
  const rest = `到期${(await rowsOf("Z0127-02")).length - 2}`;
  expect(await own()).toEqual(["退回", "", back, null, false]);
  await done("邱实", "#王家边网格", "/困难 Z0127-02 类=交通 桥断了");
  expect(await own()).toEqual(["退回", "困难", back, "交通：桥断了", true]);
  expect(await counted("Z0127-02")).toEqual(["困难2", rest]);
  const { body } = await room.get("/api/items/Z0127-02/tally?node=杨林镇");
  expect(body.counts).toMatchObject({ returned: 1, difficulty: 2, acked: 2 });

  await done("程立", "#杨林镇指挥室", "/困难 Z0127-02 王家边网格 了结=已协调 船在渡口等");
  expect(await own()).toEqual(["退回", "", back, null, false]);
  expect(await counted("Z0127-02")).toEqual(["困难1", "退回1", rest]);
  const again = await room.say("#杨林镇指挥室", "/困难 Z0127-02 王家边网格 了结=已协调");
  expect(again.body.error.message).toContain("没有等着协调的困难");
  const worker = await server.asPerson("邱实");
  const talk = `/api/channels/${encodeURIComponent("@任务")}/messages`;
  expect((await worker.get(talk)).body.messages.at(-1).text).toContain(
    "困难已协调：王家边网格 船在渡口等",
  );

  await done("邱实", "#王家边网格", "/困难 Z0127-02 类=人手");
  const waits = await worker.get("/api/items?waiting=me");
  expect(waits.body.items[0].todo[0]).toMatchObject({ what: "填报", difficulty: "人手" });
  await done("邱实", "#王家边网格", "/报 Z0127-02 7");
  await done("程立", "#杨林镇指挥室", "/退回 Z0127-02 王家边网格 原因=还是对不上");
  // What was in the way before the reply is not in the way of the next.
  expect(await own()).toEqual(["退回", "", "还是对不上", null, false]);
  const late = await (await server.asPerson("邱实")).say(
    "#王家边网格",
    "/困难 Z0127-02 了结=已解除",
  );
  expect(late.body.error.message).toContain("没有等着协调的困难");
});

it("tells the worker that 收到 has been said, and whom to call", async () => {
  const worker = await server.asPerson("邱实");
  const own = async () => (await worker.get("/api/items?waiting=me")).body.items[0].todo[0];
  expect(await own()).toMatchObject({ what: "填报", n: 1, acked: false });
  await done("邱实", "@任务", "/收到 Z0127-02");
  expect(await own()).toMatchObject({ what: "填报", acked: true });
  const { body } = await worker.get("/api/me");
  expect(body.assignments[0].room).toMatchObject({ title: "杨林镇指挥室", name: "程立" });
  expect(body.assignments[0].room.phone).toMatch(/^1\d{10}$/);
  expect((await room.get("/api/me")).body.assignments[0].room).toBeNull();
});

it("puts 特急 before all else, whatever its deadline", async () => {
  const line =
    "/任务 撤离 范围=王家边网格 字段=人数:整数! 截止=明日18:00 缓急=特急 路由=直达 确认=是";
  await done("汪洋", "#开化县指挥部", line);
  const worker = await server.asPerson("邱实");
  const urgencies = async (query: string) =>
    (await worker.get(`/api/items?waiting=me${query}`)).body.items.map(
      ({ urgency }: { urgency: string }) => urgency,
    );
  expect(await urgencies("")).toEqual(["特急", "平件"]);
  const first = (await worker.get("/api/items?waiting=me&limit=1")).body;
  expect(await urgencies(`&after=${encodeURIComponent(first.next)}`)).toEqual(["平件"]);
});
