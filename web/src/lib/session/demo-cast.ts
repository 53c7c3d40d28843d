/** Someone a demo offers at a touch. */
export interface CastMember {
  account: string;
  password: string;
  about: string;
  tier: Tier;
  level: { zh: string; en: string };
}

const TIERS = ["county", "town", "village", "grid", "body"] as const;
export type Tier = (typeof TIERS)[number];

/** The cast that the server wrote into the page (server/http/page.ts); nobody outside a demo. */
export function demoCast(): CastMember[] {
  const block = document.getElementById("cast-data");
  if (!block?.textContent) return [];
  return JSON.parse(block.textContent) as CastMember[];
}

/** Those of one tier, under the names of their levels. */
export interface CastGroup {
  tier: Tier;
  levels: CastMember["level"][];
  members: CastMember[];
}

/** The cast by where they work, the county first. */
export function groupsOf(cast: readonly CastMember[]): CastGroup[] {
  return TIERS.map((tier) => {
    const members = cast.filter((member) => member.tier === tier);
    const levels = new Map(members.map(({ level }) => [level.zh, level]));
    return { tier, levels: [...levels.values()], members };
  }).filter(({ members }) => members.length > 0);
}
