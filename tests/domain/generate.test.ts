import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { generateCounty } from "#db/generate";
import { apportion, seeded, weights } from "#db/generate/random";
import { loadProfile, PROFILE_KEYS } from "#db/profiles";
import { loadRegistry } from "#db/registry";
import type { SeedData } from "#db/seed-data";
import { Org } from "#domain/org/org-index";

const registry = loadRegistry();
const counties = Object.fromEntries(
  PROFILE_KEYS.map((key) => [key, generateCounty(loadProfile(key), registry)]),
) as Record<(typeof PROFILE_KEYS)[number], SeedData>;

function alive({ nodes, at }: SeedData, level: string) {
  const date = new Date(at).toISOString().slice(0, 10);
  return nodes.filter((n) => n.level === level && (n.validFrom === null || n.validFrom <= date));
}

function holders({ assignments }: SeedData, post: string) {
  return assignments.filter((assignment) => assignment.post === post);
}

function hash(county: SeedData) {
  return createHash("sha256").update(JSON.stringify(county)).digest("hex");
}

test.each<[keyof typeof counties, Record<string, number>]>([
  ["yongtai", { county: 1, town: 21, village: 272, base_grid: 291, work_grid: 1085 }],
  ["kaihua", { town: 15, village: 266, grid: 747, workgroup: 12, inspection_team: 31 }],
  ["wuyi", { town: 19, village: 279, grid: 497 }],
  ["fuyang", { town: 24, village: 350, cluster: 276, firm_cluster: 13, squad: 4 }],
  ["yueqing", { town: 25, village: 514, grid: 1075 }],
])("%s hits its own counts: %o", (key, counts) => {
  for (const [level, count] of Object.entries(counts)) {
    expect([level, alive(counties[key], level).length]).toEqual([level, count]);
  }
});

test.each<[keyof typeof counties, string, number]>([
  ["yongtai", "grid_worker", 1401],
  ["kaihua", "hq_member", 78],
  ["wuyi", "village_head", 758],
  ["wuyi", "grid_worker", 497],
  ["fuyang", "cluster_member", 1600],
  ["yueqing", "grid_worker", 1075],
])("%s: %s × %i", (key, post, count) => {
  expect(holders(counties[key], post)).toHaveLength(count);
});

test("Yongtai's policies make 1,429 channels", () => {
  const { profile, nodes, industries } = counties.yongtai;
  const own = (field: "staff" | "resident") => {
    const levels = profile.levels.filter((l) => l[field] === "own").map((l) => l.key);
    return nodes.filter((node) => levels.includes(node.level)).length;
  };
  expect(own("staff") + own("resident") + industries.length).toBe(1429);
  expect(industries.every(({ department }) => department !== null)).toBe(true);
});

test("Wuyi's 14,199 units are rural units and urban corridors together", () => {
  const { profile, nodes } = counties.wuyi;
  const counted = new Map(profile.levels.map((l) => [l.key, l.countedWith ?? l.key]));
  expect(nodes.filter((node) => counted.get(node.level) === "unit")).toHaveLength(14_199);
  expect(alive(counties.wuyi, "corridor").length).toBeGreaterThan(1000);
  expect(new Set(holders(counties.wuyi, "unit_head").map((a) => a.person)).size).toBeGreaterThan(
    10_000,
  );
});

test("大田乡 has its 9 villages, 14 grids and 340 units, and 徐村一网格/单元07", () => {
  const { tree } = new Org(counties.wuyi);
  const below = tree.descendants("330723200");
  const count = (level: string) => below.filter((node) => node.level === level).length;
  expect([count("village"), count("grid"), count("unit")]).toEqual([9, 14, 340]);
  const unit = tree.byCode("330723200200001007");
  expect(unit && tree.pathName(unit.id)).toBe("大田乡/徐村/徐村一网格/单元07");
});

test("Kaihua's office has no code; its communities keep theirs of 华埠镇; three are born later", () => {
  const { nodes } = counties.kaihua;
  const office = nodes.find((node) => node.name === "芹阳办事处");
  expect(office).toMatchObject({ code: null, level: "town", assumed: true });
  const communities = nodes.filter((node) => node.parent === office?.id && node.code !== null);
  expect(communities.map((node) => node.name)).toContain("城东社区");
  expect(communities.every((node) => node.code?.startsWith("330824115"))).toBe(true);
  const later = nodes.filter((node) => node.validFrom !== null);
  expect(later).toHaveLength(3);
  expect(later.every((node) => node.assumed && node.validFrom! >= "2021-01-01")).toBe(true);
});

test("岙滩 is twice in 华埠镇, a community and a village", () => {
  const twins = counties.kaihua.nodes.filter(
    (node) => node.parent === "330824115" && /^岙滩[社村]/.test(node.name),
  );
  expect(twins.map((node) => node.name)).toEqual(["岙滩社区", "岙滩村"]);
});

test("王家边网格 lies in 杨林村, beside 杨林一网格", () => {
  const names = counties.kaihua.nodes
    .filter((node) => node.parent === "330824107222")
    .map((node) => node.name);
  expect(names.slice(0, 2)).toEqual(["王家边网格", "杨林一网格"]);
});

