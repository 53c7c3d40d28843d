import { Database as SqliteFile } from "bun:sqlite";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { drizzle as drizzleSqlite } from "drizzle-orm/bun-sqlite";
import { drizzle as drizzlePostgres } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import {
  IDENTITY_COLUMNS,
  IDENTITY_DDL,
  type IdentityTables,
  identityTables,
} from "./identity-schema.ts";

/** Where sign-in is kept: a SQLite file of its own, or the application's PostgreSQL database. */
export type IdentityDatabase = { kind: "sqlite"; file: string } | { kind: "postgres"; url: string };

/** An open database with its tables; typed as SQLite's in both dialects. */
export interface IdentityStore {
  kind: IdentityDatabase["kind"];
  session: ReturnType<typeof drizzleSqlite>;
  tables: IdentityTables;
  close(): Promise<void>;
}

/** Two servers of one county may start together; `create … if not exists` races without a lock. */
const DDL_LOCK = 620_127;

/**
 * Opens the database and creates what is missing in it.
 * @throws when the database cannot be reached or a durability pragma did not take.
 */
export async function openIdentityStore(database: IdentityDatabase): Promise<IdentityStore> {
  return database.kind === "sqlite" ? openSqlite(database.file) : openPostgres(database.url);
}

function openSqlite(path: string): IdentityStore {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const file = new SqliteFile(path, { create: true, readwrite: true });
  const pragmas: [name: string, value: string, read: number | string][] = [
    ["busy_timeout", "5000", 5000],
    ["journal_mode", "WAL", path === ":memory:" ? "memory" : "wal"],
    ["synchronous", "FULL", 2],
    ["foreign_keys", "ON", 1],
  ];
  for (const [name, value, expected] of pragmas) {
    file.exec(`PRAGMA ${name} = ${value}`);
    const seen = Object.values(file.query(`PRAGMA ${name}`).get() as Record<string, unknown>)[0];
    if (seen !== expected) throw new Error(`PRAGMA ${name} is ${seen}, wanted ${expected}`);
  }
  for (const statement of IDENTITY_DDL) file.exec(statement);
  for (const { table, column, type } of IDENTITY_COLUMNS) {
    const known = file.query(`PRAGMA table_info(${table})`).all() as { name: string }[];
    if (known.some(({ name }) => name === column)) continue;
    file.exec(`alter table ${table} add column ${column} ${type}`);
  }
  return {
    kind: "sqlite",
    session: drizzleSqlite(file),
    tables: identityTables.sqlite,
    close: async () => file.close(),
  };
}

async function openPostgres(url: string): Promise<IdentityStore> {
  const pool = postgres(url, { max: 5, onnotice: () => {} });
  await pool.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${DDL_LOCK})`;
    for (const statement of IDENTITY_DDL) await transaction.unsafe(statement);
    for (const { table, column, type } of IDENTITY_COLUMNS) {
      await transaction.unsafe(`alter table ${table} add column if not exists ${column} ${type}`);
    }
  });
  return {
    kind: "postgres",
    session: drizzlePostgres(pool) as unknown as IdentityStore["session"],
    tables: identityTables.postgres,
    close: () => pool.end({ timeout: 5 }),
  };
}
