import { choice, node, text } from "#bots/kit/args";
import { type Context, defineCommand } from "#bots/kit/command";
import { CONTACT, cutOff, restoreContact } from "#bots/kit/contact";
import { Refusal } from "#contract/errors";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { formatDeadline } from "#domain/time/format-time";

/**
 * `/失联`: a town that cannot be reached. Until its next act, or `/失联 镇 恢复`, the county centre
 * answers for it (SPEC §1.18).
 */
export const contact = defineCommand({
  key: CONTACT,
  zh: "失联",
  en: "out-of-contact",
  group: "办",
  summary: {
    zh: "报乡镇失联，失联时由县里代答",
    en: "Declare a town out of contact; the county then answers for it",
  },
  example: "/失联 石门镇 原因=通信中断",
  caps: [],
  args: {
    town: node("乡镇", { word: true, required: true }),
    back: choice("恢复", ["恢复"], {
      word: true,
      help: { zh: "写“恢复”就是联系上了", en: "Write 恢复 once the town is in contact again" },
    }),
    reason: text("原因", { max: 200 }),
  },
  async run(ctx, { town, back, reason }) {
    const name = displayName(town);
    if (!ctx.org.tree.level(town).gate) {
      throw new Refusal("bad_argument", `“${name}”不是乡镇一级，请写乡镇名`, { field: "乡镇" });
    }
    ctx.must("cut_off", { node: town.id }, back ? `宣布${name}恢复联系` : `宣布${name}失联`);
    return { text: back ? await end(ctx, town, reason) : await begin(ctx, town, reason) };
  },
});

async function begin(ctx: Context, town: Node, reason: string | null): Promise<string> {
  const name = displayName(town);
  if (town.cutOffAt !== null) {
    const since = formatDeadline(town.cutOffAt, ctx.now);
    throw new Refusal("conflict", `${name}从${since}起已经是失联；联系上了请恢复联系`, {
      candidates: [{ label: `${name}恢复联系`, text: `/失联 ${name} 恢复` }],
    });
  }
  if (!reason) {
    throw new Refusal("bad_argument", "请写原因，例：通信中断", {
      field: "原因",
      candidates: [{ label: "写原因", text: `/失联 ${name} 原因=` }],
    });
  }
  await cutOff(ctx, town, reason);
  return `${name}已列为失联，现在可以替它收到、填报：代=地名 渠道=…；镇里一有动作就自动恢复`;
}

async function end(ctx: Context, town: Node, reason: string | null): Promise<string> {
  const name = displayName(town);
  if (await restoreContact(ctx, town, reason ?? "县里已联系上")) return `${name}已恢复联系`;
  throw new Refusal("conflict", `${name}没有失联，不用恢复`);
}
