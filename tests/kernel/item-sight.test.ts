import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { dialect } from "#db/columns";
import { type ItemRow, listItems } from "#db/items";
import type { LineRow } from "#db/lines";
import type { Session } from "#db/open";
import { loadOrg } from "#db/org";
import type { Seer } from "#kernel/sight/define-sight";
import { lookOut, seatsOf } from "#kernel/sight/look-out";
import { means } from "#kernel/who";
import { itemPage } from "#views/items";
import { viewerOf } from "#views/viewer";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";
import { listedBy, sightFaults } from "../support/sight.ts";
import { sized } from "../support/size.ts";
import { watch } from "./bots/clue.ts";

const SEED = 20200127;
const isPostgres = process.env.LINGDA_TEST_DB === "postgres";
const RUNS = sized({ small: isPostgres ? 1 : 2, full: 30 });

/** Who issues what and where; what asks nobody stands in channels alone. */
const ISSUES: [string, string, string][] = [
  ["方县长", "#岭县指挥部", "/指挥令 到岗 范围=全县 截止=18:00 确认=是"],
  ["方县长", "#岭县指挥部", "/指挥令 知悉 范围=东山镇 回执=无 确认=是"],
  ["汪中心", "#岭县指挥部", "/任务 摸排 范围=全县:网格 字段=户:整数! 截止=18:00 确认=是"],
  [
    "汪中心",
    "#岭县指挥部",
    "/任务 站所 范围=东山派出所 字段=人:整数! 截止=18:00 路由=直达 确认=是",
  ],
  ["汪中心", "#岭县指挥部", "/通告 今夜降温 对象=干部 范围=西岙乡 确认=是"],
  ["程指挥", "#东山镇指挥室", "/任务 险情 范围=东山村 字段=处:整数! 截止=18:00 确认=是"],
  [
    "程指挥",
    "#东山镇指挥室",
    "/任务 在岗 范围=本辖区:网格 频次=每2小时 字段=人:整数! 截止=1小时 确认=是",
  ],
  ["东镇长", "#东山镇指挥室", "/指挥令 全员 范围=徐村 回执=全员 截止=18:00 确认=是"],
  ["东镇长", "#东山镇指挥室", "/通告 停水 对象=住户 范围=东山村 确认=是"],
  ["余指挥", "#西岙乡指挥室", "/任务 码头 范围=码头网格 字段=船:整数! 截止=18:00 确认=是"],
  ["徐督查", "@线索员", "/线索 查岗 地点=徐村一网格 暗访=是"],
  ["程指挥", "#东山镇指挥室", "/线索 查卡 地点=东山二网格 暗访=是"],
  ["邱网格", "@线索员", "/线索 发热 地点=东山一网格"],
  ["东村书记", "#东山村", "/任务 走访 范围=本辖区:网格 字段=户:整数! 截止=18:00 确认=是"],
];
const OTHERS: [string, string, (item: string) => string][] = [
  ["汪中心", "#岭县指挥部", (item) => `/结案 ${item} 原因=办完`],
  ["程指挥", "#东山镇指挥室", (item) => `/结案 ${item} 原因=办完`],
  ["方县长", "#岭县指挥部", (item) => `/撤令 ${item} 原因=有误`],
  ["徐督查", "@线索员", (item) => `/归档 ${item}`],
  ["程指挥", "#东山镇指挥室", (item) => `/下达 ${item}`],
  ["程指挥", "#东山镇指挥室", (item) => `/免报 ${item} 东山一网格 原因=已撤`],
  ["东镇长", "#东山镇指挥室", () => "/平战 战 原因=防汛"],
];

interface Step {
  act: number;
  item: number;
  minutes: number;
}
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    act: fc.nat(ISSUES.length + OTHERS.length - 1),
    item: fc.nat(50),
    minutes: fc.constantFrom(0, 0, 0, 1, 125),
  }),
  { minLength: 10, maxLength: 16 },
);

