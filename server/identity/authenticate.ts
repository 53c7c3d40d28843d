import type { IdentityQueries } from "#db/identity-queries";
import type { Cookies } from "./cookies.ts";
import type { Grants } from "./grants.ts";
import { isTrustedOrigin } from "./origin.ts";
import { isDueForRolling, sessionPeriod } from "./periods.ts";

/** Who sends a request. */
export interface Authenticated {
  person: string;
  /** Names the session for logs and for closing its sockets; opens nothing. */
  session: string;
  /** Headers to add to an HTTP answer so that the browser keeps its cookie as long as the session. */
  renewed?: Headers;
}

/** What is read of a request, so that a socket handshake can be asked about too. */
export type Carrier = Pick<Request, "headers">;

/** What reading and ending a session needs. */
export interface SessionParts {
  queries: IdentityQueries;
  cookies: Cookies;
  grants: Grants;
  allowed: ReadonlySet<string>;
  now: () => number;
}

/**
 * Who sends this request, for HTTP, socket.io and Yjs alike. A bearer token wins over a cookie
 * and never falls back to it. The database is asked every time (one prepared read), so what was
 * revoked anywhere is refused at once and there is no cache to get wrong.
 */
export async function authenticate(
  parts: SessionParts,
  { headers }: Carrier,
): Promise<Authenticated | null> {
  const authorization = headers.get("authorization");
  if (authorization !== null) return byBearer(parts.grants, authorization);
  if (!isTrustedOrigin(headers, parts.allowed)) return null;
  return byCookie(parts, headers);
}

async function byBearer(grants: Grants, authorization: string): Promise<Authenticated | null> {
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  const grant = token === undefined ? null : await grants.find("bearer", token);
  return grant && { person: grant.person, session: grant.id };
}

async function byCookie(
  { queries, cookies, now }: SessionParts,
  headers: Headers,
): Promise<Authenticated | null> {
  const token = cookies.sessionToken(headers);
  const session = token === null ? null : await queries.sessionByToken(token);
  if (token === null || session === null) return null;
  const at = now();
  if (session.expiresAt <= at) {
    // Gone for good: setting the clock back must not revive it.
    await queries.endSessions([session.id]);
    return null;
  }
  const known = { person: session.person, session: session.id };
  if (!isDueForRolling(session, at)) return known;
  await queries.extendSession(session.id, at + sessionPeriod(session.invitation), at);
  return { ...known, renewed: new Headers({ "set-cookie": cookies.keepSession(token) }) };
}
