import fc from "fast-check";
import { expect, it } from "vitest";
import { findPage, listPages } from "#db/book";
import { loadOrg } from "#db/org";
import { displayName } from "#domain/org/short-name";
import { ledgerView } from "#views/ledgers";
import { viewerOf } from "#views/viewer";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";
import { tallyFaults } from "../support/recount.ts";
import { sightFaults } from "../support/sight.ts";
import { sized } from "../support/size.ts";
import { bookFaults } from "./book-faults.ts";
import { gate } from "./bots/gate.ts";
import { mover } from "./bots/move.ts";
import { care } from "./bots/need.ts";

const isPostgres = process.env.LINGDA_TEST_DB === "postgres";
const open = () => openTestKernel({ bots: [...bots, care, gate, mover] });
const ROOM = "#东山镇指挥室";
const CENTRE = "#岭县指挥部";

function idOf(k: TestKernel, place: string): string {
  return k.kernel.org().tree.nodes.find((node) => displayName(node) === place)!.id;
}

/** What was counted at a place by a ledger: of a day, or of all days. */
async function passed(k: TestKernel, place: string, day = ""): Promise<(string | undefined)[]> {
  const page = await findPage(k.kernel.read, { of: "ledger:passes", node: idOf(k, place), day });
  return [page?.sums[0], page?.sums[1]].map((n) => n?.toString());
}

it("what is open goes along with a place; what has ended, and what added up, stays", async () => {
  const k = await open();
  try {
    await k.done("徐网格", "#徐村", "/过车 4 9 卡口=徐村一网格 方向=进 时间=07:00");
    await k.done("徐网格", "#徐村", "/住户数 12 地点=徐村一网格");
    const task = "/任务 摸排 范围=徐村:网格 字段=在册:整数! 截止=18:00";
    const ended = /T\d+-\d+/.exec(await k.done("程指挥", ROOM, task))![0];
    await k.done("徐网格", "#徐村一网格", `/报 ${ended} 7`);
    await k.done("程指挥", ROOM, `/结案 ${ended} 原因=办完`);
    const still = /T\d+-\d+/.exec(await k.done("程指挥", ROOM, task))![0];
    await k.done("徐网格", "#徐村一网格", `/报 ${still} 8`);

    await k.clock("09:00");
    await k.done("方县长", CENTRE, "/改隶 地方=徐村 到=西岙乡");
    await k.clock("2020-01-28 09:00");
    await k.done("徐网格", "#徐村", "/过车 1 2 卡口=徐村一网格 方向=进 时间=08:00");
    // Told late, of the day before: it belongs to the tree of that day.
    await k.done("徐网格", "#徐村", "/过车 2 3 卡口=徐村一网格 方向=进 时间=昨天20:00");

    const at = async (place: string) => {
      const node = idOf(k, place);
      const pages = await listPages(k.kernel.read, { of: `2020-${still}`, day: "" });
      return Number(pages.find((page) => page.node === node)?.words[0] ?? 0);
    };
    expect([await at("东山镇"), await at("西岙乡"), await at("徐村")]).toEqual([0, 1, 1]);
    expect(await passed(k, "东山镇")).toEqual(["60000", "120000"]);
    expect(await passed(k, "西岙乡")).toEqual(["10000", "20000"]);
    expect(await passed(k, "东山镇", "2020-01-28")).toEqual([undefined, undefined]);
    // Added up from rows, as of now it is what the pages say, and as of then what they said.
    const line = async (key: string, place: string, asOf: number) =>
      (await ledgerView(viewerOf(k.kernel, "汪中心"), key, { node: idOf(k, place), asOf })).line;
    const before = Date.parse("2020-01-27T08:30:00+08:00");
    expect(await line("passes", "东山镇", k.at())).toBe("车6 人12");
    expect(await line("passes", "西岙乡", k.at())).toBe("车1 人2");
    expect(await line("dwellings", "东山镇", before)).toBe("12户 已登记1");
    expect(await line("dwellings", "东山镇", k.at())).toBe("0户 已登记0");
    expect(await line("dwellings", "西岙乡", k.at())).toBe("12户 已登记1");
    await faultless(k);
  } finally {
    await k.stop();
  }
});

