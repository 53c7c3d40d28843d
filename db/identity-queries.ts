import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { GrantKind } from "./identity-schema.ts";
import type { IdentityStore } from "./identity-store.ts";
import { arg, prepared } from "./prepared.ts";

export interface GrantRow {
  id: string;
  kind: GrantKind;
  hash: string;
  person: string;
  by: string;
  /** How many devices an invitation may hold at a time; null for a bearer token. */
  maxDevices: number | null;
  createdAt: number;
  /** Null: until revoked. */
  expiresAt: number | null;
  revokedAt: number | null;
  /** When a browser first came in by it; null while none has. */
  firstUsedAt: number | null;
  /** Browsers that came in by it. */
  uses: number;
}

export interface SessionRow {
  id: string;
  person: string;
  invitation: string | null;
  expiresAt: number;
}

/** A session as people may see it: no token, no address. */
export interface OpenSession {
  id: string;
  person: string;
  byCode: boolean;
  userAgent: string;
  /** What the device that it took the place of called itself. */
  replaced: string | null;
  since: number;
  /** When it was last written down, once a day of use at most. */
  seen: number;
}

export type IdentityQueries = ReturnType<typeof identityQueries>;

/** Everything sign-in asks of its tables beside what better-auth asks itself. */
export function identityQueries({ session: db, tables }: IdentityStore) {
  const { session, grant, user } = tables;
  const columns = {
    id: session.id,
    person: session.userId,
    invitation: session.invitation,
    expiresAt: session.expiresAt,
  };
  const ids = (rows: { id: string }[]) => rows.map((row) => row.id);
  // The one query of every request. Prepared on the connection or pool itself, which is right
  // here: sign-in has no transactions that it could escape.
  const byToken = db
    .select(columns)
    .from(session)
    .where(eq(session.token, sql.placeholder("token")))
    .limit(1)
    .prepare();

  return {
    async sessionByToken(token: string): Promise<SessionRow | null> {
      const [row] = await byToken.execute({ token });
      return row ? { ...row, expiresAt: row.expiresAt.getTime() } : null;
    },

    /** The devices that hold an invitation of this person, newest first. */
    async invitedSessions(person: string): Promise<string[]> {
      const rows = await db
        .select({ id: session.id })
        .from(session)
        .where(and(eq(session.userId, person), isNotNull(session.invitation)))
        .orderBy(desc(session.createdAt), desc(session.id));
      return ids(rows);
    },

    /** What is open of these people, the newest first. */
    async openSessions(people: string[], now: number): Promise<OpenSession[]> {
      if (people.length === 0) return [];
      const rows = await db
        .select({
          ...columns,
          userAgent: session.userAgent,
          replaced: session.replaced,
          since: session.createdAt,
          seen: session.updatedAt,
        })
        .from(session)
        .where(and(inArray(session.userId, people), gt(session.expiresAt, new Date(now))))
        .orderBy(desc(session.createdAt), desc(session.id));
      return rows.map(({ id, person, invitation, userAgent, replaced, since, seen }) => ({
        ...{ id, person, byCode: invitation !== null, userAgent: userAgent ?? "", replaced },
        ...{ since: since.getTime(), seen: seen.getTime() },
      }));
    },

    /** People known since before an instant, of whom no session was used after it. */
    async unreachedSince(since: Date): Promise<string[]> {
      const known = await db.select({ id: user.id }).from(user).where(lt(user.createdAt, since));
      const used = await db
        .selectDistinct({ id: session.userId })
        .from(session)
        .where(gt(session.updatedAt, since));
      const reached = new Set(used.map(({ id }) => id));
      return known.flatMap(({ id }) => (reached.has(id) ? [] : [id]));
    },

    async extendSession(id: string, expiresAt: number, now: number): Promise<void> {
      const change = { expiresAt: new Date(expiresAt), updatedAt: new Date(now) };
      await db.update(session).set(change).where(eq(session.id, id));
    },

    /** Each of these answers the ids that it ended. */
    async endSessions(some: string[]): Promise<string[]> {
      if (some.length === 0) return [];
      const query = db.delete(session).where(inArray(session.id, some));
      return ids(await query.returning({ id: session.id }));
    },
    async endSessionsOf(person: string): Promise<string[]> {
      const query = db.delete(session).where(eq(session.userId, person));
      return ids(await query.returning({ id: session.id }));
    },
    async endSessionsBy(invitation: string): Promise<string[]> {
      const query = db.delete(session).where(eq(session.invitation, invitation));
      return ids(await query.returning({ id: session.id }));
    },
    async endInvitedSessionsOf(person: string): Promise<string[]> {
      const query = db.delete(session);
      const invited = and(eq(session.userId, person), isNotNull(session.invitation));
      return ids(await query.where(invited).returning({ id: session.id }));
    },
    async endExpired(now: number): Promise<string[]> {
      const query = db.delete(session).where(lte(session.expiresAt, new Date(now)));
      return ids(await query.returning({ id: session.id }));
    },

    async addGrant(row: GrantRow): Promise<void> {
      await db.insert(grant).values(row);
    },
    async grantByHash(kind: GrantKind, hash: string): Promise<GrantRow | null> {
      const query = prepared(db, "grantByHash", (s) =>
        s
          .select()
          .from(grant)
          .where(and(eq(grant.hash, arg("hash")), eq(grant.kind, arg("kind"))))
          .prepare(),
      );
      const [row] = await query.execute({ hash, kind });
      return row ?? null;
    },
    /**
     * Lets one more browser in by an invitation, in one statement: of several at once no more come
     * in than may.
     * @param terms.since the first use may not be before it
     * @returns whether there was room, and time
     */
    async useGrant(
      id: string,
      { now, since, most }: { now: number; since: number; most: number },
    ): Promise<boolean> {
      const used = await db
        .update(grant)
        .set({
          uses: sql`${grant.uses} + 1`,
          firstUsedAt: sql`coalesce(${grant.firstUsedAt}, ${now})`,
        })
        .where(
          and(
            eq(grant.id, id),
            isNull(grant.revokedAt),
            lt(grant.uses, most),
            or(isNull(grant.firstUsedAt), gt(grant.firstUsedAt, since)),
          ),
        )
        .returning({ id: grant.id });
      return used.length > 0;
    },
    /** Ends a session by another, which keeps in mind what it took the place of. @returns its words, null when it was gone */
    async replaceSession(old: string, by: string): Promise<string | null> {
      const [ended] = await db
        .delete(session)
        .where(eq(session.id, old))
        .returning({ userAgent: session.userAgent });
      if (!ended) return null;
      const replaced = ended.userAgent ?? "";
      await db.update(session).set({ replaced }).where(eq(session.id, by));
      return replaced;
    },
    /** @returns whether it was in force until now. */
    async revokeGrant(kind: GrantKind, id: string, now: number): Promise<boolean> {
      const query = db.update(grant).set({ revokedAt: now });
      const open = and(eq(grant.id, id), eq(grant.kind, kind), isNull(grant.revokedAt));
      return (await query.where(open).returning({ id: grant.id })).length > 0;
    },
    async revokeGrantsOf(kind: GrantKind, person: string, now: number): Promise<void> {
      const open = and(eq(grant.person, person), eq(grant.kind, kind), isNull(grant.revokedAt));
      await db.update(grant).set({ revokedAt: now }).where(open);
    },
  };
}
