import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { jsonPost, startTestServer, type TestServer } from "../support/server.ts";

const OWNER = { account: "谢远", password: "榕树下见面" };
const HOME = "10.0.0.1";
const STRANGER = "203.0.113.9";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ fixture: "yongtai-day" });
  const { id } = server.data.people.find((one) => one.name === OWNER.account)!;
  await server.parts.identity.createAccount({ person: id, ...OWNER });
});
afterEach(() => server.stop());

/** Signs in over the HTTP app, as the socket would hand it a request from this address. */
async function signIn(credentials: object, ip: string, cookie?: string): Promise<Response> {
  const init = jsonPost(credentials, cookie ? { cookie } : {});
  return server.system.app.fetch(new Request(`${server.url}/api/sign-in`, init), { ip });
}

/** Guesses until told to wait. */
async function hammer(ip: string, cookie?: string): Promise<Response> {
  for (let i = 0; i < 20; i += 1) {
    const reply = await signIn({ ...OWNER, password: `guess ${i}` }, ip, cookie);
    if (reply.status !== 401) return reply;
  }
  throw new Error("nobody slowed the stranger down");
}

function kept(reply: Response): string {
  const lines = reply.headers.getSetCookie();
  return lines.map((line) => line.split(";")[0]).join("; ");
}

describe("a stranger who hammers one account", () => {
  it("has to wait, and the owner elsewhere does not", async () => {
    const slowed = await hammer(STRANGER);
    expect(slowed.status).toBe(429);
    expect(await slowed.text()).toContain("请找上级单位的综治中心");
    expect(Number(slowed.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await signIn(OWNER, STRANGER)).status).toBe(429);
    expect((await signIn(OWNER, HOME)).status).toBe(200);
  });

  it("does not keep out the owner's own browser behind the same address", async () => {
    const browser = kept(await signIn(OWNER, HOME));
    const device = browser
      .split("; ")
      .filter((pair) => pair.includes("device"))
      .join("; ");
    expect(device).not.toBe("");
    await hammer(HOME);
    expect((await signIn(OWNER, HOME)).status).toBe(429);
    expect((await signIn(OWNER, HOME, device)).status).toBe(200);
  });

  it("gains nothing by saying that it is somewhere else or some known device", async () => {
    await hammer(STRANGER);
    const init = jsonPost(OWNER, {
      "x-forwarded-for": HOME,
      "x-real-ip": HOME,
      forwarded: `for=${HOME}`,
    });
    const request = new Request(`${server.url}/api/sign-in`, init);
    expect((await server.system.app.fetch(request, { ip: STRANGER })).status).toBe(429);
    const forged = "lingda.device=AAAAAAAAAAAAAAAA.AAAA";
    expect((await signIn(OWNER, STRANGER, forged)).status).toBe(429);
  });

  it("neither signs the owner out nor stops a code from working", async () => {
    const cookie = kept(await signIn(OWNER, HOME));
    await hammer(STRANGER);
    expect((await server.send("/api/me", { headers: { cookie } })).status).toBe(200);
    const person = server.data.people.find((one) => one.name === OWNER.account)!.id;
    const { token } = await server.parts.identity.invite(person, { by: "test" });
    expect((await signIn({ invitation: token }, STRANGER)).status).toBe(200);
  });
});
