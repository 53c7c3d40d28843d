import { afterAll, beforeAll, expect, it } from "vitest";
import { findChannel } from "#db/channels";
import { findCommand } from "#db/commands";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";
import { seqFaults } from "../support/recount.ts";

/** Who speaks where; several in one channel, and one of them in two. */
const SPEAKERS = [
  ["余航", "#航头一网格"],
  ["余晖", "#航头一网格"],
  ["余林", "#航头村"],
  ["余航", "#航头村"],
  ["余晖", "#池淮镇指挥室"],
  ["方圆", "#池淮镇指挥室"],
  ["江月", "#池淮镇指挥室"],
  ["邱实", "#王家边网格"],
] as const;
const EACH = 25;

let k: TestKernel;
beforeAll(async () => {
  k = await openTestKernel({ bots, fixture: "kaihua-day" });
});
afterAll(() => k.stop());

it("numbers 200 commands at once without a gap, and stores every one it acknowledged", async () => {
  const sent = SPEAKERS.flatMap(([who, where], i) =>
    Array.from({ length: EACH }, (_, n) => ({ who, where, cid: `${i}-${n}` })),
  );
  // Channels interleave.
  sent.sort((a, b) => Number(a.cid.split("-")[1]) - Number(b.cid.split("-")[1]));
  const replies = await Promise.all(
    sent.map(({ who, where, cid }) => k.say(who, where, `第${cid}句`, { cid })),
  );
  for (const [i, reply] of replies.entries()) {
    expect(reply).toMatchObject({ ok: true, result: { text: "已发送" } });
    const { who, cid } = sent[i]!;
    const person = k.kernel.org().byAccount(who)!.id;
    expect(await findCommand(k.kernel.read, person, cid)).toMatchObject({ answer: reply });
  }
  for (const where of new Set(SPEAKERS.map(([, channel]) => channel))) {
    const rows = await k.messages(where);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1));
    expect(await findChannel(k.kernel.read, k.channel(where))).toMatchObject({
      lastSeq: rows.length,
    });
    const said = sent.filter((one) => one.where === where).map(({ cid }) => `第${cid}句`);
    expect(rows.map(({ text }) => text).sort()).toEqual(said.sort());
  }
});

it("keeps the numbers whole where fan-outs to the same channels meet talk", async () => {
  const orders = Array.from({ length: 6 }, (_, n) =>
    k.say("方舟", "#开化县指挥部", `/指挥令 第${n}道命令 范围=全县 截止=18:00`),
  );
  const talk = SPEAKERS.map(([who, where]) => k.say(who, where, "边发边说"));
  const replies = await Promise.all([...orders, ...talk]);
  expect(replies.filter((reply) => !reply.ok)).toEqual([]);
  const numbers = replies
    .slice(0, orders.length)
    .map((reply) => reply.ok && /(\d+)号/.exec(reply.result.text)?.[1])
    .map(Number)
    .sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i));
  const { read: session } = k.kernel;
  expect(await seqFaults({ session, org: k.kernel.org() }, k.at())).toEqual([]);
  const cards = (await k.messages("#航头村")).filter(({ kind }) => kind === "card");
  expect(cards).toHaveLength(orders.length);
});
