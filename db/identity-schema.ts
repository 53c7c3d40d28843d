import * as pg from "drizzle-orm/pg-core";
import * as sqlite from "drizzle-orm/sqlite-core";

/**
 * The tables of sign-in, once for both dialects, typed as SQLite's. They have a column kit of
 * their own because better-auth hands over and expects `Date`, where the rest of the program
 * keeps numbers, and because the dialect here is an option and not a fact of the process: on
 * SQLite sign-in lives in a file of its own (DESIGN §4).
 */
const sqliteKit = {
  table: sqlite.sqliteTable,
  text: (name: string) => sqlite.text(name),
  flag: (name: string) => sqlite.integer(name, { mode: "boolean" }),
  whole: (name: string) => sqlite.integer(name),
  instant: (name: string) => sqlite.integer(name, { mode: "timestamp_ms" }),
};

const instantOnPostgres = pg.customType<{ data: Date; driverData: number | string }>({
  dataType: () => "bigint",
  toDriver: (instant) => instant.getTime(),
  fromDriver: (stored) => new Date(Number(stored)),
});

const postgresKit = {
  table: pg.pgTable,
  text: (name: string) => pg.text(name),
  flag: (name: string) => pg.boolean(name),
  whole: (name: string) => pg.bigint(name, { mode: "number" }),
  instant: (name: string) => instantOnPostgres(name),
} as unknown as typeof sqliteKit;

/** Keys are better-auth's own field names; a column it does not need for what we use is absent. */
function tablesOver({ table, text, flag, whole, instant }: typeof sqliteKit) {
  const times = () => ({
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  });
  return {
    /** A person who may sign in; `id` is the application's person id. */
    user: table("auth_user", {
      id: text("id").primaryKey(),
      name: text("name").notNull(),
      /** better-auth demands one; ours ends in `.invalid` and is never written to. */
      email: text("email").notNull(),
      emailVerified: flag("email_verified").notNull(),
      image: text("image"),
      username: text("username").notNull(),
      ...times(),
    }),
    /** The password of a person; `id` is the person's. */
    account: table("auth_account", {
      id: text("id").primaryKey(),
      userId: text("user_id").notNull(),
      accountId: text("account_id").notNull(),
      providerId: text("provider_id").notNull(),
      password: text("password"),
      ...times(),
    }),
    session: table("auth_session", {
      id: text("id").primaryKey(),
      token: text("token").notNull(),
      userId: text("user_id").notNull(),
      /** The invitation that opened it; empty for a session opened by password. */
      invitation: text("invitation"),
      ipAddress: text("ip_address"),
      userAgent: text("user_agent"),
      /** What the device that this one took the place of called itself. */
      replaced: text("replaced"),
      expiresAt: instant("expires_at").notNull(),
      ...times(),
    }),
    /** An opaque secret given to one person: an invitation on paper, or a bot's bearer token. */
    grant: table("auth_grant", {
      id: text("id").primaryKey(),
      kind: text("kind").$type<GrantKind>().notNull(),
      hash: text("hash").notNull(),
      person: text("person").notNull(),
      by: text("issued_by").notNull(),
      maxDevices: whole("max_devices"),
      createdAt: whole("created_at").notNull(),
      expiresAt: whole("expires_at"),
      revokedAt: whole("revoked_at"),
      /** Of an invitation: when a browser first came in by it, and how many have. */
      firstUsedAt: whole("first_used_at"),
      uses: whole("uses").notNull().default(0),
    }),
  };
}

export type GrantKind = "invitation" | "bearer";
export type IdentityTables = ReturnType<typeof tablesOver>;

export const identityTables: Record<"sqlite" | "postgres", IdentityTables> = {
  sqlite: tablesOver(sqliteKit),
  postgres: tablesOver(postgresKit),
};

/**
 * Statements that both dialects accept: SQLite takes any type name and gives `bigint` and
 * `boolean` a numeric affinity. Safe to run at every start.
 */
export const IDENTITY_DDL = [
  `create table if not exists auth_user (
    id text primary key, name text not null, email text not null unique,
    email_verified boolean not null, image text, username text not null unique,
    created_at bigint not null, updated_at bigint not null)`,
  `create table if not exists auth_account (
    id text primary key, user_id text not null references auth_user (id) on delete cascade,
    account_id text not null, provider_id text not null, password text,
    created_at bigint not null, updated_at bigint not null)`,
  `create table if not exists auth_session (
    id text primary key, token text not null unique,
    user_id text not null references auth_user (id) on delete cascade,
    invitation text, ip_address text, user_agent text, replaced text, expires_at bigint not null,
    created_at bigint not null, updated_at bigint not null)`,
  `create table if not exists auth_grant (
    id text primary key, kind text not null, hash text not null unique,
    person text not null references auth_user (id) on delete cascade, issued_by text not null,
    max_devices bigint, created_at bigint not null, expires_at bigint, revoked_at bigint,
    first_used_at bigint, uses bigint not null default 0)`,
  "create index if not exists auth_account_user on auth_account (user_id)",
  "create index if not exists auth_session_user on auth_session (user_id)",
  "create index if not exists auth_session_invitation on auth_session (invitation)",
  "create index if not exists auth_grant_person on auth_grant (person)",
];

/** Columns that tables of before lack; added when it is opened. */
export const IDENTITY_COLUMNS: { table: string; column: string; type: string }[] = [
  { table: "auth_session", column: "replaced", type: "text" },
  { table: "auth_grant", column: "first_used_at", type: "bigint" },
  { table: "auth_grant", column: "uses", type: "bigint not null default 0" },
];
