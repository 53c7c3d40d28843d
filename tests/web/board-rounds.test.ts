import { describe, expect, it } from "vitest";
import type { RoundsView } from "#contract/nouns";
import { initialsOf } from "../../web/src/lib/board/notes/initials.ts";
import { roundTable } from "../../web/src/lib/board/rounds/rounds.ts";
import { differenceOf } from "../../web/src/lib/board/tree/differences.ts";
import { boardRow } from "./support/board-rows.ts";

describe("rounds side by side", () => {
  const round = (n: number) => ({
    ...{ id: `2020-T0127-01#${n}`, label: `T0127-01#${n}`, round: n, at: n, dueAt: n + 1 },
    ...{ state: "open", phase: "open" as const, line: null },
  });
  const row = (path: string, states: (string | null)[]) => ({
    ...{ node: `node ${path}`, nodeName: path, path, states },
  });
  const asked: RoundsView = {
    rounds: [round(1), round(2), round(3)],
    rows: [
      row("葛岭镇/溪洋村/1号", ["已核", "已派", "已派"]),
      row("葛岭镇/溪洋村/2号", ["免报", "已报", "困难"]),
      row("葛岭镇/台口村/1号", [null, "退回", "待交办"]),
    ],
    next: null,
  };

  it("add up what is missing at every place, and leave out who was not asked", () => {
    const { left, states, current } = roundTable(asked, "2020-T0127-01#2", []);
    expect(current).toBe(1);
    expect(left.get("葛岭镇/溪洋村")).toEqual([0, 1, 2]);
    expect(left.get("葛岭镇/台口村")).toEqual([null, 1, 1]);
    expect(left.get("葛岭镇")).toEqual([0, 2, 3]);
    expect(states.get("node 葛岭镇/台口村/1号")).toEqual([null, "退回", "待交办"]);
  });

  it("take the open board's own rows before what was asked for earlier", () => {
    const live = [boardRow("葛岭镇/溪洋村/1号", { state: "已报", version: 1 })];
    const { left, states } = roundTable(asked, "2020-T0127-01#3", live);
    expect(states.get("node 葛岭镇/溪洋村/1号")).toEqual(["已核", "已派", "已报"]);
    expect(left.get("葛岭镇/溪洋村")).toEqual([0, 1, 1]);
    expect(roundTable(asked, "2020-T0127-01#9", live).current).toBe(-1);
  });
});

describe("this time beside last time", () => {
  it.each([
    [6, 8, { kind: "number", text: "+2" }],
    [6, 5, { kind: "number", text: "−1" }],
    [0.1, 0.3, { kind: "number", text: "+0.2" }],
    [6, 6, { kind: "same" }],
    [true, false, { kind: "other" }],
    [["甲"], ["甲"], { kind: "same" }],
    // 没有 is neither 0 nor blank.
    [0, { nil: true }, { kind: "other" }],
    [{ nil: true }, { nil: true }, { kind: "same" }],
    [undefined, 6, { kind: "none" }],
  ])("%j then %j", (before, now, expected) => {
    expect(differenceOf(before, now)).toEqual(expected);
  });
});

it("initials are of place and post", () => {
  expect(initialsOf({ place: "葛岭镇", post: "综治中心" })).toBe("葛综");
});