test.each([
  ["330382108236", "西塘村委会"],
  ["330382115219", "琯头村委会"],
  ["330382211", "龙西乡"],
  ["330824107", "杨林镇"],
  ["330824117209", "池淮村委会"],
  ["330111005002", "华墅社区"],
  ["330111111232", "东村坞村委会"],
  ["330111004002", "山水社区"],
  ["330111115", "新登镇"],
  ["330723200203", "古竹村委会"],
  ["330723200200", "徐村村民委员会"],
  ["330723001250", "深万村委会"],
  ["330723001244", "后陈村委会"],
  ["330723002001", "星光"],
  ["330723002007", "黄龙"],
  ["330723002008", "北岭"],
  ["330723105", "王宅镇"],
])("the registry lists %s %s", (code, name) => {
  const entry = [...registry.streets, ...registry.villages].find(([own]) => own === code);
  expect(entry?.[1].startsWith(name)).toBe(true);
});

describe.each(PROFILE_KEYS)("%s", (key) => {
  const county = counties[key];
  const { profile, nodes, people, assignments, at } = county;
  const org = new Org(county);

  test("is the same, byte for byte, the second time", () => {
    expect(hash(generateCounty(profile, registry))).toBe(hash(county));
  });

  test("hangs every node under a level that allows it, parents first", () => {
    const levels = new Map(profile.levels.map((level) => [level.key, level]));
    const seen = new Map<string, string>();
    for (const node of nodes) {
      if (node.parent !== null) {
        expect(levels.get(node.level)?.parents).toContain(seen.get(node.parent));
      }
      expect(seen.has(node.id)).toBe(false);
      seen.set(node.id, node.level);
    }
  });

  test("uses the official code, else the local code, as id, and no code twice", () => {
    for (const node of nodes) {
      const code = node.code ?? node.local;
      if (code !== null) expect(node.id).toBe(code);
      expect(node.code === null || node.local === null).toBe(true);
    }
  });

  test("seats people only where their post may sit", () => {
    const posts = new Map(profile.posts.map((post) => [post.key, post]));
    for (const { post, node } of assignments) {
      expect(posts.get(post)?.levels).toContain(org.tree.get(node)?.level);
    }
    expect(assignments.every((a) => org.person(a.person) !== undefined)).toBe(true);
  });

  test("leaves no place that needs one without somebody responsible", () => {
    const bare = nodes.filter(
      (node) =>
        org.tree.level(node).needsResponsible &&
        org.tree.alive(node, at) &&
        org.responsibleAt(node.id, at).length === 0,
    );
    expect(bare.map((node) => node.name)).toEqual([]);
  });

  test("gives everyone an account of their own and a number nobody has", () => {
    expect(new Set(people.map((person) => person.account)).size).toBe(people.length);
    expect(new Set(people.map((person) => person.phone)).size).toBe(people.length);
    expect(people.every((person) => /^142\d{8}$/.test(person.phone ?? ""))).toBe(true);
  });

  test("keeps households as figures on one level, never as rows", () => {
    const bearing = nodes.filter((node) => node.households !== null);
    expect(new Set(bearing.map((node) => node.level)).size).toBe(1);
    expect(bearing.every((node) => node.households! > 0)).toBe(true);
    expect(bearing.every((node) => node.population! >= node.households!)).toBe(true);
    const household = profile.levels.find((level) => level.household);
    expect(nodes.some((node) => node.level === household?.key)).toBe(false);
  });

  test("gives a password to the cast alone, and the cast are real holders", () => {
    for (const { account, password, about } of county.demoCast) {
      const person = org.byAccount(account);
      expect(person && org.assignmentsOf(person.id, at).length).toBeGreaterThan(0);
      expect(password.length).toBeGreaterThanOrEqual(8);
      expect(about).not.toBe("");
    }
    expect(JSON.stringify([people, assignments])).not.toContain("password");
  });
});

test("households of Wuyi are its 150,000", () => {
  const total = counties.wuyi.nodes.reduce((sum, node) => sum + (node.households ?? 0), 0);
  expect(total).toBe(150_000);
});

test("the demo cast sits where the walk goes: 葛岭镇, 溪洋村, its first two grids", () => {
  const org = new Org(counties.yongtai);
  const at = counties.yongtai.at;
  const seats = ["鲍捷", "鄢明", "卢霞", "卢斌", "陈笛"].map((name) =>
    org
      .assignmentsOf(org.byAccount(name)!.id, at)
      .map((a) => `${a.post} ${org.tree.pathName(a.node)}`)
      .join(),
  );
  expect(seats).toEqual([
    "room 葛岭镇",
    "village_head 葛岭镇/溪洋村",
    "grid_worker 葛岭镇/溪洋村/溪洋基础一/溪洋1号",
    "grid_worker 葛岭镇/溪洋村/溪洋基础一/溪洋2号",
    "department_officer 县教育局",
  ]);
});

test("apportion sums exactly, leaves nobody out, and refuses the impossible", () => {
  const random = seeded(7);
  for (let parts = 1; parts < 60; parts += 1) {
    const total = parts + Math.floor(random() * 500);
    const shares = apportion(total, weights(parts, random), 1);
    expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(1);
  }
  expect(() => apportion(3, [1, 1, 1, 1], 1)).toThrow();
  expect(() => apportion(3, [], 1)).toThrow();
});
