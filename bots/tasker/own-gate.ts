import type { Context } from "#bots/kit/command";
import type { ItemRow } from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import type { Node } from "#domain/org/org";

/**
 * The town for which a room acts: the one named, the channel's, or the only one where the speaker
 * holds a post.
 * @throws Refusal `bad_argument` when none follows from the place
 */
export function ownGate(ctx: Context, item: ItemRow, named: Node | null): Node {
  const { tree } = ctx.org;
  const gateOf = (id: string) => tree.gateOf(id);
  if (named) {
    const gate = gateOf(named.id);
    if (gate) return gate;
    throw new Refusal("bad_argument", `“${named.name}”不是乡镇一级，请写乡镇名`, {
      field: named.name,
    });
  }
  const here = ctx.place === null ? undefined : gateOf(ctx.place);
  if (here) return here;
  const own = ctx.org
    .assignmentsOf(ctx.actor.id, ctx.now)
    .flatMap((a) => gateOf(a.serves ?? a.node) ?? []);
  const [only, ...others] = [...new Map(own.map((gate) => [gate.id, gate])).values()];
  if (only && others.length === 0) return only;
  throw new Refusal("bad_argument", `请写明乡镇，例：${item.label} 某某镇`);
}
