import { flag, item, node } from "#bots/kit/args";
import { defineCommand } from "#bots/kit/command";
import { asksReply } from "#bots/kit/kind";
import { mustBeOpen, mustBeSubmitted, submit as sendUp } from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import { displayName } from "#domain/org/short-name";
import { ownGate } from "./own-gate.ts";

/** `/上报`: the town's sums up to its leader and to who issued the task (SPEC §1.12). */
export const submit = defineCommand({
  key: "submit",
  zh: "上报",
  en: "submit",
  // Without values, and with the right to submit, 报 means this (SPEC §1.2).
  aliases: ["报", "填报", "报送", "续报", "终报"],
  group: "办",
  summary: { zh: "把本镇汇总上报", en: "Submit the town's sums upward" },
  example: "/上报 Z0127-01",
  caps: ["U"],
  args: {
    item: item({
      of: asksReply,
      instead: { command: "tally", words: "它没有要上报的数，看谁签收了请用" },
      required: true,
      current: true,
    }),
    node: node("乡镇", { word: true }),
    partial: flag("部分"),
  },
  async run(ctx, input) {
    const { item: of } = input;
    mustBeOpen(ctx, of);
    const gate = ownGate(ctx, of, input.node);
    ctx.must("submit", { node: gate.id }, `上报${displayName(gate)}的汇总`);
    if (!mustBeSubmitted(of)) {
      throw new Refusal("conflict", `${of.label} 直达网格、不用核实，报了就到，不用再上报`);
    }
    const sent = await sendUp(ctx, of, gate.id, input.partial ?? false);
    return { text: sent.text, item: of.id };
  },
});
