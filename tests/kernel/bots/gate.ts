import { z } from "zod";
import { choice, node, number, time } from "#bots/kit/args";
import { defineBot, defineCommand } from "#bots/kit/command";
import { defineLedger, putFact } from "#bots/kit/lines";

/** 卡口车辆: counts at a gate, that add up; one file, as any ledger. */
const DIRECTIONS = ["进", "出"] as const;

const passes = defineLedger({
  key: "passes",
  zh: "过往",
  en: "passes",
  row: z.strictObject({ cars: z.int(), people: z.int(), direction: z.enum(DIRECTIONS) }),
  mode: "adds",
  dim: ({ direction }) => direction,
  floor: 0,
  counts: [
    { word: "车", add: ({ row }) => row.cars, page: ["day", "ever"] },
    { word: "人", add: ({ row }) => row.people, page: ["day", "ever"] },
  ],
  print: ({ 车, 人 }) => `车${车} 人${人}`,
  cap: "Y",
});

/** 网格住户: a standing number, of which the newest counts. */
const dwellings = defineLedger({
  key: "dwellings",
  zh: "住户数",
  en: "dwellings",
  row: z.strictObject({ households: z.int().nonnegative() }),
  mode: "replaces",
  counts: [
    { word: "户", add: ({ row }) => row.households, page: ["ever"] },
    { word: "已登记", once: ({ about }) => about, page: ["ever"] },
  ],
  print: ({ 户, 已登记 }) => `${户}户 已登记${已登记}`,
  cap: "F",
});

const pass = defineCommand({
  ...{ key: "pass", zh: "过车", en: "pass", group: "办", example: "/过车 4 9", caps: ["Y"] },
  summary: { zh: "记一段时间过的车和人", en: "What passed in a while" },
  args: {
    cars: number("车", { word: true, required: true }),
    people: number("人", { word: true, required: true }),
    place: node("卡口", { required: true }),
    direction: choice("方向", DIRECTIONS, { required: true }),
    at: time("时间", { start: true }),
  },
  async run(ctx, { cars, people, place, direction, at }) {
    const from = at?.at ?? ctx.now;
    const same = `${place.id} ${direction} ${from}`;
    const row = { cars, people, direction };
    const { changed } = await putFact(ctx, passes, { about: place.id, row, from, same });
    return { text: changed ? "已记" : "这一段已经记过，数一样" };
  },
});

const dwell = defineCommand({
  ...{ key: "dwell", zh: "住户数", en: "dwell", group: "办", example: "/住户数 12", caps: ["F"] },
  summary: { zh: "记一处现在有几户", en: "How many households there are now" },
  args: {
    households: number("户", { word: true, required: true }),
    place: node("地点", { required: true }),
    at: time("时间", { start: true }),
  },
  async run(ctx, { households, place, at }) {
    const from = at?.at ?? ctx.now;
    await putFact(ctx, dwellings, { about: place.id, row: { households }, from });
    return { text: "已记" };
  },
});

export const gate = defineBot({
  ...{ key: "gate", zh: "卡口", en: "Gate" },
  commands: [pass, dwell],
  ledgers: [passes, dwellings],
});
