import { z } from "zod";
import { item, node, number, time } from "#bots/kit/args";
import { defineBot, defineCommand } from "#bots/kit/command";
import { defineKind, is } from "#bots/kit/kind";
import { addLines, moveLines } from "#bots/kit/lines";
import { issue, linesOf } from "#bots/kit/loop";
import { NO_TERMS } from "#domain/form/terms";
import { HOUR } from "#domain/time/zone";

/** 排班: a shift is a line, somebody must still stand there (KINDS §3); without a doer it is the hole. */
const Roster = defineKind({
  key: "roster",
  zh: "排班",
  en: "roster",
  bot: "duty",
  id: { letter: "R" },
  cap: "W",
  spec: z.strictObject({ hours: z.number() }),
  states: { published: { zh: "已公布", en: "published", phase: "open" } },
  transitions: {
    take: {
      ...{ on: "line.shift", from: ["planned"], to: "on", command: "take" },
      who: [{ cap: "Y", at: "about" }],
    },
    leave: { on: "line.shift", from: ["on"], to: "off", command: "leave", who: ["doer"] },
  },
  lines: {
    shift: {
      zh: "班次",
      en: "shift",
      row: z.strictObject({ post: z.string() }),
      states: {
        planned: { zh: "待接班", en: "planned", phase: "open" },
        on: { zh: "在岗", en: "on", phase: "open" },
        off: { zh: "下班", en: "off", phase: "ended" },
      },
      counts: [
        { word: "班", page: ["item"] },
        { word: "空缺", when: ({ person }) => person === null, page: ["item"] },
        { word: "在岗", when: ({ state }) => state === "on", page: ["item"] },
        {
          word: "人",
          when: ({ state }) => state === "on",
          once: ({ person }) => person,
          page: ["item"],
        },
      ],
    },
  },
  print: (_, { lines: { shift = {} } }) =>
    `生成${shift.班}班 空缺${shift.空缺} 在岗${shift.在岗} ${shift.人}人`,
});

const plan = defineCommand({
  ...{ key: "plan", zh: "排", en: "plan", group: "发", example: "/排 3", caps: ["W"] },
  summary: { zh: "排几班", en: "Plan shifts" },
  args: {
    n: number("班数", { word: true, required: true }),
    place: node("岗位", { required: true }),
    from: time("自", { start: true, required: true }),
  },
  async run(ctx, { n, place, from }) {
    const by = ctx.must("use", { cap: "W", node: place.id }, "给这里排班");
    const made = await issue(ctx, {
      ...{ kind: Roster, title: "值班", body: null, by, spec: { hours: 4 }, about: place.id },
      ...{ terms: NO_TERMS, urgency: "平件", nodes: [], respondBy: null, dueAt: null, basis: null },
    });
    const starts = Array.from({ length: n }, (_, i) => from.at + i * 4 * HOUR);
    const shifts = starts.map((at) => ({ row: { post: "值守" }, from: at, to: at + 4 * HOUR }));
    await addLines(ctx, made, "shift", shifts);
    return { text: `${made.label} ${n}班`, item: made.id };
  },
});

const take = defineCommand({
  ...{ key: "take", zh: "接", en: "take", group: "办", example: "/接 R0127-01 1", caps: ["Y"] },
  summary: { zh: "接一班", en: "Take a shift" },
  args: { item: item({ of: is(Roster), required: true }), n: number("序号", { word: true }) },
  async run(ctx, { item: of, n }) {
    const rows = (await linesOf(ctx, of, "shift")).filter((row) => row.n === n);
    await moveLines(ctx, of, rows, "take", { person: ctx.actor.id });
    return { text: "已接班" };
  },
});

const leave = defineCommand({
  ...{ key: "leave", zh: "下", en: "leave", group: "办", example: "/下 R0127-01 1", caps: [] },
  summary: { zh: "下一班", en: "End a shift" },
  args: { item: item({ of: is(Roster), required: true }), n: number("序号", { word: true }) },
  async run(ctx, { item: of, n }) {
    const rows = (await linesOf(ctx, of, "shift")).filter((row) => row.n === n);
    await moveLines(ctx, of, rows, "leave");
    return { text: "已下班" };
  },
});

export const duty = defineBot({
  ...{ key: "duty", zh: "值班", en: "Duty" },
  commands: [plan, take, leave],
  kinds: [Roster],
});
