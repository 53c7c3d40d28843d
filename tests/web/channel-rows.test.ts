import { describe, expect, it } from "vitest";
import type { TreePlace } from "#contract/channel-tree";
import { foundRows, type KnownTree, treeRows, waitingRows } from "#web/chat/channel-rows.ts";
import type { ChannelState } from "#web/sync/state.ts";

/** `staff:葛岭镇` of a place, and whether one sits in it. */
function place(path: string, channels: Record<string, boolean>, below = false): TreePlace {
  const line = path.split("/");
  const id = line.at(-1)!;
  return {
    ...{ id, parent: line.at(-2) ?? null, name: id, pinyin: "", above: line.slice(1, -1) },
    channels: Object.entries(channels).map(([kind, member]) => {
      const name = kind === "resident" ? `${id}·住户` : id;
      return { id: `${kind}:${id}`, kind, name, member };
    }),
    ...{ below, open: false },
  };
}

function own(id: string, path: string, more: Partial<ChannelState> = {}): ChannelState {
  const [kind = "", name = ""] = id.split(":");
  const node = path === "" ? null : path.split("/").at(-1)!;
  return {
    view: {
      ...{ id, kind, name: kind === "resident" ? `${name}·住户` : name, node },
      ...{ path: path === "" ? [] : path.split("/"), writable: true, pinyin: "", people: 3 },
    },
    ...{ waiting: [], calls: [], lastSeq: 0, readTo: 0, unread: 0, log: null, ...more },
  };
}

/** 县, which has no channel for this reader; 甲镇, 乙镇 to look into; 甲村 one's own; its grid with residents. */
const PLACES = [
  place("县", {}, true),
  place("县/甲镇", { staff: false, room: false }, true),
  place("县/甲镇/甲村", { staff: true }, true),
  place("县/甲镇/甲村/一网格", { resident: true }),
  place("县/甲镇/甲村/二网格", { resident: true }),
  place("县/乙镇", { staff: false }, true),
];
const RESIDENT = "县/甲镇/甲村/一网格";
const CHANNELS = [
  own("staff:甲村", "县/甲镇/甲村", { unread: 2 }),
  own("resident:一网格", RESIDENT, { waiting: ["甲"], unread: 1 }),
  own("resident:二网格", "县/甲镇/甲村/二网格"),
  own("bot:任务", "", { waiting: ["甲", "乙"] }),
];

function tree(...asked: string[]): KnownTree {
  const below = asked.map((id) => {
    const children = PLACES.filter(({ parent }) => parent === id);
    return [id, children.map((child) => child.id)] as const;
  });
  return { root: "县", places: new Map(PLACES.map((one) => [one.id, one])), below: new Map(below) };
}
const ALL = tree("县", "甲镇", "甲村");

/** `1 ▾甲镇 •2`: how deep, open or folded, a heading in brackets, foreign by ?, unread, waiting. */
const drawn = (rows: ReturnType<typeof treeRows>) =>
  rows.map(({ level, title, channel, isForeign, folds, open, hasUnread, waiting }) => {
    const fold = folds === null ? "" : open ? "▾" : "▸";
    const name = channel === null ? `[${title}]` : title;
    const said = `${hasUnread ? " •" : ""}${waiting > 0 ? ` ${waiting}` : ""}`;
    return `${level} ${fold}${name}${isForeign ? "?" : ""}${said}`;
  });
const draw = (known: KnownTree, ...open: string[]) =>
  drawn(treeRows(known, CHANNELS, ({ id }) => open.includes(id)));

describe("the tree of channels in rows", () => {
  it.each([
    ["folded: all that is below is summed up", ALL, [], ["1 ▸[县] • 1", "1 @任务 2"]],
    [
      "the county open: towns with what is in them",
      ALL,
      ["县"],
      ["1 ▾[县]", "2 ▸#甲镇? • 1", "2 ▸#乙镇?", "1 @任务 2"],
    ],
    [
      "down to a grid's residents",
      ALL,
      ["县", "甲镇", "甲村", "一网格"],
      [
        "1 ▾[县]",
        "2 ▾#甲镇?",
        "3 #甲镇?",
        "3 ▾#甲村 •",
        "4 ▾[一网格]",
        "5 #一网格·住户 • 1",
        "4 ▸[二网格]",
        "2 ▸#乙镇?",
        "1 @任务 2",
      ],
    ],
    [
      "open before the answer is there: still the sum",
      tree("县"),
      ["县", "甲镇"],
      ["1 ▾[县]", "2 ▾#甲镇? • 1", "3 #甲镇?", "2 ▸#乙镇?", "1 @任务 2"],
    ],
  ] as const)("%s", (_, known, open, expected) => {
    expect(draw(known, ...open)).toEqual(expected);
  });

  it("shows one's own flat where nobody has answered", () => {
    const nothing: KnownTree = { root: null, places: new Map(), below: new Map() };
    const flat = ["1 #甲村 •", "1 #一网格·住户 • 1", "1 #二网格·住户", "1 @任务 2"];
    expect(draw(nothing)).toEqual(flat);
  });

  it("puts what waits first under a thumb, with the places above, and once more in the tree", () => {
    const rows = waitingRows(CHANNELS, ALL.places);
    expect(drawn(rows)).toEqual(["1 #一网格·住户 • 1", "1 @任务 2"]);
    expect(rows.map(({ above }) => above)).toEqual(["甲镇 甲村", ""]);
    const both = [...rows, ...treeRows(ALL, CHANNELS, () => true)].map(({ id }) => id);
    expect(new Set(both).size).toBe(both.length);
  });

  it("counts an item once wherever it waits, and calls by name apart", () => {
    const called = { calls: [{ message: "m1", seq: 1 }] };
    const channels = [
      own("staff:甲村", "县/甲镇/甲村", { waiting: ["甲"], ...called }),
      own("resident:一网格", RESIDENT, { waiting: ["甲"] }),
      own("resident:二网格", "县/甲镇/甲村/二网格", { waiting: ["乙"] }),
    ];
    const [county] = treeRows(ALL, channels, () => false);
    expect(county).toMatchObject({ waiting: 2, calls: 1 });
    const rank = (item: string) => (item === "乙" ? -1 : 0);
    expect(waitingRows(channels, ALL.places, rank).map(({ title }) => title)).toEqual([
      ...["#二网格·住户", "#甲村", "#一网格·住户"],
    ]);
  });

  it("finds one's own at once and the others as the server says, each once, with what is above", () => {
    const mine = CHANNELS.slice(0, 1);
    expect(drawn(foundRows(mine, []))).toEqual(["1 #甲村 •"]);
    const rows = foundRows(mine, [PLACES[2]!, PLACES[5]!]);
    expect(drawn(rows)).toEqual(["1 #甲村 •", "1 #乙镇?"]);
    expect(rows.map(({ above }) => above)).toEqual(["甲镇", ""]);
  });
});
