import { byInvitation, byPassword, type Opened, type SignInParts } from "./open-session.ts";
import type { Credentials, SignInOrigin, SignInResult } from "./sign-in-result.ts";

/**
 * Signs a person in by password or by invitation. A wrong password, an unknown account and an
 * account without a password get the same answer after the same work.
 */
export async function signIn(
  parts: SignInParts,
  credentials: Credentials,
  from: SignInOrigin,
): Promise<SignInResult> {
  const opened =
    "invitation" in credentials
      ? await byInvitation(parts, credentials.invitation, from)
      : await byPassword(parts, credentials.account, credentials.password, from);
  if ("ok" in opened) return opened;
  const { person, session, token, device, maxDevices } = opened;
  const replaced = await endCurrent(parts, from);
  const surplus = maxDevices === null ? [] : await endSurplus(parts, opened, maxDevices);
  const headers = new Headers({ "set-cookie": parts.cookies.keepSession(token) });
  if (device !== null) headers.append("set-cookie", device);
  return { ok: true, person, session, headers, ended: [...replaced, ...surplus] };
}

/** Scanning again with a phone that is signed in replaces its session and takes no second place. */
async function endCurrent({ cookies, queries }: SignInParts, from: SignInOrigin) {
  const token = from.cookie ? cookies.sessionToken(new Headers({ cookie: from.cookie })) : null;
  const current = token === null ? null : await queries.sessionByToken(token);
  return current === null ? [] : queries.endSessions([current.id]);
}

/** One device too many ends the oldest; counted after opening, so two at once cannot both stay. */
async function endSurplus({ queries }: SignInParts, { person, session }: Opened, max: number) {
  const others = (await queries.invitedSessions(person)).filter((id) => id !== session);
  return queries.endSessions(others.slice(max - 1));
}
