import { z } from "zod";
import { item, node, number, text } from "#bots/kit/args";
import { defineBot, defineCommand } from "#bots/kit/command";
import { defineKind, is } from "#bots/kit/kind";
import { defineLedger } from "#bots/kit/lines";
import { findDouble, issue, link, moveItem } from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import { NO_TERMS } from "#domain/form/terms";

/** 累计: 起 and 人, two words that add up for good. */
const totals = defineLedger({
  ...{ key: "totals", zh: "累计", en: "totals", mode: "adds", cap: "Q" },
  row: z.strictObject({ people: z.int() }),
  counts: [
    { word: "起", page: ["ever"] },
    { word: "人", add: ({ row }) => row.people, page: ["ever"] },
  ],
  print: ({ 起, 人 }) => `累计${起}起${人}人`,
});

/** 问题: found, put right by whoever answers there, and cleared by another; one file, as any kind. */
const Issue = defineKind({
  ...{ key: "issue", zh: "问题", en: "issue", bot: "inspector", id: { letter: "P" }, cap: "Q" },
  spec: z.strictObject({ people: z.int(), fixed: z.boolean(), topic: z.string() }),
  states: {
    open: { zh: "待整改", en: "to be put right", phase: "open" },
    fixed: { zh: "待复核", en: "to be looked at", phase: "open" },
    cleared: { zh: "销号", en: "cleared", phase: "ended" },
    withdrawn: { zh: "撤回", en: "withdrawn", phase: "ended" },
    merged: { zh: "并入", en: "merged", phase: "ended" },
  },
  merge: { by: ["topic"], within: 30 },
  transitions: {
    fix: {
      ...{ from: ["open"], to: "fixed", command: "fix", who: ["holder", "above"] },
      tells: ["opener"],
    },
    clear: {
      ...{ from: ["fixed"], to: "cleared", command: "clear", who: ["holder"] },
      second: { not: "fix", alone: "自核" },
      tells: ["opener", "holder"],
      puts: ({ item: of }) => [
        {
          ledger: totals,
          fact: {
            ...{ about: of.about!, from: of.at, same: `${of.id} cleared`, item: of.id },
            row: { people: (of.spec as { people: number }).people },
          },
        },
      ],
    },
    merge: { from: ["open"], to: "merged", command: "found", who: ["opener"] },
    withdraw: {
      ...{ from: ["open", "fixed"], to: "withdrawn", command: "withdraw", who: ["opener"] },
      guard: ({ item: of }) =>
        (of.spec as { fixed: boolean }).fixed
          ? new Refusal("conflict", "已经整改过，不能撤回，请销号")
          : null,
    },
  },
  counts: [
    { word: "起", page: ["day", "ever"] },
    { word: "人", add: ({ spec }) => spec.people, page: ["day", "ever"] },
    { word: "销号", when: ({ state }) => state === "cleared", page: ["day"] },
  ],
  daily: ({ day, ever }) =>
    day.起 ? [`问题${day.起}起${day.人}人 销号${day.销号} 累计${ever.起}`] : [],
  ladders: [
    {
      ...{ while: ["open"], from: "opened", at: { 平: [10, 20], 战: [5] } },
      to: [["holder"], ["above", "opener"]],
      say: (minutes) => `${minutes}分钟没有整改`,
    },
  ],
  print: (_, { spec }) => `${spec.people}人`,
});

const found = defineCommand({
  ...{ key: "found", zh: "问题", en: "found", group: "发", example: "/问题 无人在岗", caps: ["Q"] },
  summary: { zh: "记一个问题", en: "What was found wrong" },
  args: {
    what: text("内容", { main: true, required: true }),
    place: node("地点", { required: true }),
    people: number("人"),
    topic: text("类"),
  },
  async run(ctx, { what, place, people, topic }) {
    const by = ctx.must("use", { cap: "Q", node: place.id }, "记这里的问题");
    const spec = { people: people ?? 1, fixed: false, topic: topic ?? "" };
    const double = topic && (await findDouble(ctx, Issue, place.id, spec));
    const made = await issue(ctx, {
      ...{ kind: Issue, title: what, body: null, by, spec, about: place.id },
      ...{ terms: NO_TERMS, urgency: "平件", nodes: [], respondBy: null, dueAt: null, basis: null },
    });
    if (double) {
      await moveItem(ctx, made, "merge");
      await link(ctx, made, double, "并入");
    }
    return { text: double ? `${made.label} 并入 ${double.label}` : made.label, item: made.id };
  },
});

const args = {
  item: item({ of: is(Issue), required: true }),
  reason: text("原因", { main: true, max: 200 }),
} as const;

const [fix, clear, withdraw] = (
  [
    ["fix", "整改好"],
    ["clear", "核销"],
    ["withdraw", "撤问题"],
  ] as const
).map(([key, zh]) =>
  defineCommand({
    ...{ key, zh, en: key, group: "办", caps: [], example: `/${zh} P0127-01`, args },
    summary: { zh: "把问题往下办一步", en: "Take an issue on" },
    async run(ctx, { item: of, reason }) {
      const spec = key === "fix" ? { ...(of.spec as object), fixed: true } : of.spec;
      const moved = await moveItem(ctx, of, key, { spec, reason });
      return { text: `${of.label} ${moved.state}` };
    },
  }),
);

export const inspector = defineBot({
  ...{ key: "inspector", zh: "督查", en: "Inspector" },
  commands: [found, fix!, clear!, withdraw!],
  kinds: [Issue],
  ledgers: [totals],
});
