/** 缓急 of an item, as it is stored and shown. */
export const URGENCIES = ["特急", "加急", "平件"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** What comes before all else, whatever its deadline (缓急, SPEC §1.19). */
export const AT_ONCE = "特急";

/** Sorts lists of what waits: the lower, the sooner. */
export function urgencyRank(urgency: string): number {
  return urgency === AT_ONCE ? -1 : 0;
}
