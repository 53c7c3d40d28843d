import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openIdentityStore } from "#db/identity-store";
import { AccountRefused } from "../../server/identity/accounts.ts";
import type { Credentials } from "../../server/identity/sign-in-result.ts";
import {
  Browser,
  from,
  openTestIdentity,
  signedIn,
  storedCosts,
  type TestIdentity,
} from "../support/identity.ts";

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;
const HOME = "10.0.0.1";
const STRANGER = "203.0.113.9";

const zhou = { account: "周敏", password: "榕树下见面" };
const lin = { account: "lin.wu", password: "second one" };

let test: TestIdentity;

beforeEach(async () => {
  test = await openTestIdentity([
    { person: "p-zhou", ...zhou },
    { person: "p-lin", ...lin },
    { person: "p-worker", account: "邱实" },
  ]);
});

afterEach(() => test.close());

/** Signs in, which must succeed, and answers the browser that did. */
async function enter(credentials: Credentials, browser = new Browser()) {
  const answer = signedIn(await test.identity.signIn(credentials, from(HOME, browser)));
  browser.keep(answer.headers);
  return { ...answer, browser };
}

async function who(browser: Browser, more?: Record<string, string>) {
  return (await test.identity.authenticate(browser.request(more)))?.person ?? null;
}

describe("by account and password", () => {
  it("signs in with a cookie that scripts cannot read", async () => {
    const { person, session, headers, browser } = await enter(zhou);
    expect(person).toBe("p-zhou");
    expect(headers.getSetCookie()[0]).toMatch(
      /^lingda\.session_token=.+; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/,
    );
    expect(await test.identity.authenticate(browser.request())).toEqual({ person, session });
    expect(browser.header()).not.toContain(session);
  });

  it.each([
    ["full width", "ＬＩＮ.ＷＵ"],
    ["upper case and spaces", "  Lin.Wu "],
    ["a pasted zero-width space", "lin\u200b.wu"],
  ])("takes the account name in %s", async (_, account) => {
    expect((await enter({ ...lin, account })).person).toBe("p-lin");
  });

  it("answers a wrong password, an unknown account and one without a password alike", async () => {
    const tries = [
      { account: "周敏", password: "榕树上见面" },
      { account: "查无此人", password: "榕树下见面" },
      { account: "邱实", password: "榕树下见面" },
    ];
    for (const credentials of tries) {
      expect(await test.identity.signIn(credentials, from(HOME))).toEqual({
        ok: false,
        code: "unauthenticated",
        message: "账号或密码不对，请再试一次；忘了密码请找上级单位的指挥室。",
      });
    }
  });

  it.each([
    ["nothing", "", ""],
    ["no password", "周敏", ""],
    ["only spaces", "　 ", "x"],
    ["a long account", "周".repeat(65), "x"],
    ["a long password", "周敏", "x".repeat(129)],
    ["NUL in the account", "周\0敏", "x"],
    ["a lone surrogate", "周\ud800", "x"],
  ])("refuses %s before any work", async (_, account, password) => {
    const answer = await test.identity.signIn({ account, password }, from(HOME));
    expect(answer).toMatchObject({ ok: false, code: "bad_argument" });
  });

  it("is Secure where the public address is https, and trusts that origin", async () => {
    const secure = await test.again({ publicUrl: "https://lingda.example.cn/" });
    const { headers } = signedIn(await secure.signIn(zhou, from(HOME)));
    expect(headers.getSetCookie()).toHaveLength(2);
    for (const line of headers.getSetCookie()) {
      expect(line).toMatch(/^__Secure-lingda\..*; Secure/);
    }
    const request = new Browser().keep(headers).request({ origin: "https://lingda.example.cn" });
    expect((await secure.authenticate(request))?.person).toBe("p-zhou");
  });

  it("hashes at full cost unless it is told otherwise, as no program does", async () => {
    const plain = await test.again({ passwordWork: undefined });
    await plain.createAccounts([
      { person: "p-zhou", ...zhou },
      { person: "p-lin", ...lin },
      { person: "p-new", account: "汪洋" },
    ]);
    // 邱实, stored before by the tests' own identity, shows that this looks at the right thing.
    expect((await storedCosts(test.database)).sort()).toEqual([
      ...["m=19456,t=2,p=1", "m=19456,t=2,p=1", "m=19456,t=2,p=1"],
      "m=8,t=1,p=1",
    ]);
  });

  it("leaves nothing in the database that opens a session", async () => {
    const { browser } = await enter(zhou);
    const { token } = await test.identity.invite("p-worker", { by: "p-zhou" });
    const store = await openIdentityStore(test.database);
    const { account, grant, session } = store.tables;
    const accounts = await store.session.select().from(account);
    const grants = await store.session.select().from(grant);
    const [row] = await store.session.select().from(session);
    await store.close();
    expect(accounts.every(({ password }) => password?.startsWith("$argon2id$"))).toBe(true);
    expect(JSON.stringify(grants)).not.toContain(token);
    // The stored half of the cookie is worth nothing without our signature.
    expect(browser.header()).toContain(row?.token);
    const bare = new Headers({ cookie: `lingda.session_token=${row?.token}.forged` });
    expect(await test.identity.authenticate({ headers: bare })).toBeNull();
  });
});

