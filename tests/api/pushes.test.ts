import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day", at: "2020-01-27 07:00" });
});
afterAll(() => server.stop());

it("what rang one's own phone is read page by page, and nobody else's", async () => {
  const [leader, silent, quick] = await Promise.all(["方舟", "毛琳", "邱实"].map(server.asPerson));
  for (const title of ["网格员到岗", "备足口罩"]) {
    await leader!.say("#开化县指挥部", `/指挥令 ${title} 范围=杨林镇 截止=07:40`);
  }
  for (const order of ["令17", "令18"]) await quick!.say("#王家边网格", `/收到 ${order}`);
  await server.clock("2020-01-27 07:40");
  const first = (await silent!.get("/api/pushes?limit=1")).body;
  const rest = (await silent!.get(`/api/pushes?limit=1&after=${first.next}`)).body;
  expect([first.pushes[0].about, rest.pushes[0].about]).toEqual([
    "指挥部令〔2020〕17号 网格员到岗",
    "指挥部令〔2020〕18号 备足口罩",
  ]);
  expect([first.pushes.length, rest.pushes.length, rest.next]).toEqual([1, 1, null]);
  expect(first.pushes[0].at).toBe(Date.parse("2020-01-27T07:40:00+08:00"));
  expect((await quick!.get("/api/pushes")).body).toEqual({ pushes: [], next: null });
  expect((await server.send("/api/pushes")).status).toBe(401);
});
