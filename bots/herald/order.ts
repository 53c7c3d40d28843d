import { choice, flag, item, ladder, time } from "#bots/kit/args";
import { audienceOf } from "#bots/kit/audience";
import { type Context, defineCommand } from "#bots/kit/command";
import { issueArgs } from "#bots/kit/issue-args";
import { issue } from "#bots/kit/loop";
import { fanOutPreview } from "#bots/kit/preview";
import { Refusal } from "#contract/errors";
import { URGENCIES } from "#contract/urgency";
import { NO_TERMS, type Terms } from "#domain/form/terms";
import { formatDeadline, formatRemaining } from "#domain/time/format-time";
import { Order, RECEIPTS } from "./order-kind.ts";

const args = {
  ...issueArgs,
  due: time("截止"),
  receipt: choice("回执", RECEIPTS, {
    synonyms: {
      责任人: "负责人",
      所有人: "全员",
      全体: "全员",
      不要: "无",
      不用: "无",
      签字: "签署",
    },
  }),
  urgency: choice("缓急", URGENCIES),
  ladder: ladder(),
  supervised: flag("督办"),
  basis: item({ zh: "依据", word: false }),
};

const WHO_SIGNS = { 负责人: "place", 签署: "place", 全员: "person", 无: "nobody" } as const;

/** `/指挥令`: numbers an order and puts it into every channel in scope (SPEC §2). */
export const order = defineCommand({
  key: "order",
  zh: "指挥令",
  en: "order",
  aliases: ["发令", "下令", "命令"],
  group: "发",
  summary: { zh: "发指挥令，编号，逐级签收", en: "Issue a numbered order and collect receipts" },
  example: "/指挥令 网格员全部到岗 范围=全县 回执=负责人 截止=09:00",
  caps: ["O"],
  args,
  async preview(ctx, input) {
    const to = await audienceOf(ctx, "O", input, "posts");
    const defaults = [
      ...(input.scope ? [] : ["范围=本辖区"]),
      ...(input.receipt ? [] : ["回执=负责人"]),
      ...(input.urgency ? [] : ["缓急=平件"]),
    ];
    const dueAt = input.due?.at ?? null;
    const { ladder } = input;
    const urgency = input.urgency ?? "平件";
    const asking = { dispatchedAt: ctx.now, respondBy: null, dueAt, urgency, ladder };
    return fanOutPreview(ctx, {
      ...{ nodes: to.nodes, posts: to.posts, dueAt, residents: 0, defaults },
      // 回执=无: nobody is asked, so nobody is reminded.
      ...(input.receipt !== "无" && { asking }),
    });
  },
  async run(ctx, input) {
    const to = await audienceOf(ctx, "O", input, "posts");
    const nodes = to.nodes.map((node) => node.id);
    const by = ctx.must("issue", { cap: "O", nodes }, "发这个范围的指挥令");
    mustSignHimself(ctx, by.post);
    const receipt = input.receipt ?? "负责人";
    const terms: Terms = {
      ...NO_TERMS,
      who: WHO_SIGNS[receipt],
      posts: to.posts,
      ladder: input.ladder,
      supervised: input.supervised ?? false,
      dueMinutes: input.due?.minutes ?? null,
    };
    const dueAt = input.due?.at ?? null;
    const made = await issue(ctx, {
      kind: Order,
      title: input.title,
      body: input.body,
      by,
      spec: { scope: to.text, receipt },
      terms,
      urgency: input.urgency ?? "平件",
      nodes: to.nodes,
      respondBy: null,
      dueAt,
      basis: input.basis,
    });
    const when = dueAt
      ? `，截止 ${formatDeadline(dueAt, ctx.now)}，${formatRemaining(dueAt, ctx.now)}`
      : "";
    return { text: `${made.label} 已发出，发给${to.nodes.length}个单位${when}`, item: made.id };
  },
});

/** A post that may only draft has its order signed by one that may issue. */
function mustSignHimself(ctx: Context, post: string): void {
  if (ctx.org.post(post)?.caps.O !== "draft") return;
  const signers = ctx.org.profile.posts.filter((p) => p.caps.O === true).map((p) => p.zh);
  throw new Refusal("forbidden", `你的岗位只能拟稿，请${signers.join("、")}发出；内容还留着`);
}
