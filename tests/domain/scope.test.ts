import { describe, expect, it } from "vitest";
import { Org } from "#domain/org/org-index";
import type { ScopeContext } from "#domain/scope/area";
import { defaultOrderScope, defaultTaskScope, resolveScope } from "#domain/scope/scope";
import { NOW, node, smallData, smallDataWith, smallProfile } from "../support/small-org.ts";

const org = new Org(smallData);
const county = { org, from: "county", issuer: "county", now: NOW };
const town = { org, from: "east", issuer: "east", now: NOW };

function scope(text: string, context: ScopeContext = county) {
  const result = resolveScope(text, context);
  if (!result.ok) throw new Error(result.message);
  return result;
}
const ids = (text: string, context?: ScopeContext) => scope(text, context).nodes.map((n) => n.id);

const EAST = ["east", "e1", "e1a", "e1a-1", "e1b", "e2", "e2a", "v1"];
const WEST = ["west", "w1", "w1a", "w1b"];

describe("places", () => {
  it.each<[string, ScopeContext, string[]]>([
    ["全县", county, [...EAST, ...WEST, "new"]],
    ["本辖区", county, [...EAST, ...WEST, "new"]],
    ["全县", { ...county, from: "e1" }, [...EAST, ...WEST, "new"]],
    ["全镇", town, EAST.slice(1)],
    ["全镇", { ...county, from: "e1a" }, EAST],
    ["全村", { ...town, from: "e1a", issuer: "e1" }, ["e1a", "e1a-1", "e1b"]],
    ["本辖区", town, EAST.slice(1)],
    ["本级", town, ["east"]],
    ["东山镇", county, EAST],
    ["东山镇、西岙乡", county, [...EAST, ...WEST]],
    ["西岙乡，东山镇", county, [...EAST, ...WEST]],
    ["徐村", county, ["e2", "e2a"]],
    ["东山派出所", county, ["p1"]],
    ["东山派出所,徐村一网格", county, ["e2a", "p1"]],
  ])("%s", (text, context, expected) => {
    expect(ids(text, context)).toEqual(expected);
  });

  it("leaves out the dead, and the issuer's own when it serves another place", () => {
    const gone = node("gone", "grid", "e2", "旧网格", { validTo: "2020-01-01" });
    const aged = new Org(smallDataWith({ nodes: [gone] }));
    expect(ids("徐村", { ...county, org: aged })).toEqual(["e2", "e2a"]);
    expect(ids("全县", { ...county, issuer: "edu" })).toEqual(ids("全县"));
  });
});

