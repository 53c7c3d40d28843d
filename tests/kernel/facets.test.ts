import { afterAll, beforeAll, expect, it } from "vitest";
import type { Answer, Refused } from "#contract/envelope";
import { Refusal } from "#contract/errors";
import { listEventsOfType } from "#db/events";
import { findItem } from "#db/items";
import { complete } from "#kernel/complete/complete";
import { itemViewsOf } from "#views/item-view";
import { itemOf, itemPage } from "#views/items";
import { factPage, ledgerView } from "#views/ledgers";
import { linePage } from "#views/lines";
import { orderFile } from "#views/order-file";
import { shownFacet } from "#views/shown-facet";
import { timelinePage } from "#views/timeline";
import { unlandedAt } from "#views/unlanded";
import { viewerOf } from "#views/viewer";
import { waitingPage } from "#views/waiting";
import { whoMayOpen } from "../../server/board/who-may.ts";
import { bots } from "../../server/bots.ts";
import type { Edge } from "../../server/http/edge.ts";
import { carryOut } from "../../server/http/invitations.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";
import { watch } from "./bots/clue.ts";

let k: TestKernel;
let clue: string;
/** Rests on the clue. */
let task: string;
const TALK = "@线索员";
const viewer = (account: string) => viewerOf(k.kernel, account);
const stored = async (label: string) => (await findItem(k.kernel.read, `2020-${label}`))!;

beforeAll(async () => {
  k = await openTestKernel({ bots: [...bots, watch] });
  const line = "/线索 有人发热 地点=东山一网格 户=户017 联系=前门喊一声";
  clue = await k.done("邱网格", TALK, line);
  await k.done("程指挥", TALK, `/接警 ${clue}`);
  await k.done("程指挥", TALK, `/研判 ${clue} 疑似聚集`);
  const rests = `/任务 排查 范围=东山村:网格 字段=人:整数! 截止=18:00 依据=${clue}`;
  task = /T\d+-\d+/.exec(await k.done("程指挥", "#东山镇指挥室", rests))![0];
  await k.done("程指挥", TALK, `/移交 ${clue} 卫健局 事由=核酸采样`);
});
afterAll(() => k.stop());

/** Everything that somebody can read of it, by whatever way. */
async function all(account: string): Promise<string> {
  const who = viewer(account);
  const item = await itemOf(who, clue);
  const wish = { limit: 50 };
  return JSON.stringify([
    await itemViewsOf(who, [item]),
    await itemViewsOf(who, [await itemOf(who, task)]),
    (await itemPage(who, { limit: 50 })).rows,
    (await linePage(who, item, wish)).rows,
    (await timelinePage(who, item, wish)).rows,
  ]);
}

it("shows each side of an item to those who see it, with its name in both languages", async () => {
  const spec = async (account: string) =>
    (await itemViewsOf(viewer(account), [await stored(clue)]))[0]!.spec.map(
      ({ zh, en, value }) => `${zh} ${en} ${value}`,
    );
  expect(await spec("邱网格")).toEqual([
    "类别 Kind 发热",
    "户 Household 户017",
    "电话 Phone 前门喊一声",
  ]);
  expect(await spec("邱组长")).toEqual(["类别 Kind 发热", "户 Household 户017"]);
  expect(await spec("程指挥")).toEqual(["类别 Kind 发热", "研判 Assessment 疑似聚集"]);
  const rows = async (account: string) =>
    (await linePage(viewer(account), await stored(clue), { limit: 9 })).rows.map(({ row }) => row);
  expect(await rows("程指挥")).toEqual([{ organ: "卫健局", matter: "核酸采样" }]);
  expect(await rows("邱网格")).toEqual([{ organ: "卫健局" }]);
});

