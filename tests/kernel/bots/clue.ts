import { z } from "zod";
import { flag, item, node, number, text } from "#bots/kit/args";
import { defineBot, defineCommand } from "#bots/kit/command";
import { defineKind, is } from "#bots/kit/kind";
import { addLines, defineLedger, moveLines, putFact } from "#bots/kit/lines";
import { issue, linesOf, moveItem } from "#bots/kit/loop";
import { NO_TERMS } from "#domain/form/terms";

const Spec = z.strictObject({
  kind: z.string(),
  household: z.string(),
  phone: z.string(),
  assessed: z.string(),
});
type Spec = z.infer<typeof Spec>;

/**
 * 线索: its reporter and whoever runs incidents see it whole but what is under seal, those above and
 * around that there is one and whether it is over; one file, as any kind.
 */
const Clue = defineKind({
  ...{ key: "clue", zh: "线索", en: "clue", bot: "watch", id: { letter: "X" }, cap: "C" },
  spec: Spec,
  fields: {
    kind: { zh: "类别", en: "Kind" },
    household: { zh: "户", en: "Household", facet: "household" },
    phone: { zh: "电话", en: "Phone", facet: "contact" },
    assessed: { zh: "研判", en: "Assessment", facet: "sealed" },
  },
  states: {
    reported: { zh: "已报", en: "reported", phase: "open", outside: OUT("未排除", "not over") },
    handling: {
      zh: "处置中",
      en: "handling",
      phase: "open",
      landed: true,
      outside: OUT("未排除", "not over"),
    },
    closed: { zh: "已办结", en: "closed", phase: "ended", outside: OUT("排除", "over") },
    merged: { zh: "已并入", en: "merged", phase: "ended", outside: OUT("排除", "over") },
  },
  transitions: {
    respond: {
      ...{ from: ["reported"], to: "handling", command: "respond" },
      who: [{ cap: "I", at: "about" }, "holder"],
      tells: ["opener"],
    },
    assess: {
      ...{ from: ["handling"], to: "handling", command: "assess" },
      who: [{ cap: "I", at: "about" }],
    },
    resolve: {
      ...{ from: ["handling"], to: "closed", command: "resolve" },
      who: [{ cap: "I", at: "about" }],
    },
    refer: {
      ...{ on: "line.referral", from: ["open"], to: "done", command: "refer" },
      who: [{ cap: "I", at: "about" }],
    },
  },
  lines: {
    referral: {
      ...{ zh: "转办", en: "referral" },
      row: z.strictObject({ organ: z.string(), matter: z.string() }),
      fields: {
        organ: { zh: "单位", en: "Body" },
        matter: { zh: "事由", en: "Matter", facet: "sealed" },
      },
      states: {
        open: { zh: "已转", en: "passed on", phase: "open" },
        done: { zh: "已回", en: "answered", phase: "ended" },
      },
      counts: [{ word: "转", page: ["item"] }],
    },
  },
  sight: [
    { who: "common", sees: [] },
    { who: "opener", sees: ["plain", "household", "contact"] },
    { who: "holder", sees: ["plain", "household"], until: ["closed", "merged"] },
    { who: { cap: "I", at: "about" }, sees: ["plain", "sealed"] },
    { who: { cap: "I", at: "about" }, sees: ["household", "contact"], reason: true },
  ],
  ageing: { when: ({ spec }) => spec.kind === "发热", owner: "room", lapses: 48 * 60 },
  ladders: [
    {
      ...{ while: ["reported"], from: "opened", at: { 平: [26 * 60], 战: [5] } },
      ...{ to: [["holder"]], say: () => "没有人接" },
    },
  ],
  keep: [
    { drop: ["household", "contact"], after: 30, from: "ended" },
    { drop: ["household", "contact"], after: 30, from: "peace" },
  ],
  print: (_, { lines: { referral = {} } }) => `转办${referral.转 ?? 0}`,
});

/** 密接: how many is for all, who they are for whoever runs incidents. */
const contacts = defineLedger({
  ...{ key: "contacts", zh: "密接", en: "contacts", mode: "adds", cap: "C" },
  row: z.strictObject({ people: z.int(), who: z.string() }),
  fields: { who: { zh: "是谁", en: "Who", facet: "names" } },
  counts: [{ word: "人", add: ({ row }) => row.people, page: ["ever"] }],
  print: ({ 人 }) => `密接${人}`,
  sight: [
    { who: "common", sees: ["plain"] },
    { who: { cap: "I" }, sees: ["plain", "names"] },
  ],
  keep: [{ drop: ["names"], after: 30, from: "peace" }],
});

