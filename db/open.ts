import { Database as SqliteFile } from "bun:sqlite";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle as drizzleSqlite } from "drizzle-orm/bun-sqlite";
import { migrate as migrateSqlite } from "drizzle-orm/bun-sqlite/migrator";
import { drizzle as drizzlePostgres } from "drizzle-orm/postgres-js";
import { migrate as migratePostgres } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { carrySums } from "./carry-sums.ts";
import { dialect } from "./columns.ts";

/**
 * What a query runs on: a connection outside any transaction, or the transaction of one command.
 * Typed as SQLite's in both dialects; this file holds the single cast.
 */
export type Session = ReturnType<typeof drizzleSqlite>;

/** A SQLite file with its one writing connection, driven statement by statement by the writer. */
export interface SqliteStore {
  dialect: "sqlite";
  read: Session;
  write: Session;
  exec(statement: string): void;
  inTransaction(): boolean;
  close(): Promise<void>;
}

/** A PostgreSQL pool; every command is a transaction of its own. */
export interface PostgresStore {
  dialect: "postgres";
  read: Session;
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export type Store = SqliteStore | PostgresStore;

/** WAL code before this version could lose commits (DESIGN §4). */
const OLDEST_SQLITE = "3.51.3";

/**
 * Opens the database that `url` names and brings its tables up to date.
 * @param url a file path for SQLite, `postgres://…` for PostgreSQL; must be of the dialect that
 *   DATABASE_URL had when the process started.
 * @throws when the file was written by a newer program, or a durability pragma did not take.
 */
export async function openStore(url: string): Promise<Store> {
  const wanted = /^postgres(ql)?:/.test(url) ? "postgres" : "sqlite";
  if (wanted !== dialect) throw new Error(`this process runs on ${dialect}, not ${wanted}`);
  return wanted === "postgres" ? openPostgres(url) : openSqlite(url);
}

async function openSqlite(file: string): Promise<SqliteStore> {
  mkdirSync(dirname(file), { recursive: true });
  const write = new SqliteFile(file, { create: true, readwrite: true });
  harden(write);
  refuseNewer(
    write
      .query("select count(*) as n from sqlite_master where name = '__drizzle_migrations'")
      .get(),
    () => write.query("select max(created_at) as at from __drizzle_migrations").get(),
    "sqlite",
  );
  const session = drizzleSqlite(write);
  migrateSqlite(session, { migrationsFolder: migrationsFolder("sqlite") });
  const former = "select 1 from sqlite_master where name = 'tally_sum'";
  if (write.query(former).get()) {
    write.exec("BEGIN IMMEDIATE");
    await carrySums(session);
    write.exec("DROP TABLE tally_sum");
    write.exec("COMMIT");
  }
  const read = new SqliteFile(file, { readwrite: true, create: false });
  harden(read);
  read.exec("PRAGMA query_only = ON");
  return {
    dialect: "sqlite",
    read: drizzleSqlite(read),
    write: session,
    exec: (statement) => {
      write.exec(statement);
    },
    inTransaction: () => write.inTransaction,
    close: async () => {
      read.close();
      write.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      write.close();
    },
  };
}

/** Sets what durability rests on and reads it back: a pragma that is misspelt fails silently. */
function harden(file: SqliteFile): void {
  const { v } = file.query("select sqlite_version() as v").get() as { v: string };
  if (rank(v) < rank(OLDEST_SQLITE)) throw new Error(`SQLite ${v} is older than ${OLDEST_SQLITE}`);
  const pragmas: [string, string, number | string][] = [
    ["busy_timeout", "5000", 5000],
    ["journal_mode", "WAL", "wal"],
    ["synchronous", "FULL", 2],
    ["foreign_keys", "ON", 1],
    ["wal_autocheckpoint", "4000", 4000],
  ];
  for (const [name, value, expected] of pragmas) {
    file.exec(`PRAGMA ${name} = ${value}`);
    const row = file.query(`PRAGMA ${name}`).get() as Record<string, unknown>;
    const seen = Object.values(row)[0];
    if (seen !== expected) throw new Error(`PRAGMA ${name} is ${seen}, wanted ${expected}`);
  }
}

function rank(version: string): number {
  return version.split(".").reduce((sum, part) => sum * 1000 + Number(part), 0);
}

async function openPostgres(url: string): Promise<PostgresStore> {
  const pool = postgres(url, { max: 10, onnotice: () => {} });
  const [ledger] = await pool`
    select to_regclass('drizzle.__drizzle_migrations') is not null as there`;
  if (ledger?.there) {
    const [newest] = await pool`select max(created_at) as at from drizzle.__drizzle_migrations`;
    refuseNewer({ n: 1 }, () => newest, "postgres");
  }
  const database = drizzlePostgres(pool);
  await migratePostgres(database, { migrationsFolder: migrationsFolder("postgres") });
  const [former] = await pool`select to_regclass('tally_sum') is not null as there`;
  if (former?.there) {
    await database.transaction(async (session) => {
      await carrySums(session as unknown as Session);
      await session.execute("drop table tally_sum");
    });
  }
  return {
    dialect: "postgres",
    read: database as unknown as Session,
    transaction: (work) => database.transaction((session) => work(session as unknown as Session)),
    close: () => pool.end({ timeout: 5 }),
  };
}

/** An older program must not write into a newer schema: the upgrade may have moved what it knows. */
function refuseNewer(ledger: unknown, newest: () => unknown, name: string): void {
  if (!(ledger as { n: number }).n) return;
  const applied = Number((newest() as { at: number | string | null } | undefined)?.at ?? 0);
  const known = journal(name).entries.reduce((latest, entry) => Math.max(latest, entry.when), 0);
  if (applied > known) {
    throw new Error("this database was written by a newer Lingda; start that version instead");
  }
}

function migrationsFolder(name: string): string {
  return fileURLToPath(new URL(`./migrations/${name}`, import.meta.url));
}

function journal(name: string): { entries: { when: number }[] } {
  return require(`${migrationsFolder(name)}/meta/_journal.json`);
}
