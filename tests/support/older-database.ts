import { Database } from "bun:sqlite";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle as drizzleSqlite } from "drizzle-orm/bun-sqlite";
import { migrate as migrateSqlite } from "drizzle-orm/bun-sqlite/migrator";
import { drizzle as drizzlePostgres } from "drizzle-orm/postgres-js";
import { migrate as migratePostgres } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { emptyDatabase, type OpenedDatabase } from "./database.ts";

/**
 * A database as an earlier version of the program left it.
 * @param last name of the newest migration it knows: `0007_indexes`
 * @param statements what that version had written, in SQL that both dialects read
 */
export async function databaseAsOf(last: string, statements: string[]): Promise<OpenedDatabase> {
  const made = await emptyDatabase();
  const name = process.env.LINGDA_TEST_DB === "postgres" ? "postgres" : "sqlite";
  const migrationsFolder = migrationsUpTo(name, last);
  try {
    await (name === "postgres" ? onPostgres : onSqlite)(made.url, migrationsFolder, statements);
  } finally {
    rmSync(migrationsFolder, { recursive: true });
  }
  return made;
}

async function onSqlite(url: string, migrationsFolder: string, statements: string[]) {
  const file = new Database(url, { create: true, readwrite: true });
  migrateSqlite(drizzleSqlite(file), { migrationsFolder });
  for (const statement of statements) file.exec(statement);
  file.close();
}

async function onPostgres(url: string, migrationsFolder: string, statements: string[]) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await migratePostgres(drizzlePostgres(sql), { migrationsFolder });
  for (const statement of statements) await sql.unsafe(statement);
  await sql.end();
}

function migrationsUpTo(name: string, last: string): string {
  const folder = mkdtempSync(join(tmpdir(), "lingda-migrations-"));
  cpSync(fileURLToPath(new URL(`../../db/migrations/${name}`, import.meta.url)), folder, {
    recursive: true,
  });
  const file = join(folder, "meta", "_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8")) as { entries: { tag: string }[] };
  const end = journal.entries.findIndex(({ tag }) => tag.startsWith(last)) + 1;
  if (end === 0) throw new Error(`no migration ${last}`);
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
  return folder;
}
