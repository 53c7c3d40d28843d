import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Profile } from "#contract/profile";
import { checkProfile, loadProfile, PROFILE_KEYS } from "#db/profiles";

const profiles = PROFILE_KEYS.map((key) => loadProfile(key));

function post(profile: Profile, key: string) {
  return profile.posts.find((one) => one.key === key);
}

describe.each(profiles)("$name", (profile) => {
  test("holds together: levels, posts and scales refer only to what exists", () => {
    expect(checkProfile(profile)).toEqual([]);
  });

  test("has an English word for every level and post", () => {
    for (const { en } of [...profile.levels, ...profile.posts]) expect(en).toMatch(/^[A-Za-z]/);
  });

  test("keeps the ladders and waits of SPEC §1.11 and §1.12", () => {
    expect(profile.ladders).toEqual({ 平: [-30, 0, 30, 60], 战: [-30, 0, 15, 30] });
    expect(profile.gateMinutes).toEqual({ 平: 20, 战: 10 });
    expect(profile.nudgeMinutes).toEqual({ 平: 10, 战: 5 });
    expect(profile.quiet).toEqual({ from: "22:00", to: "06:30" });
    expect(profile.pushesPerHour).toBe(6);
  });

  test("has a leader, a centre, a room and a head who can do their work", () => {
    expect(Object.keys(post(profile, "leader")?.caps ?? {}).join("")).toBe("OKMZTI");
    expect(post(profile, profile.headquarters.centre)?.caps.O).toBe("notice");
    expect(post(profile, profile.room.post)?.caps).toMatchObject({ D: true, V: true, U: true });
    expect(post(profile, "village_head")?.caps).toMatchObject({ K: "own", R: "proxy" });
  });

  test("gives every word one level and every post word one post", () => {
    const words = profile.levels.flatMap(({ zh, aliases }) => [zh, ...aliases]);
    expect(new Set(words).size).toBe(words.length);
    const names = profile.posts.flatMap(({ zh, aliases }) => [zh, ...aliases]);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test("writes down what it assumes", () => {
    expect(profile.assumptions.length).toBeGreaterThan(0);
  });
});

test.each([
  ["kaihua", "own", "指挥室", "via_room", "红黄橙蓝绿"],
  ["yongtai", "inherit", "综治中心", "auto", "红黄绿"],
  ["wuyi", "own", "指挥室", "auto", "橙蓝青"],
])("%s: room %s %s, route %s, colours %s", (key, channel, word, route, colours) => {
  const profile = loadProfile(key);
  expect(profile.room).toMatchObject({ channel, word });
  expect(profile.route).toBe(route);
  expect(profile.colours.map((colour) => colour.key).join("")).toBe(colours);
});

test("Kaihua says 待交办 for 待下达 and maps its five colours to three grades", () => {
  const { words, aliases, colours } = loadProfile("kaihua");
  expect(words.待下达).toBe("待交办");
  expect(aliases).toEqual({ dispatch: ["交办"] });
  expect(Object.fromEntries(colours.map(({ key, grade }) => [key, grade]))).toEqual({
    红: "一级",
    黄: "二级",
    橙: "二级",
    蓝: "三级",
    绿: "三级",
  });
});

test("Wuyi holds a rural and an urban branch that meet again at the household", () => {
  const { levels } = loadProfile("wuyi");
  const parents = Object.fromEntries(levels.map(({ key, parents }) => [key, parents]));
  expect(parents).toMatchObject({
    group: ["grid"],
    unit: ["group", "grid"],
    estate: ["grid"],
    corridor: ["estate", "grid"],
    household: ["unit", "corridor"],
  });
});

test("Yongtai counts 50 industries, each with its department", () => {
  const { industries, departments } = loadProfile("yongtai");
  expect(new Set(industries).size).toBe(50);
  expect(Object.keys(departments).sort()).toEqual([...industries].sort());
});

describe("what a broken profile says", () => {
  const kaihua = loadProfile("kaihua");
  const [top, ...below] = kaihua.levels;

  test.each<[string, Partial<Profile>, string]>([
    ["unknown parent", { levels: [{ ...top!, parents: ["镇"] }, ...below] }, "上级镇不存在"],
    ["no gate", { levels: kaihua.levels.map((l) => ({ ...l, gate: false })) }, "把关层级"],
    ["post gone", { posts: kaihua.posts.filter((p) => p.key !== "room") }, "责任岗位room不存在"],
    [
      "post misplaced",
      { posts: kaihua.posts.map((p) => (p.key === "room" ? { ...p, levels: ["grid"] } : p)) },
      "岗位room不能设在层级town",
    ],
    ["grade gone", { grades: ["一级"] }, "颜色黄对应的级别二级不存在"],
  ])("%s", (_, change, message) => {
    expect(checkProfile({ ...kaihua, ...change }).join("；")).toContain(message);
  });

  test("is refused at load, and an unknown name is told where it was looked for", () => {
    const dir = mkdtempSync(join(tmpdir(), "lingda-profile-"));
    writeFileSync(join(dir, "own.json"), JSON.stringify({ ...kaihua, key: "own", grades: [] }));
    expect(() => loadProfile("own", dir)).toThrow("own.json");
    writeFileSync(join(dir, "good.json"), JSON.stringify({ ...kaihua, key: "good" }));
    expect(loadProfile("./good.json", dir).key).toBe("good");
    writeFileSync(join(dir, "odd.json"), JSON.stringify({ ...kaihua, route: "飞" }));
    expect(() => loadProfile("odd", dir)).toThrow("route");
    expect(() => loadProfile("nowhere", dir)).toThrow("找不到“nowhere”");
  });
});
