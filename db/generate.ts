import type { Level, Profile } from "#contract/profile";
import type { Node } from "#domain/org";
import { putFigures } from "./generate/figures.ts";
import { seeded } from "./generate/random.ts";
import { staffTree } from "./generate/staff.ts";
import { growTree } from "./generate/tree.ts";
import type { Registry } from "./registry.ts";
import { loadScale, type Scale } from "./scale.ts";
import type { CastMember, Industry, SeedData, Tier } from "./seed-data.ts";

/**
 * A whole county: the registry's towns and villages, and invented levels and people below them
 * that add up to the county's own counts exactly (SPEC §5.3). The same input gives the same
 * bytes. Households are figures on nodes, never rows. Throws when the scale contradicts itself.
 */
export function generateCounty(
  profile: Profile,
  registry: Registry,
  scale: Scale = loadScale(profile.key),
): SeedData {
  const random = seeded(scale.seed);
  const nodes = growTree(profile, registry, scale, random);
  putFigures(nodes, scale, random);
  const { people, assignments } = staffTree(profile, nodes, scale, random);
  return {
    profile,
    nodes,
    people,
    assignments,
    at: Date.parse(scale.at),
    counters: scale.counters,
    industries: industriesOf(profile, nodes),
    demoCast: castOf(scale, profile, nodes),
  };
}

/** The profile's industries with the node of the department that runs each. */
export function industriesOf(profile: Profile, nodes: readonly Node[]): Industry[] {
  const byName = new Map(nodes.map((node) => [node.name, node.id]));
  return profile.industries.map((name) => ({
    name,
    department: byName.get(profile.departments[name] ?? "") ?? null,
  }));
}

/** One sign-in per person, however many posts the cast list gives them. */
function castOf({ cast }: Scale, profile: Profile, nodes: readonly Node[]): CastMember[] {
  const members = new Map<string, CastMember>();
  for (const { name, node, about, password } of cast) {
    const known = members.get(name);
    if (known) known.about += `、${about}`;
    else members.set(name, { account: name, password, about, ...seatOf(node, profile, nodes) });
  }
  return [...members.values()];
}

/** @param node an id or a unique name, as the cast list has it */
function seatOf(node: string, { levels }: Profile, nodes: readonly Node[]) {
  const found = nodes.find(({ id, name }) => id === node || name === node);
  const level = levels.find(({ key }) => key === found?.level)!;
  const { zh, en } = level;
  return { tier: tierOf(level, levels), level: { zh, en } };
}

function tierOf({ key, kind, parents }: Level, levels: readonly Level[]): Tier {
  const root = levels.find((level) => level.parents.length === 0)!.key;
  const gate = levels.find((level) => level.gate)!.key;
  if (key === root) return "county";
  if (key === gate) return "town";
  if (kind === "body") return parents.includes(root) ? "body" : "grid";
  return parents.includes(gate) ? "village" : "grid";
}