describe("guessing", () => {
  const wrong = { account: "周敏", password: "guess" };
  const guess = (times: number, origin = from(STRANGER)) =>
    Promise.all(Array.from({ length: times }, () => test.identity.signIn(wrong, origin)));

  it("has to wait after five, even with the right password, and is told how long", async () => {
    await guess(5);
    expect(await test.identity.signIn(zhou, from(STRANGER))).toEqual({
      ok: false,
      code: "rate_limited",
      message: "密码连续输错多次，请等 30 秒再试；忘了密码请找上级单位的指挥室。",
      retryAfter: 30,
    });
    test.clock.now += 30 * SECOND;
    const [sixth] = await guess(1);
    expect(sixth).toMatchObject({ code: "unauthenticated" });
    expect(await test.identity.signIn(zhou, from(STRANGER))).toMatchObject({ retryAfter: 60 });
  });

  it("is counted when it comes all at once", async () => {
    const codes = (await guess(20)).map((answer) => (answer.ok ? "ok" : answer.code));
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(5);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(15);
  });

  it("never slows the owner elsewhere, nor a known browser behind the same address", async () => {
    const { browser } = await enter(zhou);
    browser.keep((await test.identity.signOut(browser.request())).headers);
    await guess(5, from(HOME));
    expect(await test.identity.signIn(zhou, from(HOME))).toMatchObject({ code: "rate_limited" });
    expect((await enter(zhou, browser)).person).toBe("p-zhou");
    expect(await test.identity.signIn(zhou, from("10.0.0.2"))).toMatchObject({ ok: true });
  });

  it("gains nothing from being known on another account", async () => {
    const { browser } = await enter(lin);
    await guess(5, from(HOME));
    const answer = await test.identity.signIn(zhou, from(HOME, browser));
    expect(answer).toMatchObject({ code: "rate_limited" });
  });

  it("counts one IPv6 household as one place", async () => {
    for (let i = 1; i <= 5; i += 1) await guess(1, from(`2001:db8::${i}`));
    const answer = await test.identity.signIn(zhou, from("2001:db8::77"));
    expect(answer).toMatchObject({ code: "rate_limited" });
  });

  it("is forgiven by a right password", async () => {
    await guess(4, from(HOME));
    await enter(zhou);
    for (const answer of await guess(4, from(HOME))) {
      expect(answer).toMatchObject({ code: "unauthenticated" });
    }
  });
});

