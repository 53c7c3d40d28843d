import { describe, expect, it } from "vitest";
import type { ItemView, TargetView } from "#contract/nouns";
import type { Seat } from "#contract/seats";
import { findPeople, invitees, ofTerm } from "#web/admin/find-seats.ts";
import { spellStates } from "#web/items/state-names.ts";
import { groupOf } from "#web/items/target-groups.ts";
import { filterOrders, type OrderFilter } from "#web/orders/filter-orders.ts";
import { orderText, receiptsOf } from "#web/orders/receipts.ts";

const DAY = 24 * 60 * 60_000;

const seat = (name: string, postName: string, path: string, more: Partial<Seat> = {}): Seat => ({
  ...{ person: name, name, pinyin: "", phone: null, post: postName, postName, deputy: false },
  ...{ responsible: true, invitable: true, node: path, nodeName: path, path },
  ...{ source: "专职", from: 0, to: null },
  ...more,
});

describe("people of an area", () => {
  const seats = [
    seat("鄢明", "村社负责人", "葛岭镇/溪洋村", { invitable: false }),
    seat("卢霞", "网格员", "葛岭镇/溪洋村/溪洋1号"),
    seat("卢霞", "网格员", "葛岭镇/溪洋村/溪洋3号"),
    seat("卢斌", "网格员", "葛岭镇/溪洋村/溪洋2号"),
  ];

  it("are found by all of the words", () => {
    expect(findPeople(seats, "").length).toBe(4);
    expect(findPeople(seats, " 卢 2号 ").map(({ name }) => name)).toEqual(["卢斌"]);
    expect(findPeople(seats, "卢 鄢")).toEqual([]);
    const spelt = seats.map((one) => (one.name === "卢斌" ? { ...one, pinyin: "lubin lb" } : one));
    expect(findPeople(spelt, "LB").map(({ name }) => name)).toEqual(["卢斌"]);
    expect(findPeople(spelt, "bin")).toEqual([]);
  });

  it("are told apart by how long they hold the post", () => {
    const [one, two] = [seat("甲", "网格员", "村", { to: 40 * DAY }), seat("乙", "网格员", "村")];
    const soon = seat("丙", "网格员", "村", { to: 30 * DAY, deputy: true });
    expect(ofTerm([one, two, soon], "ending", 0)).toEqual([soon]);
    expect(ofTerm([one, two, soon], "deputy", 0)).toEqual([soon]);
    expect(ofTerm([one, two, soon], "all", 0)).toHaveLength(3);
  });

  it("get one code each, whoever may get one at all", () => {
    expect(invitees(seats).map(({ name }) => name)).toEqual(["卢霞", "卢斌"]);
  });
});

const item = (id: string, more: Partial<ItemView>): ItemView => ({
  ...{ id, label: `指挥部令〔2026〕${id}号`, kind: "order", kindName: "指挥令", title: "全部到岗" },
  ...{
    body: null,
    state: "open",
    stateName: "进行中",
    phase: "open",
    answer: "ack",
    document: true,
  },
  ...{ issuer: { node: "c", nodeName: "永泰县", post: "县领导" } },
  ...{ at: Number(id), respondBy: null, dueAt: null, channel: "hq", fields: [], rules: "" },
  ...{ spec: [], stages: [], verify: false, urgency: "平件", links: [], round: null },
  ...{ recurrence: null, rounds: [], own: [], acts: [], countedAt: "c" },
  ...more,
});

describe("orders", () => {
  const items = [
    item("1", {}),
    item("2", { state: "revoked" }),
    item("3", { kind: "notice", title: "明天有大雨", state: "closed" }),
    item("5", { issuer: { node: "t", nodeName: "葛岭镇", post: "综治中心" } }),
  ];
  const found = (filter: Partial<OrderFilter>) =>
    filterOrders(items, { state: "open", kind: "all", words: "", ...filter }).map(({ id }) => id);

  it.each([
    [{}, ["5", "1"]],
    [{ state: "all" }, ["5", "3", "2", "1"]],
    [{ state: "all", kind: "notice" }, ["3"]],
    [{ state: "revoked" }, ["2"]],
    [{ words: "葛岭 到岗" }, ["5"]],
    [{ words: "〔2026〕1" }, ["1"]],
    [{ state: "all", words: "大雪" }, []],
  ] as [Partial<OrderFilter>, string[]][])("%o", (filter, expected) => {
    expect(found(filter)).toEqual(expected);
  });

  const target = (path: string, ackedAt: number | null): TargetView => ({
    ...{ node: path, nodeName: path, path, state: "", marks: [], dueAt: null, respondBy: null },
    ...{ dispatchedAt: 1, ackedAt, repliedAt: null, verifiedAt: null, submittedAt: null },
    verifiedHow: null,
    standing: null,
    ...{ version: 0, values: null, supplement: null, reason: null, difficulty: null },
    responsible: [{ post: "网格员", name: "卢霞", phone: "142", mayMiss: false }],
    calls: { failed: 0, failedAt: null, toldAt: null, passedTo: null },
    outOfContact: false,
    may: [],
    warnings: [],
  });

  it("count as 应签收 does: 免报 is neither missing nor in", () => {
    const excused = { ...target("丙村", null), state: "免报" };
    const { missing, acked } = receiptsOf([target("甲村", null), target("乙村", 5), excused]);
    expect([missing.length, acked.length]).toEqual([1, 1]);
  });

  it("and groups of a task are the same in a county that says 免填, 发回 and 有难处", () => {
    const replied = { ...target("甲村", 5), repliedAt: 6 };
    const groups = (words: Record<string, string>) =>
      ["免报", "退回", "困难", "已报"].map((state) =>
        groupOf(
          { ...item("1", {}), answer: "reply" },
          { ...replied, state: words[state] ?? state },
        ),
      );
    const words = { 免报: "免填", 退回: "发回", 困难: "有难处" };
    const usual = groups({});
    expect(usual).toEqual(["answered", "missing", "answered", "answered"]);
    spellStates(words);
    try {
      expect(groups(words)).toEqual(usual);
      expect(receiptsOf([{ ...target("丙村", null), state: "免填" }]).missing).toEqual([]);
    } finally {
      spellStates({});
    }
  });

  it("say who has not first, with the phone, in text too", () => {
    const { missing, acked } = receiptsOf([target("甲村", null), target("乙村", 5)]);
    expect([missing.length, acked.length]).toEqual([1, 1]);
    const words = { meta: ["签发：永泰县 县领导"], receipts: ["还差1，共2"] };
    expect(orderText(item("1", { body: "立即到岗。" }), words, missing)).toBe(
      [
        "指挥部令〔2026〕1号 全部到岗",
        "签发：永泰县 县领导",
        "",
        "立即到岗。",
        "",
        "还差1，共2",
        "甲村（卢霞 142）",
      ].join("\n"),
    );
  });
});