it("everybody is listed what can() lets them see, whatever is issued, shown and ended", {
  timeout: 120_000,
}, async () => {
  const outcomes = { done: 0, refused: 0 };
  const check = async (plan: Step[]) => {
    const k = await openTestKernel({ bots: [...bots, watch] });
    try {
      const { people } = k.kernel.org().data;
      for (const line of ISSUES) await k.done(...line);
      for (const step of plan) outcomes[await take(k, step)] += 1;
      expect(await faults(k)).toEqual([]);
      await checkLists(k);
      // A mode that is switched changes the picture in memory, which is not read again.
      expect(k.kernel.org().data.people).toBe(people);
      expect(k.kernel.org().data).toEqual(await loadOrg(k.kernel.read));
      // An older database gets the same from its rows, at its first start.
      await k.write(fillAnew);
      expect(await faults(k)).toEqual([]);
    } finally {
      await k.stop();
    }
  };
  await fc.assert(fc.asyncProperty(steps, check), {
    ...{ numRuns: RUNS, seed: SEED, endOnFailure: true },
  });
  expect(outcomes.done).toBeGreaterThan(outcomes.refused / 2);
});

function faults({ kernel, at }: TestKernel): Promise<string[]> {
  return sightFaults(kernel.read, kernel.org(), at(), kernel.registry);
}

/** Whom a kind may name, a cap in full and one that reaches below its holder alone among them. */
const SEERS: Seer[] = [
  ...(["Q", "G", "I", "V"] as const).flatMap((cap) =>
    (["home", "about"] as const).map((at) => ({ cap, at })),
  ),
  ...(["asked", "holder", "doer", "door", "firm", "room"] as const),
];

it("a seat that a kind names is held by whom it means, and by nobody else", async () => {
  const k = await openTestKernel({ bots: [] });
  try {
    const { registry } = k.kernel;
    const org = k.kernel.org();
    const { nodes } = org.tree;
    let held = 0;
    for (const [n, { id: about }] of nodes.entries()) {
      const node = nodes[(n * 7) % nodes.length]!.id;
      const done = {
        item: { node, about, person: "nobody" } as ItemRow,
        line: { about, place: about, person: n % 3 === 0 ? "志愿" : null } as LineRow,
        asked: [about],
      };
      for (const seer of SEERS) {
        const seats = seatsOf(seer, done, org, [done.line]);
        for (const { id: person } of org.data.people) {
          const looks = { org, person, now: k.at() };
          const isSeated = lookOut({
            ...looks,
            registry: { ...registry, seers: [seer] },
          }).seats.some((seat) => seats.includes(seat));
          expect([seer, about, node, person, isSeated]).toEqual([
            ...[seer, about, node, person],
            means(looks, seer, done),
          ]);
          held += Number(isSeated);
        }
      }
    }
    expect(held).toBeGreaterThan(200);
  } finally {
    await k.stop();
  }
});

/** Kinds that no database had before it. */
const NEWER = "DELETE FROM item WHERE kind IN ('clue', 'visit')";

/** What the migration that made the table fills it with. */
async function fillAnew(session: Session): Promise<void> {
  const folder = new URL(`../../db/migrations/${dialect}/`, import.meta.url);
  const file = readdirSync(folder).find((name) => name.endsWith("_item_sight.sql"))!;
  const statements = readFileSync(new URL(file, folder), "utf8").split("--> statement-breakpoint");
  const filling = statements.filter((one) => one.trim().startsWith("INSERT INTO item_sight"));
  expect(filling).toHaveLength(3);
  const { run, execute } = session as Session & { execute?: Session["run"] };
  for (const one of [NEWER, "DELETE FROM item_sight", ...filling])
    await (execute ?? run).call(session, one);
}

async function take(k: TestKernel, { act, item, minutes }: Step): Promise<"done" | "refused"> {
  if (minutes > 0) await k.clock(k.at() + minutes * 60_000);
  const issue = ISSUES[act];
  const items = await listItems(k.kernel.read, {});
  const [who, where, line] = issue ?? OTHERS[act - ISSUES.length]!;
  const text = typeof line === "string" ? line : line(items[item % items.length]!.id);
  return (await k.say(who, where, text)).ok ? "done" : "refused";
}

/** The list of the API, page by page, for those who see much and little. */
async function checkLists(k: TestKernel): Promise<void> {
  for (const account of ["汪中心", "程指挥", "邱网格", "户主"]) {
    const viewer = viewerOf(k.kernel, k.kernel.org().byAccount(account)!.id);
    for (const filter of [{}, { phase: "open" }, { kind: "task" }, { node: "e1" }] as const) {
      const listed: string[] = [];
      for (let after: string | undefined; ; ) {
        const page = await itemPage(viewer, { ...filter, limit: 2, after });
        listed.push(...page.rows.map(({ id }) => id));
        if (page.next === null) break;
        after = page.next;
      }
      expect([account, filter, listed]).toEqual([account, filter, await listedBy(viewer, filter)]);
    }
  }
}
