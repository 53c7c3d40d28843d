import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonPost, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ fixture: "kaihua-day" });
  const { id, account } = server.data.people.find((one) => one.name === "方舟")!;
  await server.parts.identity.createAccount({ person: id, account, password: "榕树下见面" });
});
afterAll(() => server.stop());

const zhou = { account: "方舟", password: "榕树下见面" };

describe("sign-in", () => {
  it("answers with a cookie and no token", async () => {
    const reply = await server.send("/api/sign-in", jsonPost(zhou));
    expect(reply.status).toBe(200);
    expect(Object.keys(reply.body)).toEqual(["ok", "person"]);
    expect(reply.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax/);
  });

  it("refuses a wrong password in words", async () => {
    const reply = await server.send("/api/sign-in", jsonPost({ ...zhou, password: "猜的" }));
    expect(reply.status).toBe(401);
    expect(reply.body).toMatchObject({ ok: false, error: { code: "unauthenticated" } });
  });

  it("refuses a foreign page's sign-in and sign-out, and its use of a cookie", async () => {
    const origin = "https://evil.example";
    const foreign = await server.send("/api/sign-in", jsonPost(zhou, { origin }));
    expect(foreign.status).toBe(403);
    expect((await server.send("/api/sign-out", jsonPost({}, { origin }))).status).toBe(403);
    const person = await server.asPerson("汪洋");
    const command = { cid: "x1", channel: "#开化县指挥部", text: "大家好" };
    expect((await person.post("/api/commands", command, { origin })).status).toBe(401);
    expect((await person.get("/api/me")).status).toBe(200);
  });

  it("slows guessing down and says for how long", async () => {
    let reply = await server.send("/api/sign-in", jsonPost({ account: "邱实", password: "1" }));
    for (let i = 2; reply.status === 401 && i < 40; i += 1) {
      reply = await server.send("/api/sign-in", jsonPost({ account: "邱实", password: `${i}` }));
    }
    expect(reply.status).toBe(429);
    expect(reply.body.error.code).toBe("rate_limited");
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("ends the session at sign-out", async () => {
    const person = await server.asPerson("汪洋");
    expect((await person.get("/api/me")).status).toBe(200);
    expect((await person.post("/api/sign-out", {})).status).toBe(200);
    expect((await person.get("/api/me")).status).toBe(401);
  });

  it("lets a bearer token in", async () => {
    const { id } = server.data.people.find((one) => one.name === "汪洋")!;
    const { token } = await server.parts.identity.issueBearer(id, { by: "test" });
    const reply = await server.send("/api/me", { headers: { authorization: `Bearer ${token}` } });
    expect(reply.body).toMatchObject({ id, name: "汪洋" });
  });

  it.each(["/api/me", "/api/tree", "/api/channels", "/api/commands", "/api/items"])(
    "asks for a session at %s",
    async (path) => {
      const reply = await server.send(path);
      expect(reply.status).toBe(401);
      expect(reply.body.error.code).toBe("unauthenticated");
    },
  );
});
