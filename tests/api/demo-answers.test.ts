import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TargetView } from "#contract/nouns";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

/** 让其他网格回一回: in a demo only, by the door that everybody uses, once at a time. */
describe("other grids answer a demo's visitor", () => {
  let server: TestServer;
  let centre: TestPerson;
  let room: TestPerson;
  beforeAll(async () => {
    server = await startTestServer({ at: "2022-04-06 09:00", answersWithin: 200 });
    [centre, room] = await Promise.all([server.asPerson("池敏"), server.asPerson("鲍捷")]);
  }, 60_000);
  afterAll(() => server.stop());

  async function issue(fields: string): Promise<string> {
    const line = `/任务 户情再摸排 范围=葛岭村:工作网格,溪洋村:工作网格 ${fields} 截止=2小时内`;
    const { body } = await centre.say("#永泰县指挥部", line);
    expect(body.ok, JSON.stringify(body)).toBe(true);
    return body.result.item;
  }
  const answers = (who: TestPerson, item: string) => who.post("/api/demo/answers", { item });
  const targets = (item: string) =>
    centre.all(`/api/items/${item}/targets`, "targets") as Promise<TargetView[]>;
  const isDifficult = ({ state }: TargetView) => state === "困难";
  /** Comes back when all that were to answer have. */
  async function ended(item: string, places: number): Promise<TargetView[]> {
    const done = (rows: TargetView[]) =>
      rows.filter((row) => row.repliedAt !== null || isDifficult(row)).length;
    await expect.poll(async () => done(await targets(item)), { timeout: 20_000 }).toBe(places);
    return targets(item);
  }

  it("each once, with numbers that keep the form's rules, the cast's own places left to the visitor", async () => {
    const item = await issue("字段=住户:整数!,已摸排:整数!,外来:整数! 规则=已摸排<=住户");
    const { status, body } = await answers(centre, item);
    expect([status, body.ok, body.places > 8]).toEqual([200, true, true]);

    const again = await answers(centre, item);
    expect([again.status, again.body.error.code]).toEqual([409, "conflict"]);
    expect(again.body.error.message).toContain("正在回");

    const rows = await ended(item, body.places);
    const replied = rows.filter(({ repliedAt }) => repliedAt !== null);
    expect(rows.filter(isDifficult).length).toBe(1);
    for (const { values, ackedAt } of replied) {
      expect(Number(values!.已摸排)).toBeLessThanOrEqual(Number(values!.住户));
      expect(ackedAt).not.toBeNull();
    }
    const cast = rows.filter(({ nodeName }) => /^溪洋[12]号$/.test(nodeName));
    expect(cast.map(({ repliedAt }) => repliedAt)).toEqual([null, null]);
  });

  it("a rule that the first numbers break gets the second ones", async () => {
    const item = await issue("字段=应到:整数!,实到:整数! 规则=应到=实到");
    const { body } = await answers(centre, item);
    await ended(item, body.places);
  });

  it("only for what one has issued oneself, and sees", async () => {
    const item = await issue("字段=住户:整数!");
    const others = await answers(room, item);
    expect([others.status, others.body.error.code]).toEqual([403, "forbidden"]);
    const nothing = await answers(centre, "T0406-99");
    expect(nothing.body.error.code).toBe("not_found");
  });

  it("the page shows a page of its own beside itself, and is framed by no other", async () => {
    const { headers } = await server.send("/");
    expect(headers.get("x-frame-options")).toBe("SAMEORIGIN");
    const policy = headers.get("content-security-policy");
    // Where nobody has built the web there is no policy to look at.
    if (policy) expect(policy).toMatch(/frame-src 'self';.*frame-ancestors 'self'/);
  });
});

describe("a county that is no demo", () => {
  it("has no such call, and is framed by nobody", async () => {
    const server = await startTestServer({ at: "2022-04-06 09:00" });
    const centre = await server.asPerson("池敏");
    const { status, body } = await centre.post("/api/demo/answers", { item: "T0406-01" });
    expect([status, body.error.code]).toEqual([404, "not_found"]);
    const { headers } = await server.send("/");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("content-security-policy") ?? "frame-ancestors 'none'").toContain(
      "frame-ancestors 'none'",
    );
    await server.stop();
  });
});
