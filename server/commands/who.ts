import { directoryOffers, text } from "#bots/kit/args";
import type { Context } from "#bots/kit/command";
import { defineCommand } from "#bots/kit/command";
import { Refusal } from "#contract/errors";
import { searchDirectory } from "#domain/org/directory";
import { resolveNode } from "#domain/org/node-ref";
import { displayName } from "#domain/org/short-name";
import { contactOf } from "./contact.ts";

/** Lines of one answer; who needs more says more. */
const LISTED = 10;

/** `/找`: whom to call, by place, post, name or pinyin, within the directory one may read. */
export const who = defineCommand({
  key: "who",
  zh: "找",
  en: "who",
  aliases: ["找人", "查人", "电话", "通讯录"],
  group: "查",
  summary: { zh: "按地名、岗位、姓名或拼音找人和电话", en: "Find people and their phones" },
  example: "/找 石门一网格",
  caps: [],
  args: { query: text("找谁", { main: true, required: true, max: 60, offers: directoryOffers }) },
  async run(ctx, { query }) {
    const { org, now, here: from } = ctx;
    const words = query.split(/[\s,，、]+/).filter((word) => word !== "");
    const found = searchDirectory(words, org, { from, now }).filter(({ node }) =>
      ctx.may("read_directory", { node: node.id }),
    );
    if (found.length === 0) throw nobody(ctx, query);
    const lines = found
      .slice(0, LISTED)
      .map(({ node, holder }) => `${displayName(node)} ${contactOf(holder)}`);
    const more = found.length > LISTED ? [`等${found.length}人，请再加一个地名或姓名`] : [];
    return { text: [...lines, ...more].join("\n") };
  },
});

/** Says the same whether nobody is there or nobody whom the asker may see. */
function nobody(ctx: Context, query: string): Refusal {
  const { org, now, here: from } = ctx;
  const ref = resolveNode(org.tree, query, { from, now });
  const near = ref.ok || ref.code !== "none" ? [] : ref.nearest;
  const seen = near.filter(({ id }) => ctx.may("read_directory", { node: id })).map(displayName);
  const guess = seen.length > 0 ? `，是不是：${seen.join("、")}` : "";
  const hint = "可以写地名、岗位、姓名或拼音，几个词之间空一格，例：石门村 网格员";
  return new Refusal("not_found", `没有找到“${query}”${guess}；${hint}`, { hint });
}