const met = defineCommand({
  ...{ key: "met", zh: "密接", en: "met", group: "办", example: "/密接 2 是谁=甲", caps: ["C"] },
  summary: { zh: "记几个密接的人", en: "Who was near" },
  args: {
    people: number("人", { word: true, required: true }),
    who: text("是谁", { required: true }),
    place: node("地点", { required: true }),
  },
  async run(ctx, { people, who, place }) {
    await putFact(ctx, contacts, { about: place.id, row: { people, who }, from: ctx.now });
    return { text: "已记" };
  },
});

/** 暗访: the squad's alone until it is filed. */
const Visit = defineKind({
  ...{ key: "visit", zh: "暗访", en: "unannounced visit", bot: "watch", id: { letter: "D" } },
  cap: "Q",
  spec: z.strictObject({}),
  states: {
    planned: { zh: "待查", en: "planned", phase: "open" },
    filed: { zh: "已归档", en: "filed", phase: "ended" },
  },
  transitions: {
    file: { from: ["planned"], to: "filed", command: "file", who: [{ cap: "Q", at: "about" }] },
  },
  sight: [
    { who: { cap: "Q", at: "home" }, sees: ["plain"] },
    { who: "room", sees: ["plain"] },
    { who: "common", sees: ["plain"], from: ["filed"] },
  ],
  print: () => "",
});

const report = defineCommand({
  ...{ key: "clue", zh: "线索", en: "clue", group: "发", example: "/线索 有人发热", caps: [] },
  summary: { zh: "报一条线索", en: "Report a clue" },
  args: {
    what: text("内容", { main: true, required: true }),
    place: node("地点", { required: true }),
    household: text("户"),
    phone: text("联系"),
    secret: flag("暗访"),
  },
  async run(ctx, { what, place, household, phone, secret }) {
    const by = ctx.must("use", { cap: secret ? "Q" : "C", node: place.id }, "报这里的线索");
    const spec = {
      kind: what.includes("热") ? "发热" : "其他",
      household: household ?? "",
      phone: phone ?? "",
      assessed: "",
    };
    const draft = {
      ...{ title: what, body: null, by, about: place.id, terms: NO_TERMS, nodes: [] },
      ...{ urgency: "平件" as const, respondBy: null, dueAt: null, basis: null },
    };
    const made = secret
      ? await issue(ctx, { ...draft, kind: Visit, spec: {} })
      : await issue(ctx, { ...draft, kind: Clue, spec });
    return { text: made.label, item: made.id };
  },
});

const step = (key: "respond" | "resolve" | "assess" | "file", zh: string) =>
  defineCommand({
    ...{ key, zh, en: key, group: "办", caps: [], example: `/${zh} X0127-01` },
    summary: { zh: "把线索往下办一步", en: "Take a clue on" },
    args: {
      item: item({ of: is(key === "file" ? Visit : Clue), required: true }),
      said: text("内容", { main: true, max: 200 }),
    },
    async run(ctx, { item: of, said }) {
      const spec = of.spec as Spec;
      const change =
        key === "assess" ? { spec: { ...spec, assessed: said ?? "" } } : { reason: said };
      const moved = await moveItem(ctx, of, key, change);
      return { text: `${of.label} ${moved.state}` };
    },
  });

/** 移交: to another organ, and what it answered. */
const refer = defineCommand({
  ...{ key: "refer", zh: "移交", en: "refer", group: "办", caps: ["I"] },
  example: "/移交 X0127-01 卫健局 事由=核酸",
  summary: { zh: "转给别的单位", en: "Pass it to another body" },
  args: {
    item: item({ of: is(Clue), required: true }),
    organ: text("单位", { main: true }),
    matter: text("事由"),
  },
  async run(ctx, { item: of, organ, matter }) {
    const row = { organ: organ ?? "", matter: matter ?? "" };
    if (organ) await addLines(ctx, of, "referral", [{ row }]);
    else await moveLines(ctx, of, await linesOf(ctx, of, "referral"), "refer");
    return { text: of.label };
  },
});

function OUT(zh: string, en: string) {
  return { zh, en };
}

export const watch = defineBot({
  ...{ key: "watch", zh: "线索员", en: "Watch" },
  commands: [
    report,
    step("respond", "接警"),
    step("assess", "研判"),
    step("resolve", "排险"),
    step("file", "归档"),
    refer,
    met,
  ],
  kinds: [Clue, Visit],
  ledgers: [contacts],
});
