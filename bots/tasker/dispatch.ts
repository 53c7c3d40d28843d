import { flag, item, node, text, time } from "#bots/kit/args";
import { defineCommand } from "#bots/kit/command";
import { asksReply } from "#bots/kit/kind";
import { currentRound, mustBeOpen, dispatch as passDown } from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import { displayName } from "#domain/org/short-name";
import { ownGate } from "./own-gate.ts";

/** `/下达`: the town's room passes a waiting task on to its targets; 越级 is the county's key. */
export const dispatch = defineCommand({
  key: "dispatch",
  zh: "下达",
  en: "dispatch",
  aliases: ["交办", "转办", "派发"],
  group: "办",
  summary: { zh: "把上级任务下达到本镇各网格", en: "Pass a task from above down to the town" },
  example: "/下达 Z0127-01 补充=重点核外地返乡",
  caps: ["D"],
  args: {
    item: item({
      of: asksReply,
      instead: { command: "tally", words: "它发出就到各处，不用再下达，看谁签收了请用" },
      required: true,
    }),
    node: node("乡镇", { word: true }),
    supplement: text("补充", { max: 500 }),
    due: time("截止"),
    over: flag("越级"),
    reason: text("原因"),
  },
  async run(ctx, input) {
    // Of a series the round that waits, and with it those to come; before its first the series itself.
    const of = await currentRound(ctx, input.item);
    mustBeOpen(ctx, of);
    const gate = ownGate(ctx, of, input.node);
    const name = displayName(gate);
    const by = ctx.must("dispatch", { node: gate.id }, `下达${name}的任务`);
    const above = by.node !== gate.id && by.serves !== gate.id;
    if (above && !input.over) {
      const room = ctx.org.profile.room.word;
      const place = ctx.org.tree.pathName(gate.id) || gate.id;
      const line = ctx.sent.typed ?? `/下达 ${of.id} ${place}`;
      throw new Refusal(
        "forbidden",
        `这条要由${name}${room}下达；可以请他们下达，或写明原因越级下达`,
        {
          candidates: [
            { label: `请${room}下达`, text: `/催 ${of.id} ${place}` },
            { label: "越级下达", text: `${line} 越级=是${input.reason ? "" : " 原因="}` },
          ],
        },
      );
    }
    if (above && !input.reason) {
      const example = `原因=${ctx.org.profile.room.word}失联`;
      throw new Refusal("bad_argument", `越级下达要写原因，例：${example}`, { field: "原因" });
    }
    const due = of.dueAt;
    if (input.due && due !== null && input.due.at > due) {
      throw new Refusal("bad_argument", "本镇的截止只能早于上级的截止，请改早一些", {
        field: "截止",
      });
    }
    const sent = await passDown(ctx, of, gate.id, {
      supplement: input.supplement,
      remindBy: input.due?.at ?? null,
      over: above ? input.reason : null,
    });
    return { text: `${of.label} 已下达给${name}${sent.length}个单位`, item: of.id };
  },
});
