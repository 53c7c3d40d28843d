import { afterAll, beforeAll, expect, it } from "vitest";
import { findItem } from "#db/items";
import { itemViewsOf } from "#views/item-view";
import { ledgerView } from "#views/ledgers";
import { timelinePage } from "#views/timeline";
import { viewerOf } from "#views/viewer";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";
import { bookFaults } from "./book-faults.ts";
import { inspector } from "./bots/issue.ts";

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots: [...bots, inspector] });
});
afterAll(() => k.stop());

const CENTRE = "#岭县指挥部";
/** Where the inspector types; what they are told stands in their talk with the inspector bot. */
const TALK = "@任务";
const viewer = (account: string) => viewerOf(k.kernel, account);
const stored = async (label: string) => (await findItem(k.kernel.read, `2020-${label}`))!;
const found = async (place: string, people = 1) =>
  /P\d+-\d+/.exec(await k.done("徐督查", TALK, `/问题 无人在岗 地点=${place} 人=${people}`))![0];
const heard = async (person: string) =>
  (await k.messages(`@督查 ${person}`)).map(({ text }) => text);
const acts = async (person: string, label: string) =>
  (await itemViewsOf(viewer(person), [await stored(label)]))[0]!.acts;

it("is taken by who may from where it stands, by another than before, and told once", async () => {
  const issue = await found("东山一网格", 2);
  const grid = "#东山村";
  expect([await acts("邱网格", issue), await acts("毛网格", issue)]).toEqual([["fix"], []]);
  const foreign = await k.say("叶代办", "#东山镇", `/整改好 ${issue}`);
  expect(foreign).toMatchObject({ ok: false, error: { code: "forbidden" } });
  const early = await k.say("邱网格", grid, `/核销 ${issue}`);
  expect(early).toMatchObject({ ok: false, error: { code: "conflict" } });

  await k.done("邱网格", grid, `/整改好 ${issue} 已经到岗`);
  expect(await heard("徐督查")).toEqual([`${issue} 无人在岗：待复核`]);
  // What else must be so, and who must be another.
  const late = await k.say("徐督查", TALK, `/撤问题 ${issue}`);
  expect(late).toMatchObject({ ok: false, error: { message: "已经整改过，不能撤回，请销号" } });
  const own = await k.say("邱网格", grid, `/核销 ${issue}`);
  expect(own).toMatchObject({ ok: false, error: { code: "forbidden" } });
  // Of two at once one has done it.
  const both = await Promise.all([1, 2].map(() => k.say("邱组长", grid, `/核销 ${issue} 看过`)));
  expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  expect(await stored(issue)).toMatchObject({
    state: "cleared",
    phase: "ended",
    endReason: "看过",
  });
  expect(await heard("徐督查")).toHaveLength(2);
  // Whoever did it is not told.
  expect([await heard("邱网格"), await heard("邱组长")]).toEqual([[`${issue} 无人在岗：销号`], []]);
  const told = await timelinePage(viewer("徐督查"), await stored(issue), { limit: 20 });
  expect(told.rows.map(({ text }) => text)).toEqual([
    expect.stringContaining("发出"),
    expect.stringContaining("待复核：已经到岗"),
    expect.stringContaining("销号：看过"),
  ]);
  expect(await bookFaults(k, [inspector])).toEqual([]);
});

it("of many at once is taken by one alone", async () => {
  for (let round = 0; round < 4; round += 1) {
    const issue = await found("徐村一网格", 0);
    const all = ["徐网格", "徐村书记", "徐网格", "徐村书记"];
    const said = await Promise.all(all.map((who) => k.say(who, "#徐村", `/整改好 ${issue}`)));
    expect(said.filter(({ ok }) => ok)).toHaveLength(1);
  }
});

it("is one's own second where nobody else could be, and says so", async () => {
  const issue = await found("东山二网格");
  await k.done("毛网格", "#东山村", `/整改好 ${issue}`);
  await k.done("毛网格", "#东山村", `/核销 ${issue}`);
  const told = await timelinePage(viewer("徐督查"), await stored(issue), { limit: 20 });
  expect(told.rows.at(-1)!.text).toContain("销号（自核）");
});

it("is counted by its day in 日报, and adds to its ledger once", async () => {
  await found("西岙一网格", 3);
  const report = await k.done("汪中心", CENTRE, "/日报");
  expect(report).toContain("问题7起6人 销号2 累计7");
  expect(await k.done("程指挥", "#东山镇指挥室", "/日报")).toContain("问题6起3人 销号2 累计6");
  const sum = async () => (await ledgerView(viewer("汪中心"), "totals", {})).line;
  expect(await sum()).toBe("累计2起3人");
  await k.clock("2020-01-28 09:00");
  expect(await k.done("汪中心", CENTRE, "/日报")).not.toMatch(/问题\d+起/);
  expect(await bookFaults(k, [inspector])).toEqual([]);
});

it("that nobody takes climbs its ladder, by the mode of its place, and stops when somebody does", async () => {
  const [still, fixed] = [await found("西岙一网格"), await found("码头网格")];
  await k.done("码头网格员", "#西岙社区", `/整改好 ${fixed}`);
  await k.clock("2020-01-28 09:10");
  expect((await heard("江网格")).at(-1)).toBe(`10分钟没有整改：${still} 无人在岗（待整改）`);
  await k.clock("2020-01-28 09:20");
  expect((await heard("西书记")).at(-1)).toBe(`20分钟没有整改：${still} 无人在岗（待整改）`);
  expect(await heard("码头网格员")).toEqual([]);
  await k.done("西镇长", "#西岙乡指挥室", "/平战 战 原因=防汛");
  const war = await found("西岙一网格");
  await k.clock("2020-01-28 09:25");
  expect((await heard("江网格")).at(-1)).toBe(`5分钟没有整改：${war} 无人在岗（待整改）`);
  await k.clock("2020-01-28 09:50");
  expect((await heard("江网格")).filter((line) => line.includes(war))).toHaveLength(1);
});

it("told again of the same matter at the same place is merged into the first, for a while", async () => {
  const told = (topic: string, place = "东山二网格") =>
    k.done("徐督查", TALK, `/问题 占道 地点=${place} 类=${topic}`);
  const first = /P\d+-\d+/.exec(await told("车"))![0];
  const second = await told("车");
  expect(second).toContain(`并入 ${first}`);
  const label = /P\d+-\d+/.exec(second)![0];
  expect(await stored(label)).toMatchObject({ state: "merged", phase: "ended" });
  const [view] = await itemViewsOf(viewer("徐督查"), [await stored(first)]);
  expect(view!.links).toMatchObject([{ word: "并入", way: "from", label }]);
  // Another matter, another place, and after the time it is one of its own.
  expect([await told("摊"), await told("车", "西岙一网格")].join()).not.toContain("并入");
  await k.clock(k.at() + 31 * 60_000);
  expect(await told("车")).not.toContain("并入");
  expect(await bookFaults(k, [inspector])).toEqual([]);
});