it("whatever is moved among what people do, the book equals a recount and sight equals can()", {
  timeout: 120_000,
}, async () => {
  const places = ["徐村", "西岙社区", "东山村", "虚拟单元01"] as const;
  const step = fc.record({
    move: fc.option(fc.record({ place: fc.constantFrom(...places), east: fc.boolean() })),
    minutes: fc.constantFrom(0, 30, 60 * 20),
    acts: fc.array(fc.record({ act: fc.nat(ACTS.length - 1), n: fc.nat(9) }), { maxLength: 8 }),
  });
  const outcomes = { moved: 0, done: 0 };
  const check = async (steps: Step[]) => {
    const k = await open();
    try {
      for (const act of ACTS.slice(0, 2)) await k.done(...act(0));
      for (const { move, minutes, acts } of steps) {
        if (minutes > 0) await k.clock(k.at() + minutes * 60_000);
        const done = await Promise.all(acts.map(({ act, n }) => k.say(...ACTS[act]!(n))));
        outcomes.done += done.filter(({ ok }) => ok).length;
        if (!move) continue;
        // Nothing else happens at the instant of a move: what ends just then is told apart by it alone.
        await k.clock(k.at() + 1);
        const to = move.east ? "东山镇" : "西岙乡";
        const reply = await k.say("方县长", CENTRE, `/改隶 地方=${move.place} 到=${to}`);
        if (reply.ok) outcomes.moved += 1;
        await k.clock(k.at() + 1);
      }
      await faultless(k);
    } finally {
      await k.stop();
    }
  };
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 9 }), check), {
    ...{ numRuns: sized({ small: isPostgres ? 2 : 5, full: 40 }), seed: 20200127 },
    endOnFailure: true,
  });
  expect(outcomes.moved).toBeGreaterThan(5);
  expect(outcomes.done).toBeGreaterThan(30);
});

interface Step {
  move: { place: string; east: boolean } | null;
  minutes: number;
  acts: { act: number; n: number }[];
}

/** What people of the county do meanwhile; much of it is refused, as on any day. */
const ACTS: ((n: number) => [string, string, string])[] = [
  () => [
    "汪中心",
    CENTRE,
    "/任务 摸排 范围=全县:网格 字段=在册:整数! 路由=直达 截止=1月31日 确认=是",
  ],
  () => ["程指挥", ROOM, "/任务 险情 范围=本辖区:网格 字段=处:整数! 核实=是 截止=1月31日"],
  (n) => ["徐网格", "#徐村一网格", `/报 T0127-01 ${n}`],
  (n) => ["邱网格", "#东山一网格", `/报 T0127-02 ${n}`],
  (n) => ["程指挥", ROOM, `/结案 T0127-0${1 + (n % 3)} 原因=办完`],
  (n) => ["邱网格", "#东山村", `/需求 米、面 地点=东山一网格 金额=${n}`],
  (n) => ["徐网格", "#徐村", `/需求 米 地点=徐村一网格 金额=${n}`],
  (n) => ["叶代办", "#东山镇", `/送 N0127-0${1 + (n % 3)}`],
  (n) => ["邱网格", "#东山村", `/签 N0127-0${1 + (n % 3)} 1`],
  (n) => [
    "徐网格",
    "#徐村",
    `/过车 ${n} 2 卡口=徐村一网格 方向=进 时间=${n % 2 ? "昨天" : ""}0${n}:00`,
  ],
  (n) => ["徐网格", "#徐村", `/住户数 ${n} 地点=徐村一网格`],
];

async function faultless(k: TestKernel): Promise<void> {
  const org = k.kernel.org();
  expect(await tallyFaults({ session: k.kernel.read, org })).toEqual([]);
  expect(await bookFaults(k, [care, gate])).toEqual([]);
  expect(await sightFaults(k.kernel.read, org, k.at(), k.kernel.registry)).toEqual([]);
  // Changed in place, never read again.
  expect(org.data).toEqual(await loadOrg(k.kernel.read));
}
