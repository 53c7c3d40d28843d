import { describe, expect, it } from "vitest";
import { listPlaces, namesInView } from "#domain/org/names-in-view";
import { Tree } from "#domain/org/tree";
import { node, smallNodes, smallProfile } from "../support/small-org.ts";

const tree = new Tree(smallProfile, [
  ...smallNodes,
  ...["a", "b"].flatMap((town) => [
    node(town, "town", "county", `${town === "a" ? "甲" : "乙"}溪镇`),
    node(`${town}1`, "village", town, "新村村委会"),
    node(`${town}2`, "village", town, `${town === "a" ? "上" : "下"}湾村`),
    node(`${town}1x`, "grid", `${town}1`, "一网格"),
    node(`${town}2x`, "grid", `${town}2`, "一网格"),
    node(`${town}2u`, "unit", `${town}2x`, `单元${town === "a" ? 25 : 26}`),
    node(`${town}2w`, "unit", `${town}2x`, "单元27"),
  ]),
]);

describe("a place in a list is named by as much of its path as tells it from the others", () => {
  it.each<[string, string[], string[]]>([
    ["names that are their own", ["a2", "b2", "e1a"], ["上湾村", "下湾村", "东山一网格"]],
    ["one alone", ["a1x"], ["一网格"]],
    ["one name twice", ["a1", "b1"], ["甲溪镇/新村", "乙溪镇/新村"]],
    ["in villages of other names", ["a1x", "a2x"], ["新村/一网格", "上湾村/一网格"]],
    ["as far up as need be", ["a1x", "b1x"], ["甲溪镇/新村/一网格", "乙溪镇/新村/一网格"]],
    [
      "only where need be",
      ["a1x", "b1x", "a2x"],
      ["甲溪镇/新村/一网格", "乙溪镇/新村/一网格", "上湾村/一网格"],
    ],
    ["units of one grid", ["a2u", "a2w"], ["单元25", "单元27"]],
    [
      "units of several, though no number is there twice",
      ["a2u", "b2u"],
      ["一网格/单元25", "一网格/单元26"],
    ],
    ["a place named twice", ["a2", "a2"], ["上湾村", "上湾村"]],
    ["what is no node", ["gone", "a2"], ["gone", "上湾村"]],
    ["nothing", [], []],
  ])("%s", (_, ids, names) => expect(namesInView(ids, tree)).toEqual(names));

  it("no two places of a list are called alike", () => {
    const ids = tree.nodes.map((one) => one.id);
    expect(new Set(namesInView(ids, tree)).size).toBe(ids.length);
  });

  it("looks at what stands beside the first ones too", () => {
    expect(namesInView(["a1"], tree, ["a1", "b1"])).toEqual(["甲溪镇/新村"]);
  });

  it("lists ten and says how many", () => {
    const ids = tree.nodes.slice(0, 12).map((one) => one.id);
    expect(listPlaces(ids, tree)).toMatch(/^([^、]+、){9}[^、]+等12个$/);
    expect(listPlaces(["a2", "b2"], tree)).toBe("上湾村、下湾村");
  });
});
