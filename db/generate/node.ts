import type { Profile } from "#contract/profile";
import type { Node } from "#domain/org/org";

/** A node with nothing known but what it is; generator and fixtures fill in the rest. */
export function blankNode(profile: Profile, id: string, level: string, name: string): Node {
  return {
    id,
    level,
    parent: null,
    code: null,
    local: null,
    name,
    aliases: [],
    virtual: false,
    external: false,
    households: null,
    population: null,
    migrants: null,
    mode: profile.mode,
    colour: null,
    grade: null,
    tags: [],
    industry: null,
    validFrom: null,
    validTo: null,
    mergedInto: null,
    cutOffAt: null,
    assumed: false,
  };
}

/** Continues a code downwards: village 12 digits + 3 grid + 3 unit + 4 household (SPEC §5.2). */
export function localCode(anchor: string, index: number, digits: number): string {
  const tail = String(index).padStart(digits, "0");
  if (tail.length > digits) throw new Error(`${anchor} has no room for number ${index}`);
  return anchor + tail;
}
