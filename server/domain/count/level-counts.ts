import type { Level } from "#contract/profile";
import type { Node } from "../org/org.ts";
import type { Org } from "../org/org-index.ts";

/**
 * Places by level in the county's own words and order: `乡镇3 村社9 网格12`. A level counted with
 * another (楼道 with 单元) adds to that one; levels without a place are left out.
 */
export function levelCounts(nodes: readonly Node[], { tree, profile }: Org): string {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const { key, countedWith } = tree.level(node);
    const counted = countedWith ?? key;
    counts.set(counted, (counts.get(counted) ?? 0) + 1);
  }
  return profile.levels
    .filter((level) => counts.has(level.key))
    .map((level) => `${level.zh}${counts.get(level.key)}`)
    .join(" ");
}

/** The land: what is counted, switched and coloured. Bodies stand beside it, households are people. */
export function isLand(level: Level): boolean {
  return level.kind === "area" && !level.household;
}

/** Living land at and below a place, in tree order. */
export function landAt(node: string, { tree }: Org, now: number): Node[] {
  return tree
    .descendants(node, { self: true })
    .filter((place) => isLand(tree.level(place)) && tree.alive(place, now));
}

/**
 * Households of a stretch of land by its figures (`家庭318`), since most households are in no tree;
 * each county keeps the figures on one level only. Empty where nothing is known or no such level.
 */
export function householdCount(land: readonly Node[], { profile }: Org): string {
  const level = profile.levels.find(({ household }) => household);
  const sum = land.reduce((total, node) => total + (node.households ?? 0), 0);
  return level && sum > 0 ? `${level.zh}${sum}` : "";
}