it("tells outsiders that it is and whether it is over, and not a word more", async () => {
  for (const account of ["东村书记", "叶代办", "楼道长"]) {
    const read = await all(account);
    expect(read).toContain("未排除");
    expect(read).not.toMatch(/发热|户017|前门|疑似|核酸|卫健|处置中/);
    // No board either, though they see the rows of its place.
    const board = { places: ["e1a"], top: null };
    expect(whoMayOpen(viewer(account), await stored(clue), board)).toBeNull();
    expect(whoMayOpen(viewer("程指挥"), await stored(clue), board)).not.toBeNull();
    const file = await orderFile(viewer(account), await stored(task), { limit: 9 });
    expect(file.basis).toMatchObject({ label: clue, title: "线索", stateName: "未排除" });
    // What answers and completion say of it is what the views show.
    const said = await k.done(account, TALK, `/汇总 ${clue}`);
    expect(said).toContain(clue);
    const typed = { text: "/汇总 X", cursor: 5, channel: k.channel(`${TALK} ${account}`) };
    const offered = JSON.stringify(await complete(k.kernel, account, typed));
    expect(offered).toContain(clue);
    expect(`${said} ${offered}`).not.toMatch(/发热/);
  }
  for (const account of ["户主", "西书记"]) {
    await expect(itemOf(viewer(account), clue)).rejects.toThrow(Refusal);
  }
  await k.done("程指挥", TALK, `/排险 ${clue} 已核实`);
  expect(await all("叶代办")).toContain("排除");
  expect(await all("叶代办")).not.toMatch(/未排除|已核实/);
  // The grid's other head saw it while it was being handled.
  expect(await all("邱组长")).not.toContain("发热");
});

it("cuts the rows of a ledger likewise; its sums are everybody's", async () => {
  await k.done("邱网格", TALK, "/密接 2 是谁=前排两位 地点=东山一网格");
  const rows = async (account: string) => {
    const { rows: facts } = await factPage(viewer(account), "contacts", {
      limit: 9,
      node: "东山镇",
    });
    return facts.map(({ row }) => row);
  };
  expect(await rows("程指挥")).toEqual([{ people: 2, who: "前排两位" }]);
  expect(await rows("东镇长")).toEqual([{ people: 2 }]);
  expect((await ledgerView(viewer("东镇长"), "contacts", { node: "东山镇" })).line).toBe("密接2");
});

it("opens a side to who says why, and keeps who looked and why, never what was read", async () => {
  const look = (account: string, more: string) => k.say(account, TALK, `/看详情 ${clue} ${more}`);
  const read = async (account: string, shown: unknown) =>
    (await shownFacet(viewer(account), Object(shown))).map(({ zh, value }) => `${zh} ${value}`);
  const sent = (told: Answer | Refused) =>
    carryOut(
      { edge: {} as Edge, request: new Request("http://x"), sender: viewer("程指挥") },
      told,
    );
  const told = await look("程指挥", "项=户 原因=上门核查");
  expect(told).toMatchObject({ ok: true, result: { shown: { facet: "household" } } });
  expect(JSON.stringify(told)).not.toContain("户017");
  expect(await sent(told)).toMatchObject({ result: { fields: [{ zh: "户", value: "户017" }] } });
  const again = await sent({ ...(told as Answer), replayed: true });
  expect(again).toMatchObject({ result: { fields: [] } });
  expect(await look("程指挥", "项=户")).toMatchObject({ ok: false, error: { field: "原因" } });
  for (const [account, facet] of [
    ["叶代办", "户"],
    ["邱组长", "联系"],
    ["程指挥", "当事人"],
  ] as const) {
    const refused = await look(account, `项=${facet} 原因=看看`);
    expect(refused).toMatchObject({ ok: false, error: { code: "forbidden" } });
  }
  // Whoever repeats the words of an answer without the right is shown nothing.
  expect(await read("叶代办", { item: `2020-${clue}`, facet: "household" })).toEqual([]);
  const facts = await listEventsOfType(k.kernel.read, "facet.shown");
  expect(facts.map(({ person, item, data }) => [person, item, data])).toEqual([
    ["程指挥", `2020-${clue}`, { facet: "household", reason: "上门核查" }],
  ]);
});

