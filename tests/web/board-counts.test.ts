import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BoardRow } from "#contract/board";
import { STATES } from "#contract/states";
import { percent as domainPercent } from "#domain/count/percent";
import {
  contribution,
  stateOf as domainState,
  FRESH,
  marksOf,
  type TargetFacts,
} from "#domain/count/tally";
import { countsOf, missingOf, percent, WORDS } from "../../web/src/lib/board/counts.ts";
import { NOT_APART, rowFilter } from "../../web/src/lib/board/tree/filter.ts";
import { gradeTag, shapeOf, stateOf } from "../../web/src/lib/board/tree/row-state.ts";
import { spellStates } from "../../web/src/lib/items/state-names.ts";
import { boardRow } from "./support/board-rows.ts";

/** Facts as they can come about: what is verified was reported, what waits at the gate was not. */
const facts = fc
  .record({
    reach: fc.constantFrom("waiting", "sent", "acked", "replied", "verified", "submitted"),
    returned: fc.boolean(),
    overdue: fc.boolean(),
    excused: fc.boolean(),
    difficulty: fc.boolean(),
    notReached: fc.boolean(),
    proxyAck: fc.boolean(),
    proxyReply: fc.boolean(),
    makeup: fc.boolean(),
  })
  .map(({ reach, ...flags }): TargetFacts => {
    const order = ["waiting", "sent", "acked", "replied", "verified", "submitted"];
    const has = (step: string) => order.indexOf(reach) >= order.indexOf(step);
    const dispatched = has("sent");
    const returned = has("replied") && flags.returned;
    // A row shows one state: of a returned one, or of one in difficulty, it does not tell the rest
    // but for 困难, which stands beside 退回.
    const difficulty = dispatched && flags.difficulty;
    const notReached = dispatched && flags.notReached && !difficulty && !returned;
    const acked = has("acked") || notReached;
    return {
      ...FRESH,
      ...flags,
      dispatched,
      acked,
      replied: has("replied"),
      verified: has("verified"),
      submitted: has("submitted"),
      returned,
      difficulty,
      notReached,
      overdue: dispatched && flags.overdue,
      proxyAck: acked && flags.proxyAck,
    };
  });

function rowOf(f: TargetFacts): BoardRow {
  const state = domainState(f);
  return boardRow("葛岭镇/溪洋村/1号", {
    state,
    marks: marksOf(f),
    time: state === "待下达" ? null : 1,
    post: f.acked || f.replied || f.difficulty ? "网格员" : null,
    version: f.replied ? 1 : 0,
  });
}

describe("the words a row adds to", () => {
  it("are the server's", () => {
    fc.assert(
      fc.property(facts, (f) => {
        const server = contribution(f);
        const own = countsOf(rowOf(f));
        expect(own).toEqual(Object.fromEntries(WORDS.map((word) => [word, server[word]])));
      }),
    );
  });

  it("are the same whatever the county calls its states", () => {
    spellStates(Object.fromEntries(STATES.map((state) => [state, `县里说的${state}`])));
    try {
      fc.assert(
        fc.property(facts, (f) => {
          const row = rowOf(f);
          const renamed = { ...row, state: `县里说的${row.state}` };
          expect([countsOf(renamed), shapeOf(renamed)]).toEqual([countsOf(row), shapeOf(row)]);
        }),
      );
    } finally {
      spellStates({});
    }
  });

  it("count what misses an answer, by what settles the item", () => {
    const counts = { expected: 9, acked: 7, replied: 4 };
    expect(missingOf(counts, "reply")).toBe(5);
    expect(missingOf(counts, "ack")).toBe(2);
  });

  it("print shares as the domain does", () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(20_000), (n, of) => {
        expect(percent(n, of)).toBe(domainPercent(n, of));
      }),
    );
  });
});

describe("shape and tag", () => {
  it.each([
    ["待下达", "waiting"],
    ["已派", "none"],
    ["已响应", "acked"],
    ["已报", "reported"],
    ["已核", "verified"],
    ["已上报", "verified"],
    ["退回", "returned"],
    ["逾期", "late"],
    ["困难", "hard"],
    ["未联系上", "hard"],
  ])("%s is %s", (state, shape) => {
    expect(shapeOf(boardRow("a", { state }))).toBe(shape);
  });

  it("is ▲ where what was sent back is in difficulty", () => {
    expect(shapeOf(boardRow("a", { state: "退回", marks: ["困难"] }))).toBe("hard");
  });

  it("knows a county's own spelling by what else the row says", () => {
    expect(stateOf(boardRow("a", { state: "待交办", time: null }))).toBe("待下达");
    expect(stateOf(boardRow("a", { state: "报上来了", time: 5, version: 2 }))).toBe("已报");
    expect(stateOf(boardRow("a", { state: "看到了", time: 5, post: "网格员" }))).toBe("已响应");
  });

  it("writes the grade as one letter", () => {
    expect(gradeTag({ grade: "二级", colour: "黄" })).toBe("二");
    expect(gradeTag({ grade: null, colour: "红" })).toBe("红");
    expect(gradeTag({ grade: null, colour: null })).toBeNull();
  });
});

describe("the rows behind a number", () => {
  const rows = [
    boardRow("葛岭镇/溪洋村/1号", { state: "已派" }),
    boardRow("葛岭镇/溪洋村/2号", { state: "已响应", post: "网格员" }),
    boardRow("葛岭镇/台口村/1号", { state: "已报", version: 1, post: "网格员" }),
    boardRow("城峰镇/龙峰村/1号", { state: "逾期", post: null }),
  ];
  const names = (fits: ReturnType<typeof rowFilter>) =>
    rows.filter((row) => fits?.(row) ?? true).map(({ path }) => path);

  it("are those that have not, or all without a filter", () => {
    expect(rowFilter(null, " ", NOT_APART)).toBeNull();
    expect(names(rowFilter("unacked", "", NOT_APART))).toHaveLength(2);
    expect(names(rowFilter("unreported", "", NOT_APART))).toHaveLength(3);
    expect(names(rowFilter("unverified", "", NOT_APART))).toEqual(["葛岭镇/台口村/1号"]);
    expect(names(rowFilter("overdue", "", NOT_APART))).toEqual(["城峰镇/龙峰村/1号"]);
  });

  it("are narrowed by words, pins and marks", () => {
    expect(names(rowFilter("unreported", "葛岭 2号", NOT_APART))).toEqual(["葛岭镇/溪洋村/2号"]);
    expect(
      names(rowFilter("pinned", "", { ...NOT_APART, pins: new Set([rows[3]!.node]) })),
    ).toEqual(["城峰镇/龙峰村/1号"]);
    const highlights = new Map([[rows[0]!.node, "sand"]]);
    expect(names(rowFilter("marked", "", { ...NOT_APART, highlights }))).toEqual([
      "葛岭镇/溪洋村/1号",
    ]);
  });
});
