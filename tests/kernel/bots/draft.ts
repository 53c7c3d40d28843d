import { z } from "zod";
import { item, text } from "#bots/kit/args";
import { defineBot, defineCommand } from "#bots/kit/command";
import { defineKind, is } from "#bots/kit/kind";
import { issue, moveItem } from "#bots/kit/loop";
import { NO_TERMS } from "#domain/form/terms";
import { hold, previewHeld, runHeld } from "#kernel/held";

/** 待签稿: a command that another person signs; its drafter and those who may sign see it. */
const Draft = defineKind({
  ...{ key: "draft", zh: "待签稿", en: "draft", bot: "drafts", id: { letter: "W" }, cap: "O" },
  spec: z.strictObject({ line: z.string() }),
  states: {
    waiting: { zh: "待签发", en: "to be signed", phase: "open" },
    returned: { zh: "退签", en: "sent back", phase: "open" },
    signed: { zh: "已签发", en: "signed", phase: "ended" },
    withdrawn: { zh: "撤稿", en: "withdrawn", phase: "ended" },
  },
  transitions: {
    sign: {
      ...{ from: ["waiting"], to: "signed", command: "sign", who: [{ cap: "O", at: "home" }] },
      ...{ second: { not: "opened" }, tells: ["opener"] },
    },
    giveBack: {
      ...{ from: ["waiting"], to: "returned", command: "give-back" },
      ...{ who: [{ cap: "O", at: "home" }], tells: ["opener"] },
    },
    handIn: { from: ["returned"], to: "waiting", command: "hand-in", who: ["opener"] },
    withdraw: { from: ["waiting", "returned"], to: "withdrawn", command: "drop", who: ["opener"] },
  },
  sight: [{ who: { cap: "O", at: "home" }, sees: ["plain"] }],
  print: () => "",
});

const draft = defineCommand({
  ...{ key: "draft", zh: "拟稿", en: "draft", group: "发", caps: ["O"] },
  summary: { zh: "拟一条，请别人签发", en: "Draft a command for another to sign" },
  example: "/拟稿 “/指挥令 到岗”",
  args: { line: text("内容", { main: true, required: true }) },
  async run(ctx, { line }) {
    const by = ctx.org.assignmentsOf(ctx.actor.id, ctx.now)[0]!;
    const made = await issue(ctx, {
      ...{ kind: Draft, title: line, body: null, by, spec: { line } },
      ...{ terms: NO_TERMS, urgency: "平件", nodes: [], respondBy: null, dueAt: null, basis: null },
    });
    await hold(ctx, made, { text: line });
    return { text: made.label, item: made.id };
  },
});

const of = item({ of: is(Draft), required: true });

const sign = defineCommand({
  ...{
    key: "sign",
    zh: "签发稿",
    en: "sign",
    group: "发",
    caps: ["O"],
    example: "/签发稿 W0127-01",
  },
  summary: { zh: "签发一份拟稿", en: "Sign a draft" },
  args: { item: of },
  preview: (ctx, input) => previewHeld(ctx, input.item),
  async run(ctx, input) {
    await moveItem(ctx, input.item, "sign");
    return runHeld(ctx, input.item);
  },
});

const [giveBack, handIn, drop] = (
  [
    ["give-back", "giveBack", "退稿"],
    ["hand-in", "handIn", "再送"],
    ["drop", "withdraw", "撤稿"],
  ] as const
).map(([key, along, zh]) =>
  defineCommand({
    ...{ key, zh, en: key, group: "发", caps: [], example: `/${zh} W0127-01` },
    summary: { zh: "退回、再送或撤下一份拟稿", en: "Send a draft back, in again, or drop it" },
    args: { item: of, reason: text("原因", { main: true }), line: text("改为") },
    async run(ctx, { item: meant, reason, line }) {
      const change = line ? { spec: { line }, reason } : { reason };
      const moved = await moveItem(ctx, meant, along, change);
      if (line) await hold(ctx, moved, { text: line });
      return { text: `${meant.label} ${moved.state}` };
    },
  }),
);

export const drafts = defineBot({
  ...{ key: "drafts", zh: "拟稿", en: "Drafts" },
  commands: [draft, sign, giveBack!, handIn!, drop!],
  kinds: [Draft],
});