describe("levels, posts, audiences", () => {
  it.each<[string, string[]]>([
    ["东山镇:网格", ["e1a", "e1b", "e2a"]],
    ["东山镇：网格", ["e1a", "e1b", "e2a"]],
    ["全县各网格", ["e1a", "e1b", "e2a", "w1a", "w1b"]],
    ["各网格", ["e1a", "e1b", "e2a", "w1a", "w1b"]],
    ["全县:村", ["e1", "e2", "w1"]],
    ["全县:社区", ["e1", "e2", "w1"]],
    ["全县:网格,虚拟单元,站所", ["e1a", "e1b", "e2a", "v1", "p1", "w1a", "w1b"]],
    ["东山镇:网格,派出所", ["e1a", "e1b", "e2a", "p1"]],
    ["东山镇:派出所", ["p1"]],
    ["东山镇:网格,西岙乡:村", ["e1a", "e1b", "e2a", "w1"]],
    ["东山村:网格,徐村", ["e1a", "e1b", "e2", "e2a"]],
    ["全县:办事处", ["new"]],
    ["级别:一级", ["west", "w1", "w1a"]],
    ["级别:一级:网格", ["w1a"]],
    ["颜色:红", ["e1b"]],
    ["标签:老人户", ["e1a"]],
    ["行业:教育", ["s1", "s2"]],
  ])("%s", (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  it("names posts with the places that have them", () => {
    expect(scope("全县:网格员")).toMatchObject({
      posts: ["grid_worker", "part_time"],
      audience: null,
    });
    expect(ids("全县:网格员")).toEqual(["e1a", "e1b", "e2a", "w1a", "w1b"]);
    expect(ids("全县:网格长")).toEqual(["e1a", "e2a"]);
    expect(ids("东山镇:站长")).toEqual(["p1"]);
  });

  it("takes a station beside grids for a place, and never mixes posts and places in one list", () => {
    expect(scope("东山镇:网格,派出所")).toMatchObject({ posts: null });
    // A post of stations alone is a post; beside levels its stations are meant.
    expect(scope("东山镇:站长")).toMatchObject({ posts: ["station_head"] });
    expect(scope("东山镇:网格,站长")).toMatchObject({ posts: null });
    expect(ids("东山镇:网格,站长")).toEqual(["e1a", "e1b", "e2a", "p1"]);
    expect(resolveScope("东山镇:村,网格长", county)).toMatchObject({ ok: false });
  });

  it("tells one kind of station from another by name", () => {
    const clinic = node("p2", "station", "east", "东山卫生院", { external: true });
    const context = { ...county, org: new Org(smallDataWith({ nodes: [clinic] })) };
    expect(ids("东山镇:派出所", context)).toEqual(["p1"]);
    expect(ids("东山镇:网格,派出所", context)).toEqual(["e1a", "e1b", "e2a", "p1"]);
    expect(ids("东山镇:站所", context)).toEqual(["p1", "p2"]);
  });

  it("names audiences", () => {
    expect(scope("全县:干部")).toMatchObject({ audience: "干部", posts: null });
    expect(ids("全县:干部")).toEqual(ids("全县"));
    expect(ids("东山村:住户")).toEqual(["e1a", "e1b"]);
  });

  it("takes an ambiguous level word for the levels that answer", () => {
    const levels = smallProfile.levels.map((l) => {
      if (l.key === "village")
        return { ...l, zh: "基础网格", aliases: [], needsResponsible: false };
      return l.key === "grid" ? { ...l, zh: "工作网格" } : l;
    });
    const two = new Org({ ...smallData, profile: { ...smallProfile, levels } });
    const context = { ...county, org: two };
    expect(ids("东山镇:网格", context)).toEqual(["e1a", "e1b", "e2a"]);
    expect(ids("东山镇", context)).not.toContain("e1");
    expect(resolveScope("东山镇:基础网格", context)).toMatchObject({ ok: false });
    // Such levels are still switched and coloured (SPEC §1.4).
    expect(ids("东山镇", { ...context, switching: true })).toContain("e1");
  });

  it("addresses a level with the one it is counted with", () => {
    const levels = smallProfile.levels.map((l) =>
      l.key === "virtual" ? { ...l, countedWith: "grid" } : l,
    );
    const urban = new Org({ ...smallData, profile: { ...smallProfile, levels } });
    expect(ids("东山镇:网格", { ...county, org: urban })).toEqual(["e1a", "e1b", "e2a", "v1"]);
  });
});

describe("what the caller resolves", () => {
  it.each([
    ["未报:T0127-01", { kind: "未报", item: "T0127-01" }],
    ["未签收:令17", { kind: "未签收", item: "令17" }],
    ["困难：T0127-01", { kind: "困难", item: "T0127-01" }],
    ["T0127-01:异常>0", { kind: "field", item: "T0127-01", rule: "异常>0" }],
  ])("%s", (text, followUp) => {
    expect(scope(text)).toMatchObject({ nodes: [], followUps: [followUp] });
  });

  it("returns teams that are no node", () => {
    expect(scope("@突击队,徐村一网格")).toMatchObject({ teams: ["突击队"] });
    expect(ids("@东山派出所")).toEqual(["p1"]);
  });
});

describe("除=", () => {
  it.each<[string, string, string[]]>([
    ["全县:网格", "东山镇", ["w1a", "w1b"]],
    ["全县:网格,站所", "东山镇:网格", ["p1", "w1a", "w1b"]],
    ["西岙乡", "本级,码头网格", ["west", "w1", "w1a"]],
  ])("%s without %s", (text, except, expected) => {
    expect(ids(text, { ...county, except })).toEqual(expected);
  });

  it("keeps follow-ups apart, and refuses when nothing is left", () => {
    expect(scope("全县:网格", { ...county, except: "未报:T0127-01" }).except.followUps).toEqual([
      { kind: "未报", item: "T0127-01" },
    ]);
    const none = resolveScope("徐村", { ...county, except: "东山镇" });
    expect(none).toMatchObject({ ok: false, message: expect.stringContaining("没有剩下") });
  });
});

describe("refusals name the word and the way on", () => {
  it.each([
    ["全市", "全县"],
    ["全镇", "地名"],
    ["网格", "全县:网格"],
    ["东三镇", "东三镇"],
    ["全县:火星", "火星"],
    ["全县:户", "户"],
    ["级别:九级", "一级、二级、三级"],
    ["颜色:紫", "红、橙、绿"],
    ["东山一-017", "一户"],
    ["东山镇,全县:网格员", "分两次"],
    ["新区办事处:网格", "没有可以下达的对象"],
  ])("%s → %s", (text, message) => {
    const result = resolveScope(text, county);
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining(message) });
    expect(!result.ok && text.includes(result.token)).toBe(true);
  });

  it.each([
    ["本辖区", "说不清“本辖区”是哪里，请写出地名"],
    ["本级", "说不清“本级”是哪里，请写出地名"],
    ["全镇", "这里不知道“全镇”指哪里"],
    ["颜色:红", "请到那里的频道发"],
  ])("%s, said nowhere, is no place: %s", (text, message) => {
    const result = resolveScope(text, { ...county, from: null });
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining(message) });
  });

  it("names a place from anywhere", () => {
    expect(ids("东山村:网格", { ...county, from: null })).toEqual(["e1a", "e1b"]);
    expect(ids("全县:村", { ...county, from: null })).toEqual(["e1", "e2", "w1"]);
  });

  it("numbers the candidates of an ambiguous place", () => {
    const result = resolveScope("东山", county);
    expect(!result.ok && result.candidates?.map((n) => n.id)).toEqual(["east", "e1"]);
  });
});

