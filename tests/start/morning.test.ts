import { pino } from "pino";
import { afterAll, describe, expect, it } from "vitest";
import type { ChannelView, ItemView, MessageView, TargetView } from "#contract/nouns";
import type { ListedItem } from "#contract/todo";
import { readMorning } from "#db/mornings";
import { afterMorning } from "../../server/demo.ts";
import { instant, startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

/** County, when its demo starts, what its seats are called, and who of its cast dispatches, runs a room and walks a grid. */
const MORNINGS = [
  ["yongtai", "2026-11-30 23:50", "县镇", "池敏", "鲍捷", "卢霞"],
  ["yongtai", "2026-12-01 02:00", "县镇", "池敏", "鲍捷", "卢霞"],
  ["yongtai", "2026-12-01 09:00", "县镇", "池敏", "鲍捷", "卢霞"],
  ["kaihua", "2026-11-30 23:50", "县镇", "汪洋", "程立", "邱实"],
  ["wuyi", "2026-12-01 02:00", "县乡", "蔡月森", "熊秋艳", "吴国宇"],
  ["fuyang", "2026-12-01 09:00", "区镇", "谭雨生", "曾建华", "江水岩"],
  ["yueqing", "2027-01-01 00:40", "市镇", "向宏森", "范长琴", "曾晓芳"],
] as const;

describe.each(MORNINGS)("a morning of %s that ends at %s", (profile, morning, seats, ...cast) => {
  let server: TestServer | undefined;
  afterAll(() => server?.stop());

  it("leaves something true on every screen", async () => {
    const started = await startTestServer({ profile, morning });
    server = started;
    expect(started.said.join("\n"), "every line was taken").not.toContain("not taken");
    const now = instant(morning);
    expect(started.system.kernel.now()).toBe(now);
    const [centre, room, worker] = await Promise.all(cast.map(started.asPerson));
    const items = await centre!.all<ListedItem>("/api/items", "items");
    const statesOf = async ({ id }: ItemView) =>
      (
        await centre!.all<TargetView>(`/api/items/${encodeURIComponent(id)}/targets`, "targets")
      ).map(({ state }) => state);

    // 令库: an order that many have signed, and a notice.
    const order = items.find(({ kind }) => kind === "order")!;
    const receipts = Map.groupBy(await statesOf(order), (state) => state);
    expect([...receipts.keys()].toSorted()).toEqual(["已响应", "已派"].toSorted());
    expect(receipts.get("已响应")!.length).toBeGreaterThan(5);
    const notice = items.find(({ kind }) => kind === "notice")!;
    const { body: reach } = await centre!.get(`/api/items/${notice.id}/tally`);
    expect(reach.line).toMatch(/送达户[1-9]/);

    // 看板: a task half answered, its deadline to come; one that has ended; the third of some rounds.
    const open = items.filter(({ verify, state, round }) => verify && state === "open" && !round);
    const all = await Promise.all(
      open.map(async (item) => ({ item, states: await statesOf(item) })),
    );
    const { item: task, states } = all.toSorted((a, b) => varietyOf(b) - varietyOf(a))[0]!;
    for (const state of ["已报", "已核", "退回", "困难", "已派"]) expect(states).toContain(state);
    expect(states.filter((state) => state === "已派").length).toBeLessThan(states.length / 2);
    expect(task.dueAt!).toBeGreaterThan(now);
    // It ended because all of it had come in.
    const ended = items.filter(({ state }) => state === "closed");
    expect(ended.length).toBeGreaterThan(0);
    for (const states of await Promise.all(ended.map(statesOf)))
      for (const state of states) expect(["已报", "已核", "已响应"]).toContain(state);
    const round = items.find(({ recurrence }) => recurrence)!;
    expect(round.rounds.map(({ dueAt }) => dueAt! > now)).toEqual([false, false, true]);
    expect(await statesOf({ ...round, id: round.rounds[1]!.id })).toContain("逾期");

    // 待办 of a room and of a worker; 频道, and 管理: who was invited.
    expect(await waitingFor(room!)).toEqual(expect.arrayContaining(["困难", "退回", "核实"]));
    expect(await waitingFor(worker!)).toContain("填报");
    expect((await talkOf(room!)).length).toBeGreaterThan(1);
    const { body } = await room!.get("/api/command-log?limit=200");
    expect(body.entries.map((entry: { command: string }) => entry.command)).toContain("invite");

    // What a visitor's desk has ready comes to the phone beside it, from whichever desk.
    const desks = started.data.demoCast.filter(({ desk }) => desk);
    expect(desks.map(({ role }) => role)).toEqual(["county", "town"]);
    expect(desks.map(({ seat }) => seat).join("")).toBe(seats);
    expect(started.data.demoCast.find(({ role }) => role === "grid")?.account).toBe(cast[2]);
    for (const { account, desk } of desks) {
      const sender = await started.asPerson(account);
      const sent = await sender.say(`#${desk!.channel}`, desk!.text);
      expect(sent.body.error?.message ?? "").toBe("");
      const { items: due } = (await worker!.get("/api/items?waiting=me&limit=200")).body;
      expect(due.map(({ id }: ListedItem) => id)).toContain(sent.body.result.item);
    }
  }, 60_000);
});

const varietyOf = ({ states }: { states: string[] }) => new Set(states).size;

async function waitingFor(person: TestPerson): Promise<string[]> {
  const items = await person.all<ListedItem>("/api/items?waiting=me", "items");
  return items.flatMap(({ todo = [] }) => todo.map(({ what }) => what));
}

/** What people have said to each other where this one reads. */
async function talkOf(person: TestPerson): Promise<MessageView[]> {
  const channels = await person.all<ChannelView>("/api/channels", "channels");
  const pages = channels
    .filter(({ lastSeq }) => lastSeq > 0)
    .map(({ id }) => person.get(`/api/channels/${encodeURIComponent(id)}/messages`));
  const messages = (await Promise.all(pages)).flatMap(({ body }) => body.messages as MessageView[]);
  return messages.filter(({ kind }) => kind === "text");
}

describe("a morning that was interrupted", () => {
  it("goes on at the next start, does nothing twice, and is over at the one after", async () => {
    const setting = { profile: "yongtai", morning: "2026-12-01 09:00", interrupted: 2 };
    const server = await startTestServer(setting);
    try {
      expect(server.said.join("\n")).not.toContain("not taken");
      const centre = await server.asPerson("池敏");
      const items = await centre.all<ListedItem>("/api/items", "items");
      expect(items.map(({ title }) => title).toSorted()).toEqual(
        [...new Set(items.map(({ title }) => title))].toSorted(),
      );
      const talk = (await talkOf(await server.asPerson("卢霞"))).map(({ text }) => text);
      expect(talk.filter((text) => text === "好，这就去。")).toHaveLength(1);
      const open = () => Promise.reject(new Error("a restart plays no morning"));
      const told = { log: pino({ level: "fatal" }), say: open };
      expect(await afterMorning(server.parts, open, told)).toBe(server.parts);
    } finally {
      await server.stop();
    }
  });
});

describe("a morning's file", () => {
  it.each([
    ["9 池敏 永泰县指挥部: 没有井号", "第2行"],
    ["9 池敏 #永泰县指挥部: 好\n10 池敏 #永泰县指挥部: 比上一行早", "第3行"],
  ])("refuses %j, naming the line", (line, where) => {
    expect(() => readMorning(`== 一\n${line}`, "a.txt")).toThrow(where);
  });
});
