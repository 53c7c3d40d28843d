import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Browsers keep no cookie longer (RFC 6265bis); how long a session lives is the server's rule. */
export const COOKIE_SECONDS = 400 * 24 * 60 * 60;

/** What better-auth decided about its session cookie. */
export interface SessionCookie {
  name: string;
  secure: boolean;
}

/** The two cookies of a browser; see {@link createCookies}. */
export interface Cookies {
  /** The session token in the request, if its signature is ours. */
  sessionToken(headers: Headers): string | null;
  /** A `Set-Cookie` value that lets the browser keep the session cookie it has. */
  keepSession(token: string): string;
  dropSession(): string;
  /** Names the device in the request if it once signed in to this account. */
  knownDevice(cookie: string | null, account: string): string | null;
  /** A `Set-Cookie` value that makes the browser a known device of this account. */
  rememberDevice(account: string): string;
}

/**
 * Reads and writes the session cookie in better-auth's format (`<token>.<HMAC-SHA256 in base64>`)
 * and a device cookie of our own, which outlives signing out and proves that someone signed in
 * to an account with this browser before. It opens nothing; it only keeps a stranger's wrong
 * guesses from slowing down the owner.
 */
export function createCookies(secret: string, session: SessionCookie): Cookies {
  const device = session.name.replace("session_token", "device");
  const attributes = {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: session.secure,
  } as const;
  const sign = (text: string) => createHmac("sha256", secret).update(text).digest("base64");
  const signDevice = (account: string, nonce: string) => sign(`device\n${account}\n${nonce}`);
  const write = (name: string, value: string, maxAge: number) =>
    new Bun.Cookie(name, value, { ...attributes, maxAge }).toString();

  return {
    sessionToken(headers) {
      const [token, signature] = split(read(headers.get("cookie"), session.name));
      return token && same(signature, sign(token)) ? token : null;
    },
    keepSession: (token) => write(session.name, `${token}.${sign(token)}`, COOKIE_SECONDS),
    dropSession: () => write(session.name, "", 0),
    knownDevice(cookie, account) {
      const [nonce, signature] = split(read(cookie, device));
      return nonce && same(signature, signDevice(account, nonce)) ? nonce : null;
    },
    rememberDevice(account) {
      const nonce = randomBytes(12).toString("base64url");
      return write(device, `${nonce}.${signDevice(account, nonce)}`, COOKIE_SECONDS);
    },
  };
}

function read(header: string | null, name: string): string {
  if (header === null) return "";
  try {
    return new Bun.CookieMap(header).get(name) ?? "";
  } catch {
    return "";
  }
}

function split(value: string): [value: string, signature: string] {
  const dot = value.lastIndexOf(".");
  return dot < 0 ? ["", ""] : [value.slice(0, dot), value.slice(dot + 1)];
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
