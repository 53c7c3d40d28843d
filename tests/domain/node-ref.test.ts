import { describe, expect, it } from "vitest";
import { resolveNode, suggestNodes } from "#domain/org/node-ref";
import { Tree } from "#domain/org/tree";
import { NOW, node, smallNodes, smallProfile } from "../support/small-org.ts";

const tree = new Tree(smallProfile, smallNodes);
const ask = (text: string, from: string | null = "county", now = NOW) =>
  resolveNode(tree, text, { from, now });

describe("resolveNode", () => {
  it.each([
    ["a code", "330000100200", "county", "e1"],
    ["a local code", "330000100200002", "county", "e1b"],
    ["a path", "东山镇/东山村/东山一网格", "w1a", "e1a"],
    ["a path of short names", "东山镇/徐村/一网格", "county", "e2a"],
    ["a path with blanks", "东山镇 东山村  东山一网格", "w1a", "e1a"],
    ["a path that skips a level", "西岙乡/码头", "county", "w1b"],
    ["a full name", "东山村村委会", "county", "e1"],
    ["a name as spoken", "东山村", "county", "e1"],
    ["another spelling", "东山村民委员会", "county", "e1"],
    ["a level word", "东山镇", "e1", "east"],
    ["a wrong suffix of the kind ignored", "西岙村委会", "county", "w1"],
    ["a stem that is a 村", "徐村", "county", "e2"],
    ["an alias", "派出所", "county", "p1"],
    ["a body", "岭县二小", "w1a", "s2"],
    ["a place without a code", "新区", "county", "new"],
    ["the name without its village's", "二网格", "e1", "e1b"],
    ["full width", "３３００００１００２００", "county", "e1"],
  ])("by %s: %s", (_, text, from, id) => {
    expect(ask(text, from)).toEqual({ ok: true, node: tree.get(id) });
  });

  it.each([
    ["the own node", "e1", "e1"],
    ["beside", "v1", "e1"],
    ["above, where the town stands", "p1", "e1"],
  ])("searches rings: 东山 from %s", (_, from, id) => {
    const found = ask("东山", from);
    expect(found.ok && found.node.id).toBe(id);
  });

  it("asks where a short name fits the channel's own place and one below (SPEC 1.3)", () => {
    const wang = new Tree(smallProfile, [
      ...smallNodes,
      node("wz", "town", "county", "王宅镇"),
      node("wz1", "village", "wz", "王宅社区"),
      node("wz2", "village", "wz", "王宅村村委会"),
      node("wz3", "village", "wz", "王宅口村"),
    ]);
    const context = { from: "wz", now: NOW };
    const found = resolveNode(wang, "王宅", context);
    expect(!found.ok && found.code === "ambiguous" && found.candidates.map((n) => n.id)).toEqual([
      "wz",
      "wz1",
      "wz2",
    ]);
    for (const [name, id] of [
      ["王宅镇", "wz"],
      ["王宅社区", "wz1"],
      ["王宅村", "wz2"],
    ] as const) {
      expect(resolveNode(wang, name, context)).toMatchObject({ ok: true, node: { id } });
    }
  });

  describe("a number among its kin", () => {
    const towns = ["a", "b"].flatMap((town) => [
      node(town, "town", "county", `${town === "a" ? "甲" : "乙"}溪镇`),
      node(`${town}1`, "village", town, `${town === "a" ? "上" : "下"}湾村`),
      // The stem is not the village's.
      node(`${town}1a`, "grid", `${town}1`, `老街${town}一网格`),
      node(`${town}1b`, "grid", `${town}1`, `老街${town}二网格`),
      node(`${town}v`, "virtual", town, "虚拟单元07", { virtual: true }),
      node(`${town}u`, "unit", `${town}1a`, "单元25"),
    ]);
    const numbered = new Tree(smallProfile, [...smallNodes, ...towns]);
    const from = (at: string, text: string) => resolveNode(numbered, text, { from: at, now: NOW });

    it.each([
      ["a1", "二网格", "a1b"],
      ["a", "二网格", "a1b"],
      ["b1a", "二网格", "b1b"],
      ["b1a", "虚拟单元07", "bv"],
      ["a1b", "虚拟单元07", "av"],
      ["au", "虚拟单元07", "av"],
      ["a1", "单元25", "au"],
      ["b1b", "单元25", "bu"],
      ["county", "下湾村/二网格", "b1b"],
    ])("from %s: %s is %s", (at, text, id) =>
      expect(from(at, text)).toMatchObject({ ok: true, node: { id } }),
    );

    it("is asked about where nothing is near", () => {
      expect(from("county", "单元25")).toMatchObject({ code: "ambiguous" });
    });
  });

  it("asks when a ring has several, in tree order", () => {
    const found = ask("东山", "county");
    expect(found).toMatchObject({ ok: false, code: "ambiguous" });
    expect(!found.ok && found.code === "ambiguous" && found.candidates.map((n) => n.id)).toEqual([
      "east",
      "e1",
    ]);
  });

  it("prefers the full name to the short one in a ring: a 社区 and a 村 of one name", () => {
    const twins = new Tree(smallProfile, [
      ...smallNodes,
      node("t1", "village", "east", "岙滩村委会"),
      node("t2", "village", "east", "岙滩社区"),
    ]);
    const context = { from: "east", now: NOW };
    expect(resolveNode(twins, "岙滩", context)).toMatchObject({ code: "ambiguous" });
    expect(resolveNode(twins, "岙滩村", context)).toMatchObject({ node: { id: "t1" } });
    expect(resolveNode(twins, "岙滩居委会", context)).toMatchObject({ node: { id: "t2" } });
  });

  it("reads the form of a household and leaves its existence to the register", () => {
    expect(ask("东山一-017", "e1")).toEqual({
      ok: true,
      node: tree.get("e1a"),
      household: "017",
    });
    expect(ask("不在-017")).toMatchObject({ ok: false, code: "none" });
  });

  it("offers what was probably meant", () => {
    const slip = ask("东三镇");
    expect(!slip.ok && slip.code === "none" && slip.nearest.map((n) => n.id)).toContain("east");
    const sound = ask("嘛头网格");
    expect(!sound.ok && sound.code === "none" && sound.nearest[0]?.id).toBe("w1b");
    expect(ask("xyzxyz")).toEqual({ ok: false, code: "none", nearest: [] });
  });

  it("does not find the dead", () => {
    const old = node("o", "town", "county", "旧镇", { validTo: "2020-01-01" });
    const aged = new Tree(smallProfile, [...smallNodes, old]);
    expect(resolveNode(aged, "旧镇", { from: "county", now: NOW }).ok).toBe(false);
    expect(resolveNode(aged, "旧镇", { from: "county", now: 0 }).ok).toBe(true);
  });
});

describe("suggestNodes", () => {
  const offer = (prefix: string, from = "county") =>
    suggestNodes(tree, prefix, { from, now: NOW }).map((n) => n.id);

  it("completes Chinese, pinyin and initials, nearest first, and no household", () => {
    expect(offer("东山")).toEqual(["east", "e1", "e1a", "e1a-1", "e1b", "s1", "p1"]);
    expect(offer("matou")).toEqual(["w1b"]);
    expect(offer("xc")).toEqual(["e2", "e2a"]);
    expect(offer("dongshan", "e1")[0]).toBe("e1");
    expect(offer("户")).toEqual([]);
    expect(suggestNodes(tree, "", { from: null, now: NOW, limit: 3 })).toHaveLength(3);
  });
});
