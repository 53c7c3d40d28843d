import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase } from "./postgres.ts";

/** A database of its own for one test or one file, of the dialect of the project. */
export interface OpenedDatabase {
  /** As DATABASE_URL has it. */
  url: string;
  /** Everything it holds, as text; on SQLite the raw bytes of its files. */
  stored(): Promise<string>;
  /** Removes it; close what is open on it before. */
  drop(): Promise<void>;
}

/** What a name stands for, made once in this worker; a new copy of it costs next to nothing. */
const templates = new Map<string, Promise<() => Promise<OpenedDatabase>>>();

/**
 * A copy of the database that `fill` makes, which is asked only the first time: a file on SQLite,
 * a template of the server on PostgreSQL.
 * @param name stands for all that `fill` writes
 * @param fill must close what it opens
 */
export async function copyOf(
  name: string,
  fill: (url: string) => Promise<void>,
): Promise<OpenedDatabase> {
  const known = templates.get(name) ?? makeTemplate(fill);
  templates.set(name, known);
  return (await known)();
}

/** Without any table. */
export async function emptyDatabase(): Promise<OpenedDatabase> {
  return process.env.LINGDA_TEST_DB === "postgres" ? onPostgres() : inFolder(new Map());
}

async function makeTemplate(fill: (url: string) => Promise<void>) {
  const made = await emptyDatabase();
  await fill(made.url);
  if (process.env.LINGDA_TEST_DB === "postgres") {
    const template = new URL(made.url).pathname.slice(1);
    return () => onPostgres(template);
  }
  const folder = join(made.url, "..");
  const files = new Map(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]),
  );
  await made.drop();
  return async () => inFolder(files);
}

async function onPostgres(template?: string): Promise<OpenedDatabase> {
  const { url, drop, dump } = await createDatabase(template);
  return { url, drop, stored: dump };
}

function inFolder(files: Map<string, Buffer>): OpenedDatabase {
  const folder = mkdtempSync(join(tmpdir(), "lingda-test-db-"));
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return {
    url: join(folder, "lingda.db"),
    stored: async () => readdirSync(folder).map(read).join("\n"),
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
