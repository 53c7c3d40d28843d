import { type Cap, type CapLimit, Level, Post, Profile } from "#contract/profile";
import type { Assignment, Node, OrgData, Person } from "#domain/org/org";

/**
 * A county made up by hand, small enough to count on fingers. It borrows Kaihua's ways (rooms of
 * their own, via_room), and adds one of everything that is odd: a town without a code, a virtual
 * unit, a station, schools of an industry, a level that is never a target.
 *
 *     岭县
 *     ├ 县教育局 (部门)
 *     ├ 东山镇 ─┬ 东山村 ─┬ 东山一网格 ─ 东山一号楼 (unit), 户017 (household)
 *     │         │         └ 东山二网格 ─ 东山小学 (school)
 *     │         ├ 徐村 ─── 徐村一网格 ─ 岭县二小 (school)
 *     │         ├ 虚拟单元01
 *     │         └ 东山派出所 (station)
 *     ├ 西岙乡 ─ 西岙社区 ─┬ 西岙一网格
 *     │                    └ 码头网格
 *     └ 新区办事处 (no code)
 */

export const NOW = Date.parse("2020-01-27T08:00:00+08:00");

function level(key: string, zh: string, rank: number, more: Partial<Level>): Level {
  return Level.parse({ key, zh, en: key, rank, parents: [], staff: "own", ...more });
}

type Caps = Partial<Record<Cap, true | CapLimit>>;

function post(key: string, zh: string, levels: string[], caps: Caps, more: Partial<Post> = {}) {
  return Post.parse({ key, zh, en: key, levels, caps, ...more });
}

const full = (letters: string): Caps => Object.fromEntries([...letters].map((c) => [c, true]));

export const smallProfile: Profile = Profile.parse({
  key: "small",
  name: "岭县",
  en: "Ling County",
  root: "330000",
  tz: "Asia/Shanghai",
  rootWord: "县",
  route: "via_room",
  mode: "平",
  workdayEnd: "17:30",
  levels: [
    level("county", "县", 0, { responsible: ["leader", "centre"], members: "children" }),
    level("department", "部门", 1, {
      parents: ["county"],
      kind: "body",
      staff: "none",
      responsible: ["officer"],
    }),
    level("town", "乡镇", 1, {
      aliases: ["镇", "乡", "街道"],
      parents: ["county"],
      gate: true,
      members: "subtree",
      responsible: ["town_leader", "room"],
    }),
    level("village", "村社", 2, {
      aliases: ["村", "社区"],
      parents: ["town"],
      members: "children",
      responsible: ["village_head"],
    }),
    level("virtual", "虚拟单元", 2, {
      parents: ["town"],
      virtual: true,
      responsible: ["unit_head"],
    }),
    level("station", "站所", 2, {
      parents: ["town"],
      kind: "body",
      staff: "none",
      responsible: ["station_head"],
    }),
    level("grid", "网格", 3, {
      parents: ["village"],
      resident: "own",
      members: "children",
      responsible: ["grid_worker", "grid_head"],
    }),
    level("group", "村民小组", 4, { parents: ["grid"], staff: "none", needsResponsible: false }),
    level("unit", "单元", 5, {
      parents: ["group", "grid"],
      staff: "inherit",
      responsible: ["corridor_head"],
    }),
    level("school", "学校", 4, {
      parents: ["grid"],
      kind: "body",
      staff: "none",
      responsible: ["school_head"],
    }),
    level("household", "户", 6, {
      parents: ["grid", "unit"],
      staff: "none",
      needsResponsible: false,
      household: true,
    }),
  ],
  posts: [
    post("leader", "县领导", ["county"], full("OKMZTI")),
    post("hq_member", "指挥部成员", ["county"], { O: "draft", K: true, S: true }),
    post("centre", "县综合指挥中心", ["county"], { O: "notice", ...full("KSDIGT") }),
    post("officer", "部门经办", ["department"], { K: "gated", R: true, E: true }),
    post("inspector", "督查", ["county"], full("Q")),
    post("auditor", "审计", ["county"], { X: "read" }),
    post("admin", "系统管理员", ["county"], { X: "config" }),
    post("town_leader", "镇街分管领导", ["town"], full("OMZT")),
    post("room", "指挥室", ["town"], { ...full("KDVUIWBTQ"), G: "below", R: "proxy" }),
    post("desk", "镇代办岗", ["town"], full("N")),
    post(
      "station_head",
      "站长",
      ["station"],
      { R: true, V: "own", C: true, I: "join" },
      { aliases: ["派出所"] },
    ),
    post("village_head", "村书记", ["village"], { K: "own", R: "proxy", ...full("CWBNF") }),
    post("unit_head", "单元负责人", ["virtual"], { R: true, C: true, W: "own", Y: true }),
    post("grid_head", "网格长", ["grid"], { R: true, V: "below", ...full("CNF") }),
    post(
      "grid_worker",
      "专职网格员",
      ["grid"],
      { ...full("RCYNF"), J: "register", B: "own" },
      {
        aliases: ["网格员"],
      },
    ),
    post("part_time", "兼职网格员", ["grid"], full("RCYNF")),
    post("corridor_head", "单元长", ["unit"], full("RC"), { aliases: ["楼道长"] }),
    post("school_head", "学校负责人", ["school"], full("R")),
    post("runner", "代办员", ["grid"], { N: "deliver" }, { cadre: false }),
    post("volunteer", "志愿者", ["grid"], full("Y"), { cadre: false }),
    post("resident", "户主", ["household"], {}, { cadre: false }),
  ],
  room: { channel: "own", word: "指挥室", post: "room", leaders: ["town_leader"] },
  headquarters: { word: "指挥部", posts: ["leader", "hq_member"], centre: "centre" },
  colours: [{ key: "红", grade: "一级" }, { key: "橙", grade: "二级" }, { key: "绿" }],
  grades: ["一级", "二级", "三级"],
  ladders: { 平: [-30, 0, 30, 60], 战: [-30, 0, 15, 30] },
  quiet: { from: "22:00", to: "06:30" },
  gateMinutes: { 平: 20, 战: 10 },
  nudgeMinutes: { 平: 10, 战: 5 },
  pushesPerHour: 6,
  series: { order: "指挥部令", notice: "通告" },
  prefill: {},
  industries: ["教育"],
});

