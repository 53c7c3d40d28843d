import { inArray, sql } from "drizzle-orm";
import type { IdentityStore } from "./identity-store.ts";

/** A person who may sign in, with the hash of the password. */
export interface AccountRow {
  person: string;
  account: string;
  passwordHash: string;
  /** Whether the hash replaces the one a stored account has. */
  replacePassword: boolean;
}

/** SQLite takes 32,766 values a statement, PostgreSQL 65,535; a row here has at most eight. */
const ROWS_PER_STATEMENT = 1_000;

export type AccountQueries = ReturnType<typeof accountQueries>;

/** Storing who may sign in; signing in reads the same tables through better-auth. */
export function accountQueries({ session: db, tables }: IdentityStore) {
  const { user, account } = tables;
  return {
    /** The names among `accounts` that are taken, with their owners. */
    async owners(accounts: string[]): Promise<{ account: string; person: string }[]> {
      const found = [];
      for (const names of chunks(accounts)) {
        const query = db.select({ account: user.username, person: user.id }).from(user);
        found.push(...(await query.where(inArray(user.username, names))));
      }
      return found;
    },

    /** Writes accounts; one that is stored keeps its password unless told to replace it. */
    async saveAccounts(rows: AccountRow[], now: number): Promise<void> {
      const at = new Date(now);
      const times = { createdAt: at, updatedAt: at };
      for (const some of chunks(rows)) {
        const users = some.map(({ person, account: username }) => ({
          id: person,
          name: username,
          username,
          email: `${person}@lingda.invalid`,
          emailVerified: false,
          ...times,
        }));
        await db
          .insert(user)
          .values(users)
          .onConflictDoUpdate({
            target: user.id,
            set: { username: sql`excluded.username`, name: sql`excluded.name`, updatedAt: at },
          });
      }
      const credential = ({ person, passwordHash }: AccountRow) => ({
        id: person,
        userId: person,
        accountId: person,
        providerId: "credential",
        password: passwordHash,
        ...times,
      });
      const set = { password: sql`excluded.password`, updatedAt: at };
      for (const some of chunks(rows.filter((row) => row.replacePassword))) {
        const insert = db.insert(account).values(some.map(credential));
        await insert.onConflictDoUpdate({ target: account.id, set });
      }
      for (const some of chunks(rows.filter((row) => !row.replacePassword))) {
        await db.insert(account).values(some.map(credential)).onConflictDoNothing();
      }
    },
  };
}

function* chunks<T>(rows: T[]): Generator<T[]> {
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) {
    yield rows.slice(i, i + ROWS_PER_STATEMENT);
  }
}
