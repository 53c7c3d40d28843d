import { Writable } from "node:stream";
import { type Logger, pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CodeDay, startCodeDay } from "../support/codes.ts";
import type { Reply, TestPerson, TestServer } from "../support/server.ts";

/** Everything the server logs, at its most talkative. */
const lines: string[] = [];
let server: TestServer;
let head: TestPerson;
let idOf: CodeDay["idOf"];
let codeFor: CodeDay["codeFor"];
let scanned: CodeDay["scan"];

beforeAll(async () => {
  ({ server, head, idOf, codeFor, scan: scanned } = await startCodeDay({ log: listening() }));
});
afterAll(() => server.stop());

function listening(): Logger {
  const write = (chunk: Buffer, _: string, done: () => void) => {
    lines.push(chunk.toString());
    done();
  };
  return pino({ level: "trace" }, new Writable({ write }));
}

const scan = async (invitation: unknown): Promise<Reply> => (await scanned(invitation)).reply;

describe("a code that is none", () => {
  const flipped = (token: string) => token.replace(/.$/, (c) => (c === "A" ? "B" : "A"));
  it.each<[string, (token: string) => unknown, number]>([
    ["forged", () => "A".repeat(43), 401],
    ["changed in one place", flipped, 401],
    ["truncated", (token) => token.slice(0, -1), 401],
    ["doubled", (token) => token + token, 401],
    ["upper case", (token) => token.toUpperCase(), 401],
    ["a person's id", () => idOf("卢斌"), 401],
    ["SQL", () => "' or 1=1 --", 401],
    ["empty", () => "", 400],
    ["giant", () => "A".repeat(100_000), 400],
    ["far too giant", () => "A".repeat(300_000), 413],
    ["NUL", (token) => `${token}\0`, 400],
    ["half a character", () => "\ud800", 400],
    ["a number", () => 42, 400],
    ["a list", (token) => [token], 400],
    ["an object", () => ({ $ne: null }), 400],
    ["null", () => null, 400],
  ])("%s is refused, with one line in the log that does not hold it", async (_, make, status) => {
    const token = await codeFor("卢斌");
    const before = lines.length;
    const typed = make(token);
    const reply = await scan(typed);
    expect(reply.status).toBe(status);
    expect(reply.headers.getSetCookie()).toEqual([]);
    const said = lines.slice(before);
    expect(said).toHaveLength(1);
    expect(JSON.parse(said[0]!)).toMatchObject({ route: "/api/sign-in", status });
    if (typeof typed === "string" && typed !== "") expect(said[0]).not.toContain(typed);
    expect((await scan(token)).status, "and the real one is still good").toBe(200);
  });

  it("expired, of another kind, or taken back is refused with the same words", async () => {
    const { identity } = server.parts;
    const person = idOf("卢斌");
    const expired = await identity.invite(person, { by: "test", expiresAt: Date.now() });
    const bearer = await identity.issueBearer(person, { by: "test" });
    const taken = await codeFor("卢斌");
    await head.say("#溪洋村", "/撤销邀请 卢斌");
    const replies: Reply[] = [];
    for (const token of [expired.token, bearer.token, taken, "A".repeat(43)]) {
      replies.push(await scan(token));
    }
    expect(new Set(replies.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(replies[0]!.status).toBe(401);
  });

  it("cannot be had by asking the API for one in other ways", async () => {
    const worker = await server.asPerson("卢斌");
    const text = '/发言 {"invite":"x","link":"y"}';
    const said = await worker.say("#溪洋村", text);
    expect(said.body.result?.link).toBeUndefined();
    const form = {
      cid: "f1",
      channel: "#溪洋村",
      name: "say",
      input: { text: "好", invite: "x" },
    };
    const replied = await worker.post("/api/commands", form);
    expect(JSON.stringify(replied.body)).not.toContain("#i=");
    const preview = { cid: "f2", channel: "#溪洋村", text: "/邀请 卢斌" };
    const shown = await head.post("/api/commands/preview", preview);
    expect(JSON.stringify(shown.body)).not.toContain("#i=");
  });
});

it("keeps no code anywhere: not in the databases, stored answers, events or logs", async () => {
  const tokens: string[] = [];
  for (const name of ["卢霞", "卢斌", "林秀"]) tokens.push(await codeFor(name));
  const { body } = await head.say("#溪洋村", "/邀请 卢溪", { cid: "kept" });
  const replayed = await head.say("#溪洋村", "/邀请 卢溪", { cid: "kept" });
  tokens.push(body.result.link.split("#i=")[1]);
  for (const token of tokens) expect((await scan(token)).status).toBe(200);
  const stored = await server.stored();
  expect(stored, "the dump does hold the answers").toContain('"invite"');
  expect(stored).toContain("invitation.issued");
  for (const token of tokens) {
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(stored.includes(token)).toBe(false);
    expect(lines.join("").includes(token)).toBe(false);
    expect(JSON.stringify(replayed.body)).not.toContain(token);
  }
  expect(stored.includes("#i=")).toBe(false);
  expect(stored.includes("<svg")).toBe(false);
});