describe("defaults", () => {
  it("gives tasks the leaf staff level, orders all who answer", () => {
    expect(defaultTaskScope(county).map((n) => n.level)).toEqual([
      ...Array(3).fill("grid"),
      "virtual",
      ...Array(2).fill("grid"),
    ]);
    expect(defaultTaskScope({ ...town, from: "e1" }).map((n) => n.id)).toEqual(["e1a", "e1b"]);
    expect(defaultOrderScope(town).map((n) => n.id)).toEqual(EAST.slice(1));
  });
});

describe("Kaihua, 2020-01-27 (transcripts/two-days.md)", () => {
  const TOWNS: Record<string, Record<string, string[]>> = {
    杨林镇: { 杨林村: ["王家边", "杨林一"], 下庄村: ["下庄一"], 平川村: ["平川一"] },
    池淮镇: { 池淮村: ["池淮一", "池淮二"], 石门村: ["石门一"], 航头村: ["航头一"] },
    芹阳办事处: { 城东社区: ["城东一", "城东二"], 荷花社区: ["荷花一"], 芹南社区: ["芹南一"] },
  };
  const nodes = [node("root", "county", null, "开化县")];
  for (const [name, villages] of Object.entries(TOWNS)) {
    nodes.push(
      node(name, "town", "root", name, { grade: name === "芹阳办事处" ? "一级" : "二级" }),
    );
    for (const [village, grids] of Object.entries(villages)) {
      nodes.push(node(village, "village", name, village));
      for (const grid of grids) nodes.push(node(grid, "grid", village, `${grid}网格`));
    }
  }
  const kaihua = new Org({ profile: smallProfile, nodes, people: [], assignments: [] });
  const context = { org: kaihua, from: "root", issuer: "root", now: NOW };

  it("全县 is 24 = 3 + 9 + 12", () => {
    const found = scope("全县", context).nodes;
    const count = (level: string) => found.filter((n) => n.level === level).length;
    expect([found.length, count("town"), count("village"), count("grid")]).toEqual([24, 3, 9, 12]);
  });

  it("the other scopes of the day", () => {
    expect(ids("全县:网格", context)).toHaveLength(12);
    expect(ids("级别:一级:网格", context)).toEqual(["城东一", "城东二", "荷花一", "芹南一"]);
    expect(ids("池淮一网格", { ...context, from: "池淮镇" })).toEqual(["池淮一"]);
    expect(defaultTaskScope(context)).toHaveLength(12);
  });
});
