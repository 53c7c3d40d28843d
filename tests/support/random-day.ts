import fc from "fast-check";
import type { Envelope } from "#contract/envelope";
import { listItems } from "#db/items";
import { listTargets, type TargetRow } from "#db/targets";
import { channelsOf } from "#domain/org/membership";
import type { Reply, TestKernel } from "./kernel.ts";

/** One thing somebody does; numbers are drawn blindly and taken modulo what there is to choose. */
interface Act {
  verb: keyof typeof LINES;
  /** Whether at random, which place of which item, whose voice, and in which of their channels. */
  item: number;
  place: number;
  who: number;
  where: number;
  values: string;
  more: Partial<Envelope>;
  /** Whoever did it says `/撤回` at once. */
  takenBack: boolean;
}

/** A day at random: acts in batches that are sent at once, the clock moving between them. */
export type Day = { minutes: number; acts: Act[] }[];

interface Aim {
  /** An item's id, one of its places, and the town that it lies in. */
  id: string;
  node: string;
  gate: string;
  values: string;
}

const LINES = {
  report: ({ id, values }: Aim) => `/报 ${id} ${values}`,
  confirmed: ({ id, values }: Aim) => `/报 ${id} ${values} 确认=是`,
  proxy: ({ id, node, values }: Aim) => `/报 ${id} ${values} 代=${node} 渠道=电话 确认=是`,
  bare: ({ values }: Aim) => `/报 ${values}`,
  ack: ({ id }: Aim) => `/收到 ${id}`,
  word: () => "收到",
  proxyAck: ({ id, node }: Aim) => `/收到 ${id} 代=${node} 渠道=当面`,
  difficulty: ({ id }: Aim) => `/困难 ${id} 类=人手 缺人`,
  overcome: ({ id, node }: Aim) => `/困难 ${id} ${node} 了结=已协调`,
  dispatch: ({ id }: Aim) => `/下达 ${id}`,
  over: ({ id, node }: Aim) => `/下达 ${id} ${node} 越级=是 原因=失联`,
  verify: ({ id, node }: Aim) => `/核实 ${id} ${node}`,
  verifyAll: ({ id }: Aim) => `/核实 ${id} 全部`,
  takeNew: ({ id, node }: Aim) => `/核实 ${id} ${node} 采用=新`,
  takeOld: ({ id, node }: Aim) => `/核实 ${id} ${node} 采用=旧`,
  return: ({ id, node }: Aim) => `/退回 ${id} ${node} 原因=对不上`,
  returnLater: ({ id, node }: Aim) => `/退回 ${id} ${node} 原因=对不上 截止=23:30`,
  returnTown: ({ id, gate }: Aim) => `/退回 ${id} ${gate} 原因=请再核`,
  submit: ({ id }: Aim) => `/上报 ${id}`,
  partial: ({ id }: Aim) => `/上报 ${id} 部分=是`,
  excuse: ({ id, node }: Aim) => `/免报 ${id} ${node} 原因=整格撤离`,
  close: ({ id }: Aim) => `/结案 ${id} 原因=完成`,
  revoke: ({ id }: Aim) => `/撤令 ${id} 原因=情况有变`,
  nudge: ({ id }: Aim) => `/催 ${id}`,
};

/** Verbs of those who answer, who mostly are the holders of the place; the others are the room's. */
const ANSWERS = ["report", "confirmed", "bare", "ack", "word", "difficulty"];
/** Verbs of whoever issued the item. */
const ISSUERS = ["returnTown"];
/** Verbs that also fit an order. */
const OF_ORDERS = ["ack", "word", "proxyAck", "revoke", "excuse", "close", "nudge"];

const among = (weight: number, ...verbs: Act["verb"][]) => ({
  weight,
  arbitrary: fc.constantFrom(...verbs),
});
const verb = fc.oneof(
  among(16, "report", "confirmed"),
  among(12, "verify", "verifyAll", "dispatch"),
  among(7, "return", "returnLater", "submit", "partial", "returnTown"),
  among(8, "ack", "word", "proxyAck", "proxy", "bare"),
  among(6, "difficulty", "overcome", "takeNew", "takeOld", "excuse", "over"),
  among(1, "close", "revoke", "nudge"),
);

/** Fits `字段=在册:整数!,异常:整数,水位:小数,接种:是否` with 异常<=在册; some of it does not. */
const values = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.nat(30), fc.nat(9), fc.nat(99), fc.constantFrom("是", "否"))
      .map(([n, odd, level, yes]) => `${n} ${odd} 0.${level} ${yes}`),
  },
  { weight: 3, arbitrary: fc.nat(30).map((n) => `在册=${n} 异常=没有`) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...["无", "零报告", "未联系上 原因=关机", "六户 ０ １.５ 是", "在册6异常1"],
      ...["", "5 9 0 是", "在册=三只", "-1 0 0 否", "1 2 3 4 5 6 7", "水位=0.12345"],
    ),
  },
);

const any = fc.noBias(fc.nat(999));
const act: fc.Arbitrary<Act> = fc.record({
  verb,
  item: any,
  place: any,
  who: any,
  where: any,
  values,
  more: fc.oneof(
    { weight: 8, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.nat(3).map((base) => ({ base })) },
    { weight: 1, arbitrary: fc.nat(3).map((base) => ({ base, clientAt: 1_580_090_000_000 })) },
  ),
  takenBack: fc.nat(5).map((n) => n === 0),
});

const minutes = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat(20) },
  { weight: 1, arbitrary: fc.nat(180) },
);

