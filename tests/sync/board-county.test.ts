import { afterAll, beforeAll, expect, it } from "vitest";
import type { BoardOffer } from "#contract/board-documents";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";
import { openDocument, refusedDocument } from "./support/board-client.ts";

let server: TestServer;
let leader: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ profile: "yongtai", at: "2022-04-06 08:00" });
  leader = await server.asPerson("谢远");
}, 60_000);
afterAll(() => server.stop());

it("above 500 rows the own document has townships, and the rows are in theirs", {
  timeout: 60_000,
}, async () => {
  const line =
    "/任务 入户摸底 范围=全县:工作网格 字段=应访:整数! 截止=18:00 核实=否 路由=直达 确认=是";
  const said = (await leader.say("#永泰县指挥部", line)).body;
  expect(said).toMatchObject({ ok: true });
  const id: string = said.result.item;
  const offer = (await leader.get(`/api/board/${id}`)).body as BoardOffer;
  const towns = offer.documents.flatMap(({ town }) => town ?? []);
  expect(towns).toHaveLength(21);

  const { url } = server;
  const { cookie } = leader;
  const own = await openDocument({ url, name: offer.documents[0]!.name, cookie });
  expect(own.board.rows).toEqual([]);
  expect(own.board.towns).toHaveLength(21);
  const { line: whole } = (await leader.get(`/api/items/${id}/tally`)).body;
  expect(own.board.totals.line).toBe(whole);

  const clients = await Promise.all(
    offer.documents.slice(1).map(({ name }) => openDocument({ url, name, cookie })),
  );
  const targets = await leader.all<{ node: string }>(`/api/items/${id}/targets`, "targets");
  expect(targets.length).toBeGreaterThan(500);
  const rows = clients.flatMap(({ board }) => board.rows.map(({ node }) => node));
  expect(rows).toEqual(targets.map((one) => one.node));
  const expected = own.board.towns.reduce((sum, { counts }) => sum + counts.expected, 0);
  expect(expected).toBe(targets.length);

  // A reply moves its row in the township's document, and both totals.
  const target = targets[0]!;
  const { person } = server.data.assignments.find(
    ({ node, post }) => node === target.node && post === "grid_worker",
  )!;
  const worker = await server.asPerson(
    server.data.people.find(({ id: of }) => of === person)!.name,
  );
  const town = clients[0]!;
  const seen = Promise.all([
    own.when(({ totals }) => totals.counts.replied === 1, "the county's totals"),
    town.when(({ totals }) => totals.counts.replied === 1, "the township's totals"),
  ]);
  const replied = await worker.say("@任务", `/报 ${id} 37`);
  expect(replied.body).toMatchObject({ ok: true });
  const [big, small] = await seen;
  expect(small.rows[0]).toMatchObject({ node: target.node, state: "已报", values: { 应访: 37 } });
  expect(big.towns[0]).toEqual(small.totals);
  expect(big.rows).toEqual([]);
  expect(big.totals.sums).toEqual({ 应访: 37 });

  // Who sees one township's rows gets nothing of the county's.
  const mine = (await worker.get(`/api/board/${id}`)).body as BoardOffer;
  expect(mine).toMatchObject({ documents: [], role: "totals" });
  for (const { name } of offer.documents) {
    expect(await refusedDocument({ url, name, cookie: worker.cookie })).toBe(4404);
  }
  for (const client of [own, ...clients]) client.stop();
});
