import type { Profile } from "#contract/profile";
import type { Node } from "#domain/org/org";
import { putFigures } from "./generate/figures.ts";
import { seeded } from "./generate/random.ts";
import { staffTree } from "./generate/staff.ts";
import { growTree } from "./generate/tree.ts";
import type { Registry } from "./registry.ts";
import { loadScale, type Scale } from "./scale.ts";
import type { CastMember, Industry, SeedData } from "./seed-data.ts";

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
function castOf(
  { cast, firstTask }: Scale,
  { levels }: Profile,
  nodes: readonly Node[],
): CastMember[] {
  const members = new Map<string, CastMember>(
    cast.map(({ name, password }) => [name, { account: name, password, about: "" }]),
  );
  const withResidents = new Set(
    levels.filter((one) => one.resident === "own").map(({ key }) => key),
  );
  for (const { name, about, role, desk, node } of cast) {
    const member = members.get(name)!;
    member.about = member.about ? `${member.about}、${about}` : about;
    if (desk && firstTask) member.desk = { channel: desk, text: firstTask };
    const place = nodes.find((one) => one.id === node || one.name === node);
    if (role) {
      member.role = role;
      member.seat = /街道$|.$/u.exec(place?.name ?? "")?.[0];
    }
    if (role === "grid" && place && withResidents.has(place.level))
      member.residents = `resident:${place.id}`;
  }
  return [...members.values()];
}
