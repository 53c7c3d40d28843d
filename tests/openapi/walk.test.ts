import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jsonPost, startTestServer, type TestServer } from "../support/server.ts";
import { CLIENT, typeErrors } from "./type-errors.ts";

/** Types and a typed client from the running server's own document, and the README's walk with it. */
let server: TestServer;
const folder = mkdtempSync(join(tmpdir(), "lingda-openapi-"));
const WALK = join(CLIENT, "walk.ts");

/** Calls that the document forbids, one a line. */
const WRONG = `
client("get", "/api/nowhere", {});
client("post", "/api/me", {});
client("get", "/api/items/{id}/tally", {});
client("get", "/api/items", { query: { limits: 5 } });
client("post", "/api/commands", { body: { cid: "1", channel: "#a" } });
client("post", "/api/commands", { body: { cid: "1", channel: "#a", name: "tusk", input: {} } });
client("post", "/api/commands", { body: { cid: "1", channel: "#a", name: "task", input: { due: "18:00" } } });
client("post", "/api/commands", { body: { cid: "1", channel: "#a", name: "tally", input: { title: "a" } } });
client("post", "/api/commands", { body: { cid: "1", channel: "#a", name: "submit", input: { item: "T1", partial: 3 } } });
client("get", "/api/items/{id}/tally", { path: { id: "T1" } }).then((answer) => answer.body.line);
`;

beforeAll(async () => {
  server = await startTestServer({ profile: "yongtai", at: "2022-04-06 08:00" });
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.stop();
});

test("the walk fits the types of the document, and each wrong call is found", async () => {
  const { body } = await server.send("/api/openapi.json");
  writeFileSync(join(folder, "openapi.d.ts"), astToString(await openapiTS(body)));
  const client = `import { clientOf } from "./client.ts"; declare const client: ReturnType<typeof clientOf>;`;
  writeFileSync(join(folder, "wrong.ts"), client + WRONG);
  const lines = typeErrors(folder, [WALK, join(folder, "wrong.ts")]).map(
    (error) => error.split(" ")[0],
  );
  const wrong = WRONG.trim().split("\n");
  expect([...new Set(lines)]).toEqual(wrong.map((_, index) => `wrong.ts:${index + 2}`));
}, 60_000);

test("the README's walk, by the generated client", async () => {
  const send = async (name: string) => {
    const { cookie } = await server.asPerson(name);
    return (method: string, address: string, body: unknown) =>
      server.send(address, method === "get" ? { headers: { cookie } } : jsonPost(body, { cookie }));
  };
  const [county, worker, town, leader] = await Promise.all(
    ["池敏", "卢霞", "鲍捷", "谢远"].map(send),
  );
  // Its types are the test before this one.
  const { walk } = await import(WALK);
  expect(await walk({ county, worker, town, leader })).toEqual({
    issued: expect.stringMatching(/^T\d{4}-01 已发出，应报71，截止 4月6日\(周三\) 10:00/),
    received: "✓ 已收到 T0406-01（溪洋1号）",
    tooMany: expect.stringMatching(/^已摸排999大于住户\d+，/),
    replied: expect.stringMatching(/^已报 T0406-01 溪洋1号：住户\d+ 已摸排20 外来3；/),
    waits: ["T0406-01", "核实"],
    summed: expect.stringMatching(
      /应报71 响应1\(迟0\) 已报1 已核0 .*已摸排20 外来3\n未报：方广1号、.*等70个$/s,
    ),
    expected: 71,
    missing: 70,
    nudged: expect.stringMatching(/^已催70个：(?!.*溪洋1号)/),
    tooSoon: expect.stringMatching(/^还不能上报，未报70：方广1号、.*；未核1：溪洋1号。/),
    verified: "已核1：溪洋1号",
    submitted: expect.stringMatching(/部分上报 .*已摸排20 外来3（1\/71）；还缺 未报70：方广1号、/),
    preview: expect.stringMatching(/^将发给1378个单位.*共1724人/),
    confirmed: expect.stringMatching(/^指挥部令〔2022〕1号 已发出，发给1378个单位/),
    orderSummed: expect.stringContaining("应签收1378 已签收1/1378"),
    moved: expect.stringMatching(/^109个节点转为战：乡镇1 村18 基础网格19 工作网格71；/),
  });
}, 60_000);
