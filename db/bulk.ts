import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Session } from "./open.ts";

/** Rows per statement: 40 columns × 500 stays under both dialects' limit of bound values. */
const CHUNK = 500;

/** Inserts many rows with one statement per chunk; a fan-out to a county is a handful of them. */
export async function insertMany<T extends SQLiteTable>(
  session: Session,
  into: T,
  rows: T["$inferInsert"][],
): Promise<void> {
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
