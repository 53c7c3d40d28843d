import { afterEach, beforeEach, expect, it } from "vitest";
import { listItems } from "#db/items";
import { canSeeItem } from "#kernel/access";
import { viewerOf } from "#views/viewer";
import { bots } from "../../server/bots.ts";
import { openTestKernel, type TestKernel } from "../support/kernel.ts";
import { seqFaults, tallyFaults } from "../support/recount.ts";
import { drafts } from "./bots/draft.ts";

let k: TestKernel;
beforeEach(async () => {
  k = await openTestKernel({ bots: [...bots, drafts] });
});
afterEach(() => k.stop());

const HQ = "#岭县指挥部";
const ORDER = "/指挥令 全部到岗 范围=东山镇:网格 截止=18:00";
const drafted = async (line = ORDER) =>
  /W\d+-\d+/.exec(await k.done("何组员", HQ, `/拟稿 “${line}”`))![0];
const orders = () => listItems(k.kernel.read, { kinds: ["order"] });

it("goes out as whoever signs it, to whom the preview said, and its drafter hears of it", async () => {
  const label = await drafted();
  expect(await orders()).toEqual([]);
  const [draft] = await listItems(k.kernel.read, { kinds: ["draft"] });
  const sees = (person: string) => canSeeItem(viewerOf(k.kernel, person), draft!);
  expect([await sees("何组员"), await sees("方县长"), await sees("程指挥")]).toEqual([
    true,
    true,
    false,
  ]);
  const line = { cid: "p", channel: k.channel(HQ), text: `/签发稿 ${label}` };
  const shown = await k.kernel.preview("方县长", line);
  expect(shown).toMatchObject({
    ok: true,
    preview: {
      lines: [expect.stringContaining("将发给3个单位"), expect.anything(), expect.anything()],
    },
  });
  expect(shown.ok && shown.preview.card).toContain("全部到岗");
  expect(await orders()).toEqual([]);

  // Wherever it is signed, it goes out from where it was drafted.
  const said = await k.done("方县长", "@任务", `/签发稿 ${label}`);
  expect(said).toContain("发给3个单位");
  expect(await orders()).toMatchObject([
    { title: "全部到岗", person: "方县长", post: "leader", channel: k.channel(HQ) },
  ]);
  const cards = (await k.messages("#东山一网格")).map(({ text }) => text);
  expect(cards.filter((text) => text.includes("全部到岗"))).toHaveLength(1);
  expect((await k.messages("@拟稿 何组员")).map(({ text }) => text)).toEqual([
    `${label} ${ORDER}：已签发`,
  ]);
  const final = { session: k.kernel.read, org: k.kernel.org() };
  expect([await tallyFaults(final), await seqFaults(final, k.at())]).toEqual([[], []]);
});

it("signed by two at once goes out once; by its drafter, or by who may only draft, not at all", async () => {
  const label = await drafted();
  const own = await k.say("何组员", HQ, `/签发稿 ${label}`);
  expect(own).toMatchObject({ ok: false, error: { code: "forbidden" } });
  const leaders = /W\d+-\d+/.exec(await k.done("方县长", HQ, `/拟稿 “${ORDER}”`))![0];
  const self = await k.say("方县长", HQ, `/签发稿 ${leaders}`);
  expect(self).toMatchObject({ ok: false, error: { code: "forbidden" } });
  const both = await Promise.all([1, 2, 3].map(() => k.say("方县长", HQ, `/签发稿 ${label}`)));
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await orders()).toHaveLength(1);
});

it("whose command is refused is not signed, and says why", async () => {
  const label = await drafted("/指挥令 到岗 范围=没有这个地方 截止=18:00");
  const said = await k.say("方县长", HQ, `/签发稿 ${label}`);
  expect(said).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining("没有这个地方") },
  });
  expect(await listItems(k.kernel.read, { kinds: ["draft"] })).toMatchObject([
    { state: "waiting" },
  ]);
});

it("is sent back, handed in again with other words, and then those go out", async () => {
  const label = await drafted();
  await k.done("方县长", HQ, `/退稿 ${label} 范围太大`);
  expect((await k.say("方县长", HQ, `/签发稿 ${label}`)).ok).toBe(false);
  await k.done("何组员", HQ, `/再送 ${label} 改为=“/指挥令 徐村到岗 范围=徐村 截止=18:00”`);
  expect(await k.done("方县长", HQ, `/签发稿 ${label}`)).toContain("发给2个单位");
  expect(await orders()).toMatchObject([{ title: "徐村到岗" }]);
});
