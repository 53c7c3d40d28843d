import { expect, test } from "vitest";
import { listPages } from "#db/book";
import { findItem, findItemsByRunning, type ItemRow } from "#db/items";
import { listLinkedTo } from "#db/links";
import { openStore, type Session } from "#db/open";
import { countsIn, sumsIn } from "#domain/count/tally-page";
import { databaseAsOf } from "../support/older-database.ts";

/** An item as versions before kinds had words of their own wrote it. */
function written(id: string, kind: string, more: { spec: object; state?: string; no?: number }) {
  const { spec, state = "open", no } = more;
  const bag = { scope: "全县", fields: [], rules: "", stages: [], verify: true, posts: null };
  const whole = {
    receipt: "无",
    audience: "负责人",
    urgency: "平件",
    running: null,
    households: 0,
  };
  const json = JSON.stringify({ ...bag, ...whole, submitBy: 77, ...spec });
  const series =
    no === undefined ? "null, null, null" : `'c', ${kind === "special" ? 0 : 2020}, ${no}`;
  return `insert into item (id, kind, label, letter, year, month_day, n, series_body, series_year,
    series_no, title, spec, channel, person, post, node, at, state) values ('${id}', '${kind}', '${id}',
    'T', 2020, '0127', 1, ${series}, '摸排', '${json}', 'hq', 'p', 'leader', 'c', 1, '${state}')`;
}

test("running numbers of an older version go on, sums to their positions in the book", async () => {
  const fields = [
    { name: "在册", type: "整数" },
    { name: "接种", type: "单选", options: ["是", "否"] },
    { name: "备注", type: "文字" },
    { name: "金额", type: "金额" },
  ];
  const sum = (node: string, field: string, n: bigint) =>
    `insert into tally_sum (item, node, field, n) values ('task', '${node}', '${field}', ${n})`;
  const older = await databaseAsOf("0007", [
    written("task", "task", { spec: { fields } }),
    "insert into tally (item, node, version, expected, replied, self_verified) values ('task', 'c', 9, 24, 23, 2)",
    ...[sum("c", "在册", 1_240_000n), sum("c", "接种=否", 30_000n), sum("c", "在册∅", 10_000n)],
    ...[sum("c", "金额", 699_999_999_999_999_901n), sum("d", "∅", 20_000n)],
  ]);
  const store = await openStore(older.url);
  try {
    const [county, below] = await listPages(store.read, { of: "task", day: "" });
    expect(countsIn(county!.words)).toMatchObject({ expected: 24, replied: 23, selfVerified: 2 });
    expect(county!.version).toBe(10);
    const { terms } = (await findItem(store.read, "task"))!;
    expect(sumsIn(terms.fields, county!.sums)).toMatchObject({
      在册: 124,
      "在册∅": 1,
      "接种=否": 3,
    });
    expect(county!.sums).toContain(699_999_999_999_999_901n);
    expect(sumsIn(terms.fields, below!.sums)).toEqual({ "∅": 2 });
  } finally {
    await store.close();
  }
  // Opened a second time nothing is added again.
  const again = await openStore(older.url);
  try {
    expect((await listPages(again.read, { of: "task", day: "" }))[0]!.version).toBe(10);
  } finally {
    await again.close();
    await older.drop();
  }
});

test("items of an older version go on as their kinds now have them", async () => {
  const older = await databaseAsOf("0007", [
    written("task", "task", { spec: { urgency: "特急" } }),
    written("special", "special", { spec: { running: 320 }, no: 320 }),
    written("order", "order", { spec: { receipt: "签署" }, state: "revoked", no: 17 }),
    written("everyone", "order", { spec: { receipt: "全员" }, no: 18 }),
    written("unsigned", "order", { spec: { receipt: "无" }, no: 19 }),
    written("notice", "notice", { spec: { audience: "住户", households: 318 }, no: 17 }),
  ]);
  const store = await openStore(older.url);
  const item = async (id: string): Promise<ItemRow> =>
    (await findItem(store.read as Session, id)) as ItemRow;
  try {
    expect(await item("task")).toMatchObject({
      ...{ urgency: "特急", phase: "open", spec: { scope: "全县" }, running: null },
      terms: { who: "place", verify: true, submitBy: 77 },
    });
    expect((await item("task")).terms).not.toHaveProperty("receipt");
    expect(await findItemsByRunning(store.read, { kinds: ["special"], n: 320 })).toMatchObject([
      { id: "special", seriesBody: null, seriesNo: null, terms: { who: "place" } },
    ]);
    expect(await item("order")).toMatchObject({
      ...{ state: "revoked", phase: "ended", seriesNo: 17 },
      ...{ spec: { scope: "全县", receipt: "签署" }, terms: { who: "place" } },
    });
    expect((await item("everyone")).terms.who).toBe("person");
    expect((await item("unsigned")).terms.who).toBe("nobody");
    expect(await item("notice")).toMatchObject({
      spec: { scope: "全县", audience: "住户", households: 318 },
      terms: { who: "nobody" },
    });
  } finally {
    await store.close();
    await older.drop();
  }
});

test("what stood on an order in an older version is linked with it now", async () => {
  const older = await databaseAsOf("0007", [
    written("order", "order", { spec: { receipt: "签署" }, no: 17 }),
    written("task", "task", { spec: {} }),
    "update item set basis = 'order' where id = 'task'",
  ]);
  const store = await openStore(older.url);
  try {
    const linked = await listLinkedTo(store.read, "order", "依据");
    expect(linked.map(({ id }) => id)).toEqual(["task"]);
  } finally {
    await store.close();
    await older.drop();
  }
});
