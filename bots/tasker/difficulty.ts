import { choice, item, node, text } from "#bots/kit/args";
import { defineCommand } from "#bots/kit/command";
import { asksReply } from "#bots/kit/kind";
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
  useSent,
} from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import { displayName } from "#domain/org/short-name";
import { chooseTarget } from "./choose-target.ts";
import { ENDS, endDifficulty } from "./end-difficulty.ts";

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
  caps: ["R", "D"],
  undoable: true,
  attachments: true,
  args: {
    item: item({
      of: asksReply,
      instead: { command: "ack", words: "它只要签收，难处写在收到后面，请用" },
      current: true,
    }),
    kind: choice("类", KINDS),
    node: node("节点", { word: "first" }),
    note: text("说明", {
      main: true,
      max: 500,
      help: {
        zh: "写清楚缺什么，或怎么协调的；会告诉对方",
        en: "What is lacking, or what was arranged; the other side is told",
      },
    }),
    over: choice("了结", ENDS, {
      help: {
        zh: "困难协调好了，或自己解决了；还要照常填报",
        en: "It was seen to, or is gone by itself; the reply is still asked for",
      },
    }),
  },
  async run(ctx, input) {
    if (input.over !== null) return endDifficulty(ctx, { ...input, over: input.over });
    const chosen = await chooseTarget(ctx, { ...input, onBehalf: null, via: null, other: null });
    const { item: of, row } = chosen;
    mustBeOpen(ctx, of);
    if (isAnswered(kindOf(ctx, of), row)) {
      throw new Refusal("conflict", `${of.label} 已经报过了；要改数请打开它点“改”`);
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
    await useSent(ctx, row.id);
    const place = ctx.org.tree.get(row.node)!;
    const mine = holdersOf(ctx, of, row).find((h) => h.person.id === ctx.actor.id);
    const phone = ctx.actor.phone ? ` ☎${ctx.actor.phone}` : "";
    const advice = kind === "不属本格" ? ["不归这里的，可以免报，再发给该管的地方"] : [];
    for (const person of roomOf(ctx, of, row)) {
      ctx.post({
        channel: ctx.botChannel(person),
        kind: "card",
        text: [
          `困难：${displayName(place)} ${mine?.post.zh ?? ""}${phone}`,
          `${heading(ctx, of)} ${of.title}`,
          what,
          ...advice,
        ].join("\n"),
        item: of.id,
        node: row.node,
        // What is in the way is seen where it is decided about.
        attachments: [...new Set(ctx.sent.attachments)],
      });
    }
    ctx.record("target.difficulty", { item: of.id, node: row.node, data: { kind } });
    return {
      text: `已告诉${ctx.org.profile.room.word}：${displayName(place)} ${what}。办完后仍请填报`,
      item: of.id,
      node: row.node,
    };
  },
});
