import type { Profile } from "#contract/profile";
import type { Registry } from "../registry.ts";
import type { Scale } from "../scale.ts";
import type { Grove, Growth } from "./grove.ts";
import { isCommunity, placeName } from "./names.ts";
import { blankNode } from "./node.ts";

/**
 * The real part of the tree: the county's registry towns and villages, and the uncoded towns with
 * the villages they took over. A village keeps its official code whoever its parent is.
 */
export function plant(grove: Grove, profile: Profile, registry: Registry, scale: Scale): void {
  const { town: townLevel, village: villageLevel } = scale.registry;
  const inCounty = ([code]: [string, string]) => code.startsWith(profile.root);
  const towns = new Map<string, Growth>();
  for (const [code, name] of registry.streets.filter(inCounty)) {
    towns.set(code, grove.addTown({ ...blankNode(profile, code, townLevel, name), code }));
  }
  const taken = new Map<string, Growth>();
  for (const { id, name, takes } of scale.uncoded) {
    const town = grove.addTown({ ...blankNode(profile, id, townLevel, name), assumed: true });
    for (const code of takes) taken.set(code, town);
  }
  for (const [code, registered] of registry.villages.filter(inCounty)) {
    // The registry is sorted by code, so here, and only here, nine digits name the town.
    const town = taken.get(code) ?? towns.get(code.slice(0, 9));
    if (!town) throw new Error(`registry: village ${code} has no town`);
    const name = placeName(registered);
    const born = scale.births[code] ?? null;
    const node = {
      ...blankNode(profile, code, villageLevel, name),
      code,
      aliases: registered === name ? [] : [registered],
      validFrom: born,
      assumed: born !== null,
    };
    grove.addVillage(node, town, isCommunity(registered) ? "community" : "village");
  }
}
