import { getIP, isAPIError } from "better-auth/api";
import type { SessionRow } from "#db/identity-queries";
import { foldAccount, isAccountName } from "./account-name.ts";
import { type Auth, MAX_PASSWORD } from "./auth.ts";
import type { SessionParts } from "./authenticate.ts";
import type { Refused, SignInOrigin } from "./sign-in-result.ts";
import type { Throttle } from "./throttle.ts";

const wrongPassword = (room: string) =>
  refuse("unauthenticated", `账号或密码不对，请再试一次；忘了密码请找上级单位的${room}。`);
const badInvitation = (room: string) =>
  refuse("unauthenticated", `这个邀请码已失效或已收回，请找村里或上级单位的${room}重新要一个。`);
const usedUp = (room: string) =>
  refuse(
    "unauthenticated",
    `这个邀请码已经用过了：第一次使用后 30 分钟内最多三个浏览器能用；请找村里或上级单位的${room}重新要一个。`,
  );
const MAX_USER_AGENT = 300;

/** What signing in needs beside what reading a session needs. */
export interface SignInParts extends SessionParts {
  auth: Auth;
  throttle: Throttle;
}

/** A session that someone just opened. */
export interface Opened {
  person: string;
  session: string;
  token: string;
  /** The cookie that makes the browser a known device. */
  device: string | null;
  /** How many invited devices this person may hold; null for a session by password. */
  maxDevices: number | null;
}

/** Checks a password and opens a session, at most so often from one place: see `createThrottle`. */
export async function byPassword(
  { auth, cookies, queries, throttle, now }: SignInParts,
  typed: string,
  password: string,
  from: SignInOrigin,
): Promise<Opened | Refused> {
  const account = foldAccount(typed);
  if (account === "" || password === "") return refuse("bad_argument", "请填写账号和密码。");
  if (!isAccountName(account) || password.length > MAX_PASSWORD) {
    return refuse("bad_argument", "账号或密码太长，或有看不见的字符，请检查是否粘贴了别的内容。");
  }
  const device = cookies.knownDevice(from.cookie ?? null, account);
  const headers = new Headers({
    "user-agent": from.userAgent.slice(0, MAX_USER_AGENT),
    "x-forwarded-for": from.ip,
  });
  // IPv6 by /64: one household holds that many addresses.
  const address = getIP(headers, {}) ?? from.ip;
  const source = `${device === null ? address : `device ${device}`} ${account}`;
  const wait = throttle.attempt(source, now());
  if (wait > 0) return tooMany(wait, from.room);
  const body = { username: account, password };
  const result = await auth.api.signInUsername({ body, headers }).catch(unlessRefused);
  if (result === null) return wrongPassword(from.room);
  throttle.succeed(source);
  const session = await queries.sessionByToken(result.token);
  if (session === null) throw new Error("the session just opened is not there");
  return {
    person: session.person,
    session: session.id,
    token: result.token,
    device: cookies.rememberDevice(account),
    maxDevices: null,
  };
}

/** better-auth's 401 is an answer; anything else is a fault. */
function unlessRefused(error: unknown): null {
  if (isAPIError(error) && error.statusCode === 401) return null;
  throw error;
}

/** Opens a session for whoever holds the paper. */
export async function byInvitation(
  parts: SignInParts,
  token: string,
  from: SignInOrigin,
): Promise<Opened | Refused> {
  const { auth, grants, queries } = parts;
  const grant = await grants.find("invitation", token.trim());
  if (grant === null) return badInvitation(from.room);
  // Who is in by this very code and scans it again takes no place.
  const isIn = (await currentSession(parts, from))?.invitation === grant.id;
  if (!isIn && !(await grants.use(grant.id))) return usedUp(from.room);
  const context = await auth.$context;
  const session = await context.internalAdapter.createSession(grant.person, false, {
    invitation: grant.id,
    ipAddress: from.ip,
    userAgent: from.userAgent.slice(0, MAX_USER_AGENT),
  });
  if ((await grants.find("invitation", token.trim())) === null) {
    // Taken back while the session was being opened, after its devices were signed out.
    await queries.endSessions([session.id]);
    return badInvitation(from.room);
  }
  return {
    person: grant.person,
    session: session.id,
    token: session.token,
    device: null,
    maxDevices: grant.maxDevices,
  };
}

/** The session that the browser has already, if any. */
export async function currentSession(
  { cookies, queries }: SignInParts,
  { cookie }: SignInOrigin,
): Promise<SessionRow | null> {
  const token = cookie ? cookies.sessionToken(new Headers({ cookie })) : null;
  return token === null ? null : queries.sessionByToken(token);
}

function tooMany(wait: number, room: string): Refused {
  const retryAfter = Math.ceil(wait / 1000);
  const time = retryAfter < 60 ? `${retryAfter} 秒` : `${Math.ceil(retryAfter / 60)} 分钟`;
  const message = `密码连续输错多次，请等 ${time}再试；忘了密码请找上级单位的${room}。`;
  return { ...refuse("rate_limited", message), retryAfter };
}

function refuse(code: Refused["code"], message: string): Refused {
  return { ok: false, code, message };
}
