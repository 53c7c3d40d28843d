import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadFixture } from "#db/fixtures";
import { loadProfile } from "#db/profiles";
import { Org } from "#domain/org/org-index";

const kaihua = loadFixture("kaihua-day");
const yongtai = loadFixture("yongtai-day");

function holder(org: Org, code: string) {
  const node = org.tree.byCode(code)!;
  return org.responsibleAt(node.id, kaihua.at).map(({ person }) => person.name);
}

describe("kaihua-day", () => {
  const org = new Org(kaihua);

  test("is 3 towns, 9 villages, 12 green grids on 27 January 2020, 07:00", () => {
    expect(["town", "village", "grid"].map((l) => org.tree.withLevel(l).length)).toEqual([
      3, 9, 12,
    ]);
    expect(org.tree.withLevel("grid").every((grid) => grid.colour === "绿")).toBe(true);
    expect(new Date(kaihua.at).toISOString()).toBe("2020-01-26T23:00:00.000Z");
  });

  test("hangs the coded communities under the office without a code", () => {
    const office = org.tree.parent("330824115006");
    expect(office).toMatchObject({ name: "芹阳办事处", code: null, parent: "330824" });
  });

  test.each([
    ["330824107222001", "邱实"],
    ["330824107222002", "毛琳"],
    ["330824117209002", "叶松"],
    ["330824117207001", "余航"],
    ["330824115009001", "郑楠"],
  ])("%s is %s's grid, alone", (code, name) => {
    expect(holder(org, code)).toEqual([name]);
  });

  test("counts from where the county stood", () => {
    expect(kaihua.counters).toMatchObject({ 指挥部令: 16, 通告: 17, 专项累计: 319 });
    expect(kaihua.counters).toMatchObject({ 问题累计起: 41, 问题累计人: 68 });
    expect(kaihua.counters).toMatchObject({ 通报累计起: 17, 通报累计人: 32 });
  });
});

describe("yongtai-day", () => {
  const org = new Org(yongtai);

  test("is 2 towns, 4 villages, 5 base and 8 work grids with 318 households", () => {
    const levels = ["town", "village", "base_grid", "work_grid"];
    expect(levels.map((l) => org.tree.withLevel(l).length)).toEqual([2, 4, 5, 8]);
    const households = org.tree.withLevel("work_grid").map((grid) => grid.households);
    expect(households).toEqual([42, 38, 35, 51, 47, 40, 36, 29]);
  });

  test("has three industries, two schools in 教育, and its department", () => {
    expect(yongtai.industries).toEqual([
      { name: "教育", department: "yongtai-education" },
      { name: "商贸流通", department: null },
      { name: "住建工地", department: null },
    ]);
    expect(yongtai.profile.industries).toHaveLength(3);
    const schools = yongtai.nodes.filter((node) => node.industry === "教育");
    expect(schools.map((node) => org.tree.parent(node.id)?.name)).toEqual(["溪洋1号", "红星1号"]);
  });

  test("makes 18 channels by policy", () => {
    const own = (field: "staff" | "resident") => {
      const levels = yongtai.profile.levels.filter((l) => l[field] === "own").map((l) => l.key);
      return yongtai.nodes.filter((node) => levels.includes(node.level)).length;
    };
    expect(own("staff") + own("resident") + yongtai.industries.length).toBe(18);
  });

  test("lets one person hold two posts", () => {
    const posts = org.assignmentsOf(org.byAccount("池敏")!.id, yongtai.at).map((a) => a.post);
    expect(posts).toEqual(["centre", "release"]);
  });
});

test.each([kaihua, yongtai])(
  "$profile.name: all that need somebody responsible have one",
  (day) => {
    const org = new Org(day);
    const bare = day.nodes.filter(
      (node) =>
        org.tree.level(node).needsResponsible && org.responsibleAt(node.id, day.at).length === 0,
    );
    expect(bare.map((node) => node.name)).toEqual([]);
    expect(day.people.every(({ account, name }) => account === name)).toBe(true);
    expect(day.demoCast).toEqual([]);
  },
);

describe("a fixture of one's own", () => {
  const minimal = {
    profile: "kaihua",
    at: "2020-02-01 08:30",
    nodes: [
      { name: "一网格", level: "网格", parent: "甲村" },
      { name: "甲村", level: "村", parent: "330824107", code: "330824107222" },
      { name: "杨林镇", level: "乡镇", code: "330824107" },
    ],
    people: [{ name: "某甲", posts: [{ post: "网格员", node: "甲村/一网格" }] }],
  };

  function write(fixture: object) {
    const dir = mkdtempSync(join(tmpdir(), "lingda-fixture-"));
    mkdirSync(join(dir, "days"));
    writeFileSync(join(dir, "days", "own.json"), JSON.stringify(fixture));
    return loadFixture("days/own.json", dir);
  }

  test("may be minimal: no root, any order, Chinese level words, Shanghai time", () => {
    const day = write(minimal);
    expect(day.nodes.map(({ id, parent }) => [id, parent])).toEqual([
      ["330824", null],
      ["330824107", "330824"],
      ["330824107222", "330824107"],
      ["330824107222001", "330824107222"],
    ]);
    expect(day.assignments[0]).toMatchObject({ post: "grid_worker", node: "330824107222001" });
    expect(day.at).toBe(Date.UTC(2020, 1, 1, 0, 30));
    expect(day.counters).toEqual({});
  });

  test("finds a profile that lies beside it", () => {
    const dir = mkdtempSync(join(tmpdir(), "lingda-fixture-"));
    const profile = { ...loadProfile("kaihua"), key: "mine", name: "某县" };
    writeFileSync(join(dir, "mine.json"), JSON.stringify(profile));
    writeFileSync(join(dir, "day.json"), JSON.stringify({ ...minimal, profile: "./mine.json" }));
    expect(loadFixture("day", dir).profile.key).toBe("mine");
  });

  const [grid, village, town] = minimal.nodes;
  test.each<[string, object, string]>([
    ["unknown level", { nodes: [{ name: "某处", level: "巷" }] }, "层级“巷”"],
    ["missing parent", { nodes: [grid], people: [] }, "“甲村”不存在"],
    ["misplaced", { nodes: [{ ...grid, parent: "杨林镇" }, village, town] }, "不能放在“杨林镇”"],
    ["place twice", { nodes: [village, { ...village, name: "乙村" }, town], people: [] }, "两次"],
    ["unclear place", { nodes: [grid, grid, village, town] }, "有2个"],
    [
      "unknown post",
      { people: [{ name: "某乙", posts: [{ post: "船长", node: "甲村" }] }] },
      "船长",
    ],
    [
      "post misplaced",
      { people: [{ name: "某乙", posts: [{ post: "网格员", node: "甲村" }] }] },
      "不能设在",
    ],
    ["person twice", { people: [...minimal.people, ...minimal.people] }, "出现两次"],
    ["no time", { at: "昨天" }, "at“昨天”"],
    ["unknown key", { towns: [] }, "有误"],
  ])("says what is wrong: %s", (_, change, message) => {
    expect(() => write({ ...minimal, ...change })).toThrow(message);
  });
});
