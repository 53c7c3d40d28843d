import { choice, item, text } from "#bots/kit/args";
import { defineCommand } from "#bots/kit/command";
import { opensForReason } from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import { FACET_NAMES, FACETS } from "#contract/facets";

/**
 * `/看详情`: opens a side of an item that its kind shows only to who says why (KINDS §1). What it
 * stores is who looked at which and why, never what it says: that is added to the answer on its way
 * out.
 */
export const showFacet = defineCommand({
  key: "show_facet",
  zh: "看详情",
  en: "details",
  group: "查",
  summary: {
    zh: "看一件事要写明原因才能看的一项，每次都有记录",
    en: "Look at what of an item is shown for a reason only; each look is recorded",
  },
  example: "/看详情 X0127-01 项=户 原因=上门核查",
  caps: [],
  serves: ({ sight = [] }) => sight.some(({ reason }) => reason),
  args: {
    item: item({ required: true }),
    facet: choice(
      "项",
      FACETS.map((facet) => FACET_NAMES[facet].zh),
      { required: true },
    ),
    reason: text("原因", { required: true, max: 200 }),
  },
  async run(ctx, { item: of, facet: named, reason }) {
    const facet = FACETS.find((one) => FACET_NAMES[one].zh === named)!;
    if (!(await opensForReason(ctx, of, facet))) {
      throw new Refusal("forbidden", `你的岗位不能看${of.label}的${named}`);
    }
    const node = of.about ?? of.node;
    ctx.record("facet.shown", { item: of.id, node, data: { facet, reason } });
    return { text: `看了${of.label}的${named}，已记录`, shown: { item: of.id, facet } };
  },
});
