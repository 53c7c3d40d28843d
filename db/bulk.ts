import { getTableName } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { dialect } from "./columns.ts";
import type { Session } from "./open.ts";
import { args, prepared } from "./prepared.ts";

/** Rows per statement: 40 columns × 500 stays under both dialects' limit of bound values. */
const CHUNK = 500;

/**
 * Inserts many rows. SQLite runs one prepared statement a row, which is faster there than building
 * long ones; PostgreSQL, for which every statement is a journey, gets one per chunk.
 */
export async function insertMany<T extends SQLiteTable>(
  session: Session,
  into: T,
  rows: T["$inferInsert"][],
): Promise<void> {
  if (dialect === "sqlite") {
    for (const row of rows) {
      const keys = Object.keys(row);
      const name = `insert ${getTableName(into)} ${keys}`;
      const values = args(row) as T["$inferInsert"];
      await prepared(session, name, (s) => s.insert(into).values(values).prepare()).execute(row);
    }
    return;
  }
  for (let from = 0; from < rows.length; from += CHUNK) {
    await session.insert(into).values(rows.slice(from, from + CHUNK));
  }
}

/** Splits ids for `in (…)` lists so that no statement binds too many values. */
export function chunks<T>(values: readonly T[], size = CHUNK): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < values.length; from += size)
    parts.push(values.slice(from, from + size));
  return parts;
}

/** The rows of all chunks together, read one after the other. */
export async function inChunks<T, R>(
  values: readonly T[],
  read: (part: T[]) => Promise<R[]>,
): Promise<R[]> {
  const rows: R[] = [];
  for (const part of chunks(values)) rows.push(...(await read(part)));
  return rows;
}
