import type { BoardValue } from "#contract/board";
import { Field } from "#contract/forms";
import { fieldTypeOffers } from "#kernel/complete/form-offers";
import { boardEntries, boardItem, boardTotals } from "#views/board";
import { itemViewsOf } from "#views/item-view";
import { viewerOf } from "#views/viewer";
import { neverSummed, numberFields } from "#web/board/columns.ts";
import { csvOf, sheetOf } from "#web/board/export/export-csv.ts";
import { branchesOf, flatten } from "#web/board/tree/branches.ts";
import { summedText } from "#web/board/tree/summed.ts";
import { mergeBoards } from "#web/board/view.ts";
import { readTyped, typedOf } from "#web/forms/typed.ts";
import { bots } from "../../../server/bots.ts";
import { openTestKernel } from "../../support/kernel.ts";
import { boardOf } from "../../web/support/board-rows.ts";

/** A task asking for a temperature, from its line to its spreadsheet; prints what was seen, as JSON. */
const k = await openTestKernel({ bots });
const seen: Record<string, unknown> = {};
const said = async (...line: Parameters<typeof k.say>) => {
  const reply = await k.say(...line);
  return reply.ok ? reply.result.text : reply.error.message;
};

const issued = await said(
  "东村书记",
  "#东山村",
  "/任务 测温 字段=水温:气温!(0-40℃),人数:整数! 规则=水温<=38 截止=23:00",
);
const label = /T\d+-\d+/.exec(issued)![0];
const report = (who: string, grid: string, values: string) =>
  said(who, grid, `/报 ${label} ${values}`);
seen.unknown = await said("东村书记", "#东山村", "/任务 测 字段=水温:湿度 截止=23:00");
seen.replies = [
  await report("邱网格", "#东山一网格", "很热 2"),
  await report("邱网格", "#东山一网格", "水温=36.55 人数=2"),
  await report("邱网格", "#东山一网格", "39 2"),
  await report("邱网格", "#东山一网格", "水温三十六点五，人数2"),
  await report("毛网格", "#东山二网格", "20 5"),
];
seen.tally = await said("东村书记", "#东山村", `/汇总 ${label}`);

const person = k.kernel.org().byAccount("东村书记")!.id;
const viewer = viewerOf(k.kernel, person);
const source = { session: viewer.session, org: viewer.org, registry: k.kernel.registry };
const item = (await boardItem(source.session, `2020-${label}`))!;
const [view] = await itemViewsOf(viewer, [item]);
const fields = view!.fields;
const [warm] = fields;
seen.shape = warm;
seen.isInSchema = Field.safeParse(warm).success;
seen.offers = fieldTypeOffers("水温:温", viewer as never).map(({ insert }) => insert);
seen.typed = readTyped(warm!, typedOf(warm!, 36.5) as string, k.at());

const entries = await boardEntries(source, item);
seen.sums = boardTotals(source, item, "e1", entries).sums;
const rows = entries.map(({ row }) => row);
seen.rows = rows.map(({ values }): Record<string, BoardValue> => values);
const columns = numberFields(fields);
const branches = branchesOf(mergeBoards([boardOf(null, rows)])!, "reply", neverSummed(fields));
seen.columns = columns;
seen.table = flatten(branches, () => true, null).map((branch) => [
  branch.name,
  ...columns.map((name) => summedText(branch, name, "没有")),
]);
const words = { yes: "是", no: "否", nil: "没有", given: "已填" };
const heads = { place: "地方", state: "状态", marks: "标", time: "时间", post: "岗位" };
const last = { version: "版", due: "截止", grade: "级" };
const sheet = sheetOf(
  { title: "", asOf: "", line: "" },
  rows,
  fields,
  { ...words, ...heads, ...last },
  () => "",
);
seen.sheet = csvOf(sheet.slice(3)).trim().split("\r\n");
await k.stop();
process.stdout.write(JSON.stringify(seen));
