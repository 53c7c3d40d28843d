import { expect, test } from "vitest";
import { findItem, findItemsByRunning, type ItemRow } from "#db/items";
import { openStore, type Session } from "#db/open";
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