/** A node with the usual emptiness around what matters. */
export function node(
  id: string,
  level: string,
  parent: string | null,
  name: string,
  more = {},
): Node {
  return {
    id,
    level,
    parent,
    code: null,
    local: null,
    name,
    aliases: [],
    virtual: false,
    external: false,
    households: null,
    population: null,
    migrants: null,
    mode: "平",
    colour: null,
    grade: null,
    tags: [],
    industry: null,
    validFrom: null,
    validTo: null,
    mergedInto: null,
    cutOffAt: null,
    assumed: false,
    ...more,
  };
}

export const smallNodes: Node[] = [
  node("county", "county", null, "岭县", { code: "330000" }),
  node("edu", "department", "county", "县教育局", { external: true, industry: "教育" }),
  node("east", "town", "county", "东山镇", { code: "330000100" }),
  node("e1", "village", "east", "东山村村委会", { code: "330000100200" }),
  node("e1a", "grid", "e1", "东山一网格", { local: "330000100200001", tags: ["老人户"] }),
  node("e1a-1", "unit", "e1a", "东山一号楼"),
  node("e1a-h17", "household", "e1a", "户017", { tags: ["老人户"] }),
  node("e1b", "grid", "e1", "东山二网格", { local: "330000100200002", colour: "红" }),
  node("s1", "school", "e1b", "东山小学", { external: true, industry: "教育" }),
  node("e2", "village", "east", "徐村村民委员会", { code: "330000100201" }),
  node("e2a", "grid", "e2", "徐村一网格"),
  node("s2", "school", "e2a", "岭县二小", { external: true, industry: "教育" }),
  node("v1", "virtual", "east", "虚拟单元01", { virtual: true }),
  node("p1", "station", "east", "东山派出所", { external: true, aliases: ["派出所"] }),
  node("west", "town", "county", "西岙乡", { code: "330000200", grade: "一级" }),
  // Its code carries the other town's prefix, as county-seat communities do (SPEC §5.2).
  node("w1", "village", "west", "西岙社区居委会", { code: "330000100005" }),
  node("w1a", "grid", "w1", "西岙一网格"),
  node("w1b", "grid", "w1", "码头网格", { grade: "二级" }),
  node("new", "town", "county", "新区办事处"),
];

/** `[account, post, node, serves?]`; the assignment's id is `account:post`. */
const SEATS: [string, string, string, string?][] = [
  ["方县长", "leader", "county"],
  ["何组员", "hq_member", "county"],
  ["汪中心", "centre", "county"],
  ["徐督查", "inspector", "county"],
  ["审计", "auditor", "county"],
  ["管理员", "admin", "county"],
  ["陈教育", "officer", "edu", "county"],
  ["东镇长", "town_leader", "east"],
  ["程指挥", "room", "east"],
  ["叶代办", "desk", "east"],
  ["张所长", "station_head", "p1", "east"],
  ["东村书记", "village_head", "e1"],
  ["徐村书记", "village_head", "e2"],
  ["邱网格", "grid_worker", "e1a"],
  ["邱组长", "grid_head", "e1a"],
  ["毛网格", "grid_worker", "e1b"],
  ["徐网格", "part_time", "e2a"],
  ["徐网格", "grid_head", "e2a"],
  ["楼道长", "corridor_head", "e1a-1"],
  ["小学", "school_head", "s1"],
  ["二小", "school_head", "s2"],
  ["单元负责", "unit_head", "v1"],
  ["跑腿", "runner", "e1a"],
  ["志愿", "volunteer", "e1a"],
  ["户主", "resident", "e1a-h17"],
  ["西镇长", "town_leader", "west"],
  ["余指挥", "room", "west"],
  ["西书记", "village_head", "w1"],
  ["江网格", "grid_worker", "w1a"],
  ["码头网格员", "grid_worker", "w1b"],
  ["江指挥", "room", "new"],
];

/** An assignment open from long ago, with what differs. */
export function assignment(
  person: string,
  post: string,
  node: string,
  more: Partial<Assignment> = {},
): Assignment {
  return {
    id: `${person}:${post}`,
    person,
    post,
    node,
    serves: null,
    source: "专职",
    from: 0,
    to: null,
    deputyFor: null,
    ...more,
  };
}

export function person(account: string): Person {
  return { id: account, account, name: account, phone: null };
}

export const smallData: OrgData = {
  profile: smallProfile,
  nodes: smallNodes,
  people: [...new Set(SEATS.map(([account]) => account)), "代班", "生人"].map(person),
  assignments: SEATS.map(([who, post, at, serves]) =>
    assignment(who, post, at, { serves: serves ?? null }),
  ),
};

/** The small county with other assignments, nodes or people added. */
export function smallDataWith(
  more: Partial<Pick<OrgData, "nodes" | "people" | "assignments">>,
): OrgData {
  return {
    ...smallData,
    nodes: [...smallData.nodes, ...(more.nodes ?? [])],
    people: [...smallData.people, ...(more.people ?? [])],
    assignments: [...smallData.assignments, ...(more.assignments ?? [])],
  };
}
