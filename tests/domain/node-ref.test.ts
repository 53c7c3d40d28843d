import { describe, expect, it } from "vitest";
import { resolveNode, suggestNodes } from "#domain/node-ref";
import { Tree } from "#domain/tree";
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
    ["below", "east", "e1"],
    ["beside", "v1", "e1"],
    ["above, where the town stands", "p1", "e1"],
  ])("searches rings: 东山 from %s", (_, from, id) => {
    const found = ask("东山", from);
    expect(found.ok && found.node.id).toBe(from === "east" ? "east" : id);
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
