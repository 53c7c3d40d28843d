import { listTargets } from "#db/targets";
import { accessItem, viewerOf } from "../access.ts";
import type { Context } from "../context.ts";
import { isAnswered, kindOf } from "./change.ts";
import { holdersOf } from "./holders.ts";

/**
 * Who answers for the places that have not answered an item yet, as far as the speaker may see
 * those (`@未报:T0127-01`, SPEC §1.17). Ids, each once, in tree order.
 * @param typed the item's id as a person writes it
 * @throws Refusal as `accessItem`: `not_found`, or `ambiguous`
 */
export async function silentPeople(ctx: Context, typed: string): Promise<string[]> {
  const item = await accessItem(viewerOf(ctx), typed);
  const kind = kindOf(ctx, item);
  const silent = (await listTargets(ctx.session, item.id)).filter(
    (row) =>
      row.dispatchedAt !== null &&
      !isAnswered(kind, row) &&
      ctx.may("see_targets", { node: row.node, issuer: item.node }),
  );
  const people = silent.flatMap((row) => holdersOf(ctx, item, row).map((h) => h.person.id));
  return [...new Set(people)];
}