describe("by invitation", () => {
  const invite = (expiresAt?: number) =>
    test.identity.invite("p-worker", { by: "p-zhou", expiresAt });

  it("signs in who holds the paper, again and again, two devices at a time", async () => {
    const { token: invitation } = await invite();
    expect(invitation).toMatch(/^[\w-]{43}$/);
    const first = await enter({ invitation });
    test.clock.now += SECOND;
    const second = await enter({ invitation });
    test.clock.now += SECOND;
    const third = await enter({ invitation });
    expect(third.ended).toEqual([first.session]);
    expect(await who(first.browser)).toBeNull();
    expect(await who(second.browser)).toBe("p-worker");
    expect(await who(third.browser)).toBe("p-worker");
  });

  it("counts a person's devices over all papers, and at one instant too", async () => {
    const papers = await Promise.all([invite(), invite(), invite()]);
    const entered = await Promise.all(papers.map(({ token }) => enter({ invitation: token })));
    const there = await Promise.all(entered.map(({ browser }) => who(browser)));
    expect(there.filter((person) => person === "p-worker").length).toBeLessThanOrEqual(2);
  });

  it("takes a phone that scans again for the same device", async () => {
    const { token: invitation } = await invite();
    const other = await enter({ invitation });
    test.clock.now += SECOND;
    const phone = await enter({ invitation });
    test.clock.now += SECOND;
    expect((await enter({ invitation }, phone.browser)).ended).toEqual([phone.session]);
    expect(await who(other.browser)).toBe("p-worker");
    expect(await who(phone.browser)).toBe("p-worker");
  });

  it("works for half an hour after its first use, and not before and not after", async () => {
    const { token: invitation } = await invite();
    test.clock.now += 90 * DAY;
    await enter({ invitation });
    test.clock.now += 30 * 60 * SECOND - 1;
    await enter({ invitation });
    test.clock.now += 1;
    const late = await test.identity.signIn({ invitation }, from("10.0.0.7"));
    expect(late).toMatchObject({ ok: false, code: "unauthenticated" });
    expect(late).toMatchObject({
      message: expect.stringMatching(/30 分钟.+三个浏览器.+重新要一个/),
    });
  });

  it("lets three browsers in, however many come at once, on one server or two", async () => {
    const { token: invitation } = await invite();
    const twin = await test.again();
    const tries = Array.from({ length: 12 }, (_, n) =>
      (n % 2 === 0 ? test.identity : twin).signIn({ invitation }, from(`10.0.0.${n}`)),
    );
    const results = await Promise.all(tries);
    expect(results.filter(({ ok }) => ok)).toHaveLength(3);
    const open = await test.identity.openSessions(["p-worker"]);
    expect(open.length).toBeLessThanOrEqual(2);
  });

  it("who is in by it may scan it again, whenever, and takes nobody's place", async () => {
    const { token: invitation } = await invite();
    const phone = await enter({ invitation });
    for (let n = 0; n < 4; n += 1) {
      test.clock.now += DAY;
      expect((await enter({ invitation }, phone.browser)).replaced).toEqual([]);
    }
    expect(await who(phone.browser)).toBe("p-worker");
  });

  it("says whose place a device took, to who signs in and in the list", async () => {
    const { token: invitation } = await invite();
    const by = (userAgent: string) =>
      test.identity.signIn({ invitation }, { ip: "10.0.0.7", userAgent, room: "指挥室" });
    for (const name of ["WeChat", "Chrome"]) {
      expect(await by(name)).toMatchObject({ ok: true, replaced: [] });
      test.clock.now += SECOND;
    }
    expect(await by("Safari")).toMatchObject({ ok: true, replaced: ["WeChat"] });
    const open = await test.identity.openSessions(["p-worker"]);
    expect(open.map(({ userAgent, replaced }) => [userAgent, replaced])).toEqual([
      ["Safari", "WeChat"],
      ["Chrome", null],
    ]);
  });

  it("leaves sessions by password alone", async () => {
    const desk = await enter(zhou);
    const { token: invitation } = await test.identity.invite("p-zhou", { by: "p-lin" });
    for (let i = 0; i < 3; i += 1) await enter({ invitation });
    expect(await who(desk.browser)).toBe("p-zhou");
  });

  it("ends the devices of a paper that is taken back, and of no other", async () => {
    const [lost, kept] = [await invite(), await invite()];
    const thief = await enter({ invitation: lost.token });
    const owner = await enter({ invitation: kept.token });
    expect(await test.identity.revokeInvitation(lost.id)).toEqual([thief.session]);
    expect(await who(thief.browser)).toBeNull();
    expect(await who(owner.browser)).toBe("p-worker");
    expect(await test.identity.signIn({ invitation: lost.token }, from(HOME))).toEqual({
      ok: false,
      code: "unauthenticated",
      message: "这个邀请码已失效或已收回，请找村里或上级单位的指挥室重新要一个。",
    });
  });

  it("lets nobody slip in while the paper is being taken back", async () => {
    const { id, token } = await invite();
    const browser = new Browser();
    const [answer] = await Promise.all([
      test.identity.signIn({ invitation: token }, from(HOME)),
      test.identity.revokeInvitation(id),
    ]);
    if (answer.ok) browser.keep(answer.headers);
    expect(await who(browser)).toBeNull();
  });

  it("refuses one that expired, a bearer token, and whatever was never issued", async () => {
    const { token } = await invite(test.clock.now + DAY);
    const bearer = await test.identity.issueBearer("p-worker", { by: "p-zhou" });
    test.clock.now += DAY;
    for (const invitation of [token, bearer.token, "A".repeat(43), "", "p-worker", "'; --"]) {
      const answer = await test.identity.signIn({ invitation }, from(HOME));
      expect(answer).toMatchObject({ ok: false, code: "unauthenticated" });
    }
  });
});

