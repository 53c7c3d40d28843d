import { expect, it } from "vitest";
import { listEventsOf } from "#db/events";
import { loadFixture } from "#db/fixtures";
import { findItem, type ItemRow, listItems } from "#db/items";
import { listRounds } from "#db/rounds";
import { listTargets } from "#db/targets";
import { hhmm } from "#domain/time/format-time";
import { parseClock } from "#domain/time/zone";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel, type TestKernelOptions } from "../support/kernel.ts";
import { seqFaults, tallyFaults } from "../support/recount.ts";

const ROOM = "#杨林镇指挥室";
const EVERY_TWO_HOURS = "/任务 在岗 频次=每2小时 字段=在岗:整数! 截止=1小时";

async function withKernel(
  run: (k: TestKernel) => Promise<void>,
  more: Partial<TestKernelOptions> = {},
): Promise<void> {
  const k = await openTestKernel({ bots, fixture: "kaihua-day", at: "2020-01-27 08:00", ...more });
  try {
    await run(k);
  } finally {
    await k.stop();
  }
}

/** Issues and returns the id of the series. */
async function issued(k: TestKernel, line = EVERY_TWO_HOURS): Promise<string> {
  await k.done("程立", ROOM, line);
  const items = await listItems(k.kernel.read, { kinds: ["task"] });
  return items.find((item) => item.round === 0)!.id;
}

/** `1 08:00→09:00`, a round. */
async function begun(k: TestKernel, series: string): Promise<string[]> {
  const rounds = (await listRounds(k.kernel.read, [series], 100)).get(series)!;
  return rounds.map(({ round, at, dueAt }) => `${round} ${hhmm(at)}→${hhmm(dueAt!)}`);
}

async function hourByHour(k: TestKernel, from: number, to: number): Promise<void> {
  for (let hour = from; hour <= to; hour += 1) await k.clock(`${String(hour).padStart(2, "0")}:00`);
}

const factsOf = async (k: TestKernel, id: string) =>
  (await listEventsOf(k.kernel.read, id)).filter(({ type }) => type.startsWith("item.round"));

it("opens each round once at its time, also where two fire at once and after a restart", async () => {
  await withKernel(async (k) => {
    const series = await issued(k);
    await k.clock("10:00");
    await Promise.all([k.kernel.fireDue(k.at()), k.kernel.fireDue(k.at())]);
    const restarted = await k.twin();
    await restarted.fireDue(k.at());
    expect(await begun(k, series)).toEqual(["1 08:00→09:00", "2 10:00→11:00"]);
    await k.clock("12:00");
    expect(await begun(k, series)).toHaveLength(3);
  });
});

it("after a time without a server opens the newest missed round alone, as of now, and says which it skipped", async () => {
  await withKernel(async (k) => {
    const series = await issued(k);
    await k.clock("17:30");
    expect(await begun(k, series)).toEqual(["1 08:00→09:00", "2 17:30→18:30"]);
    const skipped = (await factsOf(k, series)).find(({ type }) => type === "item.rounds-skipped");
    expect((skipped!.data.at as number[]).map(hhmm)).toEqual(["10:00", "12:00", "14:00"]);
    const cards = (await k.messages("#王家边网格")).filter(({ kind }) => kind === "card");
    expect(cards).toHaveLength(2);
    await k.clock("18:00");
    expect(await begun(k, series)).toContain("3 18:00→19:00");
  });
});

it("opens none after 至, also when the server was down then", async () => {
  await withKernel(async (k) => {
    const series = await issued(k, `${EVERY_TWO_HOURS} 至=13:00`);
    await k.clock("20:00");
    expect(await begun(k, series)).toEqual(["1 08:00→09:00"]);
    const skipped = (await factsOf(k, series)).find(({ type }) => type === "item.rounds-skipped");
    expect((skipped!.data.at as number[]).map(hhmm)).toEqual(["10:00", "12:00"]);
  });
});

it("each round has the frozen list, less those excused from the series; tallies equal a recount", async () => {
  await withKernel(async (k) => {
    const series = await issued(k);
    const label = series.replace("2020-", "");
    const final = { session: k.kernel.read, org: k.kernel.org() };
    await k.done("邱实", "#王家边网格", "/报 6");
    await k.done("程立", ROOM, `/免报 ${label} 平川一网格 原因=撤除`);
    await hourByHour(k, 9, 14);
    await k.done("毛琳", "#杨林一网格", "/报 5");
    await k.done("毛琳", "#杨林一网格", `/报 ${label}#2 4`);
    await k.done("程立", ROOM, `/退回 ${label} 杨林一网格 原因=再数数`);
    const nodes = async (id: string) =>
      (await listTargets(k.kernel.read, id)).map((row) => row.node).sort();
    const all = await nodes(series);
    expect(await nodes(`${series}#1`)).toEqual(all);
    expect(await nodes(`${series}#4`)).toHaveLength(all.length - 1);
    expect(await tallyFaults(final)).toEqual([]);
    expect(await seqFaults(final, k.at())).toEqual([]);
    const closed = await k.done("程立", ROOM, `/结案 ${label} 原因=完`);
    expect(closed).toContain("不再发新的一轮");
    const states = await Promise.all(
      [series, ...[1, 2, 3, 4].map((n) => `${series}#${n}`)].map(
        async (id) => ((await findItem(k.kernel.read, id)) as ItemRow).state,
      ),
    );
    expect(new Set(states)).toEqual(new Set(["closed"]));
    await k.clock("20:00");
    expect(await begun(k, series)).toHaveLength(4);
    expect(await tallyFaults(final)).toEqual([]);
  });
});

it("asks anew at each round whether the post may still issue it, and says so when not", async () => {
  const data = loadFixture("kaihua-day");
  const noon = parseClock("2020-01-27 11:00")!;
  const room = data.people.find(({ account }) => account === "程立")!;
  for (const assignment of data.assignments) {
    if (assignment.person === room.id) assignment.to = noon;
  }
  await withKernel(
    async (k) => {
      const series = await issued(k);
      await hourByHour(k, 9, 14);
      expect(await begun(k, series)).toEqual(["1 08:00→09:00", "2 10:00→11:00"]);
      const texts = (await k.messages(ROOM)).map(({ text }) => text);
      expect(texts.filter((text) => text.includes("不再发新的一轮"))).toHaveLength(1);
    },
    { fixture: undefined, data },
  );
});

it("tells the writer where the holidays of a deadline in workdays are not known yet", () =>
  withKernel(
    async (k) => {
      const line = "/任务 盘点 范围=王家边网格 字段=数:整数! 路由=直达 截止=5个工作日内";
      const reply = await k.say("汪洋", "#开化县指挥部", line);
      expect(reply).toMatchObject({
        ok: true,
        private: ["2035年放假安排还没有收录，工作日暂按周一至周五算"],
        result: { text: expect.stringContaining("10月5日(周五) 24:00") },
      });
    },
    { at: "2035-09-28 10:00" },
  ));
