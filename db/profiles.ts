import { Profile } from "#contract/profile";
import { readJson } from "./json-file.ts";

/** Keys of the counties that come with the program. */
export const PROFILE_KEYS = ["kaihua", "yongtai", "wuyi", "fuyang", "yueqing"] as const;

/**
 * Loads a profile by key (`kaihua`) or by path relative to `baseDir`, and checks that it holds
 * together. Throws a Chinese sentence naming the file and every contradiction.
 */
export function loadProfile(keyOrPath: string, baseDir?: string): Profile {
  const { value, path } = readJson(Profile, "profiles", keyOrPath, baseDir);
  const faults = checkProfile(value);
  if (faults.length > 0)
    throw new Error(`${path} 有 ${faults.length} 处不一致：${faults.join("；")}`);
  return value;
}

/** Contradictions a schema cannot see, one Chinese sentence each; empty when sound (SPEC §5.2). */
export function checkProfile(profile: Profile): string[] {
  return [...levelFaults(profile), ...postFaults(profile), ...scaleFaults(profile)];
}

function levelFaults({ levels, posts }: Profile): string[] {
  const faults: string[] = [];
  const byKey = new Map(levels.map((level) => [level.key, level]));
  if (byKey.size !== levels.length) faults.push("层级的键有重复");
  const roots = levels.filter((level) => level.parents.length === 0);
  if (roots.length !== 1) faults.push(`应有一个根层级，实有${roots.length}个`);
  if (levels.filter((level) => level.gate).length !== 1) faults.push("应有一个把关层级");
  for (const level of levels) {
    for (const key of level.parents) {
      const parent = byKey.get(key);
      if (!parent) faults.push(`层级${level.key}的上级${key}不存在`);
      // A strictly growing rank is what keeps the graph free of cycles.
      else if (parent.rank >= level.rank) faults.push(`层级${level.key}的序位应大于${key}`);
    }
    if (level.countedWith !== undefined && !byKey.has(level.countedWith)) {
      faults.push(`层级${level.key}并入统计的${level.countedWith}不存在`);
    }
    if (level.needsResponsible && level.responsible.length === 0) {
      faults.push(`层级${level.key}没有责任岗位`);
    }
    for (const key of level.responsible) {
      const post = posts.find((candidate) => candidate.key === key);
      if (!post) faults.push(`层级${level.key}的责任岗位${key}不存在`);
      else if (!post.levels.includes(level.key)) faults.push(`岗位${key}不能设在层级${level.key}`);
    }
  }
  return faults;
}

function postFaults({ levels, posts, room, headquarters }: Profile): string[] {
  const faults: string[] = [];
  const keys = new Set(posts.map((post) => post.key));
  const levelKeys = new Set(levels.map((level) => level.key));
  if (keys.size !== posts.length) faults.push("岗位的键有重复");
  for (const post of posts) {
    if (post.levels.length === 0) faults.push(`岗位${post.key}没有层级`);
    for (const key of post.levels) {
      if (!levelKeys.has(key)) faults.push(`岗位${post.key}的层级${key}不存在`);
    }
  }
  for (const key of [room.post, ...room.leaders, ...headquarters.posts, headquarters.centre]) {
    if (!keys.has(key)) faults.push(`指挥室或指挥部用到的岗位${key}不存在`);
  }
  return faults;
}

function scaleFaults({ colours, grades, industries, departments }: Profile): string[] {
  const faults: string[] = [];
  for (const colour of colours) {
    if (colour.grade !== undefined && !grades.includes(colour.grade)) {
      faults.push(`颜色${colour.key}对应的级别${colour.grade}不存在`);
    }
  }
  for (const name of Object.keys(departments)) {
    if (!industries.includes(name)) faults.push(`主管部门表里的行业${name}不存在`);
  }
  return faults;
}