it("is nobody's but theirs whom its kind names, until it comes to where all may see it", async () => {
  const visit = await k.done("徐督查", TALK, "/线索 查岗 地点=徐村一网格 暗访=是");
  const listed = async (account: string, node?: string) =>
    (await itemPage(viewer(account), { limit: 50, ...(node && { node }) })).rows.map(
      ({ label }) => label,
    );
  expect(await listed("徐督查", "徐村")).toEqual([visit]);
  expect(await listed("程指挥", "徐村")).toEqual([visit]);
  for (const account of ["余指挥", "方县长", "徐村书记", "徐网格", "东镇长"]) {
    expect([account, await listed(account)]).not.toContain(visit);
    await expect(itemOf(viewer(account), visit)).rejects.toThrow(Refusal);
  }
  await k.done("徐督查", TALK, `/归档 ${visit}`);
  expect(await listed("徐村书记", "徐村")).toEqual([visit]);
});

it("is the owner's to look after until it comes to something, or lapses", async () => {
  const [fever, other] = await Promise.all(
    ["又有人发热", "路灯坏了"].map((what) =>
      k.done("毛网格", TALK, `/线索 ${what} 地点=东山二网格`),
    ),
  );
  const owed = async (account: string) =>
    (await waitingPage(viewer(account), { limit: 50 })).rows.flatMap(({ label, todo = [] }) =>
      todo.filter(({ what }) => what === "着落").map(({ nodeName }) => `${label} ${nodeName}`),
    );
  const listed = async (account: string, more = {}) =>
    (await itemPage(viewer(account), { unlanded: "true", limit: 1, ...more })).rows.map(
      ({ label }) => label,
    );
  const count = async (account: string, node?: string) => {
    const { unlanded, idle } = await unlandedAt(viewer(account), node);
    return `未着落${unlanded} 超24小时${idle}`;
  };
  expect(await owed("程指挥")).toEqual([`${fever} 东山二网格`]);
  expect([await owed("余指挥"), await owed("毛网格")]).toEqual([[], []]);
  expect(await listed("程指挥")).toEqual([fever]);
  // Outsiders see that there is one; from another town it is not there at all.
  expect([await count("东村书记"), await count("余指挥")]).toEqual([
    ...["未着落1 超24小时0", "未着落0 超24小时0"],
  ]);
  expect([await count("汪中心", "徐村"), await count("汪中心", "东山村")]).toEqual([
    ...["未着落0 超24小时0", "未着落1 超24小时0"],
  ]);
  // That the clock has reminded is no act, what people do is.
  await k.clock("2020-01-28 10:30");
  expect(await k.messages("@线索员 毛网格")).not.toEqual([]);
  expect(await count("汪中心")).toBe("未着落1 超24小时1");
  expect(await listed("汪中心", { idle: 24 })).toEqual([fever]);
  await k.done("程指挥", TALK, `/移交 ${fever} 卫健局`);
  expect([await count("汪中心"), await listed("汪中心", { idle: 24 })]).toEqual([
    ...["未着落1 超24小时0", []],
  ]);
  // Somebody takes it on; another that nobody takes leaves the lists, and is as it was.
  const left = await k.done("毛网格", TALK, "/线索 还有人发热 地点=东山二网格");
  await k.done("程指挥", TALK, `/接警 ${fever}`);
  expect(await owed("程指挥")).toEqual([`${left} 东山二网格`]);
  await k.clock("2020-01-30 10:29");
  expect(await listed("程指挥")).toEqual([left]);
  await k.clock("2020-01-30 10:30");
  expect([await listed("程指挥"), await owed("程指挥")]).toEqual([[], []]);
  expect(await stored(left)).toMatchObject({ state: "reported", phase: "open" });
  expect(await stored(other!)).toMatchObject({ unlandedUntil: null });
});
