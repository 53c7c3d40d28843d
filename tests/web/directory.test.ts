import { describe, expect, it } from "vitest";
import type { PlaceRow } from "#contract/directory";
import type { NodeView } from "#contract/nouns";
import { foundLines } from "#web/directory/found-lines.ts";
import { orderRows } from "#web/directory/order-rows.ts";
import { stepsOf, treeRows } from "#web/directory/tree-rows.ts";
import { treeStep } from "#web/ui/tree-step.ts";

function place(id: string, children = 0): NodeView {
  return {
    ...{ id, code: id, name: id, path: id, level: "town", levelName: "乡镇", parent: null },
    ...{ mode: "平", colour: null, grade: null, households: null, population: null, children },
    ...{ virtual: false, external: false },
  };
}

function row(node: string, more: Partial<PlaceRow> & { share?: number | null } = {}): PlaceRow {
  const { share = null, ...rest } = more;
  const capacity = {
    ...{ workers: 1, households: share, population: null },
    ...{ householdsPerWorker: share, populationPerWorker: null },
  };
  return {
    ...{ node, nodeName: node, levelName: "村", land: true, needsResponsible: true },
    responsible: [
      {
        ...{
          person: "p",
          name: "甲",
          pinyin: "jia j",
          phone: null,
          post: "head",
          postName: "村书记",
        },
        ...{ deputy: false, responsible: true, invitable: false },
      },
    ],
    ...{ gaps: 0, children: 0, capacity },
    ...rest,
  };
}

describe("order of the places below", () => {
  const names = (rows: PlaceRow[]) => rows.map(({ node }) => node).join("");
  const rows = [
    row("a", { share: 50 }),
    row("b", { gaps: 3, share: 90 }),
    row("c", { gaps: 1, responsible: [] }),
    row("d", { share: 50 }),
    row("e", { gaps: 1, responsible: [], needsResponsible: false }),
  ];

  it.each([
    ["gaps", "cbead"],
    ["share", "badce"],
    ["tree", "abcde"],
  ] as const)("%s", (order, expected) => {
    expect(names(orderRows(rows, order))).toBe(expected);
    expect(names(rows)).toBe("abcde");
  });
});

describe("tree", () => {
  const top = place("县", 2);
  const below = new Map([
    ["县", [place("甲镇", 1), place("乙镇", 1), place("县教育局")]],
    ["甲镇", [place("甲村")]],
  ]);
  const shape = (...open: string[]) =>
    treeRows(top, below, new Set(open)).map(({ node, level }) => `${level}${node.id}`);

  it("is flat, and shows what is open", () => {
    expect(treeRows(null, below, new Set())).toEqual([]);
    expect(shape()).toEqual(["1县"]);
    expect(shape("县")).toEqual(["1县", "2甲镇", "2乙镇", "2县教育局"]);
    expect(shape("县", "甲镇")).toEqual(["1县", "2甲镇", "3甲村", "2乙镇", "2县教育局"]);
  });

  it("keeps open what was not loaded yet as an empty branch, and a leaf shut", () => {
    expect(shape("县", "乙镇")).toEqual(["1县", "2甲镇", "2乙镇", "2县教育局"]);
    const rows = treeRows(top, below, new Set(["县", "县教育局"]));
    expect(rows.at(-1)).toMatchObject({ open: false });
  });

  const rows = treeRows(top, below, new Set(["县", "甲镇"]));
  it.each([
    [0, "ArrowDown", { to: 1 }],
    [0, "ArrowUp", null],
    [4, "ArrowDown", null],
    [4, "Home", { to: 0 }],
    [0, "End", { to: 4 }],
    [1, "ArrowRight", { to: 2 }],
    [3, "ArrowRight", { toggle: "乙镇" }],
    [4, "ArrowRight", null],
    [1, "ArrowLeft", { toggle: "甲镇" }],
    [2, "ArrowLeft", { to: 1 }],
    [3, "ArrowLeft", { to: 0 }],
    [3, "x", null],
  ] as const)("row %i, %s", (from, key, expected) => {
    expect(treeStep(stepsOf(rows), from, key)).toEqual(expected);
  });
});

describe("what /找 found", () => {
  it("takes the phone out of each line, and leaves a line without one alone", () => {
    expect(
      foundLines("溪洋1号 网格员 卢霞 ☎14200000681\n溪洋2号 网格员 卢斌（未登记电话）\n"),
    ).toEqual([
      { text: "溪洋1号 网格员 卢霞", phone: "14200000681" },
      { text: "溪洋2号 网格员 卢斌（未登记电话）", phone: null },
    ]);
  });
});
