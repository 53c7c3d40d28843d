import { DAY } from "#domain/time/zone";

/**
 * How long a session lives without being used, in milliseconds: 30 days by password, 180 by
 * invitation (SPEC §6), both rolling.
 */
export function sessionPeriod(invitation: string | null | undefined): number {
  return (invitation ? 180 : 30) * DAY;
}

/** A session is written back once a day of use at most, not at every request. */
export function isDueForRolling(
  session: { invitation: string | null; expiresAt: number },
  now: number,
): boolean {
  return session.expiresAt - now < sessionPeriod(session.invitation) - DAY;
}
