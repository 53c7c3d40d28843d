import { z } from "zod";
import { item, node, number, text } from "#bots/kit/args";
import { defineBot, defineCommand } from "#bots/kit/command";
import { defineKind, is } from "#bots/kit/kind";
import { addLines, type Line, moveLines } from "#bots/kit/lines";
import { issue, linesOf } from "#bots/kit/loop";
import { NO_TERMS } from "#domain/form/terms";

/** 需求, as small as it can be: goods of a door, each new → 在送 → 签收 or 缺; one file, as any kind. */
const Goods = z.strictObject({ name: z.string(), yuan: z.number().nonnegative() });
type Good = Line<z.infer<typeof Goods>>;

const Need = defineKind({
  key: "need",
  zh: "需求",
  en: "need",
  bot: "care",
  id: { letter: "N" },
  cap: "R",
  spec: z.strictObject({ door: z.string() }),
  states: {
    new: { zh: "待配", en: "new", phase: "open" },
    going: { zh: "在送", en: "under way", phase: "open" },
    signed: { zh: "已签收", en: "signed", phase: "ended" },
  },
  transitions: {
    send: {
      ...{ on: "line.goods", from: ["new"], to: "sent", command: "send" },
      who: [{ cap: "N", at: "about" }],
    },
    sign: { on: "line.goods", from: ["sent"], to: "signed", command: "sign", who: ["opener"] },
  },
  lines: {
    goods: {
      zh: "物品",
      en: "goods",
      row: Goods,
      states: {
        new: { zh: "待配", en: "new", phase: "open" },
        sent: { zh: "在送", en: "on its way", phase: "open" },
        signed: { zh: "签收", en: "signed", phase: "ended" },
      },
      counts: [
        { word: "项", page: ["item", "day", "ever"] },
        { word: "签收", when: ({ state }) => state === "signed", page: ["item", "day"] },
        { word: "元", add: ({ row }: Good) => row.yuan, page: ["item", "ever"] },
        { word: "户", once: ({ about }) => about, page: ["day", "ever"] },
      ],
    },
  },
  rolls: ({ goods: { 项 = 0, 签收 = 0 } = {} }) => (项 > 0 && 签收 === 项 ? "signed" : null),
  print: (_, { lines: { goods = {} } }) => `签收${goods.签收}/${goods.项} ${goods.元}元`,
});

const need = defineCommand({
  ...{ key: "need", zh: "需求", en: "need", group: "发", example: "/需求 米", caps: ["R"] },
  summary: { zh: "报一户要的东西", en: "What a household needs" },
  args: {
    goods: text("物品", { main: true, required: true }),
    place: node("地点", { required: true }),
    yuan: number("金额"),
  },
  async run(ctx, { goods, place, yuan }) {
    const by = ctx.must("reply", { node: place.id }, "报这里的需求");
    const made = await issue(ctx, {
      ...{ kind: Need, title: goods, body: null, by, spec: { door: place.id }, about: place.id },
      ...{ terms: NO_TERMS, urgency: "平件", nodes: [], respondBy: null, dueAt: null, basis: null },
    });
    const rows = goods.split("、").map((name) => ({ row: { name, yuan: yuan ?? 0 } }));
    await addLines(ctx, made, "goods", rows);
    return { text: `${made.label} 共${rows.length}项`, item: made.id };
  },
});

/** 送 and 签: the same act along two transitions. */
const [send, sign] = (["send", "sign"] as const).map((key) =>
  defineCommand({
    ...{ key, zh: key === "send" ? "送" : "签", en: key, group: "办", caps: [] },
    example: `/${key === "send" ? "送" : "签"} N0127-01 1`,
    summary: { zh: "送到或签收一项", en: "Take one of the goods on" },
    args: { item: item({ of: is(Need), required: true }), n: number("序号", { word: true }) },
    async run(ctx, input) {
      const rows = await linesOf(ctx, input.item, "goods");
      const meant = rows.filter(({ n }) => input.n === null || n === input.n);
      const moved = await moveLines(ctx, input.item, meant, key);
      return { text: `${input.item.label} ${moved.length}项` };
    },
  }),
);

export const care = defineBot({
  ...{ key: "care", zh: "民需", en: "Care" },
  commands: [need, send!, sign!],
  kinds: [Need],
});
