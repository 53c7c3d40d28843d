import { Refusal } from "#contract/errors";
import { displayName } from "#domain/org/short-name";
import { nodes } from "#kernel/args/place-args";
import { choice } from "#kernel/args/text-args";
import type { Context } from "#kernel/context";
import type { OnBehalf } from "#kernel/loop/acknowledge";
import { heading } from "#kernel/loop/cards";
import { holdersOf } from "#kernel/loop/holders";
import type { ItemRow, TargetRow } from "#kernel/loop/rows";

/** How another was heard when one answers for them (SPEC §1.18). */
export const proxyArgs = {
  onBehalf: nodes("代", {
    help: {
      zh: "替哪里答，写地名，可以写几处；要一起写渠道",
      en: "The places you answer for; say by way of what, too",
    },
  }),
  via: choice("渠道", ["电话", "微信", "当面", "对讲", "短信"]),
  other: choice("对方", ["本人", "岗位"]),
};

/**
 * The right to answer for a place: a holder needs no proxy; the village head, the town room and
 * the county centre for a town out of contact may with the way they were told.
 * @throws Refusal `forbidden`, or `bad_argument` when 渠道= is missing
 */
export function mayAnswerFor(
  ctx: Context,
  input: { onBehalf: { id: string }; via: string | null; other: string | null },
): { onBehalf: { id: string }; proxy: OnBehalf | null } {
  const node = input.onBehalf.id;
  const name = displayName(ctx.org.tree.get(node)!);
  mayBeCutOff(ctx, node);
  const post = ctx.must("reply", { node }, `代${name}答复`);
  if (post.node === node) return { onBehalf: input.onBehalf, proxy: null };
  if (!input.via) {
    throw new Refusal("bad_argument", `代${name}答复要写明怎么联系上的，例：渠道=电话`, {
      field: "渠道",
    });
  }
  return { onBehalf: input.onBehalf, proxy: { via: input.via, other: input.other } };
}

/** The centre answers only for a town out of contact; where it is not declared so yet, that is what to do. */
function mayBeCutOff(ctx: Context, node: string): void {
  const town = ctx.org.tree.gateOf(node);
  if (!town || ctx.may("reply", { node }) || !ctx.may("cut_off", { node: town.id })) return;
  const name = displayName(town);
  throw new Refusal("forbidden", `${name}没有失联，要由镇里答复；联系不上请先报失联，写明原因`, {
    candidates: [{ label: `报${name}失联`, text: `/失联 ${name} 原因=` }],
  });
}

/** Tells the people represented, each in their own conversation with the bot. */
export function tellHolders(ctx: Context, item: ItemRow, rows: TargetRow[], what: string): void {
  const post = ctx.org.post(ctx.acting?.post ?? "")?.zh ?? "";
  const people = new Set(
    rows.flatMap((row) => holdersOf(ctx, item, row).map((holder) => holder.person.id)),
  );
  for (const person of people) {
    if (person === ctx.actor.id) continue;
    ctx.post({
      channel: ctx.botChannel(person),
      kind: "card",
      text: `${post}${what}：${heading(ctx, item)} ${item.title}。如不对，请自己再报一次`,
      item: item.id,
      node: rows[0]?.node ?? null,
    });
  }
}
