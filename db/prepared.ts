import type { Session } from "./open.ts";

const cache = new WeakMap<Session, Map<string, unknown>>();

/**
 * The prepared statement `name` of this session, built once. The cache hangs on the session and
 * never on a pool: a statement prepared on the pool would run outside the caller's transaction.
 * @param build makes the statement; must depend on nothing but the session
 */
export function prepared<Q>(session: Session, name: string, build: (session: Session) => Q): Q {
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
