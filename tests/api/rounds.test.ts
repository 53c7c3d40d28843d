import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

/** A task that comes round, as clients read it: columns by round, one line in every list. */
const ROOM = "#杨林镇指挥室";
let server: TestServer;
let room: TestPerson;
let grid: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 08:00" });
  room = await server.asPerson("程立");
  grid = await server.asPerson("邱实");
  await done(room, ROOM, "/任务 在岗 频次=每2小时 字段=在岗:整数!=上次 截止=1小时 核实=否");
  await done(grid, "#王家边网格", "/报 6");
  await server.clock("2020-01-27 10:00");
  await done(await server.asPerson("毛琳"), "#杨林一网格", "/报 5");
  await server.clock("2020-01-27 12:00");
});
afterAll(() => server.stop());

async function done(person: TestPerson, channel: string, text: string): Promise<void> {
  expect((await person.say(channel, text)).body).toMatchObject({ ok: true });
}
const read = async (person: TestPerson, path: string) => (await person.get(path)).body;

it("shows rounds as columns: a row a place, a state a round, oldest first", async () => {
  for (const id of ["T0127-01", "T0127-01.2", "2020-T0127-01.3"]) {
    const { rounds, rows } = await read(room, `/api/items/${id}/rounds`);
    expect(rounds.map((one: { label: string }) => one.label)).toEqual([
      "T0127-01#1",
      "T0127-01#2",
      "T0127-01#3",
    ]);
    expect(rounds[0]).toMatchObject({ id: "2020-T0127-01#1", round: 1, state: "open" });
    expect(rounds[0].line).toContain("应报4 响应1(迟0) 已报1");
    expect(rounds[2].line).toContain("应报4 响应0(迟0) 已报0");
    const states = rows.map((row: { nodeName: string; states: string[] }) => [
      row.nodeName,
      ...row.states,
    ]);
    expect(states).toContainEqual(["王家边网格", "已报", "逾期", "已派"]);
    expect(states).toContainEqual(["杨林一网格", "逾期", "已报", "已派"]);
    expect(states).toHaveLength(4);
  }
});

it("shows a grid its own row and the totals, and nothing to whoever may not open it", async () => {
  const { rounds, rows } = await read(grid, "/api/items/T0127-01/rounds");
  expect(rows.map((row: { nodeName: string }) => row.nodeName)).toEqual(["王家边网格"]);
  expect(rounds).toHaveLength(3);
  const stranger = await server.asPerson("余航");
  expect((await stranger.get("/api/items/T0127-01/rounds")).status).toBe(404);
  await done(room, ROOM, "/任务 一次 范围=王家边网格 截止=18:00");
  expect(await read(room, "/api/items/T0127-02/rounds")).toEqual({
    ...{ rounds: [], rows: [], next: null },
  });
});

it("tells on the series and on each round which it is and what else there is", async () => {
  const series = await read(room, "/api/items/T0127-01");
  const second = await read(room, "/api/items/T0127-01.2");
  expect([series.round, second.round]).toEqual([0, 2]);
  expect(second.recurrence).toBe("每2小时，自1月27日(周一) 08:00，直到结案");
  expect(series.rounds.map((one: { id: string }) => one.id)).toEqual([
    "2020-T0127-01#1",
    "2020-T0127-01#2",
    "2020-T0127-01#3",
  ]);
  expect(second.rounds).toEqual(series.rounds);
  const once = await read(room, "/api/items/T0127-02");
  expect(once).toMatchObject({ round: null, recurrence: null, rounds: [] });
});

it("lists a series once, as its current round; every round that is owed waits by itself", async () => {
  const labels = async (query: string) =>
    (await read(room, `/api/items${query}`)).items.map((one: { label: string }) => one.label);
  expect(await labels("?kind=task")).toEqual(["T0127-02", "T0127-01#3"]);
  const owed = (await read(grid, "/api/items?waiting=me")).items;
  const own = owed.filter((one: { label: string }) => one.label.startsWith("T0127-01"));
  expect(own.map((one: { label: string }) => one.label)).toEqual(["T0127-01#2", "T0127-01#3"]);
  await done(room, ROOM, "/结案 T0127-01#1 原因=完");
  expect(await labels("?kind=task&state=closed")).toEqual([]);
  expect(await labels("?kind=task&state=open")).toEqual(["T0127-02", "T0127-01#3"]);
});

it("answers for the series with its current round: tally, places and board", async () => {
  const tally = await read(room, "/api/items/T0127-01/tally");
  expect(tally).toMatchObject({ item: "2020-T0127-01", counts: { expected: 4, replied: 0 } });
  const before = await read(room, "/api/items/T0127-01.2/tally");
  expect(tally.version).toBeGreaterThan(before.version);
  const { targets } = await read(room, "/api/items/T0127-01/targets");
  expect(targets).toHaveLength(4);
  const board = await read(room, "/api/board/T0127-01");
  expect(board.documents[0].name).toMatch(/^board:2020-T0127-01\.3@/);
  expect(board.notes).toMatch(/^notes:2020-T0127-01\.3/);
  const second = await read(room, "/api/board/2020-T0127-01.2");
  expect(second.documents[0].name).toMatch(/^board:2020-T0127-01\.2@/);
});

it("prefills 上次 from the round before, whatever was answered in between", async () => {
  await done(room, ROOM, "/任务 顺便 范围=王家边网格 字段=在岗:整数! 截止=18:00");
  await done(grid, "#王家边网格", "/报 T0127-03 99");
  const { last } = await read(grid, "/api/items/T0127-01.3/targets/王家边网格/versions");
  expect(last).toMatchObject({ label: "T0127-01#1", values: { 在岗: 6 } });
  const reply = await grid.say("#王家边网格", "/报 T0127-01");
  expect(reply.body.result.text).toContain("已报 T0127-01#3 王家边网格：在岗6");
});

it("says in the timeline when each round began", async () => {
  const { entries } = await read(room, "/api/items/T0127-01/timeline");
  const texts = entries.map(({ text }: { text: string }) => text);
  expect(texts.filter((text: string) => /第\d轮 发出/.test(text))).toHaveLength(3);
});

it("previews how often, from when to when, and the first deadline", async () => {
  const line = "/任务 巡查 频次=每日9:00,17:00 至=3天 截止=1小时";
  const preview = async (text: string): Promise<string[]> => {
    const asked = { cid: crypto.randomUUID(), channel: ROOM, text };
    return (await room.post("/api/commands/preview", asked)).body.preview.lines;
  };
  const text = (await preview(line)).join("\n");
  expect(text).toContain(
    "频次：每日 09:00、17:00，自1月27日(周一) 12:00，至1月30日(周四) 12:00，共6轮",
  );
  expect(text).toContain("第1轮 1月27日(周一) 17:00 开始，截止 1月27日(周一) 18:00");
  expect((await preview(line.replace(" 至=3天", ""))).at(-1)).toContain("至=直到结案");
});

it("offers the series where an id is typed, and its rounds after a #", async () => {
  const offered = async (text: string) => {
    const query = new URLSearchParams({ text, cursor: `${text.length}`, channel: ROOM });
    const { options } = await read(room, `/api/commands/complete?${query}`);
    return options.map((one: { insert: string }) => one.insert);
  };
  expect(await offered("/汇总 T0127-01")).toEqual(["T0127-01"]);
  expect(await offered("/汇总 T0127-01#")).toEqual(["T0127-01#3", "T0127-01#2", "T0127-01#1"]);
});
