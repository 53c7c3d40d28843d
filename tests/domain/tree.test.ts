import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Relation, Tree } from "#domain/org/tree";
import { NOW, node, smallNodes, smallProfile } from "../support/small-org.ts";

const tree = new Tree(smallProfile, smallNodes);

describe("Tree", () => {
  it.each<[string, string, Relation]>([
    ["e1", "e1", "SELF"],
    ["e1", "e1a", "CHILD"],
    ["county", "e1a", "DESC"],
    ["e1a", "e1", "PARENT"],
    ["e1a", "county", "ANC"],
    ["e1a", "e1b", "SIB"],
    ["e1", "v1", "SIB"],
    ["e1a", "e2", "OTHER"],
    ["e1", "nowhere", "OTHER"],
    ["nowhere", "nowhere", "OTHER"],
  ])("from %s, %s is %s", (from, to, relation) => {
    expect(tree.relation(from, to)).toBe(relation);
  });

  it("finds by official code, local code and id, never by prefix", () => {
    expect(tree.byCode("330000100200")?.id).toBe("e1");
    expect(tree.byCode("330000100200001")?.id).toBe("e1a");
    expect(tree.byCode("new")?.name).toBe("新区办事处");
    // The community carries the other town's prefix and still lies in its own.
    expect(tree.gateOf(tree.byCode("330000100005")!.id)?.id).toBe("west");
  });

  it("walks down in the order given and up nearest first", () => {
    expect(tree.descendants("e1").map((n) => n.id)).toEqual([
      "e1a",
      "e1a-1",
      "e1a-h17",
      "e1b",
      "s1",
    ]);
    expect(tree.descendants("e2", { self: true }).map((n) => n.id)).toEqual(["e2", "e2a", "s2"]);
    expect(tree.ancestors("e1a").map((n) => n.id)).toEqual(["e1", "east", "county"]);
    expect(tree.withLevel("grid")).toHaveLength(5);
    expect(tree.gateOf("county")).toBeUndefined();
  });

  it("names paths as people say them", () => {
    expect(tree.pathName("e1a")).toBe("东山镇/东山村/东山一网格");
    expect(tree.pathName("county")).toBe("岭县");
  });

  it("lives by the days of China", () => {
    const dated = node("x", "town", "county", "新镇", {
      validFrom: "2020-01-01",
      validTo: "2020-02-01",
    });
    expect(tree.alive(dated, Date.parse("2019-12-31T15:59:59Z"))).toBe(false);
    expect(tree.alive(dated, Date.parse("2019-12-31T16:00:00Z"))).toBe(true);
    expect(tree.alive(dated, Date.parse("2020-01-31T15:59:59Z"))).toBe(true);
    expect(tree.alive(dated, Date.parse("2020-01-31T16:00:00Z"))).toBe(false);
    expect(tree.alive(tree.root, NOW)).toBe(true);
  });

  it.each([
    ["is given twice", [...smallNodes, smallNodes[3]!]],
    ["unknown level", [...smallNodes, node("x", "moon", "county", "月")]],
    ["missing parent", [...smallNodes, node("x", "town", "gone", "镇")]],
    ["two roots", [...smallNodes, node("x", "county", null, "别县")]],
    ["no root", []],
    [
      "its own ancestor",
      [...smallNodes, node("x", "village", "y", "甲"), node("y", "town", "x", "乙")],
    ],
  ])("refuses a tree: %s", (message, nodes) => {
    expect(() => new Tree(smallProfile, nodes)).toThrow(message);
  });

  it("agrees with a walk up the parents", () => {
    const ids = fc.constantFrom(...smallNodes.map((n) => n.id));
    const mirror: Record<Relation, Relation[]> = {
      SELF: ["SELF"],
      CHILD: ["PARENT"],
      DESC: ["ANC"],
      PARENT: ["CHILD"],
      ANC: ["DESC"],
      SIB: ["SIB"],
      OTHER: ["OTHER"],
    };
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        const within = tree.lineage(a).some((up) => up.id === b);
        expect(tree.isWithin(a, b)).toBe(within);
        expect(mirror[tree.relation(a, b)]).toContain(tree.relation(b, a));
      }),
    );
  });
});
