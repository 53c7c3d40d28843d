import { sql } from "drizzle-orm";
import { dialect } from "./columns.ts";
import type { Session } from "./open.ts";

/**
 * Holds `key` until the transaction ends, so that two commands on one item read and write it in
 * turn. SQLite has one writer and needs nothing.
 */
export async function lock(session: Session, key: string): Promise<void> {
  if (dialect === "sqlite") return;
  await execute(session, sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

/** Takes the rows' locks in id order; random order deadlocks (DESIGN §4). */
export async function lockChannels(session: Session, ids: string[]): Promise<void> {
  if (dialect === "sqlite" || ids.length === 0) return;
  const list = sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  );
  await execute(session, sql`select id from channel where id in (${list}) order by id for update`);
}

/** Only PostgreSQL's session has `execute`; the shared type is SQLite's. */
function execute(session: Session, query: ReturnType<typeof sql>): Promise<unknown> {
  return (session as unknown as { execute(q: typeof query): Promise<unknown> }).execute(query);
}
