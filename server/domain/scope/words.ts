import type { Level, Post } from "#contract/profile";
import { nodeNames } from "../org/node-names.ts";
import type { Node } from "../org/org.ts";
import type { Org } from "../org/org-index.ts";
import { displayName } from "../org/short-name.ts";

/** 干部: staff with a post. 住户: the resident channels. 全员: everyone with a post. */
export const AUDIENCES = ["干部", "住户", "全员"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What stands after a colon in a scope: 网格, 网格员 or 干部. */
export type Qualifier =
  | { kind: "levels"; levels: Level[]; nodes?: (node: Node) => boolean }
  | { kind: "posts"; posts: Post[] }
  | { kind: "audience"; audience: Audience };

/** Reads the word after a colon; levels win over posts, posts over audiences. Undefined: no such word. */
export function qualifierOf(word: string, org: Org): Qualifier | undefined {
  if (word === "") return undefined;
  const levels = levelsOf(word, org.profile.levels);
  if (levels.length > 0) return { kind: "levels", levels };
  const posts = postsOf(word, org.profile.posts);
  if (posts.length > 0) return bodiesCalled(word, posts, org) ?? { kind: "posts", posts };
  const audience = AUDIENCES.find((a) => a === word);
  if (audience) return { kind: "audience", audience };
  return byEnding(word, org);
}

/**
 * Levels called by a word: exactly (name, alias, key), else all whose name holds it, so that 网格 in
 * a county of 基础网格 and 工作网格 means both, of which only those that answer for something count.
 * A level counted with another (楼道 with 单元) is addressed with it.
 */
export function levelsOf(word: string, levels: readonly Level[]): Level[] {
  const exact = levels.filter((l) => [l.zh, ...l.aliases, l.key].includes(word));
  const found = exact.length > 0 ? exact : levels.filter((l) => l.zh.includes(word));
  const answering = found.filter((l) => l.needsResponsible);
  const chosen = new Set((answering.length > 0 ? answering : found).map((l) => l.key));
  return levels.filter((l) => chosen.has(l.key) || chosen.has(l.countedWith ?? ""));
}

/** Posts called by a word: exactly, else those whose name ends in it (网格员: 专职网格员, 兼职网格员). */
export function postsOf(word: string, posts: readonly Post[]): Post[] {
  const names = (p: Post) => [...p.zh.split("/"), ...p.aliases, p.key];
  const exact = posts.filter((p) => names(p).includes(word));
  const ending = posts.filter((p) => names(p).some((name) => name.endsWith(word)));
  if (exact.length === 0) return ending;
  // 网格员 as an alias of one post still means its kin: the part-time ones are 网格员 too.
  return posts.filter(
    (p) => exact.includes(p) || (exact.some(isAlias(word)) && ending.includes(p)),
  );
}

/** Words the caller may be shown when one was not understood. */
export function knownWords({ profile }: Org): string[] {
  return profile.levels.filter((l) => l.needsResponsible && !l.household).map((l) => l.zh);
}

function isAlias(word: string): (post: Post) => boolean {
  return (post) => post.zh !== word && post.key !== word;
}

/**
 * 派出所 is a word for the post of a station and for the station itself: where stations bear the
 * word in their name, they are meant, as places beside 网格.
 */
function bodiesCalled(word: string, posts: readonly Post[], org: Org): Qualifier | undefined {
  const levels = bodyLevels(posts, org);
  const bears = ({ name, aliases }: Node) =>
    (name !== word && name.endsWith(word)) || aliases.includes(word);
  const known = levels.some((level) => org.tree.withLevel(level.key).some(bears));
  return known ? { kind: "levels", levels, nodes: bears } : undefined;
}

/** The levels of stations, teams and the like where alone these posts are held. */
export function bodyLevels(posts: readonly Post[], { profile }: Org): Level[] {
  const keys = new Set(posts.flatMap((post) => post.levels));
  const levels = profile.levels.filter((level) => keys.has(level.key));
  return levels.every((level) => level.kind === "body") ? levels : [];
}

/** 社区 where the level is 村社: those places whose name ends in the word. */
function byEnding(word: string, { tree, profile }: Org): Qualifier | undefined {
  const names = nodeNames(tree);
  // 杨林镇 ends a name too, its own: it is a place, not a word for places.
  if (names.exact(word).length + names.short(word).length > 0) return undefined;
  const ends = (node: Node) => displayName(node).endsWith(word);
  const keys = new Set(tree.nodes.filter(ends).map((node) => node.level));
  const levels = profile.levels.filter((l) => keys.has(l.key) && l.kind === "area" && !l.household);
  return levels.length > 0 ? { kind: "levels", levels, nodes: ends } : undefined;
}
