import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestPerson, type TestServer } from "../support/server.ts";

const HQ = "#开化县指挥部";

let server: TestServer;
let centre: TestPerson;
let worker: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day" });
  centre = await server.asPerson("汪洋");
  worker = await server.asPerson("余航");
});
afterAll(() => server.stop());

/** How much is written so far: messages where the county would see them. */
async function written(): Promise<number> {
  const { body } = await centre.get(`/api/channels/${encodeURIComponent(HQ)}/messages?limit=200`);
  return body.messages.length;
}

const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const command = (more: object) => ({
  cid: crypto.randomUUID(),
  channel: HQ,
  text: "你好",
  ...more,
});

describe("a malformed request", () => {
  it.each<[string, unknown, number, string, string?]>([
    ["an unknown field", command({ urgent: true }), 400, "malformed", "urgent"],
    ["no cid", { channel: HQ, text: "你好" }, 400, "malformed", "cid"],
    ["a cid of other signs", command({ cid: "a b" }), 400, "malformed", "cid"],
    ["a number for text", command({ text: 7 }), 400, "malformed", "text"],
    ["a list", [], 400, "malformed"],
    ["no JSON", "{", 400, "malformed"],
    ["nothing", "", 400, "malformed"],
    [
      "deep JSON",
      `{"cid":"d1","channel":"${HQ}","name":"say","input":{"text":${nested(40)}}}`,
      400,
      "malformed",
    ],
    ["very deep JSON", nested(100_000), 400, "malformed"],
    [
      "__proto__",
      `{"cid":"p1","channel":"${HQ}","text":"x","__proto__":{"asText":true}}`,
      400,
      "malformed",
      "__proto__",
    ],
    [
      "constructor inside",
      `{"cid":"p2","channel":"${HQ}","name":"say","input":{"constructor":1}}`,
      400,
      "malformed",
      "constructor",
    ],
    ["a lone surrogate", `{"cid":"s1","channel":"${HQ}","text":"半个\\ud83d字"}`, 400, "malformed"],
    ["NUL", `{"cid":"n1","channel":"a\\u0000b","text":"x"}`, 400, "malformed"],
    ["a text over 64 KiB", command({ text: "a".repeat(64 * 1024 + 1) }), 413, "too_large"],
    ["a text over 64 KiB in UTF-8", command({ text: "令".repeat(30_000) }), 413, "too_large"],
    ["a giant body", command({ text: "a".repeat(300 * 1024) }), 413, "too_large"],
  ])("is refused in words: %s", async (_, body, status, code, field) => {
    const before = await written();
    const reply = await centre.post("/api/commands", body);
    expect([reply.status, reply.body.error?.code]).toEqual([status, code]);
    expect(reply.body.ok).toBe(false);
    expect(reply.body.error.message).toMatch(/\p{Script=Han}/u);
    if (field) expect(reply.body.error.field).toBe(field);
    expect(await written()).toBe(before);
  });

  it("is cut off at 256 KB also when it comes in chunks without a length", async () => {
    const chunk = new TextEncoder().encode("a".repeat(64 * 1024));
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent > 6) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const headers = { "content-type": "application/json", cookie: centre.cookie };
    const reply = await server.send("/api/commands", { method: "POST", headers, body });
    expect([reply.status, reply.body.error.code]).toEqual([413, "too_large"]);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp"])(
    "is refused as %s, which foreign pages may send",
    async (type) => {
      const reply = await centre.post("/api/commands", command({}), { "content-type": type });
      expect([reply.status, reply.body.error.code]).toEqual([400, "malformed"]);
    },
  );

  it("is refused in an unknown encoding", async () => {
    const body = new Uint8Array([0x7b, 0xff, 0x7d]);
    const headers = { "content-type": "application/json", cookie: centre.cookie };
    const reply = await server.send("/api/commands", { method: "POST", headers, body });
    expect([reply.status, reply.body.error.code]).toEqual([400, "malformed"]);
  });
});

describe("a refused command", () => {
  it("names the post that may", async () => {
    const reply = await worker.say("#航头一网格", "/指挥令 全面执行 范围=全县 截止=23:00");
    expect([reply.status, reply.body.error.code]).toEqual([403, "forbidden"]);
    expect(reply.body.error.message).toContain("县领导");
  });

  it("offers the nearest names", async () => {
    const reply = await centre.say(HQ, "/指令 全面执行");
    expect([reply.status, reply.body.error.code]).toEqual([422, "unknown_command"]);
    expect(reply.body.error.message).toContain("指挥令");
  });

  it("answers 404 for an id and a channel out of sight", async () => {
    const id = await worker.say("#航头一网格", "/汇总 T0127-09");
    expect([id.status, id.body.error.code]).toEqual([404, "not_found"]);
    const channel = await worker.say("hq:330824", "你好");
    expect([channel.status, channel.body.error.code]).toEqual([404, "not_found"]);
  });
});

describe("the same cid", () => {
  it("gives the same answer again, and 409 for another body", async () => {
    const once = command({ cid: "same-1", text: "说一次" });
    const first = await centre.post("/api/commands", once);
    const before = await written();
    const again = await centre.post("/api/commands", once);
    expect(again.body).toEqual({ ...first.body, replayed: true });
    const other = await centre.post("/api/commands", { ...once, text: "说别的" });
    expect([other.status, other.body.error.code]).toEqual([409, "conflict"]);
    expect(await written()).toBe(before);
  });
});
