import {
  jsonPost,
  type Reply,
  startTestServer,
  type TestPerson,
  type TestServer,
} from "./server.ts";

/** A phone that scanned a code; `cookie` is what it kept of the answer. */
export interface Phone {
  reply: Reply;
  cookie: string;
}

/** A day in 永泰 where 鄢明, head of 溪洋村, hands out codes. */
export interface CodeDay {
  server: TestServer;
  head: TestPerson;
  /** Somebody of the day, always at the same device: a third one would end the first. */
  asPerson(name: string): Promise<TestPerson>;
  idOf(name: string): string;
  /** The token on the QR code that 鄢明 shows. */
  codeFor(name: string): Promise<string>;
  /** What a phone sends that read a code. @param userAgent the browser's own words */
  scan(invitation: unknown, userAgent?: string): Promise<Phone>;
  /** Whose the session of a cookie is; undefined when it is nobody's any more. */
  who(cookie: string): Promise<string | undefined>;
}

export async function startCodeDay(
  setting: Partial<Parameters<typeof startTestServer>[0]> = {},
): Promise<CodeDay> {
  const server = await startTestServer({ fixture: "yongtai-day", ...setting });
  const signedIn = new Map<string, Promise<TestPerson>>();
  const asPerson = (name: string) => {
    const known = signedIn.get(name) ?? server.asPerson(name);
    signedIn.set(name, known);
    return known;
  };
  const head = await asPerson("鄢明");
  return {
    server,
    head,
    asPerson,
    idOf: (name) => server.data.people.find((one) => one.name === name)!.id,
    async codeFor(name) {
      const { body } = await head.say("#溪洋村", `/邀请 ${name}`);
      return tokenOf(body.result.link);
    },
    async scan(invitation, userAgent) {
      const headers: Record<string, string> = userAgent ? { "user-agent": userAgent } : {};
      const reply = await server.send("/api/sign-in", jsonPost({ invitation }, headers));
      const lines = reply.headers.getSetCookie().map((line) => line.split(";")[0]);
      return { reply, cookie: lines.join("; ") };
    },
    who: async (cookie) => (await server.send("/api/me", { headers: { cookie } })).body.id,
  };
}

/** The token of a code's address. */
export function tokenOf(link: string): string {
  return new URL(link).hash.replace("#i=", "");
}
