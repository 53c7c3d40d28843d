import type { ItemRow } from "#db/items";
import type { TargetRow } from "#db/targets";
import type { Holder } from "#domain/org/org-index";
import type { Context } from "../context.ts";

/**
 * Who may answer for a target: everyone where all must sign, the named posts where the scope named
 * posts, else the holders of the place's responsible posts.
 */
export function holdersOf(
  { org, now }: Pick<Context, "org" | "now">,
  item: ItemRow,
  row: TargetRow,
): Holder[] {
  const { posts, who } = item.terms;
  if (who === "person" && row.part !== "") {
    return org.holdersAt(row.node, now).filter((h) => h.person.id === row.part);
  }
  return posts ? org.holdersAt(row.node, now, posts) : org.responsibleAt(row.node, now);
}

/** The first holder of each person, since one may hold a place by two posts. */
export function peopleOf(holders: Holder[]): Holder[] {
  const seen = new Set<string>();
  return holders.filter((h) => !seen.has(h.person.id) && seen.add(h.person.id));
}
