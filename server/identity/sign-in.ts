import {
  byInvitation,
  byPassword,
  currentSession,
  type Opened,
  type SignInParts,
} from "./open-session.ts";
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
  const current = await endCurrent(parts, from);
  const surplus = maxDevices === null ? [] : await endSurplus(parts, opened, maxDevices);
  const headers = new Headers({ "set-cookie": parts.cookies.keepSession(token) });
  if (device !== null) headers.append("set-cookie", device);
  return {
    ...{ ok: true, person, session, headers },
    ended: [...current, ...surplus.map(({ id }) => id)],
    replaced: surplus.map(({ userAgent }) => userAgent),
  };
}

/** Scanning again with a phone that is signed in replaces its session and takes no second place. */
async function endCurrent(parts: SignInParts, from: SignInOrigin): Promise<string[]> {
  const current = await currentSession(parts, from);
  return current === null ? [] : parts.queries.endSessions([current.id]);
}

/** One device too many ends the oldest; counted after opening, so two at once cannot both stay. */
async function endSurplus({ queries }: SignInParts, { person, session }: Opened, max: number) {
  const others = (await queries.invitedSessions(person)).filter((id) => id !== session);
  const ended: { id: string; userAgent: string }[] = [];
  for (const id of others.slice(max - 1)) {
    const userAgent = await queries.replaceSession(id, session);
    if (userAgent !== null) ended.push({ id, userAgent });
  }
  return ended;
}