describe("a session", () => {
  it.each([
    ["password", 30],
    ["invitation", 180],
  ])("opened by %s lives %i days from its last use", async (way, days) => {
    const { token } = await test.identity.invite("p-zhou", { by: "p-lin" });
    const { browser } = await enter(way === "password" ? zhou : { invitation: token });
    test.clock.now += days * DAY - SECOND;
    const used = await test.identity.authenticate(browser.request());
    expect(used?.renewed?.getSetCookie()[0]).toMatch(/^lingda\.session_token=.*Max-Age=34560000/);
    browser.keep(used?.renewed ?? new Headers());
    test.clock.now += days * DAY - SECOND;
    expect(await who(browser)).toBe("p-zhou");
    test.clock.now += days * DAY;
    expect(await who(browser)).toBeNull();
    test.clock.now -= 2 * DAY;
    expect(await who(browser), "a clock set back revives nothing").toBeNull();
  });

  it("tells, after a week without one, that nothing reaches a person, and no longer once they are back", async () => {
    await enter(zhou);
    test.clock.now += 4 * DAY;
    await enter(lin);
    expect(await test.identity.unreached()).toEqual([]);
    test.clock.now += 3 * DAY + SECOND;
    expect((await test.identity.unreached()).toSorted()).toEqual(["p-worker", "p-zhou"]);
    await enter(zhou);
    expect(await test.identity.unreached()).toEqual(["p-worker"]);
  });

  it("is written back once a day of use at most", async () => {
    const { browser } = await enter(zhou);
    const renewed = async () => (await test.identity.authenticate(browser.request()))?.renewed;
    test.clock.now += DAY;
    expect(await renewed()).toBeUndefined();
    test.clock.now += SECOND;
    expect(await renewed()).toBeDefined();
    expect(await renewed()).toBeUndefined();
  });

  it("ends by signing out, on this device only", async () => {
    const [desk, phone] = [await enter(zhou), await enter(zhou)];
    const { headers, ended } = await test.identity.signOut(desk.browser.request());
    expect(ended).toEqual([desk.session]);
    expect(headers.get("set-cookie")).toMatch(/^lingda\.session_token=; .*Max-Age=0/);
    expect(await who(desk.browser)).toBeNull();
    expect(await who(phone.browser)).toBe("p-zhou");
    expect((await test.identity.signOut(new Browser().request())).ended).toEqual([]);
  });

  it("ends everywhere at once, or one by one", async () => {
    const [one, two, other] = [await enter(zhou), await enter(zhou), await enter(lin)];
    const ended = await test.identity.revokeSessions("p-zhou");
    expect(ended.sort()).toEqual([one.session, two.session].sort());
    expect(await who(one.browser)).toBeNull();
    expect(await test.identity.endSession(other.session)).toEqual([other.session]);
    expect(await test.identity.endSession(other.session)).toEqual([]);
    expect(await who(other.browser)).toBeNull();
  });

  it("holds on another server and after a restart, and what ends there ends here", async () => {
    const { browser, session } = await enter(zhou);
    const second = await test.again();
    expect((await second.authenticate(browser.request()))?.person).toBe("p-zhou");
    await second.endSession(session);
    expect(await who(browser)).toBeNull();
  });

  it("is replaced when its browser signs in again", async () => {
    const { browser, session } = await enter(zhou);
    expect((await enter(zhou, browser)).ended).toEqual([session]);
  });
});