/** About 25 acts, one to four at once. */
export const day: fc.Arbitrary<Day> = fc.array(
  fc.record({ minutes, acts: fc.array(act, { minLength: 1, maxLength: 4 }) }),
  { minLength: 6, maxLength: 16 },
);

/** What overtakes what at a room's desk (SPEC §1.7): replies that come again, and all that is done to them. */
const review = fc.record({
  verb: fc.oneof(
    among(10, "confirmed", "proxy"),
    among(8, "verify", "takeNew", "takeOld"),
    among(6, "return", "partial", "returnTown"),
    among(1, "excuse", "verifyAll", "close"),
  ),
  ...{ item: any, place: any, who: any, where: any, values: fc.nat(30).map((n) => `在册=${n}`) },
  more: fc.constantFrom({}, {}, { base: 0, clientAt: 1_580_083_300_000 }),
  takenBack: fc.nat(5).map((n) => n === 0),
});

/** About 60 acts on the few places of {@link issueOne}. */
export const reviewDay: fc.Arbitrary<Day> = fc.array(
  fc.record({
    minutes: fc.constantFrom(0, 0, 0, 11),
    acts: fc.array(review, { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 25, maxLength: 35 },
);

/** One task at two grids of one town, whose room has three hands; passed down, answered, verified and up. */
export async function issueOne(k: TestKernel): Promise<void> {
  const line = "/任务 摸排 范围=池淮二网格,航头一网格 字段=在册:整数! 截止=18:00 路由=指挥室";
  const id = /T[\d-]+/.exec(await k.done("汪洋", "#开化县指挥部", line))![0];
  await k.done("余晖", "#池淮镇指挥室", `/下达 ${id}`);
  await k.done("叶松", "#池淮二网格", `/报 ${id} 8`);
  await k.done("余航", "#航头一网格", `/报 ${id} 6`);
  await k.done("余晖", "#池淮镇指挥室", `/核实 ${id} 全部`);
  await k.done("余晖", "#池淮镇指挥室", `/上报 ${id}`);
}

/** What the day is about, on the fixture `kaihua-day`: both routes, with and without 核实, an order. */
export async function issueAll(k: TestKernel): Promise<void> {
  const form = "字段=在册:整数!,异常:整数,水位:小数,接种:是否 规则=异常<=在册";
  const lines: [string, string, string][] = [
    ["汪洋", "#开化县指挥部", `/专项 返乡日核 范围=全县:网格 ${form} 响应=20分钟 截止=09:00`],
    ["余晖", "#池淮镇指挥室", `/任务 摸排 范围=本辖区:网格 ${form} 截止=45分钟 核实=否 路由=直达`],
    ["程立", "#杨林镇指挥室", `/任务 分步 范围=本辖区:网格 ${form} 截止=08:30 核实=是`],
    ["方舟", "#开化县指挥部", "/指挥令 全部到岗 范围=全县 回执=负责人 截止=08:00"],
    ["戴宁", "#芹阳办事处指挥室", "/指挥令 人人签收 范围=本辖区 回执=全员 截止=08:00"],
  ];
  for (const line of lines) await k.done(...line);
  await k.done(
    "余晖",
    "#池淮镇指挥室",
    `/下达 ${(await listItems(k.kernel.read, { kinds: ["special"] }))[0]!.id}`,
  );
}

/** Plays one act; whoever does it has some say over the place it is about. */
export async function play(k: TestKernel, act: Act): Promise<Reply> {
  const { kernel } = k;
  const items = await listItems(kernel.read, {});
  const fits = items.filter(({ kind }) => kind !== "order" || OF_ORDERS.includes(act.verb));
  const rows = (await Promise.all(fits.map(({ id }) => listTargets(kernel.read, id)))).flat();
  // Five of six times where the verb has something to do.
  const apt = act.item % 6 === 5 ? [] : rows.filter((row) => isApt(act.verb, row));
  const { item, node, gate } = at(apt.length > 0 ? apt : rows, act.place);
  const now = kernel.now();
  const org = kernel.org();
  const likely = ANSWERS.includes(act.verb) ? [node] : [org.tree.gateOf(node)?.id ?? node];
  // One in six is anybody on the way up to the county.
  const nodes = act.who % 6 === 5 ? org.tree.lineage(node).map(({ id }) => id) : likely;
  const people = nodes.flatMap((id) => org.holdersAt(id, now)).map(({ person }) => person);
  const issuer = org.person(items.find(({ id }) => id === item)!.person)!;
  const isIssuers = ISSUERS.includes(act.verb) && act.who % 6 !== 5;
  const person = isIssuers ? issuer : at(people, act.who);
  const channels = channelsOf(person.id, org, now).filter(({ kind }) => kind !== "resident");
  const channel = at(channels, act.where);
  const text = LINES[act.verb]({ id: item, node, gate: gate ?? node, values: act.values });
  const reply = await k.say(person.account, channel.id, text, act.more);
  return act.takenBack ? k.say(person.account, channel.id, "/撤回") : reply;
}

function isApt(verb: Act["verb"], row: TargetRow): boolean {
  if (verb === "dispatch" || verb === "over") return row.dispatchedAt === null;
  if (verb === "submit" || verb === "partial") return row.verifiedAt !== null;
  if (verb === "returnTown") return row.submittedAt !== null;
  if (verb.startsWith("take")) return row.pending !== null;
  if (/^(verify|return)/.test(verb)) return row.repliedAt !== null;
  return row.dispatchedAt !== null;
}

function at<T>(list: readonly T[], n: number): T {
  return list[n % list.length]!;
}
