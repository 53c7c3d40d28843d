import { sql } from "drizzle-orm";
import { dialect } from "./columns.ts";
import type { Session } from "./open.ts";

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