describe("a request", () => {
  it.each<[string, string | null, string | null]>([
    ["no page", null, "p-zhou"],
    ["a page of this host", "http://lingda.test", "p-zhou"],
    ["an allowed page", "https://board.example.cn", "p-zhou"],
    ["a page that looks alike", "https://board.example.cn.evil.test", null],
    ["a subdomain", "http://x.lingda.test", null],
    ["a sandboxed page", "null", null],
  ])("from %s (Origin %s) is of %s", async (_, origin, person) => {
    const { browser } = await enter(zhou);
    const more: Record<string, string> = origin === null ? {} : { origin };
    expect(await who(browser, more)).toBe(person);
    expect(test.identity.isTrustedOrigin(browser.request(more))).toBe(person !== null);
  });

  it("with a bearer token acts for its person, from anywhere, until it is revoked", async () => {
    const { id, token } = await test.identity.issueBearer("p-lin", { by: "p-zhou" });
    const headers = new Headers({
      authorization: `Bearer ${token}`,
      origin: "https://elsewhere.test",
    });
    const known = await test.identity.authenticate({ headers });
    expect(known).toEqual({ person: "p-lin", session: id });
    expect(await test.identity.revokeBearer(id)).toBe(true);
    expect(await test.identity.revokeBearer(id)).toBe(false);
    expect(await test.identity.authenticate({ headers })).toBeNull();
  });

  it("with a bad bearer token is nobody's, whatever its cookie says", async () => {
    const { browser } = await enter(zhou);
    const { token } = await test.identity.invite("p-zhou", { by: "p-lin" });
    for (const authorization of [`Bearer ${token}`, "Bearer", "Bearer a b", "Basic eDp5", ""]) {
      expect(await who(browser, { authorization })).toBeNull();
    }
  });

  it.each([
    "lingda.session_token=",
    "lingda.session_token=x",
    "lingda.session_token=x.y",
    "lingda.session_token=%",
    "lingda.session_token=%E0%A4%A",
    "lingda.session_token=.",
    "lingda.device=x.y",
    "=; ;;=",
    `lingda.session_token=${"a".repeat(8_000)}`,
  ])("with the cookie %s is nobody's, and may sign in", async (cookie) => {
    const request = { headers: new Headers({ cookie }) };
    expect(await test.identity.authenticate(request)).toBeNull();
    const answer = await test.identity.signIn(zhou, { ...from(HOME), cookie });
    expect(answer.ok).toBe(true);
  });

  it("with a cookie signed by another secret is nobody's", async () => {
    const other = await test.again({ secret: "another secret, just as long as it must be" });
    const { headers } = signedIn(await other.signIn(zhou, from(HOME)));
    expect(await who(new Browser().keep(headers))).toBeNull();
  });
});

describe("accounts", () => {
  it("are stored by the thousand, again without harm, and keep their passwords", async () => {
    const county = Array.from({ length: 2_500 }, (_, i) => ({
      person: `w${i}`,
      account: `工${i}`,
    }));
    await test.identity.createAccounts([...county, { person: "p-zhou", account: "周敏" }]);
    await test.identity.createAccounts(county);
    expect((await enter(zhou)).person).toBe("p-zhou");
    const { token } = await test.identity.invite("w2499", { by: "p-zhou" });
    expect((await enter({ invitation: token })).person).toBe("w2499");
  });

  it("take a new name and a new password", async () => {
    await test.identity.createAccount({ person: "p-zhou", account: "zhoumin", password: "新的" });
    expect((await enter({ account: "ZhouMin", password: "新的" })).person).toBe("p-zhou");
    expect(await test.identity.signIn(zhou, from(HOME))).toMatchObject({ ok: false });
  });

  it.each([
    ["somebody else's name", [{ person: "p-new", account: " 周敏" }], "账号「周敏」已经有人用了"],
    [
      "one name twice",
      [
        { person: "a", account: "Same" },
        { person: "b", account: "same" },
      ],
      "账号「same」已经有人用了",
    ],
    ["an empty name", [{ person: "a", account: "\u200b" }], "1 到 64 个"],
    ["a line break", [{ person: "a", account: "a\nb" }], "1 到 64 个"],
    ["an empty password", [{ person: "a", account: "a", password: "" }], "的密码请写"],
  ])("refuse %s and store nothing", async (_, people, message) => {
    const fine = { person: "p-fine", account: "fine", password: "fine" };
    const stored = test.identity.createAccounts([fine, ...people]);
    await expect(stored).rejects.toThrow(AccountRefused);
    await expect(stored).rejects.toThrow(message);
    expect(await test.identity.signIn(fine, from(HOME))).toMatchObject({ ok: false });
  });

  it("need a secret worth the name", async () => {
    await expect(test.again({ secret: "short" })).rejects.toThrow("32 characters");
  });
});
