import { type Placeholder, sql } from "drizzle-orm";
import { dialect } from "./columns.ts";
import type { Session } from "./open.ts";

const cache = new WeakMap<Session, Map<string, unknown>>();

/**
 * The statement `name` of this session, built once: building SQL costs ten times what running it
 * does. The cache hangs on the session and never on a pool, where a prepared statement would run
 * outside the caller's transaction. On PostgreSQL each transaction is a session of its own.
 * @param build makes the statement, with `arg(…)` where values go; may depend on nothing else
 */
export function prepared<Q>(session: Session, name: string, build: (session: Session) => Q): Q {
  if (dialect === "postgres") return build(session);
  let statements = cache.get(session);
  if (!statements) {
    statements = new Map();
    cache.set(session, statements);
  }
  let statement = statements.get(name) as Q | undefined;
  if (!statement) {
    statement = build(session);
    statements.set(name, statement);
  }
  return statement;
}

/** Where a value goes, by name. */
export function arg(name: string): Placeholder {
  return sql.placeholder(name);
}

/** A value's place for each key of a row, for inserts and updates. */
export function args<T extends object>(row: T): Record<keyof T & string, never> {
  return Object.fromEntries(Object.keys(row).map((key) => [key, arg(key)])) as never;
}

/** A limit as it stands in the statement: a bound one has SQLite prepare it anew at every run. */
export function literal(limit: number): number {
  return sql.raw(String(limit)) as unknown as number;
}
