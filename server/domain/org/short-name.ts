import type { Node } from "./org.ts";

/** Ways a community (社区) and a village (村) are spelled out, longest first. */
const COMMUNITY = ["社区居民委员会", "社区居委会", "居民委员会", "居委会", "社区"];
const VILLAGE = ["村民委员会", "村委会"];

/** Words that end a place name and are left out in speech: 杨林 for 杨林镇, 溪洋1 for 溪洋1号. */
const LEVEL_WORDS = ["街道办事处", "办事处", "街道", "网格", "镇", "乡", "县", "市", "区", "号"];

/**
 * The name with its committee spelled as people say it: 古竹村村委会 → 古竹村,
 * 徐村村民委员会 → 徐村, 星光社区居委会 → 星光社区. Other names stay as they are.
 */
export function spokenName(name: string): string {
  const community = cut(name, COMMUNITY);
  if (community) return `${community}社区`;
  const village = cut(name, VILLAGE);
  if (village) return village.endsWith("村") ? village : `${village}村`;
  return name;
}

/**
 * The stem people use (SPEC §1.3): 古竹村委会, 古竹村 and 古竹社区 → 古竹. A stem that is itself a
 * 村 keeps it (徐村, 七村), for 徐 and 七 name no place. A place without such a suffix keeps its name.
 */
export function shortName(name: string): string {
  const community = cut(name, COMMUNITY);
  if (community) return community;
  const village = cut(name, VILLAGE);
  if (village) return village;
  const plain = cut(name, ["村"]);
  return plain && plain.length > 1 ? plain : name;
}

/** {@link shortName}, without the level word too: 杨林镇 → 杨林, 城东一网格 → 城东一. Never one letter. */
export function stemOf(name: string, levelWords: readonly string[] = []): string {
  const short = shortName(name);
  if (short !== name) return short;
  const words = [...levelWords, ...LEVEL_WORDS].sort((a, b) => b.length - a.length);
  const stem = cut(name, words);
  return stem && stem.length > 1 ? stem : name;
}

/** The name as shown on cards and lists: villages as 村, communities as 社区 (SPEC §1.3). */
export function displayName(node: Pick<Node, "name">): string {
  return spokenName(node.name);
}

function cut(name: string, suffixes: readonly string[]): string | undefined {
  const suffix = suffixes.find((s) => name.endsWith(s) && name.length > s.length);
  return suffix && name.slice(0, -suffix.length);
}
