import { choice, item, node, text } from "#bots/kit/args";
import { defineCommand } from "#bots/kit/command";
import {
  changeTarget,
  heading,
  holdersOf,
  isAnswered,
  kindOf,
  mustBeOpen,
  reached,
  respondedInTime,
  roomOf,
  skipNextStep,
} from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import { displayName } from "#domain/short-name";
import { chooseTarget } from "./choose-target.ts";

const KINDS = ["人手", "物资", "交通", "信号", "身体", "不属本格", "其他"] as const;

/** `/困难`: counts as 响应, never as 已报; the room gets one private card with the phone (SPEC §2). */
export const difficulty = defineCommand({
  key: "difficulty",
  zh: "困难",
  en: "difficulty",
  aliases: ["有困难", "报困难"],
  group: "办",
  summary: { zh: "有困难，请上级协调", en: "Report a difficulty and ask for a decision" },
  example: "/困难 T0127-01 类=人手 两个人同时隔离",
  caps: ["R"],
  undoable: true,
  args: {
    item: item({
      kinds: ["task", "special"],
      instead: { command: "ack", words: "它只要签收，难处写在收到后面，请用" },
      current: true,
    }),
    kind: choice("类", KINDS),
    node: node("节点", { word: "first" }),
    note: text("说明", { main: true, max: 500 }),
  },
  async run(ctx, input) {
    const chosen = await chooseTarget(ctx, { ...input, onBehalf: null, via: null, other: null });
    const { item: of, row } = chosen;
    mustBeOpen(of);
    if (isAnswered(kindOf(ctx, of), row)) {
      throw new Refusal("conflict", `${of.label} 已经报过了；要改数请重新 /报`);
    }
    const kind = input.kind ?? "其他";
    const what = input.note ? `${kind}：${input.note}` : kind;
    await changeTarget(ctx, of, row, {
      difficulty: what,
      difficultyAt: row.difficultyAt ?? ctx.now,
      step: skipNextStep(ctx, of, row),
      ...reached(row),
      ...respondedInTime(ctx, row),
    });
    const place = ctx.org.tree.get(row.node)!;
    const mine = holdersOf(ctx, of, row).find((h) => h.person.id === ctx.actor.id);
    const phone = ctx.actor.phone ? ` ☎${ctx.actor.phone}` : "";
    const advice = kind === "不属本格" ? "建议改派" : "可延期、改派、增援，或已协调";
    for (const person of roomOf(ctx, of, row)) {
      ctx.post({
        channel: ctx.botChannel(person),
        kind: "card",
        text: `困难：${displayName(place)} ${mine?.post.zh ?? ""}${phone}\n${heading(ctx, of)} ${of.title}\n${what}\n${advice}`,
        item: of.id,
        node: row.node,
      });
    }
    ctx.record("target.difficulty", { item: of.id, node: row.node, data: { kind } });
    return {
      text: `已告诉${ctx.org.profile.room.word}：${displayName(place)} ${what}。办完后仍请 /报 ${of.label}`,
      item: of.id,
      node: row.node,
    };
  },
});
