import type { Org } from "./org-index.ts";

/**
 * The same answer about a person, worked out once: it holds for one picture of the county and until
 * the next instant at which a post or a place in it begins or ends. What is given is shared and
 * must not be changed.
 */
export function remembered<T>(
  find: (person: string, org: Org, now: number) => T,
): (person: string, org: Org, now: number) => T {
  const byOrg = new WeakMap<Org, Map<string, { stretch: number; found: T }>>();
  return (person, org, now) => {
    let known = byOrg.get(org);
    if (!known) {
      known = new Map();
      byOrg.set(org, known);
    }
    const stretch = org.stretchOf(now);
    const last = known.get(person);
    if (last?.stretch === stretch) return last.found;
    const found = find(person, org, now);
    known.set(person, { stretch, found });
    return found;
  };
}
