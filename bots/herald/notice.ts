import { body, choice, scope, scopeOffers, text } from "#bots/kit/args";
import { audienceOf, residentNodes } from "#bots/kit/audience";
import { type Context, defineCommand } from "#bots/kit/command";
import { issue } from "#bots/kit/loop";
import { fanOutPreview } from "#bots/kit/preview";
import { Refusal } from "#contract/errors";
import { NO_TERMS } from "#domain/form/terms";
import { servingChannel } from "#domain/org/channels";
import type { Node } from "#domain/org/org";
import { AUDIENCES, Notice } from "./notice-kind.ts";

const AUDIENCE_WORDS: Readonly<Record<string, (typeof AUDIENCES)[number]>> = {
  居民: "住户",
  村民: "住户",
  群众: "住户",
  居民群: "住户",
  住户群: "住户",
  全体住户: "住户",
  工作人员: "干部",
  党员干部: "干部",
  全体干部: "干部",
};

const args = {
  title: text("标题", { main: true, required: true, name: true, max: 200 }),
  body: body(),
  audience: choice("对象", AUDIENCES, { required: true, synonyms: AUDIENCE_WORDS }),
  scope: scope(),
  except: text("除", { offers: scopeOffers }),
  industry: text("行业", {
    help: { zh: "对象=行业 时写行业名，例：教育", en: "With 对象=行业, the trade, e.g. 教育" },
  }),
};

/** `/通告`: a read-only post of its own series, with reach and read counts (SPEC §2). */
export const notice = defineCommand({
  key: "notice",
  zh: "通告",
  en: "notice",
  aliases: ["公告", "发通告"],
  group: "发",
  summary: { zh: "发通告，编号，统计送达和已读", en: "Publish a numbered notice" },
  example: "/通告 暂停集市和聚餐 对象=住户 范围=全县",
  caps: ["O"],
  args,
  async preview(ctx, input) {
    const { channels, nodes } = await reach(ctx, input);
    const residents = input.audience === "住户" ? channels.length : 0;
    const defaults = input.scope ? [] : ["范围=本辖区"];
    return fanOutPreview(ctx, { nodes, posts: null, dueAt: null, residents, defaults });
  },
  async run(ctx, input) {
    const { channels, nodes, text: scopeText } = await reach(ctx, input);
    const by = ctx.must(
      "issue",
      { cap: "O", limit: "notice", nodes: nodes.map((node) => node.id) },
      "发这个范围的通告",
    );
    const households = nodes.reduce((sum, node) => sum + (node.households ?? 0), 0);
    const made = await issue(ctx, {
      kind: Notice,
      title: input.title,
      body: input.body,
      by,
      spec: {
        scope: scopeText,
        audience: input.audience,
        households: input.audience === "住户" ? households : 0,
      },
      terms: NO_TERMS,
      urgency: "平件",
      nodes: [],
      respondBy: null,
      dueAt: null,
      basis: null,
    });
    const lines = [`${made.label} ${made.title}`, ...(made.body ? [made.body] : [])];
    for (const channel of channels) {
      if (channel.id === made.channel) continue;
      const { id, node } = channel;
      ctx.post({ channel: id, kind: "card", text: lines.join("\n"), item: made.id, node });
    }
    return { text: `${made.label} 已发到${channels.length}个群`, item: made.id };
  },
});

/** Those of a trade that lie in the scope, where one is given too. */
async function among(
  ctx: Context,
  nodes: Node[],
  { scope }: { scope: string | null },
): Promise<Node[]> {
  if (scope === null) return nodes;
  const within = await audienceOf(ctx, "O", { scope, except: null }, "posts");
  const { tree } = ctx.org;
  return nodes.filter(({ id }) => within.nodes.some((top) => tree.isWithin(id, top.id)));
}

/** The channels a notice goes to, each once, with the place it stands for. */
async function reach(
  ctx: Context,
  input: {
    scope: string | null;
    except: string | null;
    audience: (typeof AUDIENCES)[number];
    industry: string | null;
  },
): Promise<{ channels: { id: string; node: string }[]; nodes: Node[]; text: string }> {
  const typed = input.audience === "行业" ? `行业:${input.industry ?? ""}` : input.scope;
  if (input.audience === "行业" && !input.industry) {
    throw new Refusal("bad_argument", "对象=行业 时请写明行业，例：行业=教育", { field: "行业" });
  }
  const to = await audienceOf(ctx, "O", { scope: typed, except: input.except }, "posts");
  const all = input.audience === "住户" ? residentNodes(ctx, to.nodes) : to.nodes;
  const nodes = input.audience === "行业" ? await among(ctx, all, input) : all;
  const channels = new Map<string, { id: string; node: string }>();
  for (const node of nodes) {
    const id =
      input.audience === "住户" ? `resident:${node.id}` : servingChannel(node.id, ctx.org).id;
    if (id && !channels.has(id)) channels.set(id, { id, node: node.id });
  }
  if (channels.size === 0) {
    throw new Refusal("bad_argument", `“${to.text}”里没有${input.audience}群，请换一个范围`);
  }
  return { channels: [...channels.values()], nodes, text: to.text };
}
