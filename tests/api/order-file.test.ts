import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OrderFile } from "#contract/order-file";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

let server: TestServer;
let centre: TestPerson;
let worker: TestPerson;
let order: string;

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
  [centre, worker] = (await Promise.all(["方舟", "余航"].map(server.asPerson))) as [
    TestPerson,
    TestPerson,
  ];
  order = await issued("/指挥令 网格员全部到岗 范围=池淮镇 截止=09:00");
});
afterAll(() => server.stop());

/** Sends a line of the county's. @returns id of the item */
async function issued(line: string): Promise<string> {
  const { body } = await centre.say("#开化县指挥部", `${line} 确认=是`);
  expect(body).toMatchObject({ ok: true });
  return body.result.item;
}

const file = async (person: TestPerson, id: string) =>
  OrderFile.parse((await person.get(`/api/items/${encodeURIComponent(id)}/file`)).body);

describe("what became of an order", () => {
  it("is told by the tasks and orders that stand on it, with one's own place's figures", async () => {
    const task = await issued(
      `/任务 返乡人员日核 范围=池淮镇:网格 字段=在册:整数 截止=17:00 依据=${order}`,
    );
    const next = await issued(`/指挥令 全部到岗续 范围=池淮镇 依据=${order}`);
    const found = await file(centre, order);
    expect(found.place.nodeName).toBe("开化县");
    expect(found.documents.map(({ id }) => id)).toEqual([next]);
    expect(found.tasks).toMatchObject([
      { id: task, title: "返乡人员日核", carriedOut: { replied: 0, difficulty: 0, overdue: 0 } },
    ]);
    expect(found.tasks[0]!.carriedOut!.expected).toBeGreaterThan(1);
    const below = await file(worker, order);
    expect(below.place.nodeName).toBe("航头一网格");
    expect(below.tasks[0]!.carriedOut).toMatchObject({ expected: 1, replied: 0 });
    expect((await file(centre, next)).basis).toMatchObject({ id: order, state: "open" });
  });

  it("names nobody, and is there only for those who see the order", async () => {
    const text = JSON.stringify(await file(centre, order));
    expect(text).not.toMatch(/余航|余林|1420/);
    const stranger = await server.asPerson("邱实");
    expect((await stranger.get(`/api/items/${order}/file`)).status).toBe(404);
    expect((await server.send(`/api/items/${order}/file`)).status).toBe(401);
  });

  it("says when and why it ended, also of what stood on it", async () => {
    expect((await file(centre, order)).ended).toBeNull();
    const { body } = await centre.say("#开化县指挥部", `/撤令 ${order} 原因=内容有误`);
    expect(body).toMatchObject({ ok: true });
    const found = await file(centre, order);
    expect(found.ended).toEqual({ at: server.system.kernel.now(), reason: "内容有误" });
    expect(found.tasks[0]!.state).toBe("closed");
  });
});
