import { randomUUID } from "node:crypto";
import type { GrantRow, IdentityQueries } from "#db/identity-queries";
import { MINUTE } from "#domain/time/zone";
import { hashToken, looksLikeToken, newToken } from "./opaque-token.ts";

/** Who issued it, for the audit, and until when it holds (epoch ms, system clock; empty: until revoked). */
export interface GrantTerms {
  by: string;
  expiresAt?: number;
}

/** `token` is shown once and never stored; `id` is for lists and for revoking. */
export interface IssuedGrant {
  id: string;
  token: string;
}

const DEVICES_PER_INVITATION = 2;
/**
 * People scan with WeChat and go on in a browser of their own: so many browsers may come in by one
 * code, and only for so long after the first.
 */
const BROWSERS_PER_INVITATION = 3;
const USABLE = 30 * MINUTE;

/** Issues, reads and revokes what opens a session without a password: see `GrantRow`. */
export function createGrants(queries: IdentityQueries, now: () => number) {
  return {
    async issue(kind: GrantRow["kind"], person: string, terms: GrantTerms): Promise<IssuedGrant> {
      const id = randomUUID();
      const token = newToken();
      await queries.addGrant({
        id,
        kind,
        hash: hashToken(token),
        person,
        by: terms.by,
        maxDevices: kind === "invitation" ? DEVICES_PER_INVITATION : null,
        createdAt: now(),
        expiresAt: terms.expiresAt ?? null,
        revokedAt: null,
        firstUsedAt: null,
        uses: 0,
      });
      return { id, token };
    },

    /** The grant behind a token if it still holds. */
    async find(kind: GrantRow["kind"], token: string): Promise<GrantRow | null> {
      if (!looksLikeToken(token)) return null;
      const grant = await queries.grantByHash(kind, hashToken(token));
      if (!grant || grant.revokedAt !== null) return null;
      return grant.expiresAt === null || grant.expiresAt > now() ? grant : null;
    },

    /** Lets a browser in by an invitation. @returns false when it came too late, or one too many */
    use: (id: string): Promise<boolean> =>
      queries.useGrant(id, {
        now: now(),
        since: now() - USABLE,
        most: BROWSERS_PER_INVITATION,
      }),

    /** @returns whether it was in force until now. */
    revoke: (kind: GrantRow["kind"], id: string): Promise<boolean> =>
      queries.revokeGrant(kind, id, now()),

    revokeAllOf: (kind: GrantRow["kind"], person: string): Promise<void> =>
      queries.revokeGrantsOf(kind, person, now()),
  };
}

export type Grants = ReturnType<typeof createGrants>;
