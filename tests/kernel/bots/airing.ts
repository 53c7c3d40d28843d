import { z } from "zod";
import { node, number, text, time } from "#bots/kit/args";
import { defineBot, defineCommand } from "#bots/kit/command";
import { defineKind } from "#bots/kit/kind";
import { issue } from "#bots/kit/loop";
import { NO_TERMS } from "#domain/form/terms";
import { HOUR } from "#domain/time/zone";

/** 广播, as small as it can be: each village is asked at each airing, and answers once for each. */
const Airing = defineKind({
  ...{ key: "airing", zh: "广播", en: "broadcast", bot: "crier", id: { letter: "B" }, cap: "K" },
  spec: z.strictObject({}),
  states: { open: { zh: "播出中", en: "on air", phase: "open" } },
  transitions: {},
  targets: { answer: "ack", part: "time", gated: false, missing: () => "未播" },
  print: ({ expected, acked }) => `应播${expected} 已播${acked}`,
});

const air = defineCommand({
  ...{ key: "air", zh: "播", en: "air", group: "发", example: "/播 防火 地点=徐村", caps: ["K"] },
  summary: { zh: "请一个村播几次", en: "Ask a village to air something several times" },
  args: {
    what: text("内容", { main: true, required: true }),
    place: node("地点", { required: true }),
    times: number("次数", { required: true }),
    from: time("自", { start: true, required: true }),
  },
  async run(ctx, { what, place, times, from }) {
    const by = ctx.must("use", { cap: "K", node: place.id }, "请这里广播");
    const at = Array.from({ length: times }, (_, i) => from.at + i * HOUR);
    const made = await issue(ctx, {
      ...{ kind: Airing, title: what, body: null, by, spec: {}, urgency: "平件" },
      ...{ terms: { ...NO_TERMS, who: "time", times: at }, nodes: [place] },
      ...{ respondBy: null, dueAt: null, basis: null },
    });
    return { text: made.label, item: made.id };
  },
});

export const crier = defineBot({
  ...{ key: "crier", zh: "宣传", en: "Crier" },
  commands: [air],
  kinds: [Airing],
});
