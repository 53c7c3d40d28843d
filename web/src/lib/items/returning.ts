import type { ItemView, TargetView } from "#contract/nouns";

/** What the form of 退回 begins with: which place, and the version that was looked at. */
export function returning(
  item: Pick<ItemView, "id">,
  { node, standing }: Pick<TargetView, "node" | "standing">,
): Record<string, string> {
  return { item: item.id, node, ...(standing !== null && { base: String(standing) }) };
}
